"""The places where a claim stands word for word, whole or with what its ellipses leave out."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from bot.answer.sight import Sight
from bot.answer.verifying.model import Finding, Verdict
from bot.answer.verifying.words import changes_between, signed
from bot.briefing.passages import Passage
from bot.index.passages import Mask
from bot.index.phrases import Word, candidates_of, parts_of_phrase, words_of

CHECKED_MAX: Final = 200
"""Places looked at for one claim: a phrase that stands in more is nobody's in particular."""
COMPARED_MAX: Final = 20
"""Places of a claim in one turn that are compared sign by sign."""
CUT_MAX_WORDS: Final = 400
"""What an ellipsis may leave out; beyond, two statements were joined."""
PART_LEAST_WORDS: Final = 2


def exact_places(sight: Sight, claim: str, preferred: Sequence[Mask]) -> list[Finding]:
    """Where a claim stands word for word; the preferred masks' passages are looked at first, then the earliest."""
    holding = [candidates_of(sight.index, part, sight.seen) for part in parts_of_phrase(claim)]
    candidates = np.array(sorted(set(holding[0]).intersection(*holding[1:])), dtype=np.int64)
    keys = [candidates, *(~mask[candidates] for mask in reversed(preferred))]
    ordered = candidates[np.lexsort(keys)][:CHECKED_MAX].tolist()
    whole = [found for number in ordered for found in _whole(sight.index.passages[number], number, claim)]
    if whole or len(holding) == 1:
        return whole
    return [found for number in ordered for found in _elided(sight.index.passages[number], number, claim)]


def _whole(passage: Passage, number: int, claim: str) -> Iterator[Finding]:
    """The first place in a turn that has the claim's words, of several the one in its very characters."""
    asked = [word.folded for word in words_of(claim)]
    words = words_of(passage.turn.text)
    places = list(_places(asked, words))
    found = [_slice(passage, words[at : at + len(asked)]) for at in places]
    if not found:
        return
    same = next((words for words in found if _is_verbatim(claim, words)), None)
    if same is not None:
        yield Finding(number, same, Verdict.VERBATIM)
        return
    compared = [(changes_between(claim, words), words) for words in found[:COMPARED_MAX]]
    changes, likest = min(compared, key=lambda one: len(one[0]))
    yield Finding(number, likest, Verdict.ALTERED if changes else Verdict.TYPOGRAPHY_ONLY, changes)


def _elided(passage: Passage, number: int, claim: str) -> Iterator[Finding]:
    texts = parts_of_phrase(claim)
    parts = [[word.folded for word in words_of(text)] for text in texts]
    if any(len(part) < PART_LEAST_WORDS for part in parts[:1] + parts[-1:]):
        return
    words = words_of(passage.turn.text)
    chain = _shortest_chain(parts, words)
    if chain is None:
        return
    spans = [words[at : at + len(part)] for at, part in zip(chain, parts, strict=True)]
    if any(signed(text, words_of(text)) != signed(passage.text, span) for text, span in zip(texts, spans, strict=True)):
        return
    gaps = [words[at + len(part) : after] for at, part, after in zip(chain, parts, chain[1:], strict=False)]
    if sum(map(len, gaps)) > CUT_MAX_WORDS:
        return
    cuts = tuple(_slice(passage, gap) for gap in gaps if gap)
    whole = _slice(passage, [spans[0][0], spans[-1][-1]])
    yield Finding(number, whole, Verdict.ELIDED if cuts else Verdict.TYPOGRAPHY_ONLY, cuts=cuts)


def _shortest_chain(parts: Sequence[Sequence[str]], words: Sequence[Word]) -> list[int] | None:
    """Where the parts begin, one after the other, with the least between them."""
    best: list[int] | None = None
    for first in _places(parts[0], words):
        chain = [first]
        for before, part in pairwise(parts):
            place = next(_places(part, words, chain[-1] + len(before)), None)
            if place is None:
                return best
            chain.append(place)
        if best is None or chain[-1] - chain[0] < best[-1] - best[0]:
            best = chain
    return best


def _places(part: Sequence[str], words: Sequence[Word], after: int = 0) -> Iterator[int]:
    length = len(part)
    for at in range(after, len(words) - length + 1):
        if words[at].folded == part[0] and all(words[at + n].folded == part[n] for n in range(1, length)):
            yield at


def _slice(passage: Passage, words: Sequence[Word]) -> Passage:
    return Passage(passage.briefing, passage.turn, words[0].start, words[-1].end)


def _is_verbatim(claim: str, words: Passage) -> bool:
    """Whether the source has the claim in its very characters, its outer punctuation too."""
    inner = words_of(claim)
    lead, text = inner[0].start, words.turn.text
    start = words.start - lead
    return start >= 0 and text[start : start + len(claim)] == claim
