"""Markdown's emphasis, taken out without touching a lone asterisk."""

import re
from typing import Final

from bot.importers.formats.text.lines import STRUCK_END, STRUCK_START

_RUN = re.compile(r"\*+|_+|~~|`+")
_STRIKE: Final = "~~"


def without_emphasis(text: str) -> str:
    """The text without its pairs of ``*``, ``_``, `` ` ``; between ``~~`` it is struck out.

    Marks that have no partner are words of the text: an asterisk before a note
    stays. One pass with a stack, so that no number of marks is slow.
    """
    runs = list(_RUN.finditer(text))
    if not runs:
        return text
    replaced = _paired(text, runs)
    pieces: list[str] = []
    end = 0
    for number, run in enumerate(runs):
        pieces += (text[end : run.start()], replaced.get(number, run[0]))
        end = run.end()
    return "".join([*pieces, text[end:]])


def _paired(text: str, runs: list[re.Match[str]]) -> dict[int, str]:
    """What stands for each run that has a partner."""
    replaced: dict[int, str] = {}
    waiting: dict[str, list[int]] = {}
    for number, run in enumerate(runs):
        partners = waiting.setdefault(run[0], [])
        if partners and _may_close(text, run):
            opening = partners.pop()
            is_strike = run[0] == _STRIKE
            replaced[opening], replaced[number] = (STRUCK_START, STRUCK_END) if is_strike else ("", "")
        elif _may_open(text, run):
            partners.append(number)
    return replaced


def _may_open(text: str, run: re.Match[str]) -> bool:
    before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    return bool(after.strip()) and not (run[0].startswith("_") and before.isalnum())


def _may_close(text: str, run: re.Match[str]) -> bool:
    before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    return bool(before.strip()) and not (run[0].startswith("_") and after.isalnum())
