from datetime import UTC, date, datetime

import pytest

from bot.briefing.model import Briefing, Embargo, GroundRule, Rule
from bot.cli.people import show_dates, show_speakers, show_unresolved
from bot.errors import QueryError
from bot.index.vocabulary import Vocabulary
from bot.store.snapshot import Knowledge
from tests.briefings import REGISTER, briefing, question, speech

NOW = datetime(2030, 6, 1, tzinfo=UTC)
MONDAY = briefing(
    question("Who pays?"),
    speech("We do.", by=None, printed="MS. OKORO"),
    speech("Gladly.", by=None, printed="MR. SAND"),
    speech("So do I.", by=None, printed="MR. SAND"),
    speech("Thank you.", by=None, printed="MODERATOR"),
    id="monday",
)
THURSDAY = briefing(speech("Salt.", by=None, printed="MX. REED"), id="thursday", held_on=date(2030, 3, 7))
APRIL = briefing(speech("Rain."), id="april", held_on=date(2030, 4, 1), title="Rain Briefing")
SECRET = briefing(
    speech("Fog.", by=None, printed="MR. FOG"),
    id="secret",
    title="Fog Briefing",
    held_on=date(2030, 5, 1),
    embargo=Embargo(event="until the fog lifts"),
)
BACKGROUND = briefing(
    speech("Mist.", by=None, printed="MR. MIST"),
    id="background",
    ground_rule=GroundRule(Rule.ON_BACKGROUND, "an official"),
)


def knowledge(*briefings: Briefing) -> Knowledge:
    return Knowledge({one.id: one for one in briefings}, REGISTER, Vocabulary(), "0" * 12, {})


def test_unresolved_labels_stand_by_turns_with_their_days_and_places(capsys: pytest.CaptureFixture[str]) -> None:
    assert show_unresolved(knowledge(MONDAY, THURSDAY), 1, NOW) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].strip().split("  ") == ["2", "MR. SAND", "2030-03-04", "Ministry of Tides, Port Amber"]
    assert said[1].endswith("and 1 more label")
    assert said[2] == (
        "1 of 5 turns lead to one person (20.0%). 1 turn with a label that names nobody, such as MODERATOR. "
        "Add the people to speakers.yaml."
    )


def test_nobody_is_asked_for_where_every_label_leads_to_one_person(capsys: pytest.CaptureFixture[str]) -> None:
    show_unresolved(knowledge(), 10, NOW)

    assert capsys.readouterr().out == "0 of 0 turns lead to one person.\n"


def test_what_may_not_be_seen_or_named_is_in_no_list(capsys: pytest.CaptureFixture[str]) -> None:
    known = knowledge(MONDAY, BACKGROUND, SECRET)
    show_unresolved(known, 10, NOW)
    show_speakers(known, "", NOW)
    show_dates(known, None, NOW)
    show_dates(known, "2030-03", NOW)
    said = capsys.readouterr().out
    assert "MR. SAND" in said
    assert not any(hidden in said for hidden in ("FOG", "Fog", "2030-05", "MIST"))


def test_speakers_are_those_who_speak_here_or_who_are_called_so(capsys: pytest.CaptureFixture[str]) -> None:
    known = knowledge(MONDAY, APRIL)
    assert show_speakers(known, "", NOW) == 0
    said = capsys.readouterr().out
    assert "Vesna Okoro  2 turns, 2030-03-04 to 2030-04-01  vesna-okoro" in said
    assert "Spokesperson, Ministry of Tides, 2030-01-01 to 2031-12-31" in said
    assert "Lindqvist" not in said
    assert show_speakers(known, "Minister lind", NOW) == 0
    said = capsys.readouterr().out
    assert "Tariq Lindqvist  no turns here" in said
    assert "Minister, Ministry of Tides, 2030-06-01 to today" in said


def test_a_name_that_nobody_has_brings_the_near_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert show_speakers(knowledge(MONDAY), "Okora", NOW) == 1
    assert "Did you mean Vesna Okoro?" in capsys.readouterr().out
    assert show_speakers(knowledge(), "", NOW) == 1


def test_months_tell_their_missing_weekdays_inside_the_range(capsys: pytest.CaptureFixture[str]) -> None:
    assert show_dates(knowledge(MONDAY, THURSDAY, APRIL), None, NOW) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2030-03     2 briefings  missing weekdays: 5-6, 8-29",
        "2030-04     1 briefing   no weekday missing",
    ]


def test_a_month_lists_its_briefings_by_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert show_dates(knowledge(MONDAY, APRIL), "2030-04", NOW) == 0
    assert capsys.readouterr().out.splitlines() == ["2030-04-01 Mon  april  Rain Briefing", "no weekday missing"]


@pytest.mark.parametrize("month", ["2030-05", "2029-12"])
def test_a_month_outside_is_told_the_range(month: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert show_dates(knowledge(MONDAY, APRIL), month, NOW) == 1
    assert "2030-03-04 to 2030-04-01" in capsys.readouterr().out


@pytest.mark.parametrize("month", ["2030-13", "March", "2030", "2030-3"])
def test_what_is_no_month_is_refused(month: str) -> None:
    with pytest.raises(QueryError, match="YYYY-MM"):
        show_dates(knowledge(MONDAY), month, NOW)


def test_nothing_at_all_has_no_dates() -> None:
    assert show_dates(knowledge(), None, NOW) == 1
