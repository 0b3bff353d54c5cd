from datetime import date

import pytest

from bot.briefing.suspects import may_name_the_speaker
from tests.briefings import REGISTER


@pytest.mark.parametrize("text", ["", "…", "—", "?!"])
def test_words_that_are_none_name_nobody(text: str) -> None:
    assert not may_name_the_speaker(text, REGISTER, date(2030, 3, 4))
