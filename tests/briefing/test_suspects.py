from datetime import date

import pytest

from bot.briefing.speakers import Register, Role, Speaker
from bot.briefing.suspects import may_name_the_speaker

DAY = date(2030, 3, 4)
TIDES = "Ministry of Tides"
PRICE = Speaker("nils-price", "Nils Price", roles=(Role("Spokesperson", TIDES, date(2030, 1, 1), date(2030, 12, 31)),))
YOUNG = Speaker("ada-young", "Ada Young", roles=(Role("Envoy", TIDES, date(2020, 1, 1), date(2021, 12, 31)),))
HEAD = Speaker("ivo-lark", "Ivo Lark", roles=(Role("President of Amberland", None, date(2029, 1, 1), None),))
REGISTER = Register((PRICE, YOUNG, HEAD))


@pytest.mark.parametrize(
    "asked",
    [
        "Will Price stay, as you said before?",
        "Is that what mr. price told the harbour?",
        "As nils price said, is the pier safe?",
        "Is the pier safe, @nilsprice?",
        "Was Ada Young there, when the pier was closed?",
        "So will Minister Okoro or Secretary Quill close it?",
        "Nils, will you close it?",
        "Will you close the pier, Nils?",
        "Is that what Nils told us yesterday?",
        "Are Price's gauges new?",
    ],
)
def test_a_question_that_names_who_may_be_speaking_is_told(asked: str) -> None:
    assert may_name_the_speaker(asked, REGISTER, DAY)


@pytest.mark.parametrize(
    "asked",
    [
        "What is the price of a ferry ticket?",
        "How young may a pilot be?",
        "Did the ministry speak with Young before the winter?",
        "What will President Lark tell the Lark administration?",
        "Hello, this is Nils Quayle from the Gazette: is the pier safe?",
        "Will the General Assembly meet?",
        "Does the U.S. side agree?",
    ],
)
def test_a_common_word_a_head_of_state_and_a_reporters_own_name_tell_nothing(asked: str) -> None:
    assert not may_name_the_speaker(asked, REGISTER, DAY)
