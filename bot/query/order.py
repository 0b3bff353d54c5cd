"""Which of the matches are wanted first: "the latest on …", "when did … first say …"."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.query.clauses.lexicon import ABOUT, BASE_VERBS, PAST_VERBS, STATEMENTS
from bot.query.model import Order
from bot.query.tokens import Kind, Token

OPENING_WORDS: Final = 6
_NEWEST: Final = (("latest",), ("newest",), ("most", "recent"))
_NOUNS: Final = STATEMENTS | {"word", "line", "news", "update", "thing"}
_LEADS_ON: Final = ABOUT | {"by", "from", "of"}
_OPENERS: Final = frozenset("what what's whats is are give show get tell me us the so and please".split())
_SAYING: Final = BASE_VERBS | PAST_VERBS | {"time"}
_ORDERED: Final = {"first": Order.OLDEST, "last": Order.NEWEST}


def read_order(tokens: Sequence[Token]) -> tuple[Order, list[Token]]:
    """The order a question asks for, and the tokens without the words that only said so."""
    bare = [token.bare if token.kind is Kind.WORD else "" for token in tokens]
    for at in range(min(OPENING_WORDS, len(bare))):
        for words in _NEWEST:
            end = at + len(words)
            if tuple(bare[at:end]) == words and _leads_on(bare, end):
                return Order.NEWEST, _without(tokens, bare, at, end)
    for word, following in pairwise(bare):
        if word in _ORDERED and following in _SAYING:
            return _ORDERED[word], list(tokens)
    return Order.BEST, list(tokens)


def _leads_on(bare: Sequence[str], end: int) -> bool:
    noun_end = end + (bare[end : end + 1] != [] and bare[end] in _NOUNS)
    return noun_end >= len(bare) or bare[noun_end] in _LEADS_ON


def _without(tokens: Sequence[Token], bare: Sequence[str], start: int, end: int) -> list[Token]:
    first = 0 if _OPENERS.issuperset(bare[:start]) else start - (bare[start - 1] == "the")
    last = end + 1 if bare[end : end + 1] and bare[end] in ABOUT else end
    return [*tokens[:first], *tokens[last:]]
