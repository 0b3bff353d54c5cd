"""Searches in a text that are made once for each place."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from bot.importers.articles.text.tokens import Tokens

Found = TypeVar("Found")
Search = Callable[[Tokens, int, int], Found]


def once(search: Search[Found]) -> Search[Found]:
    """A search between two tokens that is made when it is first asked for.

    Each quotation of a sentence asks about every verb before it, and each verb about those before
    it: a sentence of nothing but verbs would else take as long as a hundred articles.
    """

    @wraps(search)
    def kept(tokens: Tokens, at: int, other: int) -> Found:
        asked = (search.__qualname__, at, other)
        if asked not in tokens.searched:
            tokens.searched[asked] = search(tokens, at, other)
        found: Found = tokens.searched[asked]
        return found

    return kept
