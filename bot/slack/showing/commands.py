"""What the words of a question ask for: an answer, help, the status, an admin's act."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from bot.state.arrivals import Entrance

CLOSE: Final = 0.75  # One letter wrong, missing or swapped in a word of four letters or more.
NAME_MAX_WORDS: Final = 2
DATE_MAX_WORDS: Final = 3
_MONTH: Final = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
DAYS_MAX_DIGITS: Final = 4
_DRY_RUN: Final = ("--dry-run", "—dry-run", "–dry-run")  # Keyboards join two hyphens into a dash.


@dataclass(frozen=True, slots=True)
class Show:
    """Something from the archive: ``ask`` is a question, the other kinds are commands of that name."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Help:
    """How to use the bot."""


@dataclass(frozen=True, slots=True)
class Status:
    """What is loaded."""


@dataclass(frozen=True, slots=True)
class Administer:
    """An act of an admin, with what was written after its word."""

    word: str
    rest: str


@dataclass(frozen=True, slots=True)
class AboutAlerts:
    """Something about alerts, with what was written after its word."""

    word: str
    rest: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An admin's act, asked for where it is not taken."""

    word: str


@dataclass(frozen=True, slots=True)
class DidYouMean:
    """One unknown word close to a reserved one."""

    typed: str
    meant: str


Command = Show | Help | Status | Administer | AboutAlerts | Elsewhere | DidYouMean
Takes = Callable[[str], bool]


def _words(rest: str) -> bool:
    return bool(rest)


def _days(rest: str) -> bool:
    return not rest or (rest.isascii() and rest.isdigit() and len(rest) <= DAYS_MAX_DIGITS and int(rest) > 0)


def _dry_run(rest: str) -> bool:
    return rest in ("", *_DRY_RUN)


def _anything(rest: str) -> bool:
    return True


def _nothing(rest: str) -> bool:
    return not rest


def _id(rest: str) -> bool:
    return len(rest.split()) == 1


def _id_and_why(rest: str) -> bool:
    """One word, which is an id; or words after one that can be nothing else."""
    return _id(rest) or (bool(rest) and _looks_like_id(rest.split()[0]))


def _looks_like_id(word: str) -> bool:
    return "-" in word and any(mark.isdigit() for mark in word)


SHOWN: Final[Mapping[str, Takes]] = {
    "ask": _words,
    "verify": _words,
    "timeline": lambda rest: bool(rest) and rest.split()[0].casefold() not in ("of", "for"),
    "quote": lambda rest: "#" in rest and not rest.count(" "),
    "speakers": lambda rest: len(rest.split()) <= NAME_MAX_WORDS,
    "dates": lambda rest: not rest or bool(_MONTH.fullmatch(rest)),
    "show": lambda rest: bool(rest) and any(c.isdigit() for c in rest) and len(rest.split()) <= DATE_MAX_WORDS,
}
"""A word that shows something → whether what follows belongs to it; where not, the whole is a question."""
ADMINISTERED: Final[Mapping[str, Takes]] = {
    "reload": _dry_run,
    "gaps": _days,
    "withdraw": _id_and_why,
    "restore": _id,
    "release": _id_and_why,
    "withdrawn": _nothing,
}
"""A word for an admin's act → whether what follows belongs to it; where not, the whole is a question."""
ALERTED: Final[Mapping[str, Takes]] = {"alert": _anything, "alerts": _nothing}
"""A word about alerts, in commands alone → whether what follows belongs to it; where not, the whole is a question."""
_MISTAKEN_FOR: Final = sorted({"help", "status", *SHOWN, *ADMINISTERED, *ALERTED} - {"ask"})


def read_words(text: str, entrance: Entrance) -> Command:
    """Read what somebody wrote; whatever is no command is a question."""
    first, rest = [*text.split(maxsplit=1), "", ""][:2]
    word, rest = first.casefold(), rest.strip()
    if not word or (word == "help" and not rest):
        return Help()
    if word == "status" and not rest:
        return Status()
    if (act := _act(word, rest, entrance)) is not None:
        return act
    if entrance is not Entrance.COMMAND and word == "ask":
        return Show("ask", text)
    if word in SHOWN and SHOWN[word](rest):
        return Show(word, rest)
    return _near_or_ask(text, word) if entrance is Entrance.COMMAND and not rest else Show("ask", text)


def _act(word: str, rest: str, entrance: Entrance) -> Command | None:
    """Something that is done and not shown; only commands do it."""
    if entrance is Entrance.COMMAND and word in ALERTED and ALERTED[word](rest):
        return AboutAlerts(word, rest)
    if word not in ADMINISTERED or not ADMINISTERED[word](rest):
        return None
    if entrance is Entrance.COMMAND:
        return Administer(word, rest)
    is_meant = not rest or rest in _DRY_RUN or _looks_like_id(rest.split()[0])
    return Elsewhere(word) if is_meant else None


def _near_or_ask(text: str, word: str) -> Command:
    if word in SHOWN or word in ADMINISTERED:
        return Help()
    near = get_close_matches(word, _MISTAKEN_FOR, n=1, cutoff=CLOSE)
    return DidYouMean(word, near[0]) if near else Show("ask", text)
