import pytest

from bot.answer.procedure import is_procedure
from tests.briefings import turn


@pytest.mark.parametrize(
    "said",
    [
        "Thank you.",
        "Thanks, everybody.",
        "Thank you, Vesna. Next question, please.",
        "Good morning, everyone. Welcome to today's briefing.",
        "Let's go to Tariq for the next question.",
        "Okay, last question.",
        "Vesna, go ahead.",
        "We'll take one more question. Go ahead, please.",
        "Thank you all for joining us today. Have a good weekend.",
        "And with that, thank you very much.",
    ],
)
def test_housekeeping_is_procedure(said: str) -> None:
    assert is_procedure(turn("speech", said))


@pytest.mark.parametrize(
    "said",
    [
        "Yes.",
        "No.",
        "Thank you, but the port stays shut.",
        "Thank you for the question. The corridor stays open.",
        "We will open the port in March.",
        "The next question is whether the lamps will burn.",
        "We thank Port Amber for its patience with the dredging.",
        "Tides thanks Amber for the grain.",
        "I have nothing to add on sanctions.",
        "Good morning. The minister has resigned.",
        "The ferry will run tomorrow morning.",
    ],
)
def test_an_answer_is_none_however_polite(said: str) -> None:
    assert not is_procedure(turn("speech", said))


def test_an_operator_says_nothing_else() -> None:
    said = "Your line is open, and the grain corridor is yours."
    assert is_procedure(turn("speech", said, printed="OPERATOR"))
    assert not is_procedure(turn("speech", said, printed="MS. OKORO"))


def test_of_a_moderator_one_such_sentence_in_a_short_turn_is_enough() -> None:
    said = "Thank you, Minister. The call is about the harbour budget for two years."
    assert is_procedure(turn("speech", said, printed="MODERATOR"))
    assert not is_procedure(turn("speech", said, printed="MS. OKORO"))
    assert not is_procedure(turn("speech", "The call is about grain.", printed="MODERATOR"))


def test_a_reporters_question_and_the_publishers_words_are_none() -> None:
    assert not is_procedure(turn("question", "Thank you."))
    assert not is_procedure(turn("reported", "Thank you."))
