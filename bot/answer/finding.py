"""A query to what was found: by words, by exact phrase, by who and when alone."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, assert_never

import numpy as np

from bot.answer import sentences
from bot.answer.attribution import attribution_of
from bot.answer.cutting import best_excerpt, excerpt_around
from bot.answer.model import Quote, Reason
from bot.answer.quotes import Cut, question_slice, quote_of
from bot.answer.selecting import dated, selected
from bot.answer.sight import Sight
from bot.answer.spelling import near_words
from bot.answer.wording import closest_wordings
from bot.briefing.passages import Passage
from bot.index.passages import Mask, sentence_around
from bot.index.phrases import Occurrence, candidates_of, parts_of_phrase, places_in
from bot.index.reranking import RERANKED, reranked
from bot.index.search import Ranking, search
from bot.index.statistics import Statistics
from bot.index.vocabulary import Concept
from bot.query.model import Order, Query

ANSWERS: Final = 0.55
"""A passage answers when it holds more than about half of what the question looks for."""
LONG_CONCEPTS: Final = 8
"""A question of more names much beside its point: there the ranking is kept whole, and answers if one of its top does."""
TOP: Final = 10
DEPTH: Final = 10
"""Passages ranked for each quote wanted: neighbours join, repeats fall away."""
DEPTH_LEAST: Final = RERANKED
DEPTH_MOST: Final = 2_000
LOOKED_THROUGH: Final = 300
"""Passages that are read word by word for a phrase: "No." stands in tens of thousands."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a search brought; a reason where it is not an answer."""

    message: str
    quotes: tuple[Quote, ...] = ()
    matched: int = 0
    reason: Reason | None = None
    suggestions: tuple[str, ...] = ()


def find(sight: Sight, query: Query, concepts: Sequence[Concept], limit: int) -> Finding:
    """Look for exact phrases if there are any, else for words, else list by who and when."""
    if query.phrases:
        return _by_phrases(sight, query, concepts, limit)
    return _by_words(sight, query, concepts, limit) if concepts else _listed(sight, query, limit)


def _by_words(sight: Sight, query: Query, concepts: Sequence[Concept], limit: int) -> Finding:
    among = sight.officials & sight.chosen(query)
    found = search(sight.spoken, concepts, among, _depth(limit))
    ranking = reranked(sight.index, found, sight.spoken)
    cut = _cut_for(sight, concepts)
    answering: Iterable[int] = _answering(sight, ranking, cut)
    if query.order is not Order.BEST:  # by day, a bare "Thank you" to the right question would come first
        every = list(answering)
        answering = [n for n in every if ranking.share_in([cut(n).text])] or every
    quotes = sight.quotes(_in_order(sight, query, answering), cut, limit, _explained(sight, ranking, cut))
    if quotes:
        return Finding(sentences.found(len(quotes), ranking.matched, query.order), quotes, ranking.matched)
    is_for_officials = query.speakers or query.roles or query.without_questions
    asked = None if is_for_officials else _asked_by_reporters(sight, query, concepts)
    if asked is not None:
        return asked
    weak = sight.quotes(ranking.numbers, cut, limit)
    if weak:
        absent = _absent(sight, concepts)
        near = tuple(near_words(sight.index, sight.officials, absent))
        return Finding(sentences.weak(query, absent), weak, ranking.matched, Reason.WEAK_ONLY, near)
    return _nothing(sight, query, concepts)


def _answering(sight: Sight, ranking: Ranking, cut: Cut) -> Iterator[int]:
    """The ranked passages that answer, each looked at when it is wanted: of a long turn, what would be shown has to."""
    if len(ranking.weights) > LONG_CONCEPTS:
        yield from ranking.numbers.tolist() if (ranking.shares[:TOP] >= ANSWERS).any() else ()
        return
    for number in ranking.numbers[ranking.shares >= ANSWERS].tolist():
        if cut(number).is_whole_turn or _share(sight, ranking, number, cut, with_lead_in=True) >= ANSWERS:
            yield number


def _in_order(sight: Sight, query: Query, numbers: Iterable[int]) -> Iterable[int]:
    """As ranked, or by day where the question asks for the newest or the first; of one day as ranked."""
    match query.order:
        case Order.BEST:
            return numbers
        case Order.NEWEST:
            return sorted(numbers, key=lambda number: -int(sight.index.days[number]))
        case Order.OLDEST:
            return sorted(numbers, key=lambda number: int(sight.index.days[number]))
        case _:
            assert_never(query.order)


def _depth(limit: int) -> int:
    return min(max(DEPTH * limit, DEPTH_LEAST), DEPTH_MOST)


def _explained(sight: Sight, ranking: Ranking, cut: Cut) -> Callable[[int], bool]:
    """Whether a passage answers only together with the editors' lead-in, which then has to be shown."""
    return lambda number: (
        len(ranking.weights) <= LONG_CONCEPTS and _share(sight, ranking, number, cut, with_lead_in=False) < ANSWERS
    )


def _share(sight: Sight, ranking: Ranking, number: int, cut: Cut, *, with_lead_in: bool) -> float:
    """Part of the question found in what would be shown of a passage and around it."""
    context, speaker = sight.index.contexts[number], attribution_of(cut(number), sight.register)
    turns = (context.question, context.lead_in if with_lead_in else None)
    around = [*(turn.text for turn in turns if turn is not None), *sentence_around(cut(number))]
    return ranking.share_in([cut(number).text, *around], speaker.name or speaker.printed or "")


def _cut_for(sight: Sight, concepts: Sequence[Concept]) -> Cut:
    terms = [term for concept in concepts for alternative in concept.alternatives for term in alternative]
    return cache(lambda number: best_excerpt(sight.index.passages[number], terms))


def _listed(sight: Sight, query: Query, limit: int) -> Finding:
    """Everything by who and when alone: the newest briefing first, each in the order it was said."""
    numbers = np.flatnonzero(sight.officials & sight.chosen(query))
    newest_first = numbers[np.argsort(-sight.index.days[numbers], kind="stable")]
    quotes = sight.quotes(newest_first, _cut_for(sight, ()), limit)
    if quotes:
        return Finding(sentences.found(len(quotes), len(numbers)), quotes, len(numbers))
    return _nothing(sight, query, ())


def _by_phrases(sight: Sight, query: Query, concepts: Sequence[Concept], limit: int) -> Finding:
    within, beyond = _likely(sight, query, concepts, sight.officials & sight.chosen(query))
    if places := _holding_all(sight, query, within):
        return _exact(sight, query, concepts, places, limit, beyond)
    within, beyond = _likely(sight, query, concepts, sight.officials)
    if exact := _holding_all(sight, query, within):
        elsewhere = _exact(sight, query, concepts, exact, limit, beyond)
        return replace(elsewhere, message=sentences.elsewhere(query), reason=Reason.WEAK_ONLY)
    questions = sight.asked.seen & dated(sight.index, query)
    asked = _holding_all(sight, query, _likely(sight, query, concepts, questions)[0])
    if asked and not query.without_questions:
        return _question(sight, min(asked), asked[min(asked)])
    return _closest(sight, query, concepts, limit)


def _likely(sight: Sight, query: Query, concepts: Sequence[Concept], among: Mask) -> tuple[list[int], int]:
    """The passages in which a phrase is looked for word by word, and how many more share its words.

    Of very many passages with its words those are looked through that would come first.
    """
    parts = [part for phrase in query.phrases for part in parts_of_phrase(phrase)]
    holding = [set(candidates_of(sight.index, part, among)) for part in parts]
    numbers = sorted(set.intersection(*holding)) if holding else []
    if len(numbers) <= LOOKED_THROUGH:
        return numbers, 0
    mask = np.zeros(len(sight.index), dtype=bool)
    mask[numbers] = True
    ranked = search(Statistics.of(sight.index, sight.seen), concepts, mask, len(numbers)).numbers.tolist()
    if not ranked:  # "I do." has no word that is scored: where little else is said, it is the answer.
        ranked = _shortest_first(sight, numbers)
    return sorted(list(_in_order(sight, query, ranked))[:LOOKED_THROUGH]), len(numbers) - LOOKED_THROUGH


def _shortest_first(sight: Sight, numbers: Iterable[int]) -> list[int]:
    return sorted(numbers, key=lambda number: (int(sight.index.own.lengths[number]), number))


def _exact(
    sight: Sight, query: Query, concepts: Sequence[Concept], places: dict[int, Occurrence], limit: int, beyond: int
) -> Finding:
    among = np.zeros(len(sight.index), dtype=bool)
    among[list(places)] = True
    ranking = search(sight.spoken, concepts, among, len(places))
    ranked = _in_order(sight, query, list(dict.fromkeys([*ranking.numbers.tolist(), *_shortest_first(sight, places)])))

    def cut(number: int) -> Passage:
        return excerpt_around(sight.index.passages[number], places[number])

    quotes = sight.quotes(ranked, cut, limit)
    matched = len(places) + beyond
    return Finding(sentences.found(len(quotes), matched, query.order), quotes, matched)


def _holding_all(sight: Sight, query: Query, numbers: Sequence[int]) -> dict[int, Occurrence]:
    """Those of the passages that hold every phrase, each with the first phrase's place."""
    found = [places_in(sight.index, phrase, numbers) for phrase in query.phrases]
    return {number: place for number, place in found[0].items() if all(number in other for other in found)}


def _closest(sight: Sight, query: Query, concepts: Sequence[Concept], limit: int) -> Finding:
    selection = sight.officials & selected(sight.index, query)
    among = selection if selection.any() else sight.officials
    phrase = " ".join(_missing(sight, query, concepts, among) or query.phrases)
    wordings = {w.number: w for w in closest_wordings(sight.index, phrase, sight.spoken, among)}

    def cut(number: int) -> Passage:
        return excerpt_around(sight.index.passages[number], wordings[number].occurrence)

    quotes = sight.quotes(wordings, cut, limit)
    if not quotes:
        return _nothing(sight, query, concepts)
    shown = quotes[0].passage
    first = next(w for w in wordings.values() if sight.index.passages[w.number].shares_turn(shown))
    return Finding(sentences.closest(phrase, first), quotes, len(wordings), Reason.WEAK_ONLY)


def _missing(sight: Sight, query: Query, concepts: Sequence[Concept], among: Mask) -> list[str]:
    """Those of several phrases that stand nowhere by themselves."""
    alone = [replace(query, phrases=(phrase,)) for phrase in query.phrases if len(query.phrases) > 1]
    return [one.phrases[0] for one in alone if not _holding_all(sight, one, _likely(sight, one, concepts, among)[0])]


def _asked_by_reporters(sight: Sight, query: Query, concepts: Sequence[Concept]) -> Finding | None:
    ranking = search(sight.asked, concepts, sight.asked.seen & dated(sight.index, query), 1)
    if not len(ranking.numbers) or ranking.shares[0] < ANSWERS:
        return None
    return _question(sight, int(ranking.numbers[0]))


def _question(sight: Sight, number: int, place: Occurrence | None = None) -> Finding:
    passage = sight.index.passages[number]
    shown = excerpt_around(passage, place) if place else question_slice(passage, passage.turn)
    quote = quote_of(sight.index, sight.register, number, shown)
    message = sentences.reporter_only(passage.briefing.held_on, exact=place is not None)
    return Finding(message, (quote,) if quote else (), 1, Reason.REPORTER_ONLY)


def _nothing(sight: Sight, query: Query, concepts: Sequence[Concept]) -> Finding:
    absent = _absent(sight, concepts)
    suggestions = near_words(sight.index, sight.officials, absent)
    message = _unheard(sight, query) or sentences.no_match(query, absent, sight.coverage)
    return Finding(message, reason=Reason.NO_MATCH, suggestions=tuple(suggestions))


def _absent(sight: Sight, concepts: Sequence[Concept]) -> list[str]:
    """What of a question stands in no passage that may be searched."""
    ranked = ((concept, search(sight.spoken, [concept], sight.officials, 1)) for concept in concepts)
    return [concept.asked for concept, ranking in ranked if not ranking.matched]


def _unheard(sight: Sight, query: Query) -> str | None:
    """What to say where a filter alone leaves nothing: nobody of that name, role or source is quoted."""
    alone = Query(query.text, "")
    for only in (
        replace(alone, speakers=query.speakers),
        replace(alone, roles=query.roles),
        replace(alone, sources=query.sources),
    ):
        if only != alone and not (sight.officials & selected(sight.index, only)).any():
            return sentences.unheard(only, sight.coverage)
    return None
