"""A word that was misspelt, searched as the one that must have been meant; the answer says so."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from bot.answer.sight import Sight
from bot.index.analysis import terms_of_token
from bot.index.vocabulary import Concept, Terms
from bot.query.model import Query

LETTERS_LEAST: Final = 5
"""Of shorter words too many are near each other: "Iran" and "Iraq"."""
LETTERS_FOR_TWO: Final = 8
"""Words of so many letters may have two slips."""
CLEARLY: Final = 5
"""A word is meant where it stands in so many times as many passages as the next one as near."""
RESPELT_MAX: Final = 4
NEAR_MAX: Final = 12
READ_FOR_WORD: Final = 20
"""So many near terms are looked up as they are written, each in so many passages."""


def respelt(sight: Sight, query: Query, concepts: Sequence[Concept]) -> tuple[Query, Sequence[Concept]]:
    """The query and what it looks for, with words that nobody visible has said taken for the nearest that somebody has.

    Nothing is changed where words are asked for exactly. Only words this asker can see are ever taken.
    """
    if query.phrases:
        return query, concepts
    meant: dict[str, str] = {}
    for word in _absent_words(sight, concepts):
        if len(meant) < RESPELT_MAX and (found := _meant(sight, word)) is not None:
            meant[word] = found
    if not meant:
        return query, concepts
    read = [_read_as(concept, meant[concept.asked]) if concept.asked in meant else concept for concept in concepts]
    merged = {concept.alternatives: concept for concept in reversed(read)}
    return replace(query, respelt=tuple(meant.items())), tuple(reversed(merged.values()))


def _absent_words(sight: Sight, concepts: Sequence[Concept]) -> Iterator[str]:
    """Plain words of a question that stand in no passage this asker may see."""
    for concept in concepts:
        is_word = concept.asked.isalpha() and not concept.asked.isupper() and len(concept.alternatives) == 1
        if is_word and len(concept.asked) >= LETTERS_LEAST and not _is_held(sight, concept.alternatives[0]):
            yield concept.asked


def _is_held(sight: Sight, terms: Terms) -> bool:
    index = sight.index
    return any(sight.seen[field.of_phrase(terms)[0]].any() for field in (index.own, index.context))


def _read_as(concept: Concept, word: str) -> Concept:
    return replace(concept, asked=word, alternatives=((terms_of_token(word)[0][0],),))


def _meant(sight: Sight, word: str) -> str | None:
    """The one word that is nearest in spelling; None where there is none or another is as likely."""
    folded = word.casefold()
    for slips in (1, 2) if len(folded) >= LETTERS_FOR_TWO else (1,):
        found = sorted(_near(sight, folded, slips), key=lambda near: (-near[0], near[1]))
        if found:
            is_clear = len(found) == 1 or found[0][0] >= CLEARLY * found[1][0]
            return found[0][1] if is_clear else None
    return None


def _near(sight: Sight, word: str, slips: int) -> Iterator[tuple[int, str]]:
    """Words so many slips away that officials have said, each with the number of passages that hold it."""
    stem, officials = terms_of_token(word)[0][0], sight.officials
    apart = slips + 1  # a slip at the end of a word changes what its stem loses
    alike = [t for t in sight.index.own.term_nos if t[:1] == stem[:1] and abs(len(t) - len(stem)) <= apart]
    near = sorted((n, term) for term in alike if (n := _slips(term, stem, apart)) <= apart)
    for _, term in near[:NEAR_MAX]:
        holding = sight.index.own.of_term(term)[0]
        holding = holding[officials[holding]]
        written = _as_written(sight, term, word, holding[:READ_FOR_WORD].tolist())
        if written is not None and _slips(written, word, slips) <= slips:
            yield len(holding), written


def _as_written(sight: Sight, term: str, word: str, holding: Sequence[int]) -> str | None:
    """The form of a term that is nearest to the word, of those in some passages."""
    begins = re.compile(rf"\b{re.escape(term[:-1])}\w*", re.IGNORECASE)
    tokens = {token for number in holding for token in begins.findall(sight.index.passages[number].text)}
    forms = {token.casefold() for token in tokens if token.isalpha() and terms_of_token(token) == ((term,),)}
    return min(forms, key=lambda form: (_slips(form, word, LETTERS_FOR_TWO), form), default=None)


def _slips(one: str, other: str, most: int) -> int:
    """Letters missing, too many, wrong, or two swapped; more than ``most`` where there are more.

    Optimal string alignment (Damerau 1964).
    """
    if len(set(one) ^ set(other)) > 2 * most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        line = [at]
        for place, against in enumerate(other, 1):
            cost = min(row[place] + 1, line[place - 1] + 1, row[place - 1] + (letter != against))
            is_swap = at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == against
            line.append(min(cost, before[place - 2] + 1) if is_swap else cost)
        if min(line) > most:
            return most + 1
        before, row = row, line
    return row[-1]
