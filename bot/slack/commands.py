"""What the words of a question ask for: an answer, help, the status, a reload."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from bot.state.inbox import Entrance

CLOSE: Final = 0.75  # One letter wrong, missing or swapped in a word of four letters or more.
_MISTAKEN_FOR: Final = ("help", "status", "reload")
_DRY_RUN: Final = (["--dry-run"], ["—dry-run"], ["–dry-run"])  # Keyboards join two hyphens into a dash.


@dataclass(frozen=True, slots=True)
class Ask:
    """A question for the archive."""

    text: str


@dataclass(frozen=True, slots=True)
class Help:
    """How to use the bot."""


@dataclass(frozen=True, slots=True)
class Status:
    """What is loaded."""


@dataclass(frozen=True, slots=True)
class ReloadArchive:
    """Read the knowledge folder again, or only try to."""

    dry_run: bool


@dataclass(frozen=True, slots=True)
class ReloadElsewhere:
    """A reload asked for where it is not taken."""


@dataclass(frozen=True, slots=True)
class DidYouMean:
    """One unknown word close to a reserved one."""

    typed: str
    meant: str


Command = Ask | Help | Status | ReloadArchive | ReloadElsewhere | DidYouMean


def read_words(text: str, entrance: Entrance) -> Command:
    """Read what somebody wrote; whatever is no command is a question."""
    words = [word.casefold() for word in text.split()]
    if words in ([], ["help"]):
        return Help()
    if words == ["status"]:
        return Status()
    if entrance is Entrance.COMMAND:
        return _read_command(text, words)
    return ReloadElsewhere() if words[:1] == ["reload"] and words[1:] in ([], *_DRY_RUN) else Ask(text)


def _read_command(text: str, words: list[str]) -> Command:
    match words:
        case ["reload", *rest] if rest in ([], *_DRY_RUN):
            return ReloadArchive(dry_run=bool(rest))
        case ["ask"]:
            return Help()
        case ["ask", *_]:
            return Ask(text.strip()[len("ask") :].strip())
        case [word]:
            return _near_or_ask(text, word)
        case _:
            return Ask(text)


def _near_or_ask(text: str, word: str) -> Command:
    near = get_close_matches(word, _MISTAKEN_FOR, n=1, cutoff=CLOSE)
    return DidYouMean(word, near[0]) if near else Ask(text)
