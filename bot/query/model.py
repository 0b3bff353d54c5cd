"""A question, understood."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Order(StrEnum):
    """What comes first among good matches."""

    BEST = "best"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class SpeakerFilter:
    """Whom the asker wants to hear.

    Attributes:
        asked: As it was typed: ``Price``.
        name: As it is shown: ``Ned Price``, or the printed label.
        ids: The speakers it may mean; more than one where people share a surname.
        labels: Printed labels that no register entry explains, folded.
    """

    asked: str
    name: str
    ids: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood: what to look for, and among which passages.

    Attributes:
        text: The question as asked, outer white space trimmed.
        words: What is left to search once every clause that became a filter is
            taken out; phrases keep their words here, without the marks.
        phrases: What stood in quotation marks, without them.
        speakers: Any one of them; empty means everyone.
        roles: Any one of them, as typed: ``spokesperson``.
        after: First day meant, inclusive.
        before: Last day meant, inclusive.
        sources: Any one of them: publisher, kind or venue, as typed.
        unknown_speakers: Names the sentence says spoke, and nobody has.
        counts: The question asks how often it was said.
        carried: Words that the asker did not type again: they come from the thread's last question.
        skip: How many quotes have been shown already.
        on_the_record: Leave out what was said on background.
        without_questions: Leave out reporters' questions where the answer can stand alone.
        respelt: Words that nobody has said, each with the word it was taken for.
    """

    text: str
    words: str
    phrases: tuple[str, ...] = ()
    speakers: tuple[SpeakerFilter, ...] = ()
    roles: tuple[str, ...] = ()
    after: date | None = None
    before: date | None = None
    sources: tuple[str, ...] = ()
    unknown_speakers: tuple[str, ...] = field(default=())
    order: Order = Order.BEST
    counts: bool = False
    carried: str = ""
    skip: int = 0
    on_the_record: bool = False
    without_questions: bool = False
    respelt: tuple[tuple[str, str], ...] = ()
