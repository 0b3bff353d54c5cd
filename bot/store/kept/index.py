"""The arrays of an index, and back, with every number in its bounds."""

from collections.abc import Iterator

import numpy as np

from bot.briefing.model import Briefing
from bot.index.building.facts import NAMED, Column, Facts, Names
from bot.index.building.lines import Lexicon, Lines
from bot.index.passages import LINES_A_TURN, PassageIndex
from bot.index.postings import Postings
from bot.index.vocabulary import Vocabulary
from bot.store.kept.parts import Array, DamagedError, Part, array_part, json_of, json_part

_FIELDS = ("own", "context", "names")
_POSTINGS = ("starts", "passages", "counts", "place_starts", "places", "begins", "lengths")
_LEXICON = ("widths", "entry_starts", "entry_terms", "entry_offsets")


def index_parts(index: PassageIndex) -> Iterator[Part]:
    """An index as parts of a file, its vocabulary left out: that is read from the folder each time."""
    facts, lines = index.facts, index.lines
    yield json_part(
        "words",
        {
            "tokens": lines.lexicon.tokens,
            "terms": list(lines.lexicon.terms),
            "names": [names.values for names in facts.names],
        },
    )
    for name in ("counts", "columns", "words"):
        yield array_part(f"facts.{name}", getattr(facts, name))
    for name in ("stream", "starts"):
        yield array_part(f"lines.{name}", getattr(lines, name))
    for name in _LEXICON:
        yield array_part(f"lexicon.{name}", getattr(lines.lexicon, name))
    for field in _FIELDS:
        for name in _POSTINGS:
            yield array_part(f"{field}.{name}", getattr(getattr(index, field), name))


def index_of(parts: dict[str, Array], briefings: tuple[Briefing, ...]) -> PassageIndex:
    """The index of a file, without vocabulary.

    Raises:
        DamagedError: Numbers do not fit together.
    """
    words = json_of(parts["words"])
    facts = _facts_of(parts, words["names"], briefings)
    called = facts.names[NAMED.index(Column.CALLED)]
    turns = sum(len(briefing.turns) for briefing in briefings)
    lines = _lines_of(parts, words, LINES_A_TURN * turns + len(called.values))
    own, context, names = (_postings_of(parts, field, lines.lexicon.terms, len(facts.words)) for field in _FIELDS)
    return PassageIndex.of(briefings, facts, lines, (own, context, names), Vocabulary())


def _facts_of(parts: dict[str, Array], names: list[list[str]], briefings: tuple[Briefing, ...]) -> Facts:
    counts, words = parts["facts.counts"], parts["facts.words"]
    columns = parts["facts.columns"].reshape(len(Column), -1)
    _require(len(counts) == len(briefings) and (counts >= 0).all() and counts.sum() == len(words) == columns.shape[1])
    turns = np.repeat(np.array([len(briefing.turns) for briefing in briefings], dtype=np.int64), counts)
    for column in (Column.TURN, Column.QUESTION, Column.LEAD_IN):
        _require((columns[column] >= (0 if column is Column.TURN else -1)).all() and (columns[column] < turns).all())
    for column, values in zip(NAMED, names, strict=True):
        _require(_are_within(columns[column], -1, len(values)))
    return Facts(counts, columns, words, tuple(Names(values) for values in names))


def _lines_of(parts: dict[str, Array], words: dict[str, list[str]], count: int) -> Lines:
    tokens, terms = words["tokens"], {term: number for number, term in enumerate(words["terms"])}
    widths, entry_starts, entry_terms, entry_offsets = (parts[f"lexicon.{name}"] for name in _LEXICON)
    stream, starts = parts["lines.stream"], parts["lines.starts"]
    _require(len(terms) == len(words["terms"]) and len(widths) == len(tokens) == len(set(tokens)))
    _require(_are_starts(entry_starts, len(tokens), len(entry_terms)) and len(entry_offsets) == len(entry_terms))
    _require(_are_within(widths, 0, 1 << 20) and _are_within(entry_offsets, 0, 1 << 20))
    _require(_are_within(entry_terms, 0, len(terms)))
    _require(_are_starts(starts, count, len(stream)) and _are_within(stream, 0, len(tokens)))
    return Lines(Lexicon(tuple(tokens), terms, widths, entry_starts, entry_terms, entry_offsets), stream, starts)


def _postings_of(parts: dict[str, Array], field: str, terms: dict[str, int], size: int) -> Postings:
    starts, passages, counts, place_starts, places, begins, lengths = (parts[f"{field}.{name}"] for name in _POSTINGS)
    _require(_are_starts(starts, len(terms), len(passages)) and len(counts) == len(passages))
    _require(_are_within(passages, 0, size) and _are_starts(place_starts, len(terms), len(places)))
    _require(len(begins) > 0 and _are_starts(begins, size, int(begins[-1])) and _are_within(places, 0, int(begins[-1])))
    _require(len(lengths) == size)
    return Postings(terms, starts, passages, counts, place_starts, places, begins, lengths)


def _are_starts(starts: Array, count: int, total: int) -> bool:
    """Whether they say where each of ``count`` runs begins, and where the last one ends."""
    return len(starts) == count + 1 and starts[0] == 0 and starts[-1] == total and bool((np.diff(starts) >= 0).all())


def _are_within(numbers: Array, least: int, end: int) -> bool:
    return not len(numbers) or bool(numbers.min() >= least and numbers.max() < end)


def _require(is_so: bool | np.bool_) -> None:
    if not is_so:
        raise DamagedError("numbers do not fit together")
