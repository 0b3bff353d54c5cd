"""An article as tokens: words and stops, with each quotation as one token."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Any, Final, NamedTuple

from bot.importers.articles.text.marks import Pair

_TOKEN = re.compile(
    r"(?=[A-Zv])(?:Mr|Mrs|Ms|Mx|Dr|Prof|Gen|Lt|Col|Maj|Capt|Adm|Sgt|Sen|Sens|Rep|Reps|Gov|Govs|Amb|Hon|Rev|St|Jr|Sr|Messrs|Jan|Feb"
    r"|Aug|Sept|Oct|Nov|Dec|No|vs|Inc|Corp|Ltd|Co|Mich|Fla|Calif|Pa|Va|Wis|Ill|Ala|Ariz|Ark|Colo|Conn|Ga|Ky|La|Md|Mass"
    r"|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Tenn|Tex|Vt|Wash|Wyo)\.(?=\s|[,;:])"
    r"|(?:[A-Za-z]\.){1,6}|\d[\d,.]*\d|\w+(?:[’'‘\-‐‑.&]\w+)*[’']?(?=\W|$)|\n+|\S",
)

SENTENCE_MAX_TOKENS: Final = 150
"""A sentence is cut there: no text, however odd, makes the search for a speaker long."""


class Sort(Enum):
    """What a token is."""

    WORD = "word"
    STOP = "stop"
    QUOTATION = "quotation"
    BREAK = "break"


class Token(NamedTuple):
    """A word, a punctuation mark, a paragraph's end, or a whole quotation with its marks.

    A tuple, for an article has thousands of them.

    Attributes:
        plain: Lower case, with straight apostrophes and without a possessive ending.
        pair: Which quotation it is, counted from 0; -1 for anything else.
    """

    sort: Sort
    text: str
    plain: str
    start: int
    end: int
    pair: int = -1

    @property
    def is_capital(self) -> bool:
        """Whether it is a word that begins with a capital letter."""
        return self.sort is Sort.WORD and self.text[0].isupper()

    @property
    def is_possessive(self) -> bool:
        """Whether it ends in an apostrophe and s: ``Price's``."""
        return self.text.endswith(("'s", "’s", "s'", "s’"))


@dataclass(frozen=True)
class Tokens:
    """The tokens of a text, its quotations, and where its sentences are.

    Attributes:
        searched: What searches between two tokens have found so far.
    """

    text: str
    pairs: tuple[Pair, ...]
    tokens: tuple[Token, ...]
    searched: dict[tuple[str, int, int], Any] = field(init=False, repr=False, default_factory=dict)

    @cached_property
    def at(self) -> tuple[int, ...]:
        """For each quotation the number of its token."""
        return tuple(number for number, token in enumerate(self.tokens) if token.pair >= 0)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """For each token the sentence it stands in, as token numbers."""
        spans: list[tuple[int, int]] = []
        start = 0
        for number in range(len(self.tokens)):
            if number + 1 - start == SENTENCE_MAX_TOKENS or self._is_end(number):
                spans.extend([(start, number + 1)] * (number + 1 - start))
                start = number + 1
        return tuple(spans)

    @cached_property
    def paragraphs(self) -> tuple[tuple[int, int], ...]:
        """For each token the paragraph it stands in, as token numbers; the break belongs to the one before."""
        spans: list[tuple[int, int]] = []
        start = 0
        for number, token in enumerate(self.tokens):
            if token.sort is Sort.BREAK or number == len(self.tokens) - 1:
                spans.extend([(start, number + 1)] * (number + 1 - start))
                start = number + 1
        return tuple(spans)

    def ends_sentence(self, quotation: int) -> bool:
        """Whether the words of a quotation end in a full stop, a question or an exclamation mark."""
        return self._last_character(quotation) in ".!?…"

    def ends_in(self, quotation: int, characters: str) -> bool:
        """Whether the words of a quotation end in one of some characters."""
        return self._last_character(quotation) in characters

    def words_of(self, quotation: int) -> str:
        """The words between the marks."""
        return self.text[self.pairs[quotation].start : self.pairs[quotation].end]

    def slice_of(self, start: int, end: int) -> str:
        """The text from one token's start to before another's, as printed."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]

    def _last_character(self, quotation: int) -> str:
        words = self.text[max(self.pairs[quotation].end - 8, self.pairs[quotation].start) : self.pairs[quotation].end]
        return words.rstrip(" \u00a0\n’'”\"‘“")[-1:] or " "

    def _is_end(self, number: int) -> bool:
        token = self.tokens[number]
        if number + 1 == len(self.tokens) or token.sort is Sort.BREAK:
            return True
        if token.sort is Sort.WORD:
            return False
        following = self.tokens[number + 1]
        if token.sort is Sort.QUOTATION:
            return self.ends_sentence(token.pair) and (following.is_capital or following.sort is Sort.QUOTATION)
        return token.text in ".!?…" and not (following.text in ".!?)…" or following.text[0].islower())


def tokens_of(text: str, pairs: tuple[Pair, ...]) -> Tokens:
    """Cut a text into tokens around its quotations."""
    tokens: list[Token] = []
    at = 0
    for number, pair in enumerate(pairs):
        tokens.extend(_plain_tokens(text, at, pair.outer_start))
        words = text[pair.outer_start : pair.outer_end]
        tokens.append(Token(Sort.QUOTATION, words, "", pair.outer_start, pair.outer_end, number))
        at = pair.outer_end
    tokens.extend(_plain_tokens(text, at, len(text)))
    return Tokens(text, pairs, tuple(tokens))


def _plain_tokens(text: str, start: int, end: int) -> Iterator[Token]:
    for found in _TOKEN.finditer(text, start, end):
        piece, first_at, last_at = found.group(), found.start(), found.end()
        if piece[0].isalnum():
            yield Token(Sort.WORD, piece, _plain(piece), first_at, last_at)
        elif piece[0] == "\n":
            yield Token(Sort.BREAK, piece, "", first_at, last_at)
        else:
            yield Token(Sort.STOP, piece, piece, first_at, last_at)


def _plain(word: str) -> str:
    plain = word.lower()
    if plain.isalpha():
        return plain
    return plain.replace("’", "'").removesuffix("'s").removesuffix("'")
