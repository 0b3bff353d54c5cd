"""What Slack sends is written down before it is acked, and everything is acked."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from slack_bolt.async_app import AsyncApp

from bot.answer.responder import Responder
from bot.importers.articles.claims import claims_in
from bot.slack.app import build_app, deliver
from bot.slack.client import web_client
from bot.slack.desk.deciding import Deciding
from bot.slack.desk.posts import OwnPosts
from bot.slack.incoming import Identity
from bot.slack.listeners.questions import Questions
from bot.slack.pacing import Allowance, ChannelPace
from bot.slack.people.facts import People
from bot.slack.posting import Poster
from bot.slack.pressable import Parts, clicks_of
from bot.slack.pressing.windows import Windows
from bot.slack.replies.administering import Administering
from bot.slack.showing.sheets import Sheets
from bot.state.answers import Answers
from bot.state.audit import Audit
from bot.state.database import Database
from bot.state.inbox import Inbox
from bot.state.offers import Offers
from bot.store.live import KnowledgeStore
from bot.telemetry import Counters
from tests.slack.conversations import NEWSROOM

NOW = datetime(2024, 3, 5, 12, 0, tzinfo=UTC)
OWN = Identity("U0BOT", "B0BOT")


class Desk:
    """An app over a real inbox."""

    def __init__(self, database: Database) -> None:
        self.database, self.inbox, self.counters, self.woken = database, Inbox(database), Counters(), 0
        questions = Questions(self.inbox, OWN, lambda: NOW, self._wake, self.counters)
        # Port 9 discards: whoever calls Slack from a listener would fail here.
        api_url = "http://127.0.0.1:9/api/"
        client = web_client(api_url)
        poster = Poster(client, ChannelPace(lambda: NOW.timestamp()), self.counters)
        store, audit, answers = KnowledgeStore(NEWSROOM, lambda: NOW), Audit(database), Answers(database)
        responder = Responder(store, clock=lambda: NOW, time_zone=ZoneInfo("UTC"))
        deciding = Deciding(
            store=store,
            posts=OwnPosts(client, answers),
            offers=Offers(database),
            audit=audit,
            clock=lambda: NOW,
            keep_days=30,
        )
        administering = Administering(
            store=store,
            deciding=deciding,
            responder=responder,
            answers=answers,
            admins=frozenset(),
            audit=audit,
            clock=lambda: NOW,
        )
        parts = Parts(
            client=client,
            database=database,
            inbox=self.inbox,
            answers=answers,
            audit=audit,
            sheets=Sheets(responder, claims_in),
            people=People(client, lambda: NOW, is_on=False),
            admins=frozenset(),
            administering=administering,
            allowance=Allowance(None),
            clock=lambda: NOW,
            counters=self.counters,
        )
        clicks = clicks_of(parts, OWN, Windows(client, poster, self.counters), self._wake)
        self.app: AsyncApp = build_app(api_url, OWN, questions, clicks)

    def _wake(self) -> None:
        self.woken += 1

    async def send(self, body: dict[str, Any]) -> int:
        return int((await deliver(self.app, body)).status)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    database = Database(str(tmp_path / "state.db"))
    yield Desk(database)
    database.close()


def event(event_id: str = "Ev1", **fields: Any) -> dict[str, Any]:
    said = {"type": "app_mention", "user": "U1", "text": "<@U0BOT> dam", "ts": "1.5", "channel": "C1", **fields}
    return {"type": "event_callback", "team_id": "T1", "event_id": event_id, "event": said}


def command(**fields: Any) -> dict[str, Any]:
    return {
        "command": "/briefing",
        "text": "dam",
        "team_id": "T1",
        "user_id": "U1",
        "channel_id": "C1",
        "trigger_id": "13.37",
        **fields,
    }


@pytest.mark.parametrize("body", [event(), event(type="message", channel="D1", channel_type="im"), command()])
async def test_a_question_is_in_the_inbox_when_slack_gets_its_ack(desk: Desk, body: dict[str, Any]) -> None:
    assert await desk.send(body) == 200
    claim = desk.inbox.claim(NOW.timestamp())
    assert claim is not None
    assert claim.arrival.text == "dam"
    assert desk.woken == 1


@pytest.mark.parametrize("body", [event(), command()])
async def test_a_question_that_cannot_be_stored_gets_no_ack(
    desk: Desk, body: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    with desk.database.transaction() as connection:
        connection.exec_driver_sql("DROP TABLE questions")
    assert await desk.send(body) == 500
    assert "not_accepted" in caplog.text


async def test_a_redelivery_after_trouble_is_taken(desk: Desk) -> None:
    with desk.database.transaction() as connection:
        connection.exec_driver_sql("ALTER TABLE questions RENAME TO away")
    assert await desk.send(event()) == 500
    with desk.database.transaction() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO questions")
    assert await desk.send(event()) == 200
    assert desk.inbox.waiting() == 1


async def test_a_repeated_question_is_acked_and_kept_once(desk: Desk) -> None:
    for event_id in ("Ev1", "Ev1", "Ev2"):
        assert await desk.send(event(event_id)) == 200
    for _ in range(2):
        assert await desk.send(command()) == 200
    assert desk.inbox.waiting() == 2
    assert desk.counters.value("events_total", type="app_mention", outcome="duplicate") == 2


ODD = [
    {},
    {"type": "event_callback"},
    {"type": "event_callback", "event": None},
    {"type": "event_callback", "event": "text"},
    {"type": "event_callback", "event": {"type": 7}},
    {"type": "event_callback", "event": {"type": "app_mention"}, "authorizations": "x"},
    {"type": "event_callback", "event": {"type": "app_mention"}, "authorizations": [None]},
    {"type": "event_callback", "event": {"type": "app_mention"}, "enterprise": 5, "team": 7},
    {"type": "hello_from_tomorrow", "novelty": [1]},
    event(type="reaction_added"),
    event(type="app_home_opened", tab="home"),
    event(type="message", subtype="message_changed", channel="D1", channel_type="im", message={"text": "dam"}),
    event(type="message", channel_type="channel"),
    event(user="U0BOT"),
    event(bot_id="B0BOT"),
    {"command": "/never-heard-of", "team_id": "T1"},
    {"command": 7, "user_id": "U1"},
    {"command": "/briefing", "user_id": None},
    {"type": "block_actions", "actions": [{"action_id": "a", "block_id": "b", "type": "button"}], "user": {"id": "U1"}},
    {"type": "block_actions", "actions": []},
    {"type": "block_actions", "actions": None, "user": None},
    {"type": "interactive_message", "callback_id": "c", "actions": [{}]},
    {"type": "view_submission", "view": {"callback_id": "c", "type": "modal"}, "user": {"id": "U1"}},
    {"type": "view_closed", "view": {"callback_id": "c", "type": "modal"}},
    {"type": "shortcut", "callback_id": "c"},
    {"type": "message_action", "callback_id": "c"},
    {"type": "block_suggestion", "action_id": "a"},
    {"type": "dialog_submission", "callback_id": "c"},
]


@pytest.mark.parametrize("body", ODD, ids=lambda body: str(body)[:60])
async def test_everything_else_is_acked_and_asks_nothing(desk: Desk, body: dict[str, Any]) -> None:
    assert await desk.send(body) == 200
    assert desk.inbox.waiting() == 0
    assert desk.woken == 0


async def test_a_command_that_was_renamed_where_the_app_was_set_up_asks_as_well(desk: Desk) -> None:
    assert await desk.send({**command(), "command": "/presser"}) == 200
    assert desk.inbox.waiting() == 1


async def test_the_address_proves_itself_to_slack(desk: Desk) -> None:
    response = await deliver(desk.app, {"type": "url_verification", "challenge": "3eZbrw"})
    assert (response.status, response.body) == (200, '{"challenge": "3eZbrw"}')
