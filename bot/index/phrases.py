"""Exact phrases, word for word, and the closest real wording of one that is not there.

Word for word means the same words in the same order; case, accents, punctuation
and the shape of quotation marks, apostrophes and dashes do not matter.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from bot.briefing.model import Turn
from bot.briefing.passages import Passage
from bot.index.analysis import STOP_WORDS, UNSPACED, analyse, fold_text
from bot.index.passages import Mask, PassageIndex

ELLIPSIS: Final = re.compile(r"\.{3,}|…|\[\s*(?:\.{3}|…)\s*\]")
_INNER_WORD = re.compile(r"[\w.,'’ʼ\u0300-\u036f\u0900-\u0dff]+")
_UNSPACED_OR_NOT = re.compile(rf"[{UNSPACED}]|[^{UNSPACED}]+")
_EDGES = ".,'’ʼ"
STRAY_MAX_WORDS: Final = 4
"""So many words before or after what is alike a word of the phrase may stand that belongs to it: "We | do not | know"."""


class Word(NamedTuple):
    """A word for comparing, and where it stands in the text."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where words stand in a turn: the slice from the first to the last of them."""

    turn: Turn
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of a text with their places; dashes and hyphens part words."""
    return list(_words(text))


def parts_of_phrase(phrase: str) -> list[str]:
    """What stands between the ellipses of a phrase, each part with at least one word."""
    return [part for part in ELLIPSIS.split(phrase) if words_of(part)]


def find_phrase(index: PassageIndex, phrase: str, among: Mask) -> dict[int, Occurrence]:
    """Find a phrase word for word: for each passage that holds it, its first place.

    A phrase with an ellipsis is found where all its parts stand in one turn, in order.
    """
    parts = parts_of_phrase(phrase)
    return places_in(index, phrase, candidates_of(index, parts[0], among)) if parts else {}


def places_in(index: PassageIndex, phrase: str, numbers: Iterable[int]) -> dict[int, Occurrence]:
    """The same among these passages alone, each read word by word."""
    parts = [[word.folded for word in words_of(part)] for part in parts_of_phrase(phrase)]
    if not parts:
        return {}
    found: dict[int, Occurrence] = {}
    plain = _plain(parts)
    for number in numbers:
        occurrence = _place_in(index.passages[number].turn, parts, plain)
        if occurrence is not None:
            found[number] = occurrence
    return found


def candidates_of(index: PassageIndex, part: str, among: Mask) -> list[int]:
    """The passages, ascending, that may hold a part of a phrase: its terms stand in its order."""
    line: dict[int, str] = {}
    for term, position in analyse(part):
        line.setdefault(position, term)
    wanted = {position: _spellings(term) for position, term in line.items()}
    begins = index.own.places_of(wanted) + min(wanted)
    owners = np.unique(index.own.owners_of(begins))
    return [int(number) for number in owners[among[owners]]]


def closest_wording(phrase: str, passage: Passage) -> tuple[float, Occurrence]:
    """The stretch of a turn that is most like a phrase, and how like, from 0 to 1."""
    wanted = [word.folded for word in words_of(phrase)]
    words = words_of(passage.turn.text)
    here = [word.folded for word in words]
    first = _likeliest_start(wanted, here)
    matcher = SequenceMatcher(None, wanted, here[first : first + 2 * len(wanted)], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return 0.0, Occurrence(passage.turn, words[first].start, words[first].end)
    begin, end = first + blocks[0].b, first + blocks[-1].b + blocks[-1].size
    begin, end = max(0, begin - blocks[0].a), min(len(words), end + len(wanted) - blocks[-1].a - blocks[-1].size)
    begin, end = _with_stray_words(wanted, here, begin, end)
    likeness = SequenceMatcher(None, wanted, here[begin:end], autojunk=False).ratio()
    return likeness, Occurrence(passage.turn, words[begin].start, words[end - 1].end)


def has_same_words(phrase: str, wording: str) -> bool:
    """Whether two texts hold the same words, in whatever order."""
    first, second = ([word.folded for word in words_of(text)] for text in (phrase, wording))
    return Counter(first) == Counter(second)


def differing_words(phrase: str, wording: str) -> list[tuple[str, str]]:
    """Which words differ: pairs of (in the phrase, in the wording), either may be empty."""
    asked, real = words_of(phrase), words_of(wording)
    matcher = SequenceMatcher(None, [w.folded for w in asked], [w.folded for w in real], autojunk=False)
    return [
        (_slice(phrase, asked[a:b]), _slice(wording, real[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]


def _words(text: str) -> Iterator[Word]:
    for match in _INNER_WORD.finditer(text):
        raw, start = match.group(), match.start()
        parts = ((raw, 0),) if raw.isascii() else ((m.group(), m.start()) for m in _UNSPACED_OR_NOT.finditer(raw))
        for part, at in parts:
            folded, left, width = _fold(part)
            if folded:
                yield Word(folded, start + at + left, start + at + left + width)


@lru_cache(maxsize=1 << 17)
def _fold(raw: str) -> tuple[str, int, int]:
    """A word for comparing, how many characters before it do not belong to it, and its length."""
    core = raw.strip(_EDGES)
    folded = fold_text(core).casefold().replace(",", "")
    if "." in folded and not any(character.isdigit() for character in folded):
        folded = folded.replace(".", "")
    return folded, len(raw) - len(raw.lstrip(_EDGES)), len(core)


def _spellings(term: str) -> tuple[str, ...]:
    """A term and what else it may be taken for: "us" in capitals is an acronym, and an acronym may be typed without."""
    if term in STOP_WORDS and len(term) > 1:
        return term, ".".join(term)
    return (term, term.replace(".", "")) if "." in term else (term,)


def _plain(parts: Sequence[Sequence[str]]) -> re.Pattern[str] | None:
    """The one part of a phrase as nearly every text has it: a quick way to most of its places, never to a wrong one."""
    words = parts[0]
    if len(parts) > 1 or not all(word.isascii() and word.isalnum() for word in words):
        return None
    edge = "[\\w.,'’ʼ\u0300-\u036f\u0900-\u0dff]"
    return re.compile(
        rf"(?<!{edge}){r'[.,]?[ —–-]+'.join(words)}(?!{edge}+\w|[\w'’ʼ\u0300-\u036f\u0900-\u0dff])", re.IGNORECASE
    )


def _place_in(turn: Turn, parts: Sequence[Sequence[str]], plain: re.Pattern[str] | None) -> Occurrence | None:
    place = plain.search(turn.text) if plain else None
    if place is not None:
        return Occurrence(turn, place.start(), place.end())
    words = words_of(turn.text)
    folded = [word.folded for word in words]
    first = last = _find(folded, parts[0], 0)
    if first < 0:
        return None
    for part in parts:
        at = _find(folded, part, last)
        if at < 0:
            return None
        last = at + len(part)
    return Occurrence(turn, words[first].start, words[last - 1].end)


def _with_stray_words(wanted: Sequence[str], here: Sequence[str], begin: int, end: int) -> tuple[int, int]:
    """The stretch with a wanted word just outside it, where the order is another; and with its ends, where they stand near."""
    missing = Counter(wanted) - Counter(here[begin:end])
    if begin and missing[here[begin - 1]]:
        begin -= 1
    elif end < len(here) and missing[here[end]]:
        end += 1
    for before in range(begin - 1, max(begin - STRAY_MAX_WORDS, 0) - 1, -1):
        if missing[wanted[0]] and here[before] == wanted[0]:
            begin = before
            break
    for after in range(end, min(end + STRAY_MAX_WORDS, len(here))):
        if missing[wanted[-1]] and here[after] == wanted[-1]:
            return begin, after + 1
    return begin, end


def _find(folded: Sequence[str], part: Sequence[str], after: int) -> int:
    for at in range(after, len(folded) - len(part) + 1):
        if folded[at] == part[0] and list(folded[at : at + len(part)]) == list(part):
            return at
    return -1


def _likeliest_start(wanted: Sequence[str], here: Sequence[str]) -> int:
    """Where a window as long as the phrase shares most words with it."""
    missing = Counter(wanted)
    shared = best = best_start = 0
    for at, word in enumerate(here):
        missing[word] -= 1
        shared += missing[word] >= 0
        if at >= len(wanted):
            gone = here[at - len(wanted)]
            shared -= missing[gone] >= 0
            missing[gone] += 1
        if shared > best:
            best, best_start = shared, max(0, at - len(wanted) + 1)
    return best_start


def _slice(text: str, words: Sequence[Word]) -> str:
    return text[words[0].start : words[-1].end] if words else ""
