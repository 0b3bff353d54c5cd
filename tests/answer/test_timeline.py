"""A phrase over time: first and last, officials apart from reporters, and every count is the list it opens."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.model import TERMINAL, Asker, Found, Question
from bot.answer.timeline import Timeline, quotes_in, summary, timeline_of, uses_of
from bot.errors import QueryError
from bot.query.model import Query
from tests.answer.desk import Desk, briefing


def okoro(words: str) -> str:
    return f"{{speech: '{words}', by: vesna-okoro, printed: MS. OKORO}}"


FILES = {
    "may.yaml": briefing(
        "{question: 'Is the flood gate a game changer?', printed: Q}", okoro("No."), held_on="2030-05-06"
    ),
    "june.yaml": briefing(
        okoro("The flood gate is a game changer, and the Flood Gate’s keepers know it well."),
        okoro("This gate is a game-changer for every ship that waits outside."),
        "{reported: 'The ministry calls the flood gate a game changer.', by: vesna-okoro}",
        "{speech: 'A flood gate is a gate, and I have said so for years now.', by: tariq-lindqvist, printed: MR. LINDQVIST}",
        held_on="2030-06-03",
    ),
    "secret.yaml": briefing(
        okoro("The flood gate is a game changer, we told the crew in secret."),
        held_on="2030-04-01",
        embargo="2031-01-01T09:00+00:00",
    ),
    "harbour.yaml": briefing(
        okoro("The flood gate opens for the harbour desk alone this morning."),
        held_on="2030-06-05",
        audience="[C0HARBOUR]",
    ),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder: Path = tmp_path_factory.mktemp("knowledge")
    return Desk(folder, FILES)


def over_time(desk: Desk, text: str, asker: Asker = TERMINAL) -> Timeline:
    sight = desk.responder.sight(asker)
    return timeline_of(sight, text, sight.people, date(2030, 6, 12))


def test_counts_keep_officials_and_reporters_apart_by_month_and_year(desk: Desk) -> None:
    found = over_time(desk, '"flood gate"')
    assert [(c.period, c.officials, c.reporters) for c in found.months()] == [("2030-05", 0, 1), ("2030-06", 2, 0)]
    assert [(c.period, c.officials, c.reporters) for c in found.years()] == [("2030", 2, 1)]
    assert [use.held_on for use in found.ends] == [date(2030, 5, 6), date(2030, 6, 3), date(2030, 6, 3)]


def test_every_count_is_the_list_it_opens(desk: Desk) -> None:
    sight = desk.responder.sight(TERMINAL)
    for text in ("flood gate", "gate", '"game changer"', "the"):
        found = over_time(desk, text)
        for count in (*found.months(), *found.years()):
            uses = found.within(count.period)
            assert len(quotes_in(sight, uses)) == len(uses) == count.all


def test_a_hyphen_makes_another_spelling_which_is_told_and_not_counted(desk: Desk) -> None:
    found = over_time(desk, '"game changer"')
    assert len(found.uses) == 2
    assert "Other spellings, such as “game-changer”, are not counted." in summary(found)


def test_whose_first_use_it_was_is_said(desk: Desk) -> None:
    assert (
        "A reporter used it first, on 6 May 2030; the first official did on 3 June 2030, and none on another day."
        in summary(over_time(desk, "flood gate"))
    )
    assert "A reporter used it first, on 6 May 2030, and no official in what I hold." in summary(
        over_time(desk, '"a game changer?"')
    )


def test_filters_narrow_who_and_when(desk: Desk) -> None:
    assert len(over_time(desk, 'gate speaker:"Tariq Lindqvist"').uses) == 1
    assert len(over_time(desk, "flood gate before:2030-05-31").uses) == 1


def test_what_may_not_be_seen_counts_nowhere(desk: Desk) -> None:
    assert len(over_time(desk, "flood gate").uses) == 3
    assert len(over_time(desk, "flood gate", Asker("C0HARBOUR", "U1")).uses) == 4
    assert "told the crew" not in summary(over_time(desk, '"told the crew in secret"')).replace(
        "“told the crew in secret”", ""
    )
    assert over_time(desk, '"told the crew in secret"').variant is None


@pytest.mark.parametrize("text", ["", '""', "?", "gate speaker:Nobodyson"])
def test_without_a_phrase_or_with_an_unknown_name_it_is_refused(desk: Desk, text: str) -> None:
    with pytest.raises(QueryError):
        over_time(desk, text)


@given(st.text(max_size=80))
def test_any_phrase_at_all_is_counted_or_refused(desk: Desk, text: str) -> None:
    try:
        found = over_time(desk, text)
    except QueryError:
        return
    assert sum(count.all for count in found.months()) == len(found.uses)


def answered(desk: Desk, text: str, asker: Asker = TERMINAL) -> str:
    answer = desk.responder.respond(Question(text), asker)
    assert isinstance(answer, Found)
    return answer.message


def test_a_question_of_how_often_is_answered_with_the_count_too(desk: Desk) -> None:
    said = answered(desk, "How often was the flood gate mentioned?")
    assert "“flood gate” stands in 3 turns: 2 of officials, 1 of reporters." in said
    assert said.endswith('Each count opens with: timeline "flood gate"')


def test_the_count_of_one_speaker_is_of_that_speaker_alone(desk: Desk) -> None:
    said = answered(desk, "How often did Okoro say flood gate?")
    assert "“flood gate” stands in 1 turn of Vesna Okoro. The first use was on 3 June 2030" in said
    assert said.endswith('timeline "flood gate" speaker:"Vesna Okoro"')


def test_who_said_it_first_may_be_a_reporter_and_is_told(desk: Desk) -> None:
    said = answered(desk, 'Who first said "flood gate"?')
    assert "A reporter used it first, on 6 May 2030; the first official did on 3 June 2030" in said


def test_a_count_in_an_answer_leaves_out_what_may_not_be_seen(desk: Desk) -> None:
    assert "in 4 turns" in answered(desk, "How often was the flood gate mentioned?", Asker(channel="C0HARBOUR"))
    assert "in 3 turns" in answered(desk, "How often was the flood gate mentioned?", Asker(channel="C0OTHER"))


def test_an_ordinary_question_counts_nothing(desk: Desk) -> None:
    assert "stands in" not in answered(desk, "What was said about the flood gate?")


def test_words_of_very_many_turns_are_not_counted_one_by_one(desk: Desk) -> None:
    with pytest.raises(QueryError, match="turns share these words, too many"):
        uses_of(desk.responder.sight(TERMINAL), Query("", ""), ("gate",), most=3)
