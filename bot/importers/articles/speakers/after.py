"""Who said it, by the words behind the marks: ``“…,” said Price``, ``“…,” according to Price``."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from bot.importers.articles.speakers.descriptions import (
    DESCRIPTION_MAX_TOKENS,
    Mention,
    description_from,
)
from bot.importers.articles.speakers.subjects import APPOSITION_MAX_TOKENS, subject_of
from bot.importers.articles.text.tokens import Sort, Tokens
from bot.importers.articles.words import (
    AUXILIARIES,
    DAYS,
    FINITE,
    INVERTED,
    NOUN_LEADS,
    ROLES,
    TIMES,
    UNNAMED,
)

GAP_MAX_TOKENS: Final = 5
"""Words that may stand between a subject and its verb after a quotation: ``Price, grinning, finally said``."""

_FINITE_VERBS = FINITE - ROLES
_BEFORE_VERBS = AUXILIARIES | DAYS


class Sureness(IntEnum):
    """How plainly the text says it."""

    GUESSED = 0
    CARRIED_ON = 1
    INDIRECT = 2
    PLAIN = 3


@dataclass(frozen=True, slots=True)
class Cue:
    """The speaker that the words around a quotation name.

    Attributes:
        outer: Who says that the speaker said it: ``Kirby`` in ``Kirby said Austin had called it “vital”``.
    """

    speaker: Mention
    sureness: Sureness
    outer: Mention | None = None


def after_marks(tokens: Tokens, at: int, end: int, is_whole: bool) -> Cue | None:
    """``“…,” said Price`` · ``“…,” Price, a spokesman, said`` · ``“…,” according to Price``."""
    words = tokens.tokens
    if tokens.ends_in(words[at].pair, "."):
        return None
    if tokens.ends_in(words[at].pair, "?!…") and end == at + 1 < len(words):
        end = tokens.sentences[at + 1][1]
    first = at + 1
    while first < end and words[first].text in ",—–-.":
        first += 1
    if first >= end:
        return None
    return (
        inverted(tokens, first, end)
        or _subject_then_verb(tokens, first, end)
        or (_bare(tokens, at, first, end) if is_whole else None)
    )


def inverted(tokens: Tokens, verb: int, end: int) -> Cue | None:
    """The speaker behind a verb of saying or ``according to``."""
    words = tokens.tokens
    if words[verb].plain == "according" and verb + 2 < end:
        found = description_from(tokens, verb + 2, end, is_led_to=True)
        return Cue(found, Sureness.PLAIN) if found else None
    if words[verb].plain not in INVERTED:
        return None
    found = description_from(tokens, verb + 1, end, is_led_to=True)
    if found is None or (found.head == found.first and words[found.first].plain in ("it", "i", "we", "they", "who")):
        return None
    return Cue(found, Sureness.PLAIN)


def may_speak(tokens: Tokens, found: Mention) -> bool:
    """Whether a description is of somebody or something that may be quoted."""
    head, first = tokens.tokens[found.head], tokens.tokens[found.first]
    if found.is_named or head.is_capital or head.plain in UNNAMED:
        return True
    return first.plain in NOUN_LEADS and found.head > found.first and head.plain not in TIMES


def _subject_then_verb(tokens: Tokens, first: int, end: int) -> Cue | None:
    words = tokens.tokens
    for verb in range(first + 1, min(end, first + DESCRIPTION_MAX_TOKENS + GAP_MAX_TOKENS)):
        if words[verb].sort is not Sort.WORD and words[verb].text not in "$&/":
            break
        if words[verb].plain in _FINITE_VERBS:
            found = subject_of(tokens, verb, first)
            return Cue(found, Sureness.PLAIN) if found is not None and may_speak(tokens, found) else None
    found = description_from(tokens, first, end, is_led_to=True)
    if found is None or found.last >= end or words[found.last].text not in ",(—–":
        return None
    return Cue(found, Sureness.PLAIN) if _verb_after_apposition(tokens, found.last, end) else None


def _verb_after_apposition(tokens: Tokens, at: int, end: int) -> bool:
    words = tokens.tokens
    for verb in range(at + 1, min(end, at + APPOSITION_MAX_TOKENS)):
        if words[verb].sort is Sort.QUOTATION and tokens.ends_in(words[verb].pair, ",.?!"):
            return False
        before = words[verb - 1]
        is_joined = before.text in ",)—–" or before.plain in _BEFORE_VERBS
        if words[verb].plain in FINITE and is_joined:
            return True
    return False


def _bare(tokens: Tokens, at: int, first: int, end: int) -> Cue | None:
    """``“…,” Price quipped`` · ``“…,” thundered Price``: a comma within the marks tells, whatever the verb."""
    words = tokens.tokens
    if not tokens.ends_in(words[at].pair, ","):
        return None
    found = description_from(tokens, first, end)
    if found is None and words[first].plain.endswith("ed"):
        found = description_from(tokens, first + 1, end)
    if found is None or not (found.is_named or words[found.head].plain in ("he", "she", "they")):
        return None
    return Cue(found, Sureness.INDIRECT)
