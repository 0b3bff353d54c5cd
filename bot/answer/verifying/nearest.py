"""The real wording closest to a claim that stands nowhere word for word; or the two it was joined from."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from bot.answer.sight import Sight
from bot.answer.verifying.exact import exact_places
from bot.answer.verifying.model import AS_SPOKEN, Change, Finding, Verdict
from bot.answer.verifying.words import changes_between, is_note
from bot.briefing.passages import Passage
from bot.index.alignment import aligned
from bot.index.passages import Mask
from bot.index.phrases import ELLIPSIS, closest_wording, parts_of_phrase, words_of

CANDIDATES: Final = 20
ALTERED: Final = 0.72
"""Part of the words that claim and source must share for one to be the other, altered."""
CLOSE: Final = 0.4
"""Below, a wording is no more like the claim than any other."""
PIECES: Final = 2
PIECE_LEAST_WORDS: Final = 4
"""Fewer words in a row stand somewhere by chance."""


def nearest_places(sight: Sight, claim: str, preferred: Sequence[Mask]) -> list[Finding]:
    """The wordings most like a claim, the most alike first; of equal ones the preferred."""
    parts = parts_of_phrase(claim)
    numbers = [number for part in parts for number in aligned(sight.index, part, sight.seen, CANDIDATES)]
    numbers = list(dict.fromkeys(numbers))
    found = [_compared(sight.index.passages[number], number, claim) for number in numbers]
    found.sort(key=lambda f: (-round(f.likeness, 3), *(not mask[f.number] for mask in preferred), f.number))
    return [one for one in found if one.likeness >= CLOSE]


def adds_much(place: Finding) -> bool:
    """Whether a claim has so many words in a row that the place has not, that they may be of another one."""
    return any(len(words_of(change.asked)) >= PIECE_LEAST_WORDS for change in place.changes)


def spliced_places(sight: Sight, claim: str) -> list[Finding]:
    """The two places whose words a claim joins without saying so; none if it is not made of two."""
    words = words_of(claim)
    begun = _longest(sight, claim, range(PIECE_LEAST_WORDS, len(words)), from_start=True)
    ended = _longest(sight, claim, range(PIECE_LEAST_WORDS, len(words)), from_start=False)
    if begun + ended < len(words) or not begun or not ended:
        return []
    pieces = claim[: words[begun - 1].end], claim[words[len(words) - ended].start :]
    found = [exact_places(sight, piece, (~sight.index.is_question,))[:1] for piece in pieces]
    return [place for places in found for place in places]


def joined_places(sight: Sight, claim: str, preferred: Sequence[Mask]) -> list[Finding]:
    """The places of what stands before and after an ellipsis, where no turn has both as the claim has them."""
    parts = parts_of_phrase(claim)
    if len(parts) != PIECES or any(len(words_of(part)) < PIECE_LEAST_WORDS for part in parts):
        return []
    found = [exact_places(sight, part, preferred)[:1] for part in parts]
    places = [place for places in found for place in places if place.wording in AS_SPOKEN]
    return places if len(places) == PIECES else []


def _longest(sight: Sight, claim: str, lengths: range, *, from_start: bool) -> int:
    """The most words from one end of a claim that stand somewhere in a row; 0 if too few do."""
    words = words_of(claim)
    least, most = 0, len(lengths)
    while least < most:
        middle = (least + most + 1) // 2
        count = lengths[middle - 1]
        piece = claim[: words[count - 1].end] if from_start else claim[words[-count].start :]
        if exact_places(sight, piece, ()):
            least = middle
        else:
            most = middle - 1
    return lengths[least - 1] if least else 0


def _compared(passage: Passage, number: int, claim: str) -> Finding:
    parts = [closest_wording(part, passage) for part in parts_of_phrase(claim)]
    lengths = [len(words_of(part)) for part in parts_of_phrase(claim)]
    start = min(place.start for _, place in parts)
    end = max(place.end for _, place in parts)
    words = Passage(passage.briefing, passage.turn, start, end)
    likeness = float(np.average([likeness for likeness, _ in parts], weights=lengths))
    elided = [mark.start() for mark in ELLIPSIS.finditer(claim)] if len(parts) > 1 else []
    changes = changes_between(claim, words, elided=elided)
    return Finding(number, words, _wording(changes, likeness, bool(elided)), changes, _notes(changes), likeness)


def _wording(changes: Sequence[Change], likeness: float, has_ellipsis: bool) -> Verdict:
    if all(_is_left_out_note(change) for change in changes):
        return Verdict.ELIDED if changes or has_ellipsis else Verdict.TYPOGRAPHY_ONLY
    return Verdict.ALTERED if likeness >= ALTERED else Verdict.NOT_FOUND


def _notes(changes: Sequence[Change]) -> tuple[Passage, ...]:
    return tuple(change.real for change in changes if change.real is not None and _is_left_out_note(change))


def _is_left_out_note(change: Change) -> bool:
    """Whether a claim lacks nothing but the transcriber's own words in brackets."""
    return not change.asked and change.real is not None and is_note(change.real)
