"""A quote id to its words: the same, moved, changed, or nothing that this asker may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from bot.answer.cutting import sentences_around
from bot.answer.model import Quote
from bot.answer.quotes import quote_of
from bot.answer.showing.places import numbers_in, position_of, seen_in
from bot.answer.sight import Sight
from bot.briefing.decisions import is_withdrawn
from bot.briefing.model import Briefing
from bot.briefing.passages import Changed, Moved, Passage, QuoteId, Same, locate
from bot.index.phrases import Occurrence


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The id names the same words as ever."""

    quote: Quote


@dataclass(frozen=True, slots=True)
class MovedTo:
    """The words stand under other ids now; the nearest place first."""

    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class ChangedSince:
    """The briefing no longer holds these words; its source is at this version.

    Attributes:
        now: The sentences that stand at their place now, under an id of their own; None if there are none to show.
    """

    briefing: Briefing
    now: Quote | None = None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The desk has taken these words back; they are shown to nobody."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing that this asker may see has the id; perhaps a near briefing was meant."""

    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotAnId:
    """The text is no quote id."""


Lookup = Unchanged | MovedTo | ChangedSince | Withdrawn | Unknown | NotAnId


def look_up(sight: Sight, text: str) -> Lookup:
    """Find the words a quote id names, never other words under an old id.

    What may not be seen is as unknown as what never was: words that are guessed right and hidden
    are told like words that the briefing does not hold, or a guess could be proved.
    """
    asked = QuoteId.parse(text)
    if asked is None:
        return NotAnId()
    position = position_of(sight.index, asked.briefing)
    if position is not None and _is_taken_back(sight, position, asked):
        return Withdrawn()
    if position is None or not seen_in(sight, position):
        return Unknown(_near(sight, asked.briefing))
    briefing = sight.index.briefings[position]
    match locate(asked, briefing):
        case Same(passage):
            quotes = _quotes(sight, position, (passage,))
            return Unchanged(quotes[0]) if quotes else ChangedSince(briefing)
        case Moved(passages):
            quotes = _quotes(sight, position, passages)
            return MovedTo(quotes) if quotes else ChangedSince(briefing)
        case Changed():
            return ChangedSince(briefing, _at_their_place(sight, position, asked))


def quotes_found(found: Lookup) -> tuple[Quote, ...]:
    """What may be shown of a lookup: the words, wherever they stand, or what stands at their place now."""
    match found:
        case Unchanged(quote):
            return (quote,)
        case MovedTo(quotes):
            return quotes
        case ChangedSince(_, now):
            return (now,) if now else ()
        case _:
            return ()


def _at_their_place(sight: Sight, position: int, asked: QuoteId) -> Quote | None:
    """The sentences of the same turn that stand where the words stood."""
    briefing = sight.index.briefings[position]
    turn = next((turn for turn in briefing.turns if turn.number == asked.turn), None)
    if turn is None or not turn.text[asked.start : asked.end].strip():
        return None
    whole = Passage(briefing, turn, 0, len(turn.text))
    quotes = _quotes(sight, position, (sentences_around(whole, Occurrence(turn, asked.start, asked.end)),))
    return quotes[0] if quotes else None


def _is_taken_back(sight: Sight, position: int, asked: QuoteId) -> bool:
    """Whether the words are withdrawn, and this asker could have seen them else."""
    briefing = sight.index.briefings[position]
    if briefing.audience and not seen_in(sight, position):
        return False
    match locate(asked, briefing):
        case Same(passage):
            return is_withdrawn(briefing, passage.turn)
        case Moved(passages):
            return all(is_withdrawn(briefing, passage.turn) for passage in passages)
        case Changed():
            return False


def _quotes(sight: Sight, position: int, passages: Iterable[Passage]) -> tuple[Quote, ...]:
    numbers = numbers_in(sight.index, position)
    found: list[Quote] = []
    for passage in passages:
        number = numbers.get(passage.turn.number)
        quote = quote_of(sight.index, sight.register, number, passage) if number is not None else None
        if quote is not None and number is not None and sight.seen[number]:
            found.append(quote)
    return tuple(found)


def _near(sight: Sight, briefing_id: str) -> tuple[str, ...]:
    seen = (b.id for position, b in enumerate(sight.index.briefings) if seen_in(sight, position))
    return tuple(get_close_matches(briefing_id, sorted(seen), 1, 0.8))
