"""When a phrase was used: first, last and how often, officials apart from reporters.

Counted are the turns that hold the phrase as it is typed: capitals and the shape of marks and
white space do not matter, hyphens and punctuation do. Other spellings are told, not counted.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Final

import numpy as np

from bot.answer.cutting import excerpt_around
from bot.answer.finding import LOOKED_THROUGH
from bot.answer.model import Coverage, Quote
from bot.answer.quotes import is_short, quote_of
from bot.answer.selecting import dated, selected
from bot.answer.sentences import briefings_in, counted, day
from bot.answer.sight import Sight
from bot.briefing.model import Kind
from bot.briefing.passages import Passage
from bot.errors import QueryError
from bot.index.phrases import Occurrence, candidates_of, find_phrase, words_of
from bot.query.model import Query
from bot.query.parse import parse_query
from bot.query.people import People

_PIECE: Final = re.compile(r"\s|['’‘ʼ]|[\"“”„]|[-‐‑]|[–—]|--|[^\s'’‘ʼ\"“”„‐‑–—-]+")
_SHAPES: Final = {
    " ": r"\s+",
    **dict.fromkeys("'’‘ʼ", "['’‘ʼ]"),
    **dict.fromkeys('"“”„', '["“”„]'),
    **dict.fromkeys("-‐‑", "[-‐‑]"),
    **dict.fromkeys(("–", "—", "--"), "(?:[–—]|--)"),
}
SPOKEN: Final = (Kind.SPEECH, Kind.QUESTION)
"""A publisher's own sentence and the editors' summary are nobody's use of a phrase."""
COUNTED_MOST: Final = 50_000
"""Turns looked through word by word: about two seconds. Words of more turns than that are no formula anybody follows."""


@dataclass(frozen=True, slots=True)
class Use:
    """One turn that holds the phrase.

    Attributes:
        number: The passage it stands in.
        passage: That passage.
        span: Where the phrase stands in its turn.
    """

    number: int
    passage: Passage
    span: tuple[int, int]

    @property
    def shown(self) -> Passage:
        """What is shown of the turn: the sentences around the phrase."""
        return excerpt_around(self.passage, Occurrence(self.passage.turn, *self.span))

    @property
    def is_official(self) -> bool:
        """Whether somebody at the podium said it, and no reporter."""
        return self.passage.turn.kind is not Kind.QUESTION

    @property
    def held_on(self) -> date:
        """The day of the briefing."""
        return self.passage.briefing.held_on


@dataclass(frozen=True, slots=True)
class Count:
    """How many turns of a period hold the phrase.

    Attributes:
        period: ``YYYY-MM`` or ``YYYY``.
    """

    period: str
    officials: int
    reporters: int

    @property
    def all(self) -> int:
        """Both together."""
        return self.officials + self.reporters


@dataclass(frozen=True, slots=True)
class Timeline:
    """Every use that this asker may see, oldest first.

    Attributes:
        variant: The words of one turn that has them with other punctuation, which is not counted; None if none has.
    """

    phrases: tuple[str, ...]
    query: Query
    uses: tuple[Use, ...]
    variant: Passage | None
    coverage: Coverage

    @property
    def officials(self) -> tuple[Use, ...]:
        """The uses at the podium."""
        return tuple(use for use in self.uses if use.is_official)

    def months(self) -> tuple[Count, ...]:
        """The months with a use, in order."""
        return _counts(self.uses, "%Y-%m")

    def years(self) -> tuple[Count, ...]:
        """The years with a use, in order."""
        return _counts(self.uses, "%Y")

    def within(self, period: str) -> tuple[Use, ...]:
        """The uses of a period, ``YYYY-MM`` or ``YYYY``: as many as its count says."""
        return tuple(use for use in self.uses if f"{use.held_on}-".startswith(f"{period}-"))

    @property
    def ends(self) -> tuple[Use, ...]:
        """The first use, the first at the podium and the last there, each once."""
        said = self.officials
        return tuple(dict.fromkeys([*self.uses[:1], *said[:1], *(said[-1:] or self.uses[-1:])]))


def timeline_of(sight: Sight, text: str, people: People, today: date) -> Timeline:
    """Find every turn that holds a phrase, word for word.

    Args:
        text: The phrase, with or without quotation marks, and filters; several phrases have to stand in one turn.

    Raises:
        QueryError: There is no phrase, or a filter cannot be read.
    """
    query = parse_query(text, people=people, today=today, words_only=True)
    phrases = query.phrases or ((query.words,) if words_of(query.words) else ())
    if not phrases:
        raise QueryError('I need the words to look for, for example: timeline "grain corridor".')
    if query.unknown_speakers:
        raise QueryError(
            f"I know no speaker called “{query.unknown_speakers[0]}”. Leave the name out to count everybody."
        )
    return uses_of(sight, query, phrases)


def uses_of(sight: Sight, query: Query, phrases: tuple[str, ...], most: int = COUNTED_MOST) -> Timeline:
    """Find every turn that holds these phrases, word for word, within a query's filters.

    Raises:
        QueryError: So many turns share the words that they are not worth counting.
    """
    among = sight.seen & (selected(sight.index, query) if _is_of_some(query) else dated(sight.index, query))
    holding = [candidates_of(sight.index, phrase, among) for phrase in phrases]
    numbers = reduce(set.intersection, map(set, holding))
    if len(numbers) > most:
        shared = f"{len(numbers):,} turns share these words, too many to look through one by one."
        raise QueryError(f"{shared} Add words that stand beside them, a speaker or dates.")
    by_day = sorted(numbers, key=lambda number: (int(sight.index.days[number]), number))
    uses: list[Use] = []
    others: list[int] = []
    wanted = [_as_typed(phrase) for phrase in phrases]
    for number in by_day:
        places = [one.search(sight.index.passages[number].turn.text) for one in wanted]
        if places[0] is not None and all(places):
            uses.extend(_uses(sight, number, places[0].span()))
        else:
            others.append(number)
    variant = _variant(sight, phrases[0], others)
    return Timeline(phrases, query, tuple(uses), variant, sight.coverage)


def bar(count: int, most: int, chars: int) -> str:
    """A count as a bar beside others; the most fills its characters, and one is never nothing."""
    return "▇" * max(1, round(chars * count / most))


def quotes_in(sight: Sight, uses: tuple[Use, ...]) -> tuple[Quote, ...]:
    """The uses as quotes, each by itself and in order."""
    made = (quote_of(sight.index, sight.register, use.number, use.shown) for use in uses)
    return tuple(quote for quote in made if quote is not None)


def summary(found: Timeline) -> str:
    """First and last use, how often, and by whom."""
    phrase = " and ".join(f"“{phrase}”" for phrase in found.phrases)
    other = f" Other spellings, such as “{found.variant.text}”, are not counted." if found.variant else ""
    if not found.uses:
        nothing = f"I found no turn with {phrase} as typed in {briefings_in(found.coverage)}."
        return f"{nothing}{other or ' It may have been used elsewhere.'}"
    officials, reporters = len(found.officials), len(found.uses) - len(found.officials)
    turns = counted(len(found.uses), "turn")
    first = found.uses[0]
    if _is_of_some(found.query):
        ends = f"The first use was on {day(first.held_on)}, the last one on {day(found.uses[-1].held_on)}."
        return f"{phrase} stands in {turns} of {_whose(found.query)}. {ends}{other}"
    stands = f"{phrase} stands in {turns}: {officials:,} of officials, {reporters:,} of reporters."
    if not officials:
        return f"{stands} A reporter used it first, on {day(first.held_on)}, and no official in what I hold.{other}"
    said = found.officials
    begun = f"An official used it first, on {day(first.held_on)}"
    if not first.is_official:
        begun = f"A reporter used it first, on {day(first.held_on)}; the first official did on {day(said[0].held_on)}"
    last = said[-1].held_on
    until = f"; the last one did on {day(last)}" if last != said[0].held_on else ", and none on another day"
    return f"{stands} {begun}{until}.{other}"


def _is_of_some(query: Query) -> bool:
    """Whether only some speakers were asked for: reporters' uses are not among them."""
    return bool(query.speakers or query.roles)


def _whose(query: Query) -> str:
    """Whose uses are counted, in words."""
    names = " or ".join(speaker.name for speaker in query.speakers) or "whoever spoke"
    return f"{names} as {' or '.join(query.roles)}" if query.roles else names


def _as_typed(phrase: str) -> re.Pattern[str]:
    """The phrase as whole words, in any case, with any shape of apostrophes, quotation marks, dashes and white space."""
    pieces = [_SHAPES.get(piece, re.escape(piece)) for piece in _PIECE.findall(" ".join(phrase.split()))]
    return re.compile(rf"(?<!\w){''.join(pieces)}(?!\w)", re.IGNORECASE)


def _uses(sight: Sight, number: int, span: tuple[int, int]) -> Iterator[Use]:
    """The use in a passage, unless it may not be shown without a question that is withheld."""
    use = Use(number, sight.index.passages[number], span)
    if use.passage.turn.kind in SPOKEN and not (sight.index.contexts[number].is_withheld and is_short(use.shown.text)):
        yield use


def _variant(sight: Sight, phrase: str, numbers: list[int]) -> Passage | None:
    """The phrase's words in the first of these passages that has them in order."""
    among = np.zeros(len(sight.index), dtype=bool)
    among[sorted(numbers)[:LOOKED_THROUGH]] = True
    for number, place in sorted(find_phrase(sight.index, phrase, among).items()):
        passage = sight.index.passages[number]
        if passage.turn.kind in SPOKEN:
            return Passage(passage.briefing, passage.turn, place.start, place.end)
    return None


def _counts(uses: tuple[Use, ...], form: str) -> tuple[Count, ...]:
    counts = Counter((use.held_on.strftime(form), use.is_official) for use in uses)
    periods = sorted({period for period, _ in counts})
    return tuple(Count(period, counts[period, True], counts[period, False]) for period in periods)
