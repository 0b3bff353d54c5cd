"""Equivalent terms ("DPRK" is "North Korea" is "the North") and what a question looks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.index.analysis import STOP_WORDS, reads_acronyms, terms_of_token, tokens_of

Terms = tuple[str, ...]
"""Terms that stand side by side; one term for a plain word."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing a question looks for: any of its alternatives counts as it.

    Attributes:
        asked: As the question has it.
        alternatives: Sorted; the asked form and its equivalents.
        count: How often the question names it.
    """

    asked: str
    alternatives: tuple[Terms, ...]
    count: int = 1


@dataclass(frozen=True, slots=True)
class _Position:
    terms: Terms
    token: str
    token_no: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Groups of terms that mean the same when somebody asks.

    Attributes:
        groups: Each a group of at least two terms as people write them, of one word or several.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    _by_first: dict[str, list[tuple[Terms, tuple[Terms, ...]]]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for group in self.groups:
            alternatives = tuple(sorted({terms for term in group if (terms := line_of_terms(term))}))
            for terms in alternatives:
                self._by_first.setdefault(terms[0], []).append((terms, alternatives))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[0]))

    def concepts_of(self, words: str) -> tuple[Concept, ...]:
        """What the words of a question look for; stop words alone look for nothing.

        The longest equivalent wins: "the North Korea policy" holds "North Korea",
        not "the North". A hyphenated word is found in its parts and joined.
        """
        found: dict[tuple[Terms, ...], Concept] = {}
        for asked, alternatives in self._read(_line_of(words)):
            known = found.get(alternatives)
            count = known.count + 1 if known else 1
            found[alternatives] = Concept(known.asked if known else asked, alternatives, count)
        return tuple(found.values())

    def _read(self, line: Sequence[_Position]) -> Iterator[tuple[str, tuple[Terms, ...]]]:
        at = 0
        while at < len(line):
            alternatives, width = self._equivalents_at(line, at) or _plain_at(line, at)
            if alternatives:
                yield " ".join(dict.fromkeys(position.token for position in line[at : at + width])), alternatives
            at += width

    def _equivalents_at(self, line: Sequence[_Position], at: int) -> tuple[tuple[Terms, ...], int] | None:
        for terms, alternatives in self._by_first.get(line[at].terms[0], ()):
            if _stands_at(terms, line, at) and not self._begins_longer(line, at, len(terms)):
                return alternatives, len(terms)
        return None

    def _begins_longer(self, line: Sequence[_Position], at: int, width: int) -> bool:
        """Whether an equivalent begins inside and reaches further: "the North" before "Korea"."""
        return any(
            inner + len(longer) > at + width and _stands_at(longer, line, inner)
            for inner in range(at + 1, at + width)
            for longer, _ in self._by_first.get(line[inner].terms[0], ())
        )


def line_of_terms(text: str) -> Terms:
    """The first term at each position of a text, stop words included."""
    return tuple(position.terms[0] for position in _line_of(text))


def _line_of(text: str) -> list[_Position]:
    tokens = tokens_of(text)
    acronyms = reads_acronyms(tokens)
    return [
        _Position(terms, token, number)
        for number, token in enumerate(tokens)
        for terms in terms_of_token(token, acronyms)
    ]


def _stands_at(terms: Terms, line: Sequence[_Position], at: int) -> bool:
    return len(line) - at >= len(terms) and all(line[at + n].terms[0] == term for n, term in enumerate(terms))


def _plain_at(line: Sequence[_Position], at: int) -> tuple[tuple[Terms, ...], int]:
    here = line[at]
    if len(here.terms) > 1:
        parts = tuple(position.terms[0] for position in line[at:] if position.token_no == here.token_no)
        return tuple(sorted({parts, (here.terms[-1],)})), len(parts)
    return (((here.terms[0],),) if here.terms[0] not in STOP_WORDS else ()), 1
