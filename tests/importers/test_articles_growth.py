"""Twice the article is twice the work: counted in the interpreter's steps, so the same on every machine."""

import inspect
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, Final

import pytest

from bot.briefing.speakers import Register
from bot.importers.articles import read_article
from bot.importers.model import Extract

SMALL: Final = 30
GROWTH_MAX: Final = 2.25
"""Twice, and a little: a sentence grows until it is cut, and squares would give four."""

SHAPES: Final[dict[str, Callable[[int], str]]] = {
    "an article": lambda n: (
        f"“The boats came in,” said {_name(n)} Vale, the harbour's spokesman, on Monday. It rained.\n"
    ),
    "one surname": lambda n: f"Mr. {_name(n)} Vale came. “The boats came in,” Mrs. Vale said.\n",
    "one role": lambda n: (
        f"{_name(n)} Oke{_name(n)}, the harbour's pilot, came. “The boats came in,” the master said.\n"
    ),
    "one pronoun": lambda n: f"{_name(n)} Vale came. “The boats came in,” he said.\n",
    "verbs alone": lambda _: "said that " * 20 + "“the boats came in” ",
    "names alone": lambda _: "Vale, the pilot, " * 20 + "said “the boats came in” ",
    "capitals alone": lambda _: "Vale Oke " * 40,
    "commas alone": lambda _: ", " * 60 + "said “the boats came in” ",
    "who alone": lambda _: "who, " * 60 + "said “the boats came in” ",
    "empty lines": lambda _: "“The boats came in” \n \n . \n \n",
    "verbs and quotations": lambda _: ", say " * 3 + "“the boats came in” ",
    "quotations alone": lambda _: '"The boats came in" ' * 10,
    "opening marks alone": lambda _: "“The " * 20,
    "closing marks alone": lambda _: "” " * 20,
    "single marks": lambda _: " 'the boats' ‘came" * 5,
    "second hand": lambda _: "“The boats came in,” Vale said, according to ",
}

DENSE_MAX: Final = 20
"""A quotation every few words takes more than one in a line, but no hundred times more."""


def _name(number: int) -> str:
    """A name for every number, all of one length."""
    return "Z" + "".join(chr(97 + number // 26**place % 26) for place in range(3))


def steps_of(text: str) -> int:
    """How many steps of the interpreter reading an article takes."""
    steps = 0

    def count(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal steps
        frame.f_trace_opcodes = True
        steps += event == "opcode"
        return count

    before, here = sys.gettrace(), inspect.currentframe()
    assert here is not None
    here.f_trace_opcodes = True  # before tracing begins, or Python 3.12 counts none the first time
    sys.settrace(count)
    try:
        read_article(Extract(text, "article"), Register())
    finally:
        sys.settrace(before)
    assert steps
    return steps


def test_a_sentence_of_nothing_but_verbs_is_no_more_work_than_others() -> None:
    dense, usual = ", say say say “the boats came in”" * 150, SHAPES["an article"](0) * 60

    assert steps_of(dense) / len(dense) < DENSE_MAX * steps_of(usual) / len(usual)


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_article_is_twice_the_work(shape: str) -> None:
    once, twice = ("".join(SHAPES[shape](at) for at in range(count)) for count in (SMALL, 2 * SMALL))

    assert steps_of(twice) <= GROWTH_MAX * steps_of(once)
