"""Printed labels: which of them name nobody, which are misprints, which titles and places they fit."""

from typing import Final

PERSONAL: Final = frozenset("mr mrs ms miss mx".split())
"""What stands before a surname and says nothing about the office."""

_NOBODY: Final = frozenset(
    "official officials moderator operator aide aides participant participants audience reporter reporters interpreter "
    "translator unidentified unknown voice voices staff staffer crew announcer host".split()
)
_NOBODY_ALONE: Final = frozenset("q a question answer speaker".split())
_ONE_WORD: Final = {
    "chairman": "chair", "chairwoman": "chair", "chairperson": "chair", "adviser": "advisor",
    "spokesman": "spokesperson", "spokeswoman": "spokesperson", "undersecretary": "under secretary",
}  # fmt: skip
_ALSO_CALLED: Final = {"pentagon": ("department", "defense"), "un": ("united", "nations")}
_WHITE_HOUSE: Final = (
    "brady press briefing room", "brady briefing room", "oval office", "rose garden", "east room", "south lawn",
    "roosevelt room", "state dining room", "south court auditorium", "eisenhower executive office building",
    "air force one", "air force two",
)  # fmt: skip
_PLACE_STOP_WORDS: Final = frozenset("the of for and to u s us".split())

# Typing errors swap, drop or double letters; another letter in their place is as often another person's name.
_SWAP_MIN_LETTERS: Final = 5
_DROP_MIN_LETTERS: Final = 6
_OTHER_LETTER_MIN_LETTERS: Final = 8


def label_key(folded: str) -> str:
    """A folded label for looking up: ``chairman powell`` and ``chair powell`` are one, hyphens do not matter."""
    return " ".join(_ONE_WORD.get(word, word) for word in folded.replace("-", " ").split())


def names_nobody(key: str) -> bool:
    """Whether a label names a function that anybody may have: ``senior administration official two``."""
    words = key.split()
    if words[:1] and words[0] in PERSONAL:
        return False
    return key in _NOBODY_ALONE or not _NOBODY.isdisjoint(words)


def begins_title(words: str, title_key: str) -> bool:
    """Whether ``secretary`` begins the title ``secretary of state``; in ``press secretary`` it does not."""
    return f"{title_key} ".startswith(f"{words} ")


def place_words(folded: str) -> frozenset[str]:
    """The words that tell an organization or a venue: ``u s department of state`` has two."""
    words = set(folded.replace("-", " ").split())
    if any(room in folded for room in _WHITE_HOUSE):
        words |= {"white", "house"}
    for name, means in _ALSO_CALLED.items():
        if name in words:
            words = words - {name} | set(means)
    return frozenset(words - _PLACE_STOP_WORDS)


def is_misprint(printed: str, known: str) -> bool:
    """Whether a label is most likely a known one with a typing error in one or two of its words.

    Short words, and so what stands for the sex (``mr``, ``ms``), have to be right.
    """
    pairs = list(zip(printed.split(), known.split(), strict=False))
    if printed == known or len(printed.split()) != len(known.split()):
        return False
    return all(
        _is_misspelt(one, other, is_office=at < len(pairs) - 1) or one == other for at, (one, other) in enumerate(pairs)
    )


def _is_misspelt(word: str, known: str, *, is_office: bool = False) -> bool:
    """Whether a word is another one with a letter swapped, dropped, doubled or, if it is long, mistaken.

    Args:
        is_office: A word such as ``secretary``: no other word is near, so two errors count too.
    """
    if word == known or len(known) < _SWAP_MIN_LETTERS:
        return False
    errors = errors_between(word, known)
    if is_office:
        return errors <= 2
    if errors > 1:
        return False
    if len(word) != len(known):
        return len(known) >= _DROP_MIN_LETTERS
    return len(known) >= _OTHER_LETTER_MIN_LETTERS or sorted(word) == sorted(known)


def errors_between(one: str, other: str) -> int:
    """How many letters are swapped, dropped, added or exchanged; 3 means many. Source: optimal string alignment."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, facing in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                least = min(least, last[j - 2] + 1)
            row.append(least)
    return min(row[-1], 3)
