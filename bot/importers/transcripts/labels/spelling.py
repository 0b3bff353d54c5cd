"""Misspelt labels, read as the ones they stand for; the printed form is kept elsewhere."""

from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from bot.briefing.labels import is_misprint
from bot.briefing.speakers import surname_of
from bot.importers.transcripts.labels import words

FREQUENT_MAX: Final = 200
RARE_MOST: Final = 2

_LETTERS_LEAST: Final = 5
_LIKENESS_LEAST: Final = 0.8

_KNOWN_WORDS: Final = frozenset(
    {word for label in words.ROLES | words.QUESTIONERS for word in label.split()}
    | words.TITLES
    | {"official", "officials", "administration", "department", "gentleman"}
)
_BY_FIRST_LETTER: Final[dict[str, list[str]]] = {}
for _word in sorted(_KNOWN_WORDS):
    _BY_FIRST_LETTER.setdefault(_word[0], []).append(_word)


@lru_cache(maxsize=4096)
def mend_words(key: str) -> str:
    """A folded label with misspelt titles and roles mended: ``secrtary geithner``, ``the presidnet``."""
    return " ".join(_mend_word(word) for word in key.split())


def _mend_word(word: str) -> str:
    if word in _KNOWN_WORDS:
        return word
    if len(word) < _LETTERS_LEAST:
        return word
    near = get_close_matches(word, _BY_FIRST_LETTER.get(word[:1], ()), n=1, cutoff=_LIKENESS_LEAST)
    return near[0] if near else word


def frequent_labels(counts: Counter[str]) -> tuple[str, ...]:
    """The keys that stand in a document too often to be slips, the most frequent first."""
    return tuple(key for key, count in counts.most_common(FREQUENT_MAX) if count > RARE_MOST)


def likely_meant(key: str, counts: Counter[str], frequent: Sequence[str]) -> str | None:
    """The frequent label of the same document that a rare one misspells; None if it is none.

    Only a slip of the same person's label counts: ``mr earenst`` for ``mr
    earnest``, ``s psaki`` for ``ms psaki``; never ``ms smith`` for ``mr smith``,
    nor ``mr wright`` for ``mr bright``.
    """
    if counts[key] > RARE_MOST:
        return None
    return _same_name(key, frequent) or _near_name(key, frequent)


def _same_name(key: str, frequent: Sequence[str]) -> str | None:
    """The surname is right and what stands before it is no title of its own, or a first letter is lost."""
    whole = [other for other in frequent if other != key and other.endswith(key) and len(other) <= len(key) + 2]
    if len(whole) == 1 and " " in key:
        return whole[0]
    parts = key.split()
    before = parts[:-1]
    if len(parts) > 2 or (before and before[0] in words.TITLES) or (before and len(before[0]) > 2):
        return None
    same = [other for other in frequent if surname_of(other) == parts[-1] and other != key]
    return same[0] if len(same) == 1 else None


def _near_name(key: str, frequent: Sequence[str]) -> str | None:
    near = [other for other in frequent if is_misprint(key, other)]
    return near[0] if len(near) == 1 else None
