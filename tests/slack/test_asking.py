"""Every question has one visible outcome, in the right place, whatever Slack does."""

import asyncio
import json
import threading
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from bot.answer.model import Answer, Asker, Coverage, Found, Question
from bot.answer.responder import Responder
from bot.settings import RateLimits
from bot.slack.sentences import BUSY, CANNOT_POST, EXTERNAL_CHANNEL, EXTERNAL_DIRECT, elsewhere, not_admin
from bot.state.arrivals import Entrance
from bot.state.audit import Deed
from bot.state.inbox import ATTEMPTS_MAX, LEASE_S
from tests.slack.edges import until
from tests.slack.stage import ADMIN, RIVERS, staged

MENTION, DIRECT, COMMAND = Entrance.MENTION, Entrance.DIRECT, Entrance.COMMAND
DAM = "The Velm dam was inspected on Monday and no cracks were found."
FOUND, NOTHING, MISREAD = "was the Velm dam inspected", "zeppelin moorings", "dam on:2024-13-01"


@dataclass(frozen=True)
class Cell:
    """One cell of the table of who sees what."""

    entrance: Entrance
    text: str
    outcome: str
    method: str
    is_in_thread: bool = False


TABLE = [
    Cell(MENTION, FOUND, "found", "chat.postMessage", is_in_thread=True),
    Cell(MENTION, NOTHING, "nothing_found", "chat.postMessage", is_in_thread=True),
    Cell(MENTION, MISREAD, "misread", "chat.postEphemeral"),
    Cell(MENTION, "", "help", "chat.postMessage", is_in_thread=True),
    Cell(MENTION, "status", "status", "chat.postMessage", is_in_thread=True),
    Cell(MENTION, "reload", "elsewhere", "chat.postEphemeral"),
    Cell(DIRECT, FOUND, "found", "chat.postMessage", is_in_thread=True),
    Cell(DIRECT, NOTHING, "nothing_found", "chat.postMessage", is_in_thread=True),
    Cell(DIRECT, MISREAD, "misread", "chat.postMessage", is_in_thread=True),
    Cell(DIRECT, "help", "help", "chat.postMessage", is_in_thread=True),
    Cell(COMMAND, FOUND, "found", "response_url"),
    Cell(COMMAND, NOTHING, "nothing_found", "response_url"),
    Cell(COMMAND, MISREAD, "misread", "response_url"),
    Cell(COMMAND, "", "help", "response_url"),
    Cell(COMMAND, "stauts", "did_you_mean", "response_url"),
]


@pytest.mark.parametrize("cell", TABLE, ids=lambda cell: f"{cell.entrance}-{cell.outcome}")
async def test_every_outcome_is_seen_where_it_belongs_and_nowhere_else(tmp_path: Path, cell: Cell) -> None:
    async with staged(tmp_path) as stage:
        asked = stage.ask(cell.entrance, cell.text)
        assert await stage.closed() == [cell.outcome]
        assert stage.slack.methods == [cell.method]
        sent = stage.slack.sent(cell.method)[0]
        if cell.is_in_thread:
            assert (sent["channel"], sent["thread_ts"]) == (asked.channel, asked.message_ts)
        else:
            assert "thread_ts" not in sent
            assert sent.get("response_type") == "ephemeral" or sent["user"] == "U1"
        await until(lambda: stage.counters.value("answers_total", outcome=cell.outcome) == 1)


async def test_an_answer_is_posted_quietly_with_its_id(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.ask(MENTION, FOUND)
        await stage.closed()
        (sent,) = stage.slack.sent("chat.postMessage")
        quiet = {key: sent[key] for key in ("unfurl_links", "unfurl_media", "parse", "link_names", "mrkdwn")}
        assert quiet == {
            "unfurl_links": False,
            "unfurl_media": False,
            "parse": "none",
            "link_names": False,
            "mrkdwn": False,
        }
        assert sent["metadata"]["event_type"] == "briefing_answer"
        assert len(sent["metadata"]["event_payload"]["answer_id"]) == 32
        assert DAM in json.dumps(sent["blocks"])
        assert DAM in sent["text"]
        with stage.database.transaction() as connection:
            row = connection.exec_driver_sql("SELECT text, posted_ts, quote_ids FROM questions").one()
        assert row.text is None
        assert row.posted_ts == "1700000000.000001"
        assert all(name in json.dumps(sent["blocks"]) for name in json.loads(row.quote_ids))
        assert json.loads(row.quote_ids)[0].startswith("2024-03-04-rivers#2:")


async def test_a_private_sentence_stays_in_the_thread_it_was_asked_in(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.ask(MENTION, MISREAD, thread_ts="1500000000.000100")
        await stage.closed()
        assert stage.slack.sent("chat.postEphemeral")[0]["thread_ts"] == "1500000000.000100"


async def test_a_mention_in_a_thread_is_answered_in_that_thread(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.ask(MENTION, FOUND, thread_ts="1500000000.000100")
        await stage.closed()
        assert stage.slack.sent("chat.postMessage")[0]["thread_ts"] == "1500000000.000100"


async def test_a_private_sentence_that_cannot_be_shown_goes_into_the_thread(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        asked = stage.ask(MENTION, MISREAD)
        stage.slack.refuse("chat.postEphemeral", "user_not_in_channel")
        assert await stage.closed() == ["misread"]
        assert stage.slack.sent("chat.postMessage")[0]["thread_ts"] == asked.message_ts


async def test_a_command_whose_address_is_spent_is_answered_privately_all_the_same(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.slack.will("response_url", 404)
        stage.slack.refuse("chat.postEphemeral", "user_not_in_channel")
        stage.ask(COMMAND, FOUND)
        assert await stage.closed() == ["found"]
        assert stage.slack.methods == ["response_url", "chat.postEphemeral", "chat.postMessage"]
        assert stage.slack.sent("chat.postMessage")[0]["channel"] == "U1"


async def test_a_command_without_channel_or_address_is_answered_in_a_direct_message(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.ask(COMMAND, FOUND, channel=None, response_url=None)
        await stage.closed()
        assert [sent["channel"] for sent in stage.slack.sent("chat.postMessage")] == ["U1"]


@pytest.mark.parametrize(("entrance", "sentence"), [(MENTION, EXTERNAL_CHANNEL), (DIRECT, EXTERNAL_DIRECT)])
async def test_outsiders_get_no_answer(tmp_path: Path, entrance: Entrance, sentence: str) -> None:
    async with staged(tmp_path) as stage:
        stage.ask(entrance, FOUND, is_external=True)
        assert await stage.closed() == ["external"]
        ((method, sent),) = stage.slack.calls
        assert sent["text"] == sentence
        assert method == ("chat.postEphemeral" if entrance is MENTION else "chat.postMessage")


async def test_a_limit_is_waited_out_and_one_message_posted(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.slack.will("chat.postMessage", 429, 429)
        stage.ask(MENTION, FOUND)
        assert await stage.closed() == ["found"]
        assert stage.slack.methods == ["chat.postMessage"] * 3
        assert stage.counters.value("possible_duplicate_total") == 0


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_blocks_too_long"])
async def test_refused_blocks_are_posted_once_more_as_text_and_written_down(tmp_path: Path, error: str) -> None:
    async with staged(tmp_path) as stage:
        stage.slack.refuse("chat.postMessage", error)
        stage.ask(MENTION, FOUND)
        assert await stage.closed() == ["found"]
        first, second = stage.slack.sent("chat.postMessage")
        assert first["blocks"]
        assert "blocks" not in second
        assert DAM in second["text"]
        ((_, deed),) = stage.audit.read()
        assert (deed.what, deed.target, deed.result) == ("post as plain text", "C1", error)


@pytest.mark.parametrize(
    "error", ["not_in_channel", "is_archived", "channel_not_found", "restricted_action", "new_error"]
)
async def test_a_channel_that_takes_nothing_is_explained_to_the_asker(tmp_path: Path, error: str) -> None:
    async with staged(tmp_path) as stage:
        stage.slack.refuse("chat.postMessage", error)
        stage.ask(MENTION, FOUND)
        assert await stage.closed() == ["told_elsewhere"]
        channel, person = stage.slack.sent("chat.postMessage")
        assert (channel["channel"], person["channel"]) == ("C1", "U1")
        assert person["text"] == CANNOT_POST
        assert stage.audit.read()[0][1].result == f"{error}: told_elsewhere"


@pytest.mark.parametrize("trouble", ["drop", 500, 503, {"ok": False, "error": "internal_error"}])
async def test_after_trouble_a_direct_message_is_looked_for_before_it_is_posted_again(
    tmp_path: Path, trouble: Any
) -> None:
    async with staged(tmp_path) as stage:
        stage.slack.will("chat.postMessage", trouble)
        stage.slack.will("conversations.replies", {"ok": True, "messages": []})
        asked = stage.ask(DIRECT, FOUND)
        assert await stage.closed() == ["found"]
        assert stage.slack.methods == ["chat.postMessage", "conversations.replies", "chat.postMessage"]
        look = stage.slack.sent("conversations.replies")[0]
        assert (look["channel"], look["ts"], look["include_all_metadata"]) == ("D1", asked.message_ts, "1")
        assert stage.counters.value("possible_duplicate_total") == 0


def posted(stage_sent: dict[str, Any], **author: str) -> dict[str, Any]:
    return {"ts": "1700000001.000200", "metadata": stage_sent["metadata"], "text": "…", **author}


@pytest.mark.parametrize(
    ("author", "is_ours"),
    [({"user": "U0BOT"}, True), ({"bot_id": "B0BOT"}, True), ({}, True), ({"bot_id": "B9"}, False)],
)
async def test_a_post_that_did_arrive_is_not_made_again(tmp_path: Path, author: dict[str, str], is_ours: bool) -> None:
    async with staged(tmp_path) as stage:
        stage.slack.will("chat.postMessage", "drop")
        stage.ask(DIRECT, FOUND)
        await until(lambda: stage.slack.calls)
        found = posted(stage.slack.sent("chat.postMessage")[0], **author)
        odd: list[Any] = [None, {"metadata": []}, {"metadata": {"event_payload": "x"}}]
        stage.slack.will(
            "conversations.replies",
            {"ok": True, "messages": odd, "response_metadata": {"next_cursor": "more"}},
            {"ok": True, "messages": [found]},
        )
        assert await stage.closed() == ["posted_before" if is_ours else "found"]
        assert len(stage.slack.sent("chat.postMessage")) == (1 if is_ours else 2)
        assert stage.slack.sent("conversations.replies")[1]["cursor"] == "more"
        if is_ours:
            assert stage.rows() == [("done", "posted_before", "1700000001.000200")]


async def test_a_channel_we_may_not_read_gets_a_possible_double_that_is_counted(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.slack.will("chat.postMessage", "drop")
        stage.slack.refuse("conversations.replies", "missing_scope")
        stage.ask(MENTION, FOUND)
        assert await stage.closed() == ["found"]
        assert stage.counters.value("possible_duplicate_total") == 1


async def test_nothing_is_posted_again_while_slack_cannot_be_asked(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.slack.will("chat.postMessage", "drop")
        stage.slack.will("conversations.replies", 503, {"ok": True, "messages": []})
        stage.ask(DIRECT, FOUND)
        assert await stage.closed() == ["found"]
        assert stage.slack.methods == ["chat.postMessage", *["conversations.replies"] * 2, "chat.postMessage"]


async def test_a_question_left_in_the_middle_of_posting_is_taken_over(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        later = stage.clock.now + 100
        assert stage.inbox.put(stage.arrival(DIRECT, FOUND), later)
        claim = stage.inbox.claim(later)
        assert claim is not None
        stage.inbox.begin_posting(claim, later)
        metadata = {"event_payload": {"answer_id": claim.id}}
        ours = {"ts": "1.2", "user": "U0BOT", "metadata": metadata}
        stage.slack.will("conversations.replies", {"ok": True, "messages": [ours]})
        stage.clock.ahead = timedelta(seconds=100 + LEASE_S)
        assert await stage.closed() == ["posted_before"]
        assert stage.rows() == [("done", "posted_before", "1.2")]
        assert stage.slack.methods == ["conversations.replies"]


async def test_after_five_attempts_the_asker_is_told_and_the_question_closed(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.slack.will("chat.postMessage", *[{"ok": False, "error": "token_revoked"}] * ATTEMPTS_MAX)
        stage.ask(DIRECT, FOUND)
        assert await stage.closed() == ["attempts_used_up"]
        *tries, last = stage.slack.sent("chat.postMessage")
        assert len(tries) == ATTEMPTS_MAX
        assert "Something went wrong on my side (ref " in last["text"]
        assert stage.rows()[0][0] == "failed"


class Disturbed(Responder):
    """A responder with something wrong about it."""

    def __init__(self, real: Responder) -> None:
        self._real = real

    def coverage(self, asker: Asker) -> Coverage:
        return self._real.coverage(asker)


class Breaking(Disturbed):
    def respond(self, question: Question, asker: Asker) -> Answer:
        if "break" in question.text:
            raise RuntimeError("secret detail")
        return self._real.respond(question, asker)


class Altering(Disturbed):
    def respond(self, question: Question, asker: Asker) -> Answer:
        found = cast("Found", self._real.respond(question, asker))
        quote = found.quotes[0]
        turn = replace(quote.passage.turn, text=quote.passage.turn.text.replace("no cracks", "no crocks"))
        return replace(found, quotes=(replace(quote, passage=replace(quote.passage, turn=turn)),))


class Slow(Disturbed):
    going = threading.Event()

    def respond(self, question: Question, asker: Asker) -> Answer:
        self.going.wait(10)
        return self._real.respond(question, asker)


async def test_a_question_that_breaks_something_is_told_with_a_ref_and_stops_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with staged(tmp_path, disturb=Breaking) as stage:
        stage.ask(MENTION, "break it")
        stage.ask(MENTION, FOUND)
        assert await stage.closed() == ["error", "found"]
        (private,) = stage.slack.sent("chat.postEphemeral")
        ref = private["text"].partition("(ref ")[2].partition(")")[0]
        assert len(ref) == 8
        assert any(getattr(record, "ref", None) == ref and record.exc_info for record in caplog.records)
        assert "secret detail" not in json.dumps(stage.slack.calls)


async def test_an_answer_that_is_not_what_was_said_is_never_posted(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with staged(tmp_path, disturb=Altering) as stage:
        stage.ask(MENTION, FOUND)
        assert await stage.closed() == ["proof_failed"]
        assert "crocks" not in json.dumps(stage.slack.calls)
        assert "Something went wrong" in stage.slack.sent("chat.postEphemeral")[0]["text"]
        assert stage.counters.value("proof_failed_total") == 1
    alarm = next(record for record in caplog.records if record.getMessage() == "proof_failed")
    assert "crocks" not in str(vars(alarm))


async def test_a_lease_is_renewed_while_the_answer_is_sought(tmp_path: Path) -> None:
    async with staged(tmp_path, disturb=Slow) as stage:
        stage.ask(MENTION, FOUND)
        await asyncio.sleep(2.3)
        with stage.database.transaction() as connection:
            until = connection.exec_driver_sql("SELECT lease_until FROM questions").scalar_one()
        assert until > stage.clock.now + LEASE_S - 1.5
        Slow.going.set()
        assert await stage.closed() == ["found"]


async def test_a_person_over_the_limit_is_told_once(tmp_path: Path) -> None:
    async with staged(tmp_path, limits=RateLimits(person=1, channel=50, workspace=50)) as stage:
        for _ in range(4):
            stage.ask(MENTION, FOUND)
        assert await stage.closed() == ["found", *["rate_limited"] * 3]
        (told,) = stage.slack.sent("chat.postEphemeral")
        assert told["text"].startswith("You asked 1 question in a minute. I answer again in ")


async def test_a_question_too_many_is_told_that_we_are_busy_once(tmp_path: Path) -> None:
    async with staged(tmp_path, waiting_max=0) as stage:
        for _ in range(3):
            stage.ask(MENTION, FOUND)
        assert await stage.closed() == ["busy"] * 3
        assert [sent["text"] for sent in stage.slack.sent("chat.postEphemeral")] == [BUSY]
        assert stage.slack.methods == ["chat.postEphemeral"]


async def test_only_admins_reload_and_everybody_is_written_down(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        (stage.folder / "pier.yaml").write_text(RIVERS.replace("2024-03-04-rivers", "2024-03-05-pier"))
        stage.ask(COMMAND, "reload")
        await stage.closed()
        stage.ask(COMMAND, "reload --dry-run", user=ADMIN)
        await stage.closed()
        stage.ask(COMMAND, "reload", user=ADMIN)
        await stage.closed()
        (stage.folder / "pier.yaml").write_text(RIVERS.replace("held_on: 2024-03-04", "held_on: 2024-13-04"))
        stage.ask(COMMAND, "reload", user=ADMIN)
        await stage.closed()
        refused, tried, done, problems = (sent["text"] for sent in stage.slack.sent("response_url"))
        assert refused == not_admin("reload")
        assert tried.startswith("A reload would work")
        assert done.startswith("The archive was reloaded")
        assert "Added 1: 2024-03-05-pier" in done
        assert "pier.yaml:3" in problems
        assert "2024-13-04" in problems
        deeds = [deed for _, deed in stage.audit.read()]
        assert [(deed.who, deed.what, deed.result) for deed in deeds] == [
            ("T1:U1", "reload", "refused: not an admin"),
            (f"T1:{ADMIN}", "reload --dry-run", "done"),
            (f"T1:{ADMIN}", "reload", "done"),
            (f"T1:{ADMIN}", "reload", deeds[3].result),
        ]
        assert deeds[3].result.startswith("refused: ")
        assert isinstance(deeds[0], Deed)


async def test_an_admin_reloads_by_command_only(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.ask(DIRECT, "reload", user=ADMIN)
        await stage.closed()
        assert stage.slack.sent("chat.postMessage")[0]["text"] == elsewhere("reload")
        assert stage.audit.read() == ()


async def test_a_channel_keeps_its_order(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        asked = [stage.ask(MENTION, FOUND) for _ in range(3)]
        await stage.closed()
        assert [sent["thread_ts"] for sent in stage.slack.sent("chat.postMessage")] == [one.message_ts for one in asked]


async def test_a_state_that_fails_for_a_while_loses_nothing(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.ask(DIRECT, FOUND)
        await stage.closed()
        with stage.database.transaction() as connection:
            connection.exec_driver_sql("ALTER TABLE questions RENAME TO away")
        await asyncio.sleep(1.2)
        with stage.database.transaction() as connection:
            connection.exec_driver_sql("ALTER TABLE away RENAME TO questions")
        stage.ask(DIRECT, FOUND)
        assert await stage.closed() == ["found", "found"]
