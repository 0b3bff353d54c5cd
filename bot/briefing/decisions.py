"""What the desk has decided about briefings: withdrawn words, released embargoes; and the terms that follow."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.briefing.model import Briefing, Embargo, GroundRule, Rule, Turn
from bot.briefing.passages import Changed, Moved, QuoteId, Same, locate

WITHDRAWN: Final = "withdrawn by the desk"
_BRIEFING_TERMS: Final = Embargo(event=WITHDRAWN)
_TURN_TERMS: Final = GroundRule(Rule.OFF_THE_RECORD, sentence=WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, as it stands in ``desk.yaml``.

    Attributes:
        id: Of a quote or a briefing.
        at: When, as written: a moment with its zone.
        by: Who decided.
        line: Where it stands in the file.
    """

    id: str
    at: str | None = None
    by: str | None = None
    reason: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Decisions:
    """Every decision in force."""

    withdrawn: tuple[Decision, ...] = ()
    released: tuple[Decision, ...] = ()

    def on_briefing(self, briefing_id: str) -> Decision | None:
        """The decision that withdraws a whole briefing."""
        return next((one for one in self.withdrawn if one.id == briefing_id), None)

    def on_turn(self, briefing: Briefing, number: int) -> Decision | None:
        """The decision that withdraws a turn, with its briefing or alone."""
        whole = self.on_briefing(briefing.id)
        turns = ((one, turn) for one in self._on_words_of(briefing) for turn in turns_named(one.id, briefing))
        return whole or next((one for one, turn in turns if turn == number), None)

    def touched(self) -> frozenset[str]:
        """Ids of the briefings about which anything is decided."""
        return frozenset(one.id.partition("#")[0] for one in (*self.withdrawn, *self.released))

    def in_force(self, briefing: Briefing) -> Briefing:
        """The briefing on the terms that follow: withdrawn turns are off the record, a whole one is under embargo."""
        if self.on_briefing(briefing.id) is not None:
            embargo = Embargo(event=f"{WITHDRAWN}, before its embargo ended") if briefing.embargo else _BRIEFING_TERMS
            return replace(briefing, embargo=embargo)
        if any(one.id == briefing.id for one in self.released):
            briefing = replace(briefing, embargo=None)
        hidden = {number for one in self._on_words_of(briefing) for number in turns_named(one.id, briefing)}
        if not hidden:
            return briefing
        taken = {
            turn.number for turn in briefing.turns if turn.number in hidden and briefing.rule_for(turn).is_quotable
        }
        turns = (replace(turn, ground_rule=_TURN_TERMS) if turn.number in taken else turn for turn in briefing.turns)
        return replace(briefing, turns=tuple(turns))

    def _on_words_of(self, briefing: Briefing) -> Iterator[Decision]:
        return (one for one in self.withdrawn if one.id.startswith(f"{briefing.id}#"))


NOTHING_DECIDED: Final = Decisions()


def is_withdrawn(briefing: Briefing, turn: Turn) -> bool:
    """Whether only the desk's decision hides a turn, on the terms in force: of those alone may be said that they are withdrawn."""
    if briefing.embargo == _BRIEFING_TERMS:
        return briefing.rule_for(turn).is_quotable or turn.ground_rule == _TURN_TERMS
    return briefing.embargo is None and turn.ground_rule == _TURN_TERMS


def turns_named(quote_id: str, briefing: Briefing) -> tuple[int, ...]:
    """The turns whose words a quote id names: its own, or where these words stand by now; none if they are gone."""
    quote = QuoteId.parse(quote_id)
    if quote is None or quote.briefing != briefing.id:
        return ()
    match locate(quote, briefing):
        case Same(passage):
            return (passage.turn.number,)
        case Moved(passages):
            return tuple(sorted({passage.turn.number for passage in passages}))
        case Changed():
            return ()
