"""A document's text as a draft: cut at its labels, with who, when, where, on which terms."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from bot.briefing.model import GroundRule, Kind, SourceKind, Status
from bot.briefing.speakers import Register, fold_name, surname_of
from bot.importers.model import Doubt, Draft, DraftTurn, Extract
from bot.importers.transcripts.header.officials import Official
from bot.importers.transcripts.header.read import Header, read_header
from bot.importers.transcripts.header.when import closing_doubts
from bot.importers.transcripts.labels.document import STRONG, Knows, Label, label_of, style_of
from bot.importers.transcripts.labels.forms import Form, parted_label
from bot.importers.transcripts.labels.grammar import CHANGE, candidate_at
from bot.importers.transcripts.labels.words import HONORIFICS
from bot.importers.transcripts.lines import Line, lines_of
from bot.importers.transcripts.people import Cast, Person
from bot.importers.transcripts.terms.embargo import LineOf, Setting, read_embargo
from bot.importers.transcripts.terms.opening import later_sentences, opening_sentences
from bot.importers.transcripts.terms.rules import agreed_rule, apply_rules
from bot.importers.transcripts.turns.corrections import MARKS_MAX, with_notes
from bot.importers.transcripts.turns.kinds import kinds_of
from bot.importers.transcripts.turns.stretches import Document, Stretch, cut_at_labels
from bot.importers.transcripts.turns.unlabelled import (
    NOBODY_BEFORE_LABEL,
    NOBODY_INTRODUCED,
    OPENING_WORDS_LEAST,
    Introduced,
    below_doubts,
    change_doubts,
    introduced,
    is_summary,
    note_of_head,
    opening_turns,
    paragraph_turns,
)
from bot.importers.transcripts.turns.words import words_of

HEADER_CHARS_MAX: Final = 4_000
LOOKED_AT_LINES_MAX: Final = 500

_LABELS_LEAST: Final = 2


def looks_like_transcript(extract: Extract) -> bool:
    """Whether labels stand before the words, or the text says that it is a transcript or its summary."""
    lines = lines_of(extract.text)[:LOOKED_AT_LINES_MAX]
    candidates = [found for line in lines if (found := candidate_at(line.head)) is not None and found.mark]
    style = style_of(candidates)
    labels = [
        c for c in candidates if (label := label_of(c, style, _nobody, is_header=False)) is not None and label.is_known
    ]
    strong = [c for c in labels if c.form in STRONG and (c.is_capitals or c.is_timed)]
    if any(c.form is not Form.QUESTION and " " in c.key and c.mark == ":" for c in strong):
        return True
    if len(strong) >= _LABELS_LEAST or len(labels) > max(_LABELS_LEAST, len(lines) // 10):
        return True
    return (bool(labels) and introduced(lines[:20]) is not None) or is_summary(lines)


def read_transcript(extract: Extract, register: Register) -> Draft:
    """Read a transcript: turns, what is doubtful about them, and what its header says.

    An unknown label ends the turn before it; its lines belong to nobody until
    somebody says whose they are.
    """
    document = cut_at_labels(extract.text, _knows(extract, register))
    if not document.stretches and (extract.kind is SourceKind.CAPTIONS or is_summary(document.lines)):
        return _unlabelled(extract, document)
    opened_by = introduced(document.header)
    above = [line for line in document.header if opened_by is None or line.number <= opened_by.line]
    header = read_header(extract, above, _full_labels(document), document.style.surnames | _surnames(document))
    officials = (*header.officials, *([Official(opened_by.name, opened_by.role)] if opened_by else []))
    if document.style.has_mixed_stops and header.when.time_line is None:
        header = replace(header, venue=None)  # what stands there are heads of what is said first
    place = " / ".join(part for part in (header.publisher, header.venue) if part)
    day = header.when.held_on or extract.published_on
    cast = Cast(register, officials, day, place, header.title)
    turns, unassigned, doubts = _turns(document, cast)
    opening, opening_doubts, unheard = _opening(document, opened_by)
    noted, note_doubts = with_notes((*opening, *turns), document.notes, document.header)
    draft = _described(extract, header, noted)
    return replace(
        draft,
        unassigned=(*unheard, *unassigned),
        officials=tuple((official.name, official.role) for official in officials),
        doubts=tuple(sorted({*draft.doubts, *doubts, *opening_doubts, *note_doubts, *below_doubts(document.below)})),
    )


def _nobody(name: str) -> bool:
    return False


def _knows(extract: Extract, register: Register) -> Knows:
    """Whether a folded name is somebody's of the register, or stands in full in title or header."""
    head = f"{extract.title or ''} {extract.text[:HEADER_CHARS_MAX]}"
    above = f" {fold_name(head)} "

    def knows(key: str) -> bool:
        if register.find(key):
            return True
        return " " in key and f" {key} " in above and above.count(f" {key} ") > 1

    return knows


def _full_labels(document: Document) -> list[tuple[str, str | None]]:
    """Full names that labels print, with the roles they print."""
    found: list[tuple[str, str | None]] = []
    for stretch in document.stretches:
        if stretch.label.is_mended or not stretch.label.is_known:
            continue
        if stretch.label.form is Form.NAME_AND_ROLE:
            name, _, role = stretch.label.candidate.printed.partition(",")
            found.append((name.strip(), role.strip() or None))
        elif stretch.label.form is Form.TITLED:
            title, name = parted_label(stretch.label.candidate.printed)
            found.append((name, title))
    return [pair for pair in dict.fromkeys(found) if len(pair[0].split()) > 1]


def _surnames(document: Document) -> frozenset[str]:
    named = (s.label.key for s in document.stretches if s.label.form in (Form.TITLED, Form.NAME, Form.WORD))
    return frozenset(surname_of(key) for key in named)


def _turns(document: Document, cast: Cast) -> tuple[list[DraftTurn], list[tuple[int, int]], list[Doubt]]:
    people: dict[str, Person] = {}
    for stretch in document.stretches:
        people.setdefault(stretch.label.key, cast.person_of(stretch.label))
    kinds = kinds_of(document.stretches, document.style, lambda label: _is_somebody(people.get(label.key)))
    turns: list[DraftTurn] = []
    unassigned: list[tuple[int, int]] = []
    doubts = change_doubts([stretch.line for stretch in document.stretches if _is_change(stretch)])
    for stretch in document.stretches:
        if not stretch.label.is_known or _may_ask(stretch.label, document, people):
            unassigned.append((stretch.start, stretch.parts[-1].end if stretch.parts else stretch.end))
            doubts += [] if _is_change(stretch) else [_unknown(stretch)]
            continue
        said = words_of(stretch, document)
        if said:
            turns.append(_turn(stretch, said, kinds[stretch.label.key], people[stretch.label.key]))
    return turns, unassigned, [*doubts, *_about_labels(document, kinds, people, cast)]


def _is_change(stretch: Stretch) -> bool:
    return stretch.label.candidate.printed == CHANGE


def _may_ask(label: Label, document: Document, people: dict[str, Person]) -> bool:
    """Whether a label may be a reporter's: collected papers print Mr. and Ms. before their names too."""
    is_plain = label.form is Form.TITLED and label.key.split()[0] in HONORIFICS
    asked = document.style.has_mixed_stops and document.style.seen["q"] > 0
    return asked and is_plain and not _is_somebody(people.get(label.key))


def _is_somebody(person: Person | None) -> bool:
    return person is not None and (person.speaker is not None or person.name is not None)


def _turn(stretch: Stretch, said: str, kind: Kind, person: Person) -> DraftTurn:
    is_speech = kind is Kind.SPEECH
    return DraftTurn(
        kind=kind,
        text=said,
        start=stretch.parts[0].start,
        end=stretch.parts[-1].end,
        printed=stretch.label.candidate.printed,
        printed_start=stretch.start,
        printed_end=stretch.end,
        speaker=person.speaker if is_speech else None,
        name=person.name if is_speech else None,
        role=person.role if is_speech else None,
        confidence=person.confidence if is_speech else 1.0,
        marks=tuple(dict.fromkeys(stretch.marks))[:MARKS_MAX],
        note=note_of_head(stretch.head) if stretch.head else None,
    )


def _unknown(stretch: Stretch) -> Doubt:
    printed = stretch.label.candidate.printed
    is_inside = stretch.label.candidate.start > 0
    what = (
        "stands inside a paragraph as labels do"
        if is_inside
        else "is no label known from this document or from speakers.yaml"
    )
    says = f"“{printed}” {what}; the words after it belong to nobody"
    return Doubt(stretch.line, f"{says} until you say whose they are", is_open=True)


def _about_labels(document: Document, kinds: dict[str, Kind], people: dict[str, Person], cast: Cast) -> Iterator[Doubt]:
    """Once for each label: misspelt ones, bare names, names that two people share."""
    told: set[str] = set()
    for stretch in document.stretches:
        label = stretch.label
        printed = label.candidate.printed
        if printed in told or not label.is_known:
            continue
        told.add(printed)
        if label.is_mended:
            yield Doubt(stretch.line, f"the label “{printed}” was read as “{label.key.upper()}”; it is kept as printed")
        if people[label.key].is_shared:
            yield Doubt(stretch.line, f"the header announces several people whom “{printed}” may mean: not resolved")
        is_nobody = not (_is_somebody(people[label.key]) or cast.waits_for_the_day(label))
        if label.form is Form.NAME and kinds[label.key] is Kind.SPEECH and is_nobody:
            yield Doubt(
                stretch.line, f"“{printed}” is neither announced nor in speakers.yaml: taken for no reporter; check it"
            )


def _opening(document: Document, who: Introduced | None) -> tuple[list[DraftTurn], list[Doubt], list[tuple[int, int]]]:
    """The words above the first label: an introduced spokesperson's, else nobody's."""
    if who is not None:
        turns = list(opening_turns(document.header, who, document.text))
        line_of = LineOf(document.text)
        says = f"{NOBODY_INTRODUCED}; taken for {who.name}, whom the header introduces: say --opening if it is another"
        return turns, [Doubt(line_of(turns[0].start), says, is_open=True)] if turns else [], []
    spoken = [line for line in document.header if len(line.text[:2_000].split()) >= OPENING_WORDS_LEAST]
    says = f"{NOBODY_BEFORE_LABEL} and belong to nobody: say --opening, or they are left out"
    doubts = [Doubt(line.number, says) for line in spoken[:1]]
    return [], doubts, []


def _described(extract: Extract, header: Header, turns: Sequence[DraftTurn]) -> Draft:
    """The draft with what the header says and the terms the document states."""
    lines = _header_lines(extract, turns)
    sentences = list(opening_sentences(lines, turns))
    rule, marked, doubts = apply_rules(agreed_rule(header.title, sentences), turns)
    zone = header.time_zone
    setting = Setting(header.when.held_on or extract.published_on, zone)
    embargo = read_embargo(sentences, list(later_sentences(turns, "embargo")), setting, LineOf(extract.text))
    clock = header.when.clock
    doubts += closing_doubts(clock, extract.text, max((turn.end for turn in turns), default=len(extract.text)))
    if clock is not None and zone is None:
        doubts.append(
            Doubt(_line_number(header), f"the time {clock.at:%H:%M} is printed without a zone that is known: add it")
        )
    return Draft(
        extract=extract,
        turns=_unnamed(marked, rule),
        doubts=(*header.when.doubts, *doubts, *(embargo.doubts if embargo else ())),
        title=header.title,
        held_on=header.when.held_on,
        started_at=f"{clock.at:%H:%M}" if clock is not None else None,
        time_zone=zone,
        venue=header.venue,
        publisher=header.publisher,
        kind=SourceKind.TRANSCRIPT,
        status=header.status,
        url=extract.url,
        ground_rule=rule,
        embargo=embargo.until if embargo else None,
    )


def _header_lines(extract: Extract, turns: Sequence[DraftTurn]) -> list[Line]:
    until = min(
        (turn.printed_start if turn.printed_start is not None else turn.start for turn in turns),
        default=HEADER_CHARS_MAX,
    )
    return lines_of(extract.text[: min(until, HEADER_CHARS_MAX)])


def _line_number(header: Header) -> int:
    return header.when.time_line.number if header.when.time_line is not None else 0


def _unnamed(turns: Sequence[DraftTurn], whole: GroundRule | None) -> tuple[DraftTurn, ...]:
    """The turns without the names of those who may not be named."""
    return tuple(
        replace(turn, speaker=None, name=None, role=None)
        if turn.kind is Kind.SPEECH and (rule := turn.ground_rule or whole) is not None and rule.is_anonymous
        else turn
        for turn in turns
    )


def _unlabelled(extract: Extract, document: Document) -> Draft:
    """Captions and summaries: every paragraph on its own, nobody named, a summary never as anybody's own words."""
    is_told = extract.kind is not SourceKind.CAPTIONS
    header = read_header(extract, document.header[:6] if is_told else [], [], frozenset())
    turns = tuple(paragraph_turns(document.header, Kind.REPORTED if is_told else Kind.SPEECH))
    says = (
        "a summary in the third person: nothing of it is anybody's own words"
        if is_told
        else "captions name no speakers"
    )
    draft = _described(extract, header, turns)
    return replace(
        draft,
        doubts=tuple(sorted({*draft.doubts, Doubt(0, says)})),
        kind=SourceKind.SUMMARY if is_told else SourceKind.CAPTIONS,
        status=Status.SUMMARY if is_told else Status.CAPTIONS,
    )
