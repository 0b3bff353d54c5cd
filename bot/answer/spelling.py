"""Words that may have been meant: near in spelling, and seen by this asker."""

from collections.abc import Sequence
from difflib import get_close_matches

from bot.index.analysis import terms_of_token, tokens_of
from bot.index.passages import Mask, PassageIndex

SUGGESTED_MAX = 3
LOOKED_UP_MAX = 4


def near_words(index: PassageIndex, seen: Mask, absent: Sequence[str]) -> list[str]:
    """For words that no visible passage holds, similar words that one does, as written there."""
    found: list[str] = []
    for word in absent[:LOOKED_UP_MAX]:
        for token in tokens_of(word):
            for term in _near_terms(index, seen, token):
                written = _as_written(index, seen, term)
                if written and written not in found:
                    found.append(written)
    return found[:SUGGESTED_MAX]


def _near_terms(index: PassageIndex, seen: Mask, token: str) -> list[str]:
    stem = terms_of_token(token)[0][0]
    alike = [
        term
        for term in index.own.term_nos
        if term[:1] == stem[:1] and abs(len(term) - len(stem)) <= 2 and seen[index.own.of_term(term)[0]].any()
    ]
    return get_close_matches(stem, sorted(alike), n=2, cutoff=0.8)


def _as_written(index: PassageIndex, seen: Mask, term: str) -> str | None:
    holding = index.own.of_term(term)[0]
    for number in holding[seen[holding]][:5]:
        for token in tokens_of(index.passages[int(number)].text):
            if any(term in position for position in terms_of_token(token)):
                return token.casefold()
    return None
