"""An archive with withdrawn passages answers exactly as one that never had them on the record."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer.access import passages_of, seen_briefings
from bot.answer.model import TERMINAL, Asker
from bot.briefing.passages import Passage
from bot.store.desk.deciding import Decider, release, withdraw
from bot.store.load import read_knowledge
from tests.answer.desk import NOON, Desk, briefing
from tests.answer.test_access import QUESTIONS, without_version

EDITOR = Decider("ada", datetime(2030, 6, 12, 12, tzinfo=UTC))
FILES = {
    "ferry.yaml": briefing(
        "{question: Will the ferry run in winter?, printed: Q}",
        "{speech: The zanthorium ferry will run all winter., by: vesna-okoro, printed: MS. OKORO}",
        "{speech: The ferry will run all winter and the lamps burn., by: tariq-lindqvist}",
        "{question: And the zanthorium lamps?, printed: Q}",
        "{speech: The lamps burn every night and we will not put them out., by: tariq-lindqvist}",
        "{question: Is the zanthorium quota finished?, printed: Q}",
        "{speech: No., by: vesna-okoro}",
        "{narration: She spoke of members and of zanthorium.}",
        "{speech: The ferry will run all winter and the lamps burn., by: tariq-lindqvist}",
    ),
    "quota.yaml": briefing(
        "{question: When does the zanthorium quota fall?, printed: Q}",
        "{speech: The zanthorium quota falls in winter., printed: MR. HIDDENLABEL}",
        held_on="2030-06-11",
    ),
    "lamps.yaml": briefing("{speech: The ferry lamps are finished., by: vesna-okoro}", held_on="2030-01-05"),
    "later.yaml": briefing(
        "{question: Will members get a ferry in winter?, printed: Q}",
        "{speech: Members will get their ferry before the winter is finished., by: vesna-okoro}",
        held_on="2030-06-09",
        embargo="the vote",
    ),
}
WITHDRAWN = ((2, "will run"), (4, None), (6, None), (8, "members"), (9, None))


def off_the_record(text: str, number: int) -> str:
    """The file with one turn's line marked."""
    lines = text.splitlines(keepends=True)
    at = lines.index("turns:\n") + number
    lines[at] = lines[at].rstrip().removesuffix("}") + ", ground_rule: off_the_record}\n"
    return "".join(lines)


def ids(folder: Path) -> list[str]:
    found = read_knowledge(folder).briefings["ferry"]
    chosen = []
    for number, words in WITHDRAWN:
        text = found.turns[number - 1].text
        start = text.index(words) if words else 0
        chosen.append(Passage(found, found.turns[number - 1], start, start + len(words or text)).id)
    return chosen


@pytest.fixture(scope="module", params=range(1, 2 ** len(WITHDRAWN), 3))
def desks(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Desk]:
    """One where the desk decided while the program ran, and one whose files say the same."""
    decided = Desk(tmp_path_factory.mktemp("decided"), FILES)
    ferry = FILES["ferry.yaml"]
    for bit, ((number, _), target) in enumerate(zip(WITHDRAWN, ids(decided.store.folder), strict=True)):
        if request.param & 1 << bit:
            withdraw(decided.store.folder, decided.store.as_read(), target, EDITOR)
            ferry = off_the_record(ferry, number)
    withdraw(decided.store.folder, decided.store.as_read(), "quota", EDITOR)
    release(decided.store.folder, decided.store.as_read(), "later", EDITOR)
    files = {
        "ferry.yaml": ferry,
        "lamps.yaml": FILES["lamps.yaml"],
        "later.yaml": FILES["later.yaml"].replace("embargo: the vote\n", ""),
    }
    return decided, Desk(tmp_path_factory.mktemp("written"), files)


@given(question=QUESTIONS, limit=st.integers(1, 10))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_is_withdrawn_leaves_no_trace_in_any_answer(desks: tuple[Desk, Desk], question: str, limit: int) -> None:
    decided, written = desks
    assert without_version(decided.json(question, limit=limit)) == without_version(written.json(question, limit=limit))


def test_whoever_walks_the_briefings_meets_no_withdrawn_word(desks: tuple[Desk, Desk]) -> None:
    decided, written = (desk.store.current() for desk in desks)
    assert list(decided.knowledge.briefings) == list(written.knowledge.briefings)
    for mine, theirs in zip(decided.knowledge.briefings.values(), written.knowledge.briefings.values(), strict=True):
        assert [mine.rule_for(turn).rule for turn in mine.turns] == [
            theirs.rule_for(turn).rule for turn in theirs.turns
        ]
        assert mine.embargo == theirs.embargo
    seen = passages_of(decided.index, seen_briefings(decided.index, TERMINAL, NOON))
    shown = [decided.index.passages[number].text for number in range(len(seen)) if seen[number]]
    assert shown == [passage.text for passage in written.index.passages]
    assert seen_briefings(decided.index, TERMINAL, NOON).sum() == len(written.index.briefings)


def test_a_withdrawn_question_is_asked_by_nobody(tmp_path: Path) -> None:
    desk = Desk(tmp_path, FILES)
    (before,) = desk.json("ferry winter", limit=1)["quotes"]
    assert before["asked"]
    question = before["asked"]["id"]
    withdraw(tmp_path, desk.store.as_read(), question, EDITOR)
    assert all(
        q["asked"] is None or q["asked"]["id"] != question for q in desk.json("ferry winter", limit=10)["quotes"]
    )


def test_a_withdrawn_repeat_is_not_counted(tmp_path: Path) -> None:
    desk = Desk(tmp_path, FILES)
    words = '"The ferry will run all winter and the lamps burn"'
    (before,) = desk.json(words)["quotes"]
    assert before["also_said"] == 1
    withdraw(tmp_path, desk.store.as_read(), ids(tmp_path)[4], EDITOR)
    (after,) = desk.json(words)["quotes"]
    assert after["also_said"] == 0


def test_a_withdrawn_briefing_is_gone_for_its_audience_too(tmp_path: Path) -> None:
    desk = Desk(
        tmp_path, {"a.yaml": briefing("{speech: The pier is shut for all., by: vesna-okoro}", audience="[C0IN]")}
    )
    assert desk.texts("pier shut", Asker("C0IN")) != []
    withdraw(tmp_path, desk.store.as_read(), "a", EDITOR)
    assert desk.texts("pier shut", Asker("C0IN")) == []
