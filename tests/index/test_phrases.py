import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.passages import Passage
from bot.index.passages import PassageIndex
from bot.index.phrases import closest_wording, differing_words, find_phrase
from bot.index.vocabulary import Vocabulary
from tests.briefings import REGISTER, briefing, question, speech

LONG = " ".join(f"Sentence number {n} speaks of lamps and salt and of the old harbour wall." for n in range(30))
SAID = briefing(
    question("Is it true that the quota will fall too soon?"),
    speech("We’re not going to move “too soon” — the ferry-line, so to speak, won't open in the U.S. before May."),
    speech(LONG),
)
INDEX = PassageIndex.build([SAID], REGISTER, Vocabulary())
EVERYTHING = np.ones(len(INDEX), dtype=bool)


def found(phrase: str) -> list[str]:
    occurrences = find_phrase(INDEX, phrase, EVERYTHING)
    return [occurrence.turn.text[occurrence.start : occurrence.end] for occurrence in occurrences.values()]


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("too soon", ["too soon", "too soon"]),
        ("We're not going to move", ["We’re not going to move"]),
        ("WE’RE NOT GOING", ["We’re not going"]),
        ("the ferry line so to speak", ["the ferry-line, so to speak"]),
        ("open in the US before", ["open in the U.S. before"]),
        ("open in the us before", ["open in the U.S. before"]),
        (
            "not going to move … before May",
            ["not going to move “too soon” — the ferry-line, so to speak, won't open in the U.S. before May"],
        ),
        ("before May … not going to move", []),
        ("we are not going", []),
        ("soon too", []),
        ("to the", []),
        ("…", []),
        ("", []),
    ],
)
def test_a_phrase_is_found_word_for_word_whatever_its_typography(phrase: str, words: list[str]) -> None:
    assert found(phrase) == words


@given(st.integers(0, len(LONG) - 2), st.integers(2, 400))
def test_every_run_of_whole_words_of_a_turn_is_found(start: int, length: int) -> None:
    piece = LONG[start : start + length].split(" ")[1:-1]
    if piece:
        assert " ".join(piece).rstrip(".") in [text.rstrip(".") for text in found(" ".join(piece))]


@given(st.text(max_size=80))
def test_any_phrase_is_looked_for_without_a_crash(phrase: str) -> None:
    find_phrase(INDEX, phrase, EVERYTHING)


def test_the_closest_wording_is_cut_at_the_words_that_correspond() -> None:
    turn = SAID.turns[1]
    likeness, occurrence = closest_wording("not going to wait too soon", Passage(SAID, turn, 0, len(turn.text)))
    assert turn.text[occurrence.start : occurrence.end] == "not going to move “too soon"
    assert 0.5 < likeness < 1


@pytest.mark.parametrize(
    ("asked", "real", "differing"),
    [
        ("we move too late", "We move too soon", [("late", "soon")]),
        ("we do move", "we do not move", [("", "not")]),
        ("we never do move", "we do move", [("never", "")]),
        ("We move.", "we “move”", []),
    ],
)
def test_differing_words_are_named(asked: str, real: str, differing: list[tuple[str, str]]) -> None:
    assert differing_words(asked, real) == differing
