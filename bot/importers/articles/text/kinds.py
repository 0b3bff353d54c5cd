"""Speech, fragment, or no speech at all: what stands between a pair of marks."""

from enum import Enum
from typing import Final

from bot.importers.articles.text.tokens import Sort, Tokens
from bot.importers.articles.words import SAYING, TITLE_FOLLOWERS, TITLE_LEADS

TITLE_MAX_WORDS: Final = 12
FRAGMENT_MAX_WORDS: Final = 3
SMALL_WORDS: Final = frozenset("a an the of in on at for and or to with from by is vs as".split())


class Nature(Enum):
    """What a pair of marks holds."""

    WHOLE = "whole"
    FRAGMENT = "fragment"
    NO_SPEECH = "no speech"


def natures_of(tokens: Tokens) -> tuple[Nature, ...]:
    """For each pair of marks what it holds."""
    return tuple(_nature(tokens, at) for at in tokens.at)


def _nature(tokens: Tokens, at: int) -> Nature:
    words = tokens.words_of(tokens.tokens[at].pair).split()
    if _is_name_of_something(tokens, at, words):
        return Nature.NO_SPEECH
    return Nature.WHOLE if _is_whole(tokens, at, words) else Nature.FRAGMENT


def _is_whole(tokens: Tokens, at: int, words: list[str]) -> bool:
    """Whether it stands as a sentence: it begins as one, and where one may begin."""
    first = next((letter for letter in words[0] if letter.isalnum()), "")
    if _stands_alone(tokens, at):
        return True
    if not first or first.islower():
        return False
    start, _ = tokens.sentences[at]
    before = tokens.tokens[at - 1] if at > start else None
    if before is None:
        return len(words) > FRAGMENT_MAX_WORDS
    return before.text in ",:—–-" or before.sort is Sort.QUOTATION or before.plain in SAYING


def _stands_alone(tokens: Tokens, at: int) -> bool:
    """Whether its sentence begins with it, and holds nothing else or goes on after a comma within the marks."""
    start, end = tokens.sentences[at]
    if start != at:
        return False
    is_alone = end == at + 1 or tokens.tokens[at + 1].sort is Sort.BREAK
    return tokens.ends_in(tokens.tokens[at].pair, ".,?!…" if is_alone else ",?!")


def _is_name_of_something(tokens: Tokens, at: int, words: list[str]) -> bool:
    """Whether it is a title, a nickname, or what stands on a shirt."""
    near = tokens.tokens
    before = near[at - 1] if at else None
    after = near[at + 1] if at + 1 < len(near) else None
    if not words or len(words) > TITLE_MAX_WORDS:
        return not words
    if before is not None and after is not None and before.is_capital and after.is_capital and len(words) <= 2:
        return not tokens.ends_in(near[at].pair, ",.?!")
    if before is not None and before.plain in TITLE_LEADS:
        return True
    if after is not None and after.plain in TITLE_FOLLOWERS and len(words) <= 6:
        return True
    return _is_title_case(words) and before is not None and before.plain not in SAYING and before.text not in ":,"


def _is_title_case(words: list[str]) -> bool:
    """Whether every longer word has a capital, as in the name of a book or a programme."""
    long = [word for word in words if word.strip(",.!?’'").lower() not in SMALL_WORDS]
    return len(words) > 1 and len(long) > 1 and all(not word[0].isalpha() or word[0].isupper() for word in long)
