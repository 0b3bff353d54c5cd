"""How many passages there are for an asker and how long: what BM25 is computed with, worked out once for many questions."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.index.amended import AmendedField
from bot.index.passages import Mask, Numbers, PassageIndex
from bot.index.postings import Postings
from bot.index.scores import idf, saturate
from bot.index.vocabulary import Concept

AROUND: Final = 0.5
"""What the words around a passage (question, lead-in, speaker's name) count beside its own."""


@dataclass(frozen=True, slots=True, eq=False)
class Addition:
    """What one concept adds to scores in one field.

    Attributes:
        passages: Those that hold it and may be seen, ascending.
        added: To the score of each.
        idf: The concept's weight in this field.
    """

    passages: Numbers
    added: NDArray[np.float64]
    idf: float


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One field as this asker sees it: the passages that have it and exist."""

    postings: Postings | AmendedField
    boost: float
    seen: Mask
    passages: int
    mean_length: float

    def score(self, concept: Concept) -> Addition:
        """The seen passages that hold a concept in this field, and what that adds to their scores."""
        passages, counts = _holding(self.postings, concept)
        is_seen = self.seen[passages]
        passages, counts = passages[is_seen], counts[is_seen]
        rarity = idf(len(passages), self.passages)
        weight = self.boost * rarity * float(np.sqrt(concept.count))
        lengths = self.postings.lengths[passages]
        return Addition(passages, weight * saturate(counts.astype(np.float64), lengths, self.mean_length), rarity)


@dataclass(frozen=True, slots=True, eq=False)
class Statistics:
    """Those of the passages that exist for an asker, field by field.

    Attributes:
        seen: Which passages of the index these are.
        total: How many.
    """

    seen: Mask
    total: int
    own: Field
    around: Field
    names: Field

    @classmethod
    def of(cls, index: PassageIndex, seen: Mask) -> "Statistics":
        """Count the passages of a mask."""
        own = _field(index.own, 1.0, seen)
        around = _field(index.context, AROUND, seen & (index.context.lengths > 0))
        names = _field(index.names, AROUND, seen & (index.names.lengths > 0))
        return cls(seen, own.passages, own, around, names)


def _field(postings: Postings | AmendedField, boost: float, seen: Mask) -> Field:
    count = int(np.count_nonzero(seen))
    mean_length = float(postings.lengths[seen].mean()) if count else 0.0
    return Field(postings, boost, seen, count, mean_length or 1.0)


def _holding(postings: Postings | AmendedField, concept: Concept) -> tuple[Numbers, NDArray[np.int32]]:
    found = [postings.of_phrase(terms) for terms in concept.alternatives]
    if len(found) == 1:
        return found[0]
    passages, places = np.unique(np.concatenate([passages for passages, _ in found]), return_inverse=True)
    counts = np.bincount(places, weights=np.concatenate([counts for _, counts in found]), minlength=len(passages))
    return passages.astype(np.int32), counts.astype(np.int32)
