"""The pieces of a question: words, quoted phrases, filter keys."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import Final

# Removed: control characters that are no white space, surrogates, soft hyphen, zero-width and bidirectional marks.
_UNWANTED: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_TITLES_AND_MONTHS: Final = frozenset(
    "mr mrs ms mx dr prof hon gen adm col capt lt sgt sen rep gov amb sec st jr sr vs no "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_APOSTROPHES: Final = str.maketrans("’‘ʼ", "'''")


class Kind(Enum):
    """What a token is."""

    WORD = "word"
    PHRASE = "phrase"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a question.

    Attributes:
        text: As typed; a phrase without its marks; a key without its colon, in lower case.
        core: The text without punctuation around it.
        bare: The core for comparing: no case, plain apostrophes; empty unless a word.
        ends_line: The line ends after it.
        is_glued: The next token follows without white space.
    """

    text: str
    core: str
    bare: str
    kind: Kind = Kind.WORD
    ends_line: bool = False
    is_glued: bool = False

    @property
    def tail(self) -> str:
        """The punctuation after the core."""
        return self.text[self.text.rfind(self.core) + len(self.core) :] if self.core else self.text

    @property
    def head(self) -> str:
        """The punctuation before the core."""
        return self.text[: self.text.find(self.core)] if self.core else ""

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence ends here; the period of an abbreviation ends none."""
        if self.ends_line or (self.kind is Kind.WORD and set(self.tail) & set("?!")):
            return True
        is_stop = self.kind is Kind.WORD and "." in self.tail
        return is_stop and not self._is_abbreviation

    @property
    def ends_clause(self) -> bool:
        """Whether some punctuation other than an abbreviation's stands after it."""
        return self.ends_sentence or (self.kind is Kind.WORD and bool(set(self.tail) & set(",;:—–-)]|")))

    @property
    def is_capital(self) -> bool:
        """Whether it starts like a name."""
        return self.kind is Kind.WORD and self.core[:1].isupper()

    @property
    def _is_abbreviation(self) -> bool:
        return self.tail.startswith(".") and (
            self.bare in _TITLES_AND_MONTHS or "." in self.core or (len(self.core) == 1 and self.core.isupper())
        )


def word(text: str, *, ends_line: bool = False, is_glued: bool = False) -> Token:
    """A word token of a run of characters without white space."""
    core = core_of(text)
    return Token(text, core, fold_word(core), ends_line=ends_line, is_glued=is_glued)


def core_of(text: str) -> str:
    """The text without what is neither letter nor digit around it."""
    kept = [at for at, character in enumerate(text) if character.isalnum() or unicodedata.combining(character)]
    return text[kept[0] : kept[-1] + 1] if kept else ""


def fold_word(text: str) -> str:
    """A word for comparing: no case, straight apostrophes."""
    return text.casefold().translate(_APOSTROPHES)


def clean(text: str) -> str:
    """The question without characters that nobody can see, trimmed."""
    return _UNWANTED.sub("", text).strip()
