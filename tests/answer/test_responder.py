from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer.model import Found, Misread
from tests.answer.desk import PEOPLE, Desk, briefing

FILES = {
    "2030-06-10-tides.yaml": briefing(
        "{question: Will the ferry run in winter?, printed: Q}",
        "{speech: The ferry will run all winter long between both islands., by: vesna-okoro, printed: MS. OKORO}",
        "{question: Did anybody find amber on the beach?, printed: Q}",
        "{speech: I have nothing for you on that today., by: vesna-okoro, printed: MS. OKORO}",
        "{question: Will you resign?, printed: 'Mr. Quill, Reef Radio'}",
        "{speech: No., by: tariq-lindqvist, printed: MR. LINDQVIST}",
        "{question: 'And what of the basalt quarry, will it ever reopen to miners?', printed: Q}",
        "{narration: The briefing ended here.}",
    ),
    "2030-06-11-tides.yaml": briefing(
        "{speech: The ferry will run all winter long between both islands., by: vesna-okoro, printed: MS. OKORO}",
        "{speech: Salt prices rose by four percent in the last quarter alone., printed: MR. STEEN}",
        "{reported: Lindqvist told reporters that the mole would be repaired., by: tariq-lindqvist}",
        held_on="2030-06-11",
    ),
    "2030-01-15-tides.yaml": briefing(
        "{speech: 'Lamps, lamps and more lamps: that is our plan for the mole.', by: tariq-lindqvist}",
        held_on="2030-01-15",
    ),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("knowledge"), FILES)


def test_an_answer_comes_with_its_question_and_the_role_on_that_date(desk: Desk) -> None:
    (quote,) = desk.json("will Lindqvist resign")["quotes"]
    assert quote["text"] == "No."
    assert (quote["asked"]["text"], quote["asked"]["printed"]) == ("Will you resign?", "Mr. Quill, Reef Radio")
    assert (quote["speaker"]["role"], quote["speaker"]["organization"]) == ("Minister", "Ministry of Tides")
    (earlier,) = desk.json("lamps plan")["quotes"]
    assert earlier["speaker"]["role"] == "Deputy Minister"


def test_an_evasive_answer_is_found_by_its_question(desk: Desk) -> None:
    assert desk.texts("amber on the beach") == ["I have nothing for you on that today."]


def test_the_same_words_by_the_same_speaker_are_shown_once_and_counted(desk: Desk) -> None:
    (quote,) = desk.json("winter ferry")["quotes"]
    assert quote["also_said"] == 1


def test_a_label_the_register_does_not_know_stays_unresolved_and_can_be_asked_for(desk: Desk) -> None:
    (quote,) = desk.json("what did Steen say about salt?")["quotes"]
    assert quote["speaker"] == {
        "id": None,
        "name": None,
        "printed": "MR. STEEN",
        "role": None,
        "organization": None,
        "resolved": False,
    }
    assert "MR. STEEN" in quote["attribution"]


def test_a_publishers_own_sentence_is_marked_as_reported(desk: Desk) -> None:
    (quote,) = desk.json("repair of the mole")["quotes"][:1]
    assert quote["kind"] == "reported"
    assert quote["attribution"].startswith("Harbour Gazette, reporting")


def test_words_that_only_a_reporter_used_bring_the_question_and_say_so(desk: Desk) -> None:
    for question in ("basalt quarry reopen", '"basalt quarry"'):
        answer = desk.json(question)
        assert (answer["outcome"], answer["reason"]) == ("nothing_found", "reporter_only")
        assert [quote["kind"] for quote in answer["quotes"]] == ["question"]
        assert "reporter" in answer["message"]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("zeppelins", "no_match"),
        ("speaker:Lindquist salt", "unknown_speaker"),
        ("speaker:Okoro on:2030-06-11 granite", "no_match"),
        ("on:2030-06-09", "outside_coverage"),
        ("after:2031-01-01 ferry", "outside_coverage"),
        ("salt mines of the northern archipelago", "weak_only"),
    ],
)
def test_each_way_of_finding_nothing_has_its_reason(desk: Desk, question: str, reason: str) -> None:
    answer = desk.json(question)
    assert (answer["outcome"], answer["reason"]) == ("nothing_found", reason)


def test_a_misspelt_speaker_brings_the_near_name(desk: Desk) -> None:
    assert desk.json("speaker:Lindquist salt")["suggestions"] == ["Tariq Lindqvist"]


def test_a_misspelt_word_brings_the_near_word(desk: Desk) -> None:
    assert desk.json("pricess")["suggestions"] == ["prices"]


def test_exact_words_by_somebody_else_are_shown_as_somebody_elses(desk: Desk) -> None:
    answer = desk.json('speaker:Okoro "lamps and more lamps"')
    assert answer["reason"] == "weak_only"
    assert answer["quotes"][0]["speaker"]["name"] == "Tariq Lindqvist"
    assert "somebody else" in answer["message"]


def test_who_and_when_alone_list_the_newest_first(desk: Desk) -> None:
    dates = [quote["briefing"]["date"] for quote in desk.json("speaker:Lindqvist", limit=10)["quotes"]]
    assert dates == ["2030-06-11", "2030-06-10", "2030-01-15"]


def test_filters_given_beside_the_text_count_as_if_typed(desk: Desk) -> None:
    beside = desk.json(
        "ferry", speakers=("Vesna Okoro",), after="2030-06-11", before="2030-06-11", phrases=("all winter",)
    )
    typed = desk.json('ferry speaker:"Vesna Okoro" on:2030-06-11 "all winter"')
    assert beside["quotes"] == typed["quotes"] != []
    assert beside["filters"] == typed["filters"]


@pytest.mark.parametrize("given_date", ["soon", "2030-13-01", "20300611x"])
def test_a_date_given_beside_the_text_must_be_one(desk: Desk, given_date: str) -> None:
    assert isinstance(desk.ask("ferry", after=given_date), Misread)


@pytest.mark.parametrize("question", ["", "   ", "?", "the of and", "on:soon", "from:Okoro ferry", "x" * 1001])
def test_what_cannot_be_read_is_said_and_not_guessed(desk: Desk, question: str) -> None:
    answer = desk.ask(question)
    assert isinstance(answer, Misread)
    assert answer.problem


ANYTHING = st.one_of(
    st.text(max_size=120),
    st.lists(
        st.sampled_from(
            "ferry winter “ ” \" speaker: on:2030-06-10 Okoro say said No. … not \ud800 \u202e \x00 '".split(" ")
        ),
        max_size=12,
    ).map(" ".join),
)


@given(ANYTHING, st.integers(1, 5))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_question_is_answered_and_every_quote_is_the_slice_it_claims(desk: Desk, text: str, limit: int) -> None:
    answer = desk.json(text, limit=limit)
    briefings = desk.store.current().knowledge.briefings
    assert len(answer["quotes"]) <= limit
    for quote in answer["quotes"]:
        turns = {turn.number: turn for turn in briefings[quote["briefing"]["id"]].turns}
        assert quote["text"] == turns[quote["turn"]].text[quote["start"] : quote["end"]]
    if answer["outcome"] == "found":
        assert answer["quotes"]
        assert {quote["kind"] for quote in answer["quotes"]} <= {"speech", "reported"}


def test_an_empty_folder_of_people_only_is_told_to_add_a_briefing(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="briefing"):
        Desk(tmp_path, {})


def test_last_week_is_counted_from_now_in_the_askers_zone(desk: Desk) -> None:
    desk.now = datetime(2030, 6, 18, 12, tzinfo=UTC)
    try:
        answer = desk.ask("what did Okoro say last week about the ferry?")
    finally:
        desk.now = datetime(2030, 6, 12, 12, tzinfo=UTC)
    assert isinstance(answer, Found)
    assert (str(answer.query.after), str(answer.query.before)) == ("2030-06-10", "2030-06-16")


EXPLAINED = {
    "art.yaml": briefing(
        "{narration: 'Okoro was asked about the comet festival and set worries aside.'}",
        "{speech: We would be more concerned by an empty harbour in the spring., by: vesna-okoro}",
        "{speech: far too early, by: tariq-lindqvist, partial: true, sentence: 'Any talk of a canal, said Lindqvist, was \"far too early\".'}",
        "{question: Will the lantern tax be raised this year?, printed: Q}",
        "{speech: Not while I hold this office and have any say in it at all., by: vesna-okoro}",
    )
}


@pytest.fixture
def explained(tmp_path: Path) -> Desk:
    return Desk(tmp_path, EXPLAINED)


def test_an_answer_found_by_the_editors_lead_in_is_shown_with_it(explained: Desk) -> None:
    answer = explained.ask("comet festival")
    assert isinstance(answer, Found)
    (quote,) = answer.quotes
    assert quote.lead_in is not None
    assert "comet festival" in quote.lead_in.text
    own = explained.ask("empty harbour in spring")
    assert isinstance(own, Found)
    assert own.quotes[0].lead_in is None


def test_a_partial_quotation_is_found_by_its_sentence_and_not_led_in_by_another_speakers(explained: Desk) -> None:
    answer = explained.ask("canal")
    assert isinstance(answer, Found)
    assert answer.quotes[0].passage.text == "far too early"
    assert answer.quotes[0].lead_in is None


def test_a_question_to_one_official_is_never_only_a_reporters_when_another_answered_it(explained: Desk) -> None:
    answer = explained.json("what did Lindqvist say about the lantern tax?")
    assert answer["reason"] != "reporter_only"
    assert "reporter" not in answer["message"]


def test_a_filter_that_leaves_nothing_by_itself_is_told(desk: Desk, explained: Desk) -> None:
    assert "I hold nothing from “Zephyr Times”" in desk.json('source:"Zephyr Times" ferry')["message"]
    assert "whose role was “astronomer”" in desk.json("role:astronomer ferry")["message"]
    assert explained.json("speaker:Lindqvist")["outcome"] == "found"


def test_somebody_known_and_never_quoted_is_told_to_be_so(tmp_path: Path) -> None:
    only_one = {"a.yaml": briefing("{speech: The ferry runs again., by: vesna-okoro}")}
    desk = Desk(tmp_path, only_one)
    assert "I hold no words by Tariq Lindqvist" in desk.json("what did Lindqvist say about the ferry?")["message"]
    misspelt = desk.json("speaker:Lindqvest ferry")
    assert misspelt["suggestions"] == []
    assert "Lindqvist" not in misspelt["message"]


def test_the_same_words_in_another_order_are_called_that(explained: Desk) -> None:
    assert "another order" in explained.json('"concerned by empty an harbour"')["message"]


def test_saying_alone_finds_nothing(explained: Desk) -> None:
    assert explained.json("what did olga of the moon say")["outcome"] == "nothing_found"


def test_a_title_of_the_register_is_a_role_and_no_deputy_is_the_minister(desk: Desk) -> None:
    deputy = desk.ask("what did the deputy minister say about lamps?")
    assert isinstance(deputy, Found)
    assert deputy.query.roles == ("deputy minister",)
    assert {quote.attribution.role for quote in deputy.quotes} == {"Deputy Minister"}
    minister = desk.json("what did the minister say about lamps?")
    assert "Deputy Minister" not in [quote["speaker"]["role"] for quote in minister["quotes"]]


def test_the_last_day_of_the_calendar_is_a_day_like_any_other(desk: Desk) -> None:
    assert desk.json("ferry on:9999-12-31")["reason"] == "outside_coverage"


def test_a_short_answer_far_from_its_question_is_not_shown_without_it(tmp_path: Path) -> None:
    turns = (
        "{question: Will the granite dam be sold to strangers?, printed: Q}",
        *(
            f"{{speech: Number {n} is a long answer about other and further matters of state., by: vesna-okoro}}"
            for n in range(4)
        ),
        "{speech: 'No, never the granite dam.', by: vesna-okoro}",
    )
    assert "No, never the granite dam." not in Desk(tmp_path, {"a.yaml": briefing(*turns)}).texts(
        "granite dam", limit=10
    )


def test_the_same_short_answer_to_two_questions_is_two_quotes(tmp_path: Path) -> None:
    turns = (
        "{question: Is the granite dam for sale?, printed: Q}",
        "{speech: No., by: vesna-okoro}",
        "{question: Is the granite dam leaking?, printed: Q}",
        "{speech: No., by: vesna-okoro}",
    )
    quotes = Desk(tmp_path, {"a.yaml": briefing(*turns)}).json("granite dam", limit=10)["quotes"]
    assert [(quote["text"], quote["also_said"]) for quote in quotes] == [("No.", 0), ("No.", 0)]


def test_filters_beside_a_question_have_a_length_too(desk: Desk) -> None:
    assert isinstance(desk.ask("ferry", phrases=("x" * 1001,)), Misread)


def test_the_latest_comes_newest_first_and_the_first_oldest_first(desk: Desk) -> None:
    newest = [quote["briefing"]["date"] for quote in desk.json("what is the latest on the mole?")["quotes"]]
    oldest = [quote["briefing"]["date"] for quote in desk.json("when did Lindqvist first mention the mole?")["quotes"]]
    assert newest == ["2030-06-11", "2030-01-15"]
    assert oldest == ["2030-01-15", "2030-06-11"]


def test_an_answer_without_a_word_is_no_quote(tmp_path: Path) -> None:
    asked = "{question: Did the diver see the amber wreck?, printed: Q}"
    dash = "{speech: —, by: vesna-okoro}"
    here = Desk(tmp_path, {"a.yaml": briefing(asked, dash, "{speech: She did see the wreck., by: vesna-okoro}")})
    assert here.texts("amber wreck", limit=9) == ["She did see the wreck."]
    assert here.texts("speaker:Okoro", limit=9) == ["She did see the wreck."]
    alone = Desk(tmp_path, {"a.yaml": briefing(asked, dash)}).json("amber wreck")
    assert (alone["outcome"], [quote["kind"] for quote in alone["quotes"]]) == ("nothing_found", ["question"])


def test_a_reporter_who_is_called_like_an_official_is_nobody_of_the_register(tmp_path: Path) -> None:
    asked = "{question: Is the amber wreck lost?, printed: MS. OKORO}"
    here = Desk(tmp_path, {"a.yaml": briefing(asked, "{speech: No., by: tariq-lindqvist}")})
    (quote,) = here.json('"the amber wreck"')["quotes"]
    assert quote["kind"] == "question"
    assert quote["speaker"] == {
        "id": None,
        "name": None,
        "printed": "MS. OKORO",
        "role": None,
        "organization": None,
        "resolved": False,
    }
    assert "Vesna" not in quote["attribution"]


@pytest.mark.parametrize(("publisher", "name"), [("Ministry of Winds", None), ("Harbour Gazette", "Vesna Okoro")])
def test_a_label_in_the_transcript_of_another_house_is_not_taken_for_ours(
    tmp_path: Path, publisher: str, name: str | None
) -> None:
    words = "{speech: The windmills on the ridge will turn again before the frost., printed: MS. OKORO}"
    published = briefing(words, source=f"{{publisher: {publisher}, kind: transcript, status: official}}")
    somebody = "\n- {id: a-gale, name: Alma Gale, roles: [{title: Spokesperson, organization: Ministry of Winds}]}\n"
    files = {
        "winds.yaml": published.replace("venue: Ministry of Tides, Port Amber\n", ""),
        "speakers.yaml": PEOPLE + somebody,
    }
    (quote,) = Desk(tmp_path, files).json("windmills on the ridge")["quotes"]
    assert quote["speaker"]["name"] == name


@pytest.mark.parametrize(
    "question", ["Vesna Okoro", "what did Okoro say about salt?", "salt on:2030-06-10", "role:minister salt"]
)
def test_where_nothing_may_be_shown_yet_every_question_is_told_so(tmp_path: Path, question: str) -> None:
    empty = Desk(
        tmp_path, {"held.yaml": briefing("{speech: Salt., printed: MS. OKORO}", embargo="until the tide turns")}
    )

    assert (
        empty.json(question)["message"] == "I have no briefing to show yet: add one to the knowledge folder and reload."
    )
