"""Who does what a verb says: the description before it, over adverbs, brackets and appositions."""

from typing import Final

from bot.importers.articles.speakers.descriptions import (
    DESCRIPTION_MAX_TOKENS,
    Mention,
    description_from,
    description_until,
)
from bot.importers.articles.text.searches import once
from bot.importers.articles.text.tokens import Sort, Token, Tokens
from bot.importers.articles.words import (
    AUXILIARIES,
    BREAKS,
    DAYS,
    JOINTS,
    LINKS,
    NOUN_LEADS,
    RANKS,
    RELATIVE,
    TIMES,
    UNNAMED,
)

APPOSITION_MAX_TOKENS: Final = 60
"""How far a sentence is searched for the name before ``, a former senator from Eastport,``."""

_LEAD_INS = LINKS | BREAKS - {"and", "but", "or", "so", "yet", "that"}
_TIMES_AND_DAYS = TIMES | DAYS
_CLAUSE_LEADS = frozenset("and but while as when after before although though because since that if".split())
_APPOSITION_LEADS = NOUN_LEADS | RELATIVE | frozenset("of from now former himself herself".split())


@once
def subject_of(tokens: Tokens, verb: int, start: int) -> Mention | None:
    """Who does what the verb says: the description before it, over adverbs and appositions."""
    words = tokens.tokens
    at = _over_adverbs(words, verb - 1, start)
    if at < start:
        return None
    if words[at].text == ")":
        at = _before_bracket(words, at, start)
        if at < start:
            return None
    if words[at].text in ",—–-":
        return _before_apposition(tokens, at, start)
    if words[at].plain in RELATIVE:
        at -= 1
        return description_until(tokens, at if words[at].text == "," else at + 1, start)
    found = description_until(tokens, at + 1, start)
    if found is not None and found.is_named and _is_place(tokens, found, start):
        return _before_apposition(tokens, found.first - 1, start)
    return found


@once
def clause_subject(tokens: Tokens, start: int, verb: int) -> Mention | None:
    """The subject of the clause a verb goes on from: the nearest one that begins a clause, else the first of all."""
    words = tokens.tokens
    for at in range(verb - 1, start - 1, -1):
        if at > start and not (words[at - 1].text in ",;:—–" or words[at - 1].plain in _CLAUSE_LEADS):
            continue
        found = description_from(tokens, at, verb)
        if found is None or found.last >= verb or not (found.is_named or words[found.head].plain in UNNAMED):
            continue
        following = words[found.last]
        if following.sort is Sort.WORD and following.plain not in JOINTS and not following.is_capital:
            return found
    return first_subject(tokens, start, verb)


@once
def first_subject(tokens: Tokens, start: int, end: int) -> Mention | None:
    """The first description in a stretch that no preposition governs."""
    words = tokens.tokens
    at = _over_lead_in(words, start, end)
    while at < end:
        before = words[at - 1].plain if at > start else ""
        if words[at].sort is Sort.WORD and before not in LINKS and before not in ("after", "before", "during"):
            found = description_from(tokens, at, end)
            if found is not None and (found.is_named or words[found.head].plain in UNNAMED):
                return found
        at += 1
    return None


def _is_place(tokens: Tokens, found: Mention, start: int) -> bool:
    """Whether a name ends an address: ``of Columbia, South Carolina``."""
    words = tokens.tokens
    if found.first - 2 < start or words[found.first - 1].text != ",":
        return False
    town = found.first - 2
    while town > start and words[town - 1].is_capital:
        town -= 1
    return town - 2 >= start and words[town - 1].plain in ("of", "from") and words[town - 2].is_capital


def _over_adverbs(words: tuple[Token, ...], at: int, start: int) -> int:
    while at >= start and words[at].sort is Sort.WORD:
        plain = words[at].plain
        if plain in DAYS:
            at -= 2 if at > start and words[at - 1].plain in ("on", "last", "this", "late", "early", "in") else 1
        elif plain in TIMES and not words[at].is_capital:
            at = _over_time(words, at, start)
        elif plain in AUXILIARIES or (plain.endswith("ly") and not words[at].is_capital):
            at -= 1
        else:
            break
    return at


def _over_time(words: tuple[Token, ...], at: int, start: int) -> int:
    while at >= start and words[at].plain in _TIMES_AND_DAYS:
        at -= 1
    return at - 1 if at > start and words[at].plain in ("for", "the", "in", "on") and words[at - 1].is_capital else at


def _before_bracket(words: tuple[Token, ...], at: int, start: int) -> int:
    for back in range(at - 1, max(start, at - DESCRIPTION_MAX_TOKENS) - 1, -1):
        if words[back].text == "(":
            return back - 1
    return start - 1


def _before_apposition(tokens: Tokens, comma: int, start: int) -> Mention | None:
    """Who an apposition that ends in a comma belongs to: the nearest name that begins its part of the sentence."""
    words = tokens.tokens
    fallback: Mention | None = None
    for at in range(comma - 1, max(start, comma - APPOSITION_MAX_TOKENS), -1):
        if words[at].text not in ",(—–":
            continue
        following = words[at + 1]
        found = description_until(tokens, at, start)
        if found is None or (following.sort is Sort.WORD and following.plain in ("and", "or", "but")):
            continue
        before = words[found.first - 1] if found.first > start else None
        is_governed = before is not None and before.plain in LINKS
        if is_governed or words[found.head].plain.isdigit():
            continue
        is_apposed = following.plain in _APPOSITION_LEADS or following.text[0].isdigit() or words[at].text == "("
        is_apposed = is_apposed or following.plain in RANKS or following.is_capital
        if is_apposed and (found.is_named or words[found.head].plain in UNNAMED):
            return found
        fallback = fallback or found
    return fallback or first_subject(tokens, start, comma)


def _over_lead_in(words: tuple[Token, ...], start: int, end: int) -> int:
    """Past ``In an interview on Tuesday,`` and ``When she arrived,``."""
    first = words[start].plain if start < end else ""
    if first not in _LEAD_INS:
        return start
    for at in range(start, end - 1):
        if words[at].text == ",":
            return at + 1
    return start
