"""How a quote is credited: whose words, from what, where to read them on."""

from typing import Final, assert_never
from urllib.parse import quote as percent_encoded
from urllib.parse import urlsplit

from bot.answer.model import Quote
from bot.answer.sentences import day
from bot.briefing.model import Kind, Source, Status
from bot.briefing.passages import Passage
from bot.briefing.speakers import fold_label

STATUS_WORDS: Final = {
    Status.OFFICIAL: "official transcript",
    Status.RUSH: "rush transcript",
    Status.CAPTIONS: "captions",
    Status.INTERPRETED: "interpreted",
    Status.AS_PREPARED: "as prepared",
    Status.SUMMARY: "summary",
}
FRAGMENT_WORDS: Final = 8
"""Words at either end of a long quote that name it in a text fragment."""
LINK_MAX_CHARS: Final = 3_000
"""As for a button's url. Source: docs.slack.dev, button element, "url"; read 2026-11."""
UNNAMED: Final = "speaker not named in the source"
UNSHOWN_NOTE: Final = "the source adds something here, which is not shown beside words on background"
NOTE_MAX_CHARS: Final = 400
# Where an importer leaves what a page strikes out, and where transcripts refer to a note.
_NOTE_SIGNS: Final = ("*", "[struck: ", "<s>", "<strike>", "<del>")
_UNSAFE: Final = frozenset(' |<>"`\\')
_NOBODY: Final = frozenset(
    "a the q question reporter journalist correspondent press media unidentified unknown".split()
)


def attribution_line(quote: Quote) -> str:
    """Whose words they are, as it would be printed."""
    return "".join(speaker_and_role(quote))


def speaker_and_role(quote: Quote) -> tuple[str, str]:
    """The attribution in two: whose words, and what that person or paper was; the second may be empty.

    A reporter's question is a reporter's also where the answers are on background.
    """
    kind = quote.passage.turn.kind
    match kind:
        case Kind.SPEECH:
            return _speaker(quote)
        case Kind.REPORTED:
            speaker = "".join(_speaker(quote))
            said = "what a speaker it does not name said" if speaker == UNNAMED else f"what {speaker} said"
            return quote.passage.briefing.source.publisher, f", reporting {said}"
        case Kind.QUESTION:
            name = quote.attribution.name or reporter_name(quote.passage.turn.printed)
            return (name, " (reporter)") if name else ("A reporter", "")
        case Kind.NARRATION:
            return "The editors", " (summary)"
        case _:
            assert_never(kind)


def _speaker(quote: Quote) -> tuple[str, str]:
    who = quote.attribution
    if who.agreed:
        return who.agreed, ""
    if who.name:
        return who.name, "".join(f", {part}" for part in (who.role, who.organization) if part)
    return (who.printed, " (as printed; person not resolved)") if who.printed else (UNNAMED, "")


def status_words(quote: Quote) -> str:
    """How close to the spoken word the source stands."""
    return words_of_status(quote.passage.briefing.source)


def words_of_status(source: Source) -> str:
    """A source's status for people; of a paper that quotes, with its name."""
    return f"as quoted by {source.publisher}" if source.status is Status.AS_QUOTED else STATUS_WORDS[source.status]


def source_line(quote: Quote) -> str:
    """Status, terms, occasion, day and place."""
    briefing = quote.passage.briefing
    parts = (status_words(quote), *terms_of(quote), briefing.title, day(briefing.held_on), briefing.venue)
    return " · ".join(part for part in parts if part)


def terms_of(quote: Quote) -> tuple[str, ...]:
    """What limits the words: a part of a sentence, an agreement not to name the speaker."""
    partial = ("partial quotation",) if quote.passage.turn.partial else ()
    return (*partial, "on background") if quote.ground_rule is not None else partial


def link_to_words(quote: Quote) -> str | None:
    """The source's address with a fragment that scrolls to the words; None without a safe address.

    An anchor of the address stays; text it already points to gives way. Words of several
    lines are named by the first and the last line, because a fragment's ends may not cross one.
    A few words that others say too ("No.") get no fragment: it would lead to the wrong place.

    Source: wicg.github.io/scroll-to-text-fragment, "Syntax".
    """
    url = web_address(quote.passage.briefing.source.url or "")
    lines = [line.split() for line in quote.passage.text.splitlines() if line.strip()]
    if url is None or not lines or _is_ambiguous(quote.passage):
        return url
    is_long = len(lines) > 1 or len(lines[0]) > 2 * FRAGMENT_WORDS
    ends = [lines[0][:FRAGMENT_WORDS], lines[-1][-FRAGMENT_WORDS:]] if is_long else [lines[0]]
    directive = ",".join(_fragment_part(" ".join(end)) for end in ends)
    page = url.partition(":~:")[0]
    link = f"{page}{'' if '#' in page else '#'}:~:text={directive}"
    return link if len(link) <= LINK_MAX_CHARS else url


def _is_ambiguous(passage: Passage) -> bool:
    words = passage.text.casefold()
    return (
        len(words.split()) < FRAGMENT_WORDS and sum(t.text.casefold().count(words) for t in passage.briefing.turns) > 1
    )


def _fragment_part(words: str) -> str:
    return percent_encoded(words, safe="", errors="replace").replace("-", "%2D")


def web_address(url: str) -> str | None:
    """An address that may be shown as a link, in ASCII; None if it may not.

    Refused are other schemes than the web's, hosts that look like others (user names,
    letters outside ASCII), and any character that could end or disguise a link.
    """
    if not url.isprintable() or _UNSAFE & set(url) or len(url) > LINK_MAX_CHARS:
        return None
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in ("https", "http") and bool(parts.hostname) and (parts.port or 0) >= 0
    except ValueError:
        return None
    if not is_web or not parts.netloc.isascii() or "@" in parts.netloc:
        return None
    address = "".join(character if character.isascii() else percent_encoded(character) for character in url)
    return address if len(address) <= LINK_MAX_CHARS else None


def notes_on(quote: Quote) -> tuple[str, ...]:
    """What a reader has to know: an excerpt of how much, said how many times more, corrected how."""
    notes = []
    if not quote.passage.is_whole_turn:
        notes.append(f"excerpt of {len(quote.passage.turn.text.split()):,} words")
    if quote.also_said:
        notes.append(f"said {quote.also_said:,} more time{'' if quote.also_said == 1 else 's'} in the same words")
    for what, passage in (("note", quote.passage), ("note on the question", quote.asked)):
        written = note_on(passage) if passage is not None else None
        if written is not None:
            notes.append(f"{what}: {_shortened(written)}")
    return tuple(notes)


def note_on(passage: Passage) -> str | None:
    """What the source adds to these words in writing, on one line: a correction, an answer given later.

    Beside words on background it is told but not shown: it may name who may not be named.
    Where the turn bears a sign, such as an asterisk, it goes with the slice that bears it.
    """
    turn, briefing = passage.turn, passage.briefing
    if turn.note is None or (_is_signed(turn.text) and not _is_signed(passage.text)):
        return None
    if any(briefing.rule_for(other).is_anonymous for other in briefing.turns):
        return UNSHOWN_NOTE
    return " ".join(turn.note.split())


def _is_signed(text: str) -> bool:
    return any(sign in text for sign in _NOTE_SIGNS)


def _shortened(note: str) -> str:
    return note if len(note) <= NOTE_MAX_CHARS else f"{note[:NOTE_MAX_CHARS].rsplit(' ', 1)[0]} …"


def asker_of(printed: str | None) -> str:
    """Who asked, as far as the source prints it: a bare Q is any reporter."""
    name = reporter_name(printed)
    return f"reporter, {name}" if name else "reporter"


def reporter_name(printed: str | None) -> str | None:
    """A question's label where it names somebody: not ``Q``, ``QUESTION``, ``REPORTER 2``."""
    label = (printed or "").strip().rstrip(":.").strip()
    words = fold_label(label).split()
    return None if all(word in _NOBODY or word.isdigit() for word in words) else label
