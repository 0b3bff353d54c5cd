"""Descriptions of a speaker among an article's tokens: names, roles, pronouns."""

from dataclasses import dataclass
from typing import Final

from bot.importers.articles.text.tokens import Sort, Token, Tokens
from bot.importers.articles.words import (
    AUXILIARIES,
    BREAKS,
    DAYS,
    DETERMINERS,
    JOINTS,
    LINKS,
    NO_NAMES,
    NOUN_LEADS,
    ORGANIZATIONS,
    PRONOUNS,
    RANKS,
    ROLES,
    SAYING,
    TITLES,
)

DESCRIPTION_MAX_TOKENS: Final = 12

_PARTICLES = frozenset("de del della der den van von al bin bint ibn el la le du da dos".split())
_VERB_LIKE = (SAYING | AUXILIARIES) - ROLES
_BEGINNINGS = NOUN_LEADS | RANKS
_NO_BEGINNINGS = (JOINTS | DAYS | NO_NAMES | _VERB_LIKE) - DETERMINERS
_NAME_LEADS = RANKS | _PARTICLES
_OF = frozenset("of for at from with to".split())


@dataclass(frozen=True, slots=True)
class Mention:
    """A description of somebody, as token numbers.

    Attributes:
        first, last: The whole description; ``last`` is not in it.
        name_from, name_to: The personal name in it; equal where there is none.
        head: The word the description is about: a surname, ``spokesman``, ``she``.
    """

    first: int
    last: int
    name_from: int
    name_to: int
    head: int

    @property
    def is_named(self) -> bool:
        """Whether a personal name stands in it."""
        return self.name_from < self.name_to


def description_from(tokens: Tokens, first: int, end: int, is_led_to: bool = False) -> Mention | None:
    """The description that begins at a token.

    Args:
        is_led_to: A verb or preposition calls for one here, so that it may begin with any word: ``said undecided voter``.
    """
    words = tokens.tokens
    if first >= end or words[first].sort is not Sort.WORD:
        return None
    if words[first].plain in PRONOUNS:
        return Mention(first, first + 1, first, first, first)
    last = first + (is_led_to and _may_begin(words[first]))
    while last < min(end, first + DESCRIPTION_MAX_TOKENS) and _goes_on(words, first, last):
        last += 1
    return _mention(tokens, first, last)


def description_until(tokens: Tokens, last: int, start: int) -> Mention | None:
    """The description that ends before a token."""
    words = tokens.tokens
    if last <= start or words[last - 1].sort is not Sort.WORD:
        return None
    if words[last - 1].plain in PRONOUNS:
        return Mention(last - 1, last, last - 1, last - 1, last - 1)
    first = last - 1
    while first > max(start, last - DESCRIPTION_MAX_TOKENS):
        reach = _reach_back(words, first, start)
        if reach is None:
            break
        first = reach
    return _mention(tokens, first, last)


def name_parts(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """The personal name at the end of a stretch of capitalised words; empty for places of work and the like."""
    words = tokens.tokens
    start = last
    while start > first and _may_be_in_name(words, start - 1, first, last):
        start -= 1
    for at in range(start, last - 1):
        if words[at].plain in RANKS:
            start = at + 1
    while start < last and words[start].plain in _PARTICLES:
        start += 1
    return (start, last) if _is_personal(words, first, start, last) else (last, last)


def _may_be_in_name(words: tuple[Token, ...], at: int, first: int, last: int) -> bool:
    token = words[at]
    if token.is_possessive and at < last - 1:
        return False
    if token.is_capital:
        return token.plain not in NO_NAMES or (len(token.text) > 1 and at > first and token.plain in ("will", "may"))
    return token.plain in _PARTICLES and at > first and words[at - 1].is_capital


def _is_personal(words: tuple[Token, ...], first: int, start: int, last: int) -> bool:
    if start >= last or any(words[at].plain in ORGANIZATIONS for at in range(start, last)):
        return False
    if words[last - 1].plain in TITLES:
        return False
    alone = last - start == 1
    if alone and len(words[start].text) > 1 and words[start].text.isupper():
        return False
    before = words[start - 1] if start > first else None
    return not (alone and before is not None and before.plain in DETERMINERS)


def _mention(tokens: Tokens, first: int, last: int) -> Mention | None:
    words = tokens.tokens
    core = last
    for at in range(first + 1, last):
        if words[at].plain in LINKS:
            core = at
            break
    if core <= first:
        return None
    head = core - 1
    name_from, name_to = name_parts(tokens, first, core) if words[head].is_capital else (core, core)
    if words[head].plain in NO_NAMES and words[head].plain not in ("one", "many", "some", "several", "others", "both"):
        return None
    return Mention(first, last, name_from, name_to, head)


def _may_begin(token: Token) -> bool:
    return token.plain not in _NO_BEGINNINGS


def _goes_on(words: tuple[Token, ...], first: int, at: int) -> bool:
    """Whether a description that began at ``first`` holds the word ``at`` too."""
    token = words[at]
    if token.sort is not Sort.WORD or token.plain in BREAKS or token.plain in DAYS:
        return False
    if at == first:
        return token.is_capital or token.plain in _BEGINNINGS
    if token.plain in LINKS:
        following = words[at + 1] if at + 1 < len(words) else None
        is_noun = words[at - 1].plain in ROLES and not words[at - 1].is_capital
        return is_noun and following is not None and (following.is_capital or following.plain in DETERMINERS)
    before = words[at - 1]
    if token.is_capital:
        return True
    if token.plain in _PARTICLES and before.is_capital:
        return True
    if _is_verb_or_adverb(token, before):
        return False
    if not before.is_capital or before.is_possessive:
        return True
    return token.plain in RANKS or token.plain.endswith(("al", "ic", "ian", "tive"))


def _is_verb_or_adverb(token: Token, before: Token) -> bool:
    """Whether a description ends before a word; ``the appointed minister`` goes on, ``the crowd cheered`` does not."""
    if token.plain.endswith("ed"):
        return before.plain not in NOUN_LEADS and not before.plain.endswith("ly")
    return token.plain in _VERB_LIKE or token.plain in PRONOUNS or token.plain.endswith("ly")


def _reach_back(words: tuple[Token, ...], first: int, start: int) -> int | None:
    """Where a description that begins at ``first`` begins if it reaches one word further back."""
    before, token = words[first - 1], words[first]
    if before.sort is not Sort.WORD or before.plain in BREAKS or before.plain in PRONOUNS or before.plain in DAYS:
        return None
    if before.plain in LINKS:
        further = words[first - 2] if first - 2 >= start else None
        is_held_together = further is not None and (further.plain in ROLES or further.is_capital)
        return first - 2 if is_held_together and before.plain in _OF else None
    if before.plain in NOUN_LEADS:
        return first - 1 if token.plain not in DETERMINERS else None
    if token.plain in NOUN_LEADS or before.plain in NO_NAMES or before.plain in _VERB_LIKE:
        return None
    if token.is_capital and not before.is_capital:
        return first - 1 if before.plain in _NAME_LEADS else None
    return first - 1
