"""A document proposed by somebody who has no terminal: what it would bring, in plain words, and the writing of it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.answer.sentences import counted
from bot.briefing.model import Kind, Status
from bot.errors import UnreadableFileError
from bot.importers.fetching import fetch
from bot.importers.importing import Importer, Reviewed, State
from bot.importers.model import Draft
from bot.importers.originals import digest_of
from bot.importers.preview import SURE
from bot.importers.reading import Document, documents_in, drafts_in
from bot.importers.settling.wishes import LabelUse, Wishes

BRIEFINGS_MAX: Final = 20
"""A document with more is for the terminal, where it can be looked through."""

LISTED_MAX: Final = 8
_USES: Final = {
    "q": LabelUse.QUESTION,
    "question": LabelUse.QUESTION,
    "speech": LabelUse.SPEECH,
    "narration": LabelUse.NARRATION,
    "skip": LabelUse.SKIP,
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a document would bring.

    Attributes:
        says: For a person, several lines; it quotes nobody.
        addable: How many briefings would be written.
        open: Whether there are questions that have to be answered first.
    """

    says: str
    addable: int
    open: bool


class Proposals:
    """Reviews and writes documents; the same words and answers come to the same.

    Args:
        open_importer: Looks through the folder as it is now.
        hosts: Those that links may lead to; empty: any public one.
    """

    def __init__(self, open_importer: Callable[[], Importer], hosts: frozenset[str] = frozenset()) -> None:
        self._open, self._hosts = open_importer, hosts

    def fetch(self, url: str) -> tuple[bytes, str, str]:
        """A document from an address: its bytes, name and last address.

        Raises:
            UnreadableFileError: It is not fetched; the sentence says why.
        """
        page = fetch(url, hosts=self._hosts)
        return page.data, page.name, page.url

    def look(self, content: bytes, name: str, url: str | None, given: Mapping[str, str]) -> Proposed:
        """What would be quotable; nothing is written.

        Raises:
            UnreadableFileError: The document cannot be read, or an answer is not understood.
        """
        importer = self._open()
        found = list(_reviewed(importer, content, name, url, wishes_of(given, importer)))
        addable = sum(isinstance(one, Reviewed) and one.state.is_written for one in found)
        is_open = any(isinstance(one, Reviewed) and one.state is State.OPEN for one in found)
        parts = [_told(one) if isinstance(one, Reviewed) else one for one in found]
        return Proposed("\n\n".join(parts) or f"{name} holds nothing that can be imported.", addable, is_open)

    def add(self, content: bytes, name: str, url: str | None, given: Mapping[str, str]) -> tuple[int, int, str]:
        """Write what has no open question; how many briefings and turns, and a line about each.

        Raises:
            UnreadableFileError: The document cannot be read, or the folder takes nothing.
        """
        importer = self._open()
        briefings, turns, lines = 0, 0, []
        for one in _reviewed(importer, content, name, url, wishes_of(given, importer)):
            if isinstance(one, str):
                lines.append(one)
            elif one.state.is_written:
                importer.write(one)
                briefings, turns = briefings + 1, turns + len(one.draft.turns)
                held = f", under embargo: {one.draft.embargo}" if one.draft.embargo else ""
                lines.append(f"{one.draft.id}: {counted(len(one.draft.turns), 'turn')}, {one.state.value}{held}")
            else:
                lines.append(f"{one.draft.id or one.name}: not written ({one.state.value})")
        importer.known.keep()
        return briefings, turns, "\n".join(lines[:BRIEFINGS_MAX])


def wishes_of(given: Mapping[str, str], importer: Importer) -> Wishes:
    """What somebody wrote into a form, as answers for the importer.

    Raises:
        UnreadableFileError: A label line or a day cannot be read.
    """
    labels, speakers = dict[str, LabelUse](), dict[str, str]()
    for label, use in _pairs(given.get("labels", "")):
        if use.casefold() in _USES:
            labels[label] = _USES[use.casefold()]
        elif importer.register.get(use) is not None:
            speakers[label] = use
        else:
            raise UnreadableFileError(
                f"“{label} = {use[:60]}” is not understood: write question, speech, narration or skip, or an id of "
                "speakers.yaml"
            )
    try:
        held_on = date.fromisoformat(given["held_on"]) if given.get("held_on") else None
    except ValueError:
        raise UnreadableFileError("the day is not understood: choose it in the form") from None
    return Wishes(
        held_on=held_on,
        title=given.get("title") or None,
        publisher=given.get("publisher") or None,
        status=Status(given["status"]) if given.get("status") in set(Status) else None,
        embargo=given.get("embargo") or None,
        labels=labels,
        speakers=speakers,
        leave_out=given.get("leave_out") == "yes",
        accepted=frozenset(_numbers(given.get("accepted", ""))),
    )


def _numbers(text: str) -> Iterator[int]:
    for one in text.replace(",", " ").split():
        if not (one.isascii() and one.isdigit() and len(one) < 9):
            raise UnreadableFileError(f"“{one[:60]}” is no line: write line numbers, parted by commas")
        yield int(one)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        label, sign, use = line.rpartition("=")
        if sign and label.strip():
            yield label.strip(), use.strip()
        elif line.strip():
            raise UnreadableFileError(f"“{line.strip()[:60]}” is not understood: write LABEL = speech, one a line")


def _reviewed(
    importer: Importer, content: bytes, name: str, url: str | None, wishes: Wishes
) -> Iterator[Reviewed | str]:
    """Each briefing of a document; a sentence in the place of one that cannot be read."""
    digest = digest_of(content)
    for document in documents_in(content, name, url):
        if not isinstance(document, Document):
            yield f"{name}: {document}"
        elif document.count > BRIEFINGS_MAX:
            yield f"{document.name} holds {document.count:,} briefings: import it with `briefing import`."
        else:
            for draft in drafts_in(document, importer.register, wishes):
                yield importer.review(draft, wishes, content, digest, document.name)


def _told(reviewed: Reviewed) -> str:
    draft = reviewed.draft
    when = f"{draft.held_on:%-d %B %Y}" if draft.held_on else "day unknown"
    status = draft.status and draft.status.value.replace("_", " ")
    source = " · ".join(filter(None, (draft.publisher, status)))
    lines = [
        f"{draft.title or reviewed.name} · {when}" + (f" · {source}" if source else ""),
        _counted(draft),
        *_officials(draft),
        *_labels(draft),
        *_restricted(draft),
    ]
    lines += _listed("To answer first", [_placed(d.line, d.says) for d in draft.doubts if d.is_open])
    lines += _listed("To look at", [_placed(d.line, d.says) for d in draft.doubts if not d.is_open])
    return "\n".join([*lines, _comes_to(reviewed)])


def _counted(draft: Draft) -> str:
    kinds = Counter(turn.kind for turn in draft.turns)
    questions, others = kinds[Kind.QUESTION], sum(kinds.values()) - kinds[Kind.QUESTION]
    unassigned = f", {counted(len(draft.unassigned), 'passage')} of nobody" if draft.unassigned else ""
    return f"{counted(others, 'turn')} that can be quoted, {counted(questions, 'question')}{unassigned}"


def _officials(draft: Draft) -> list[str]:
    named = [f"{name}, {role}" if role else name for name, role in draft.officials[:LISTED_MAX]]
    return [f"Announced: {'; '.join(named)}"] if named else []


def _labels(draft: Draft) -> list[str]:
    doubtful = Counter(
        turn.printed or "no label"
        for turn in draft.turns
        if turn.kind in (Kind.SPEECH, Kind.REPORTED) and (turn.name is None or turn.confidence < SURE)
    )
    named = ", ".join(f"{label} (× {count})" for label, count in doubtful.most_common(LISTED_MAX))
    return [f"Not certain whose: {named}"] if named else []


def _restricted(draft: Draft) -> list[str]:
    lines = [f"Under embargo: {draft.embargo}"] if draft.embargo else []
    rules = Counter(
        rule.rule.value.replace("_", " ") for rule in (draft.ground_rule, *(t.ground_rule for t in draft.turns)) if rule
    )
    return [*lines, *(f"Under a ground rule: {rule} (× {count})" for rule, count in rules.items())]


def _listed(title: str, items: list[str]) -> list[str]:
    if not items:
        return []
    more = [f"  … and {len(items) - LISTED_MAX} more"] if len(items) > LISTED_MAX else []
    return [f"{title}:", *(f"  • {item}" for item in items[:LISTED_MAX]), *more]


def _placed(line: int, says: str) -> str:
    return f"line {line}: {_in_a_form(says)}" if line else _in_a_form(says)


def _in_a_form(says: str) -> str:
    """A doubt's sentence without the options of a command line."""
    return says.partition(": say --")[0].partition("; say --")[0]


def _comes_to(reviewed: Reviewed) -> str:
    of = reviewed.draft.id or reviewed.name
    match reviewed.state:
        case State.NEW:
            return f"It would be new: {of}."
        case State.CHANGED | State.UPDATED:
            return f"It would replace {of}, as version {reviewed.version}."
        case State.UNCHANGED:
            return f"It is here already, unchanged: {of}."
        case State.DUPLICATE:
            return f"Another briefing has these words: {', '.join(known.id for _, known in reviewed.duplicates)}."
        case State.OPEN:
            return "It can be added once that is answered."
        case _:
            return f"It cannot be added: {reviewed.says.replace('--replace', '`briefing import --replace`')}"
