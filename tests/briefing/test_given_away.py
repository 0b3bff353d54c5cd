"""Whoever speaks on background is not named by others either."""

from pathlib import Path
from typing import Any, Final

import pytest

from bot.briefing.exchange import contexts_of
from bot.briefing.given_away import without_given_away
from bot.briefing.model import GIVES_AWAY, Briefing, GroundRule, Rule
from bot.briefing.speakers import Register, Role, Speaker
from tests.answer.desk import Desk
from tests.answer.desk import briefing as written
from tests.briefings import REGISTER, TARIQ, VESNA, briefing, narration, question, speech

BACKGROUND: Final = GroundRule(Rule.ON_BACKGROUND, "an official")
DEEP: Final = GroundRule(Rule.DEEP_BACKGROUND)
UNNAMED: Final = speech(
    "The pier holds until the spring and nobody has to worry.", printed="OFFICIAL", ground_rule=BACKGROUND
)


def kept_back(*turns: dict[str, Any], register: Register = REGISTER, **fields: Any) -> list[int]:
    """The numbers of the turns that name somebody on background."""
    return numbers_of(without_given_away(briefing(*turns, **fields), register))


def numbers_of(one: Briefing) -> list[int]:
    return [turn.number for turn in one.turns if turn.ground_rule == GIVES_AWAY]


@pytest.mark.parametrize(
    "text",
    [
        "Our speaker today is Vesna Okoro, who knows the pier.",
        "As Ms. Okoro said, the pier holds.",
        "Thank you, Vesna. The pier holds.",
        "Okoro’s view is mine.",
        "I can only repeat what vesna okoro said.",
        "Ms. OKORO has said it.",
    ],
)
def test_words_of_others_that_name_who_speaks_on_background_are_off_the_record(text: str) -> None:
    assert kept_back(UNNAMED, speech(text, by="tariq-lindqvist")) == [2]


@pytest.mark.parametrize(
    "text", ["The tide is high.", "Vesna Brandt sailed in.", "A book by an okoro.", "The White House is white."]
)
def test_other_words_stay_on_the_record(text: str) -> None:
    assert kept_back(UNNAMED, speech(text, by="tariq-lindqvist")) == []


def test_an_office_that_is_also_a_surname_names_nobody_but_after_a_title() -> None:
    white = Speaker("ada-white", "Ada White", labels=("MS. WHITE",))
    turns = (
        speech("The pier holds.", by="ada-white", ground_rule=BACKGROUND),
        speech("The White House knows the pier."),
    )
    assert kept_back(*turns, register=Register((VESNA, TARIQ, white))) == []


def test_questions_narrations_and_reports_that_name_the_speaker_are_kept_back_as_well() -> None:
    reported = {"kind": "reported", "text": "Lindqvist said that Okoro is right.", "by": "tariq-lindqvist"}
    turns = (UNNAMED, question("Mr. Lindqvist, is Ms. Okoro right?"), reported, narration("Okoro then left."))
    assert kept_back(*turns) == [2, 3, 4]


def test_on_deep_background_nobody_is_named_by_others() -> None:
    turns = (speech("Never to be shown.", ground_rule=DEEP), speech("Thank you, Vesna.", by="tariq-lindqvist"))
    assert kept_back(*turns) == [2]


def test_of_two_on_background_neither_names_the_other() -> None:
    colleague = speech("Vesna and I agree.", by="tariq-lindqvist", ground_rule=BACKGROUND)
    assert kept_back(UNNAMED, colleague) == [2]


def test_whoever_also_speaks_on_the_record_may_be_named() -> None:
    assert kept_back(UNNAMED, speech("On the record, it holds."), speech("As Okoro said.", by="tariq-lindqvist")) == []


def test_a_label_that_the_register_does_not_know_is_a_name_too() -> None:
    turns = (
        speech("The pier holds.", by=None, printed="MR. BRANDT", ground_rule=BACKGROUND),
        speech("As Mr. Brandt said.", by="tariq-lindqvist"),
    )
    assert kept_back(*turns) == [2]


def test_a_name_that_is_also_a_word_counts_after_a_title_and_as_an_address() -> None:
    may = Speaker("will-may", "Will May", labels=("MR. MAY",), roles=(Role("Envoy"),))
    texts = ("It may hold, and we will see.", "As Mr. May said, it holds.", "Will, you are right.", "May I add a word?")
    turns = [speech("The pier holds.", by="will-may", ground_rule=BACKGROUND), *map(speech, texts)]
    assert kept_back(*turns, register=Register((VESNA, TARIQ, may))) == [3, 4]


def test_a_moderator_who_names_somebody_in_office_may_mean_a_speaker_whom_the_file_does_not_know() -> None:
    turns = (
        speech("With us is Minister Lindqvist.", by=None, printed="MODERATOR"),
        speech("The pier holds.", by=None, printed="SENIOR OFFICIAL"),
        speech("Minister Lindqvist knows the pier.", by=None, printed="SENIOR OFFICIAL"),
        speech("Thank you for joining.", by=None, printed="MODERATOR"),
    )
    assert kept_back(*turns, ground_rule=BACKGROUND) == [1]


def test_a_question_stays_before_its_answer_where_somebody_names_the_speaker_afterwards() -> None:
    turns = (question("Does it hold?"), UNNAMED, speech("As Okoro said.", by="tariq-lindqvist"))
    found = without_given_away(briefing(*turns), REGISTER)
    assert contexts_of(found, REGISTER)[1].question == found.turns[0]


def test_a_briefing_on_the_record_is_the_same_object() -> None:
    one = briefing(speech("Okoro is here."), speech("Thank you, Vesna.", by="tariq-lindqvist"))
    assert without_given_away(one, REGISTER) is one


def test_nothing_that_is_asked_for_tells_who_spoke_on_background(tmp_path: Path) -> None:
    call = written(
        "{speech: 'Our speaker on the kelp is Vesna Okoro.', printed: MODERATOR}",
        "{question: 'Is the kelp safe in winter?', printed: Q}",
        "{speech: 'The kelp is safe in winter and all year round.', by: vesna-okoro}",
        "{speech: 'Okoro knows the kelp, and it is safe.', by: tariq-lindqvist, ground_rule: on_the_record}",
        ground_rule="{rule: on_background, attribution: an official}",
    )
    desk = Desk(tmp_path, {"call.yaml": call})
    for text in (
        "kelp",
        "who is the speaker on the kelp",
        '"Vesna Okoro"',
        "what did Okoro say about kelp",
        "Lindqvist kelp",
    ):
        assert not any("Okoro" in quote for quote in desk.texts(text, limit=10))
    assert desk.texts("kelp safe in winter") == ["The kelp is safe in winter and all year round."]
