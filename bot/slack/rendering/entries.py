"""A quote as the pieces that are printed, the same for the eye and for the ear.

Titles and places give way first when room is short, then what stands before an
answer; the words themselves, whose they are and when they were said never do.
"""

from dataclasses import dataclass
from typing import Final

from bot.answer.citation import (
    UNNAMED,
    asker_of,
    link_to_words,
    notes_on,
    speaker_and_role,
    status_words,
    terms_of,
    web_address,
)
from bot.answer.model import Quote
from bot.answer.quotes import is_short
from bot.answer.sentences import day
from bot.briefing.model import Kind, SourceKind
from bot.briefing.passages import Passage
from bot.briefing.sentences import unit_spans
from bot.slack.payload.escape import shorten, tame

QUESTION: Final = "Question"
SUMMARY: Final = "Summary by the editors"
SENTENCE: Final = "The source's sentence"
REPORTED: Final = "Reported by"
LEFT_OUT: Final = "left out here: too long"
LINK_WORDS: Final = {
    SourceKind.TRANSCRIPT: "Transcript",
    SourceKind.ARTICLE: "Article",
    SourceKind.CAPTIONS: "Captions",
    SourceKind.SUMMARY: "Summary",
}


@dataclass(frozen=True, slots=True)
class Form:
    """How much room the things around a quote get.

    Attributes:
        title_max_chars: For a title or a place.
        before_max_chars: For a question, or a summary: what is longer is cut where sentences end.
    """

    title_max_chars: int
    before_max_chars: int


FORMS: Final = (Form(5_000, 200_000), Form(80, 200_000), Form(80, 400), Form(80, 160), Form(80, 0))
"""The roomiest first."""
NOTE_LEAST_CHARS: Final = 160
"""What is left of a written note even where room is short."""


@dataclass(frozen=True, slots=True)
class Words:
    """A slice of a turn with what is said about it.

    Attributes:
        label: Our own words before it; empty where the slice is a quotation that stands alone.
        text: The exact slice; empty where it had to be left out.
        in_marks: Whether somebody is quoted; a summary or report is not.
    """

    label: str
    text: str
    in_marks: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything printed for one quote.

    Attributes:
        before: The question it answers, the summary that leads to it.
        facts: Role, status, occasion, day and place; begins where the speaker's name ends.
        url: The source's address; ``link`` leads to the words in it.
        remarks: About the cut, then the quote id.
    """

    before: tuple[Words, ...]
    words: Words
    speaker: str
    facts: str
    url: str | None
    link: str | None
    link_word: str
    remarks: tuple[str, ...]


def entry_of(quote: Quote, form: Form) -> Entry:
    """Lay a quote out in one of the forms."""
    briefing = quote.passage.briefing
    speaker, role = speaker_and_role(quote)
    place = shorten(tame(briefing.venue or ""), form.title_max_chars)
    title = shorten(tame(briefing.title), form.title_max_chars)
    facts = (tame(status_words(quote)), *terms_of(quote), title, day(briefing.held_on), place)
    return Entry(
        before=_before(quote, form),
        words=_words(quote),
        speaker=tame(speaker) or UNNAMED,
        facts=" · ".join((_after_name(role), *(fact for fact in facts if fact))),
        url=web_address(briefing.source.url or ""),
        link=link_to_words(quote),
        link_word=LINK_WORDS[briefing.source.kind],
        remarks=(*(shorten(tame(note), _note_max_chars(form)) for note in notes_on(quote)), tame(quote.passage.id)),
    )


def _note_max_chars(form: Form) -> int:
    return max(form.before_max_chars, NOTE_LEAST_CHARS)


def _after_name(role: str) -> str:
    """A role with what parts it from the name: ``, Spokesperson`` or `` (reporter)``."""
    tamed = tame(role)
    return f" {tamed}" if tamed.startswith("(") else tamed


def _words(quote: Quote) -> Words:
    passage = quote.passage
    match passage.turn.kind:
        case Kind.SPEECH:
            return Words("", passage.text, True)
        case Kind.QUESTION:
            return Words(_question_label(passage), passage.text, True)
        case Kind.REPORTED:
            return Words(f"{REPORTED} {tame(passage.briefing.source.publisher)}, no quotation:", passage.text, False)
        case _:
            return Words(f"{SUMMARY}:", passage.text, False)


def _before(quote: Quote, form: Form) -> tuple[Words, ...]:
    """A short answer says nothing without what stands before it: there, nothing of that is cut."""
    needed = is_short(quote.passage.text)
    before: list[Words] = []
    if quote.asked is not None:
        asked = quote.asked if needed else _ending(quote.asked, form.before_max_chars)
        label = _question_label(asked) if asked else f"{QUESTION} {LEFT_OUT}."
        before.append(Words(label, asked.text if asked else "", True))
    if quote.lead_in is not None:
        lead_in = quote.lead_in if needed else _ending(quote.lead_in, form.before_max_chars)
        label = f"{SUMMARY}:" if lead_in else f"{SUMMARY} {LEFT_OUT}."
        before.append(Words(label, lead_in.text if lead_in else "", False))
    sentence = sentence_shown(quote)
    if sentence is not None:
        fits = needed or len(sentence) <= form.before_max_chars
        before.append(Words(f"{SENTENCE}:" if fits else f"{SENTENCE} {LEFT_OUT}.", sentence if fits else "", False))
    return tuple(before)


def sentence_shown(quote: Quote) -> str | None:
    """The source's sentence around a partial quotation; none on background, where it may name the speaker."""
    return quote.passage.turn.sentence if quote.ground_rule is None else None


def _question_label(asked: Passage) -> str:
    cut = "" if asked.is_whole_turn else ", excerpt"
    return f"{QUESTION} ({tame(asker_of(asked.turn.printed))}{cut}):"


def _ending(passage: Passage, max_chars: int) -> Passage | None:
    """The last sentences that fit; None where not even the last one does."""
    if passage.end - passage.start <= max_chars:
        return passage
    text = passage.text
    fitting = [start for start, _ in unit_spans(text) if len(text) - start <= max_chars]
    return Passage(passage.briefing, passage.turn, passage.start + fitting[0], passage.end) if fitting else None
