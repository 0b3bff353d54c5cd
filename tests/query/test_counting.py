"""How often something was said: read from the sentence, its words are not searched."""

from datetime import date

import pytest

from tests.query.asking import ask


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How often did Ada Price say flood gate?", "flood gate"),
        ("how many times has Ada Price mentioned the flood gate", "the flood gate"),
        ("please tell me how often Ada Price said flood gate", "flood gate"),
        ("How often was the flood gate mentioned?", "the flood gate"),
        ("How often has the flood gate been mentioned by Ada Price?", "the flood gate"),
        ('How frequently did "flood gate" come up?', "flood gate"),
        ("how many times was flood gate used in March 2024", "flood gate"),
    ],
)
def test_a_question_of_how_often_leaves_the_words_to_count(question: str, words: str) -> None:
    query = ask(question)
    assert query.counts
    assert query.words == words


def test_who_and_when_of_a_count_are_read_beside_its_topic() -> None:
    query = ask("How often was the flood gate mentioned by Ada Price in March 2024?")
    assert [speaker.name for speaker in query.speakers] == ["Ada Price"]
    assert (query.after, query.before) == (date(2024, 3, 1), date(2024, 3, 31))
    assert query.words == "the flood gate"


@pytest.mark.parametrize(
    "question",
    [
        "How often do the two ministers talk about the flood gate?",
        "How often does the crew meet?",
        "What was said about how often the gate opens?",
        "flood gate",
        '"how often was it mentioned"',
        "How often was the gate opened?",
    ],
)
def test_a_reporters_own_question_of_how_often_counts_nothing(question: str) -> None:
    assert not ask(question).counts
