from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer.model import Asker
from tests.answer.desk import Desk, briefing

OPEN = {
    "open.yaml": briefing(
        "{question: Will the ferry run in winter?, printed: Q}",
        "{speech: The ferry will run all winter., by: vesna-okoro, printed: MS. OKORO}",
        "{question: And the lamps on the mole?, printed: Q}",
        "{speech: The lamps burn every night and we will not put them out., by: tariq-lindqvist}",
    )
}
HIDDEN = {
    "embargoed.yaml": briefing(
        "{question: When does the zanthorium quota fall?, printed: Q}",
        "{speech: The zanthorium ferry quota falls in winter., by: vesna-okoro}",
        held_on="2030-06-11",
        embargo="2030-06-12T18:00:00Z",
    ),
    "event.yaml": briefing(
        "{speech: Zanthorium lamps burn in winter., by: vesna-okoro}",
        held_on="2031-01-01",
        embargo="when the bill passes",
    ).replace("by: vesna-okoro", "printed: MR. HIDDENLABEL"),
    "channel.yaml": briefing(
        "{speech: The zanthorium ferry runs for members., by: vesna-okoro}", held_on="2030-01-05", audience="[C0SECRET]"
    ),
    "off.yaml": briefing(
        "{question: What about zanthorium in winter?, printed: Q}",
        "{speech: Zanthorium is finished and so is the ferry., by: vesna-okoro}",
        held_on="2030-06-10",
        ground_rule="off_the_record",
    ),
    "deep.yaml": briefing(
        "{question: What about zanthorium lamps?, printed: Q}",
        "{speech: Zanthorium lamps are finished., by: vesna-okoro}",
        held_on="2030-06-10",
        ground_rule="deep_background",
    ),
}
NEVER_FOUND = ("off.yaml", "deep.yaml")
QUESTIONS = st.lists(
    st.sampled_from(
        [
            *"ferry winter lamps zanthorium zanthoriun quota Okoro Lindqvist HIDDENLABEL finished members".split(),
            *"what did say about in 2031 since January".split(),
            *"speaker:Hiddenlabel on:2030-06-11 after:2030-06-11 before:2030-02-01 source:Gazette role:spokesperson".split(),
            '"zanthorium ferry"',
            '"finished"',
            '"The ferry will run"',
        ]
    ),
    min_size=1,
    max_size=7,
).map(" ".join)


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Desk]:
    return (
        Desk(tmp_path_factory.mktemp("open"), OPEN),
        Desk(tmp_path_factory.mktemp("both"), OPEN | {n: t for n, t in HIDDEN.items() if n not in NEVER_FOUND}),
    )


def without_version(answer: dict[str, Any]) -> dict[str, Any]:
    coverage = {key: value for key, value in answer["coverage"].items() if key not in ("snapshot", "loaded_at")}
    return answer | {"coverage": coverage}


@given(question=QUESTIONS, limit=st.integers(1, 10))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_is_hidden_leaves_no_trace_in_any_answer(desks: tuple[Desk, Desk], question: str, limit: int) -> None:
    alone, beside_hidden = desks
    assert without_version(alone.json(question, limit=limit)) == without_version(
        beside_hidden.json(question, limit=limit)
    )


@pytest.mark.parametrize("name", NEVER_FOUND)
@pytest.mark.parametrize("question", ["zanthorium", "zanthorium winter lamps", '"finished"', "what did Okoro say"])
def test_deep_background_and_off_the_record_are_never_shown(tmp_path: Path, name: str, question: str) -> None:
    answer = Desk(tmp_path, OPEN | {name: HIDDEN[name]}).json(question)
    assert not any("anthorium" in quote["text"] or "finished" in quote["text"] for quote in answer["quotes"])
    assert not any(quote["asked"] and "zanthorium" in quote["asked"]["text"] for quote in answer["quotes"])
    assert "zanthorium" not in answer["suggestions"]


def test_an_embargo_lifts_at_its_minute_and_an_event_never_by_itself(tmp_path: Path) -> None:
    desk = Desk(tmp_path, HIDDEN, now=datetime(2030, 6, 12, 17, 59, 59, tzinfo=UTC))
    assert desk.texts("zanthorium quota") == []
    desk.now = datetime(2030, 6, 12, 18, tzinfo=UTC)
    assert desk.texts("zanthorium quota") == ["The zanthorium ferry quota falls in winter."]
    desk.now = datetime(2099, 1, 1, tzinfo=UTC)
    assert "Zanthorium lamps burn in winter." not in desk.texts("zanthorium lamps burn", limit=10)


def test_an_audience_sees_its_briefing_and_nobody_else_does(tmp_path: Path) -> None:
    desk = Desk(tmp_path, HIDDEN)
    words = ["The zanthorium ferry runs for members."]
    assert desk.texts("members ferry", Asker("C0SECRET", "U1")) == words
    assert desk.texts("members ferry", Asker("C0OTHER", "U1")) == []
    assert desk.texts("members ferry") == []


BACKGROUND = {
    "call.yaml": briefing(
        "{question: 'Secretary Okoro, is the granite pier safe?', printed: Q}",
        "{speech: The granite pier has been inspected and it is entirely safe for the ferries., by: vesna-okoro, printed: MS. OKORO}",
        "{question: 'Thanks, Vesna. Will you close it?', printed: Q}",
        "{speech: No., by: vesna-okoro, printed: MS. OKORO}",
        "{question: Is the slate jetty open to everyone now?, printed: Q}",
        "{speech: Yes., by: vesna-okoro, printed: MS. OKORO}",
        ground_rule="{rule: on_background, attribution: a ministry official}",
    )
}


def test_a_speaker_on_background_is_never_named(tmp_path: Path) -> None:
    desk = Desk(tmp_path, BACKGROUND)
    (quote,) = desk.json("is the granite pier safe")["quotes"]
    assert quote["attribution"] == "a ministry official"
    assert quote["speaker"] == {
        "id": None,
        "name": None,
        "printed": None,
        "role": None,
        "organization": None,
        "resolved": False,
    }
    assert quote["ground_rule"] == {"rule": "on_background", "attribution": "a ministry official", "sentence": None}
    assert quote["asked"] is None
    for question in ("granite pier", "slate jetty open", "pier jetty inspected safe", "what was said on 10 June 2030"):
        assert "koro" not in str(desk.json(question)["quotes"])


def test_a_speaker_on_background_is_not_found_by_name_role_or_label(tmp_path: Path) -> None:
    desk = Desk(tmp_path, BACKGROUND)
    for question in ("speaker:Okoro pier", "role:spokesperson pier", 'speaker:"MS. OKORO"', "Okoro pier", "Vesna"):
        assert not any("pier" in text for text in desk.texts(question) if "Okoro pier" not in question)
    assert desk.json("Vesna")["outcome"] == "nothing_found"


def test_a_short_answer_is_withheld_with_its_question(tmp_path: Path) -> None:
    desk = Desk(tmp_path, BACKGROUND)
    assert desk.texts("will you close it") == []
    (quote,) = desk.json("slate jetty open to everyone")["quotes"]
    assert (quote["text"], quote["asked"]["text"]) == ("Yes.", "Is the slate jetty open to everyone now?")


def test_a_persons_id_opens_no_audience_for_a_channel_that_others_read(tmp_path: Path) -> None:
    desk = Desk(
        tmp_path,
        OPEN
        | {
            "u.yaml": briefing(
                "{speech: The zanthorium pier is shut for everybody., by: vesna-okoro}", audience="[U0BOSS]"
            )
        },
    )
    assert desk.texts("zanthorium pier", Asker("C0PUBLIC", "U0BOSS")) == []


@pytest.mark.parametrize(
    "asked",
    [
        "{question: 'Vesna, is the granite pier safe for everybody this year?', printed: Q}",
        "{question: 'Is the granite pier safe, @vesnaokoro?', printed: Q}",
        "{question: 'Is Okoros granite pier safe for everybody?', printed: Q}",
        "{question: 'Is the granite pier safe for everybody this year?', printed: VESNA OKORO}",
    ],
)
def test_a_question_that_names_the_speaker_in_any_way_is_withheld(tmp_path: Path, asked: str) -> None:
    answer = "{speech: The granite pier has been inspected and it is entirely safe for ferries., by: vesna-okoro}"
    rule = "{rule: on_background, attribution: a ministry official}"
    (quote,) = Desk(tmp_path, {"a.yaml": briefing(asked, answer, ground_rule=rule)}).json("granite pier inspected")[
        "quotes"
    ]
    assert quote["asked"] is None


def test_a_question_that_names_a_label_nobody_knows_is_withheld(tmp_path: Path) -> None:
    turns = (
        "{question: 'Is the granite pier safe, as Quill said before?', printed: Q}",
        "{speech: The granite pier has been inspected and it is entirely safe for ferries., printed: MR. QUILL}",
    )
    rule = "{rule: on_background, attribution: a ministry official}"
    (quote,) = Desk(tmp_path, {"a.yaml": briefing(*turns, ground_rule=rule)}).json("granite pier inspected")["quotes"]
    assert quote["asked"] is None


def test_a_call_by_officials_without_names_is_answered_with_its_question(tmp_path: Path) -> None:
    turns = (
        "{question: 'Does the senior official think the granite pier is safe?', printed: Q}",
        "{speech: The granite pier has been inspected and it is entirely safe., printed: SENIOR MINISTRY OFFICIAL}",
    )
    rule = "{rule: on_background, attribution: a senior ministry official}"
    (quote,) = Desk(tmp_path, {"a.yaml": briefing(*turns, ground_rule=rule)}).json("granite pier inspected")["quotes"]
    assert quote["asked"] is not None


def test_a_briefing_wholly_off_the_record_is_not_counted(tmp_path: Path) -> None:
    desk = Desk(tmp_path, OPEN | {"off.yaml": HIDDEN["off.yaml"].replace("2030-06-10", "2030-06-11")})
    assert desk.json("ferry")["coverage"]["briefings"] == 1
    assert desk.json("on:2030-06-11 ferry")["reason"] == "outside_coverage"
