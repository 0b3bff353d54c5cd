"""A claimed quotation, and what was found out about it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bot.answer.model import Coverage, Quote
from bot.briefing.passages import Passage


class Verdict(StrEnum):
    """What a claimed quotation is."""

    VERBATIM = "verbatim"
    TYPOGRAPHY_ONLY = "typography_only"
    ELIDED = "elided"
    ALTERED = "altered"
    SPLICED = "spliced"
    WRONG_SPEAKER = "wrong_speaker"
    REPORTERS_WORDS = "reporters_words"
    NOT_FOUND = "not_found"


AS_SPOKEN: Final = frozenset({Verdict.VERBATIM, Verdict.TYPOGRAPHY_ONLY, Verdict.ELIDED})
"""The source has the words in this order, from whoever the claim names."""


class Voice(StrEnum):
    """Whether the one who was named said it.

    NOT_NAMED: the source names nobody, or may not; it neither confirms a name nor denies it.
    """

    AS_CLAIMED = "as_claimed"
    SOMEBODY_ELSE = "somebody_else"
    REPORTER = "reporter"
    PUBLISHER = "publisher"
    NOT_NAMED = "not_named"
    NOT_ASKED = "not_asked"


class Mark(StrEnum):
    """What makes a changed word matter."""

    NUMBER = "number"
    NEGATION = "negation"


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that somebody is said to have said.

    Attributes:
        text: The quotation without its outer marks.
        said_by: A name or a printed label; None where nobody is named.
        on: The day it is said to have been said.
    """

    text: str
    said_by: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Where the claim and the source differ.

    Attributes:
        asked: The claim's words; empty where the source has more.
        real: The source's words; None where the claim has more.
    """

    asked: str
    real: Passage | None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in the source that a claim was compared with.

    Attributes:
        number: The passage it stands in.
        words: The slice that answers to the claim, from its first word to its last.
        cuts: What an ellipsis of the claim left out.
        likeness: From 0 to 1.
    """

    number: int
    words: Passage
    wording: Verdict
    changes: tuple[Change, ...] = ()
    cuts: tuple[Passage, ...] = ()
    likeness: float = 1.0


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict on a claim with its true source.

    Attributes:
        wording: What the words are, whoever said them.
        quotes: The true source; of spliced words both; of words not found the closest wording, if any is near.
        words: For each quote, the slice that answers to the claim.
        stands_in: In how many turns the words stand as they do in the first quote, as far as they were counted.
        is_other_day: The words are right and were said on another day than claimed.
    """

    claim: Claim
    verdict: Verdict
    wording: Verdict
    voice: Voice
    message: str
    coverage: Coverage
    quotes: tuple[Quote, ...] = ()
    words: tuple[Passage, ...] = ()
    changes: tuple[Change, ...] = ()
    cuts: tuple[Passage, ...] = ()
    stands_in: int = 0
    is_other_day: bool = False
