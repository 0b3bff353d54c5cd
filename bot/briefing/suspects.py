"""Whether a reporter's words may name the one who answers, where the file does not say who that is.

Anybody of the register may be the one, and anybody else too. So a question is held back
for the surname of whoever held a post that day, for a whole name, for a title with a name and for
an address by first name; not for a common word that is also a surname ("the price of oil").
"""

import re
from datetime import date
from itertools import pairwise
from typing import Final

from bot.briefing.naming import ALSO_WORDS
from bot.briefing.speakers import Register, Speaker, fold_name

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Secretary|Ambassador|Admiral|Adm|Gen|Colonel|Col|Captain|Administrator|Commissioner|"
    r"General(?!\s+(?:Assembly|Counsel|Council|Motors|Electric|Services|Election)\b)|Director(?!\s+General\b))\.?\s+"
    r"(?!General\b)[A-Z][\w’'-]+"
)
_ADDRESSED = re.compile(r"(?:^|[.?!—–-]\s+|\b(?:and|so|but|well|okay|yes),?\s+)([A-Z]\w+),|,\s+([A-Z]\w+)\s*[.?!—–-]")
_TITLES: Final = frozenset(
    "mr mrs ms miss dr secretary ambassador general admiral director administrator commissioner colonel captain".split()
)
PARTICLE_MAX_CHARS: Final = 3
"""A part of a surname with a hyphen that is no longer than this is no name by itself: ``in``, ``al``."""
_HEADS_OF_STATE: Final = (
    "president of",
    "former president of",
    "prime minister",
    "former prime minister",
    "chancellor of",
)
"""They, and their spouses, are named wherever they speak; "the Obama administration" tells nothing."""


def may_name_the_speaker(text: str, register: Register, day: date) -> bool:
    """Whether a text names somebody who may have been speaking that day."""
    if _TITLED.search(text):
        return True
    if any(fold_name(found[1] or found[2]) in register.first_names for found in _ADDRESSED.finditer(text)):
        return True
    found = list(_WORD.finditer(text))
    words = [word[0] for word in found]
    folded = [fold_name(word) for word in words]
    if not words:
        return False
    if not register.run_together.isdisjoint(folded):
        return True
    following = [
        *(two[0] if text[one.end() : two.start()].isspace() else "" for one, two in pairwise(found)),
        "",
    ]
    if any(_is_bare_first_name(*pair, register, day) for pair in zip(words, following, strict=True)):
        return True
    surnames = register.surnames([])
    return any(
        _is_named(surname, words[at], folded[at - 1] if at else "", register, day)
        for at, word in enumerate(folded)
        for surname in {word, word.removesuffix("s")} & surnames
    )


def _is_bare_first_name(word: str, following: str, register: Register, day: date) -> bool:
    """Whether a word is the first name of somebody in office, and no reporter's with a surname ("Jake said so")."""
    first = fold_name(word)
    if len(first) == 1 or word.islower() or first not in register.first_names or first in ALSO_WORDS:
        return False
    if following and not following.islower():
        return False
    return any(
        speaker.role_on(day) is not None and not _is_head_of_state(speaker, day) for speaker in register.called(first)
    )


def _is_named(surname: str, printed: str, before: str, register: Register, day: date) -> bool:
    """Whether a surname stands for somebody, by itself or after a title or first name."""
    found = register.find(surname)
    people = [speaker for speaker in found if not _is_head_of_state(speaker, day)]
    if before in _TITLES or any(before in _first_names(speaker) for speaker in people):
        return True
    if not found and len(surname) <= PARTICLE_MAX_CHARS:
        return False
    return not printed.islower() and (not found or any(speaker.role_on(day) is not None for speaker in people))


def _is_head_of_state(speaker: Speaker, day: date) -> bool:
    held = [role.title.casefold() for role in speaker.roles if role.covers(day)]
    return bool(held) and all(title.startswith(_HEADS_OF_STATE) for title in held)


def _first_names(speaker: Speaker) -> frozenset[str]:
    return frozenset(fold_name(name).split()[0] for name in speaker.names if " " in name)
