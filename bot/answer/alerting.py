"""What turns that are new hold for somebody who asked to be told."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.answer.model import Asker, Coverage, Found, Question, Quote
from bot.answer.procedure import is_procedure
from bot.answer.responder import Responder
from bot.answer.sight import Sight
from bot.briefing.model import Briefing
from bot.index.building.facts import Column
from bot.index.passages import Mask, Numbers, PassageIndex

QUOTES_AN_ALERT: Final = 3
QUOTES_A_DIGEST: Final = 6
DEPTH: Final = 4
"""Quotes looked at for each one wanted: procedure talk falls away."""
_DAY_FACTOR: Final = 0x9E3779B97F4A7C15
"""Spreads days over all bits: 2⁶⁴ divided by the golden ratio, as in Fibonacci hashing."""
_KEY_BITS: Final = 64

Keys = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class News:
    """What is told of several alerts.

    Attributes:
        quotes: Each once, the first alert's first.
        matched: How many passages are new and match, those shown included.
        counts: The alerts that are answered, in order, and how many passages that are new match each.
    """

    quotes: tuple[Quote, ...]
    matched: int
    counts: Mapping[str, int]
    coverage: Coverage


class TurnKeys:
    """Numbers turns by their words and their day, so that they are known again in another file or version.

    What was numbered for one snapshot is not numbered again for the next: most briefings are the same.
    """

    def __init__(self) -> None:
        self._of: _Numbered | None = None
        self._by_briefing: Mapping[Briefing, Keys] = {}

    def of(self, index: PassageIndex) -> Keys:
        """The key of each passage's turn."""
        return self._numbered(index).keys

    def visible(self, sight: Sight) -> Keys:
        """The keys of everything an audience can be shown by now."""
        keys: Keys = np.unique(self.of(sight.index)[sight.officials])
        return keys

    def holds(self, index: PassageIndex, wanted: Keys) -> bool:
        """Whether each of these turns stands there; found by halving, as a few are asked for among very many."""
        ordered = self._numbered(index).ordered
        return bool(np.all(np.searchsorted(ordered, wanted, "left") < np.searchsorted(ordered, wanted, "right")))

    def among(self, index: PassageIndex, wanted: Keys) -> Mask:
        """The passages of these turns."""
        numbered = self._numbered(index)
        firsts = np.searchsorted(numbered.ordered, wanted, "left").tolist()
        ends = np.searchsorted(numbered.ordered, wanted, "right").tolist()
        mask = np.zeros(len(index), dtype=bool)
        for first, end in zip(firsts, ends, strict=True):
            mask[numbered.order[first:end]] = True
        return mask

    def _numbered(self, index: PassageIndex) -> "_Numbered":
        known = self._of
        if known is None or known.index is not index:
            before = self._by_briefing
            each = [before[one] if one in before else _keys_in(one) for one in index.briefings]
            self._by_briefing = dict(zip(index.briefings, each, strict=True))
            begins = np.cumsum([0, *map(len, each)])[index.briefing_nos]
            turns = np.concatenate([*each, np.empty(0, dtype=np.uint64)])
            keys = turns[begins + index.facts.columns[Column.TURN]]
            order = np.argsort(keys, kind="stable").astype(np.int32)
            known = self._of = _Numbered(index, keys, order, keys[order])
        return known


@dataclass(frozen=True, eq=False)
class _Numbered:
    """The keys of one index, as its passages stand and ascending."""

    index: PassageIndex
    keys: Keys
    order: Numbers
    ordered: Keys


def news_for(responder: Responder, keys: TurnKeys, wanted: Mapping[str, Keys], asker: Asker) -> News | None:
    """Quotes for several alerts, each from the turns that are new to it; None where they hold nothing that answers.

    Every quote is one the question itself would get: weak matches, reporters' questions and
    procedure talk are no news, and words that answer two alerts stand there once.
    """
    found = {text: answer for text, new in wanted.items() if (answer := _told(responder, keys, text, new, asker))}
    if not found:
        return None
    each = {quote.passage.id: quote for answer in found.values() for quote in answer.quotes[:QUOTES_AN_ALERT]}
    quotes = tuple(each.values())[:QUOTES_A_DIGEST]
    # Of several alerts the same passages may match: the most that one of them has is sure.
    matched = max(len(quotes), *(answer.matched for answer in found.values()))
    counts = {text: answer.matched for text, answer in found.items()}
    return News(quotes, matched, counts, next(iter(found.values())).coverage)


def _told(responder: Responder, keys: TurnKeys, text: str, new: Keys, asker: Asker) -> Found | None:
    def among(index: PassageIndex) -> Mask:
        return keys.among(index, new)

    answer = responder.respond_among(among, Question(text, limit=QUOTES_AN_ALERT * DEPTH), asker)
    if not isinstance(answer, Found):
        return None
    quotes = tuple(quote for quote in answer.quotes if not is_procedure(quote.passage.turn))
    matched = answer.matched - (len(answer.quotes) - len(quotes))
    return replace(answer, quotes=quotes, matched=matched) if quotes else None


def _keys_in(briefing: Briefing) -> Keys:
    day = briefing.held_on.toordinal() * _DAY_FACTOR % (1 << _KEY_BITS)
    return np.array([int(turn.sha256[: _KEY_BITS // 4], 16) ^ day for turn in briefing.turns], dtype=np.uint64)
