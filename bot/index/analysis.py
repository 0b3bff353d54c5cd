"""Text to terms: the only tokenizer, for passages and questions alike.

Words are read in any script, without case and Latin accents; possessives go,
``n't`` becomes ``not``, hyphenated words give their parts and the joined word,
``U.S.`` and ``US`` are one term and not the pronoun. Every word keeps its
position, stop words too, so that phrases can be found; only the other terms
are scored.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import Stemmer

STOP_WORDS: Final = frozenset(
    """
    a about above after again against all already also am an and any anybody anyone anything are as at be because been before
    being below between both but by can come could did do does doing done down during each either else even ever every
    few for from further get gets getting go goes going got had has have having he her here hers herself him himself
    his how i if in into is it its itself just let like lot make many may me might mine more most much must my myself
    need now of off on once one only or other ought our ours ourselves out over own please really same she should so some somebody
    someone something still such than that the their theirs them themselves then there these they thing things this those
    though through to too under until up upon us very want wanted wants was we were what when where whether which while who whom whose
    why will with would yet you your yours yourself yourselves
    """.split()
)

ANALYSED_CHARS_MAX: Final = 800_000
"""Normalizing can make text 18 times longer (U+FDFA); what is beyond is not analysed."""

_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff\u1000-\u109f\u1780-\u17ff"
)
UNSPACED: Final = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = rf"(?:(?![{UNSPACED}_])[\w{_MARKS}])+"
_TOKEN = re.compile(
    rf"(?<!\w)(?:[A-Za-z]\.)+[A-Za-z](?:\.|(?!\w))|\d+(?:[.,]\d+)+(?!\w)|[{UNSPACED}]|{_WORD}(?:['-]{_WORD})*'?",
)
_FOLD = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "＇": "'",
        "‐": "-",
        "‑": "-",
        "⁃": "-",
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
    }
    | {"\u200d": None, "\ufeff": None, "\u2060": None}
)
_COMBINING = re.compile("[\u0300-\u036f]+")
_NEGATED = {"won't": ("will", "not"), "can't": ("can", "not"), "shan't": ("shall", "not"), "cannot": ("can", "not")}
_CLITICS = {"re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am"}
_stem = Stemmer.Stemmer("english", 0).stemWord

Expansion = tuple[tuple[str, ...], ...]
"""The terms of one token: for each position it takes, the terms that stand there."""


def tokens_of(text: str) -> list[str]:
    """Split text into tokens as written, folded of accents and typography but not of case."""
    return _TOKEN.findall(fold_text(text))


def fold_text(text: str) -> str:
    """Text with one kind of apostrophe and hyphen, without accents, compatibility forms or invisible characters."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text.translate(_FOLD))[:ANALYSED_CHARS_MAX]
    return unicodedata.normalize("NFC", _COMBINING.sub("", plain)).translate(_FOLD)


def reads_acronyms(tokens: Iterable[str]) -> bool:
    """Whether capitals mean something here: not in text written all in capitals."""
    words = [token for token in tokens if len(token) > 1 and token.isalpha()]
    return len(words) <= 1 or any(not word.isupper() for word in words)


@lru_cache(maxsize=1 << 18)
def terms_of_token(token: str, acronyms: bool = True) -> Expansion:
    """The terms of one token, position by position."""
    if "." in token and token[0].isalpha():
        return ((_acronym(token.replace(".", "")),),)
    parts = [part for part in token.strip("'").split("-") if part]
    positions = [position for part in parts for position in _positions_of(part, acronyms)]
    if (
        1 < len(parts) <= 3
        and len(positions) == len(parts)
        and not any(part.casefold() in STOP_WORDS for part in parts)
    ):
        positions[0] = (*positions[0], _stem("".join(parts).casefold()))
    return tuple(positions)


def analyse(text: str) -> list[tuple[str, int]]:
    """Terms of a text with their positions, stop words included."""
    tokens = tokens_of(text)
    acronyms = reads_acronyms(tokens)
    terms: list[tuple[str, int]] = []
    position = 0
    for token in tokens:
        for here in terms_of_token(token, acronyms):
            terms += [(term, position) for term in here]
            position += 1
    return terms


def scored_terms(text: str) -> list[str]:
    """The terms of a text that count for its score, in order."""
    return [term for term, _ in analyse(text) if term not in STOP_WORDS]


def _acronym(letters: str) -> str:
    lower = letters.lower()
    return ".".join(lower) if lower in STOP_WORDS else lower


def _positions_of(written: str, acronyms: bool) -> Iterable[tuple[str, ...]]:
    part = written.casefold()
    if acronyms and len(part) > 1 and part in STOP_WORDS and written.isupper():
        return [(_acronym(part),)]
    if part in _NEGATED:
        return [(term,) for term in _NEGATED[part]]
    if part.endswith("n't"):
        return [(_term(part[:-3]),), ("not",)]
    head, apostrophe, tail = part.rpartition("'")
    if not apostrophe or not tail:
        return [(_term(part.rstrip("'").replace(",", "")),)]
    if tail == "s":
        return [(_term(head.replace("'", "")),)]
    if tail in _CLITICS:
        return [(_term(head.replace("'", "")),), (_CLITICS[tail],)]
    return [(_term(part.replace("'", "")),)]


def _term(word: str) -> str:
    return word if word in STOP_WORDS else _stem(word)
