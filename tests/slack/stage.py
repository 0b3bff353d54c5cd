"""The asking room with real parts, before a scripted Slack."""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.answer.alerting import TurnKeys
from bot.answer.responder import Responder
from bot.importers.articles.claims import claims_in
from bot.settings import RateLimits
from bot.slack.alerts.alerting import Alerting
from bot.slack.alerts.telling import Telling
from bot.slack.asking import Asking
from bot.slack.client import web_client
from bot.slack.desk.correcting import Correcting
from bot.slack.desk.corrections import Corrections
from bot.slack.desk.deciding import Deciding
from bot.slack.desk.offering import desk_offering
from bot.slack.desk.posts import OwnPosts
from bot.slack.incoming import Identity
from bot.slack.looking import Looking
from bot.slack.pacing import Allowance, ChannelPace
from bot.slack.people.facts import People
from bot.slack.posting import Poster
from bot.slack.pressing.audience import Audience
from bot.slack.pressing.durable import Presses
from bot.slack.replies.administering import Administering
from bot.slack.replies.remembered import Remembered
from bot.slack.replies.replies import Replies
from bot.slack.showing.sheets import Sheets
from bot.state.alerts import Alerts
from bot.state.answers import Answers
from bot.state.arrivals import Arrival, Entrance
from bot.state.audit import Audit
from bot.state.database import Database
from bot.state.inbox import Inbox
from bot.state.offers import Offers
from bot.state.threads import Threads
from bot.store.live import KnowledgeStore
from bot.telemetry import Counters
from bot.values import quiet_hours
from tests.slack.edges import served

ADMIN = "U0ADMIN"
OWN = Identity("U0BOT", "B0BOT")
RIVERS = """\
id: 2024-03-04-rivers
title: Rivers Briefing
held_on: 2024-03-04
source: {publisher: Ministry of Rivers, kind: transcript, status: official}
turns:
  - {question: "Was the dam looked at?", printed: Q}
  - {speech: "The Velm dam was inspected on Monday and no cracks were found.", printed: LIND}
  - {speech: "The barges sail again in April.", printed: LIND}
"""


class ScriptedSlack:
    """A Web API that says what it was told to say, then ``ok``."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.script: dict[str, list[Any]] = defaultdict(list)

    def will(self, method: str, *answers: Any) -> None:
        """Queue answers: a dict is JSON, an int a status, ``drop`` a cut connection, ``drop after`` one after the post."""
        self.script[method].extend(answers)

    def refuse(self, method: str, error: str, times: int = 1) -> None:
        self.will(method, *[{"ok": False, "error": error}] * times)

    async def answer(self, request: web.Request) -> web.Response:
        method = request.path.rpartition("/")[2]
        if request.content_type == "application/json":
            sent = json.loads(await request.text())
        else:
            sent = {**request.query, **(await request.post())}
        self.calls.append((method, sent))
        said = (
            self.script[method].pop(0)
            if self.script[method]
            else {"ok": True, "ts": f"1700000000.{len(self.calls):06}"}
        )
        if said == "drop":
            assert request.transport is not None
            request.transport.abort()
            said = 500
        if isinstance(said, int):
            return web.Response(status=said, headers={"Retry-After": "0"})
        return web.json_response(said)

    def sent(self, method: str) -> list[dict[str, Any]]:
        return [sent for name, sent in self.calls if name == method]

    @property
    def methods(self) -> list[str]:
        return [name for name, _ in self.calls]


class Clock:
    """The time, which can be put forward."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    @property
    def now(self) -> float:
        return self().timestamp()


@dataclass
class Stage:
    """Everything a question meets."""

    slack: ScriptedSlack
    url: str
    folder: Path
    path: Path
    clock: Clock
    database: Database
    inbox: Inbox
    audit: Audit
    counters: Counters
    asking: Asking
    store: KnowledgeStore
    alerts: Alerts
    telling: Telling
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    asked: int = 0

    def arrival(self, entrance: Entrance, text: str, **fields: Any) -> Arrival:
        """A question that nobody has asked before."""
        self.asked += 1
        ts = None if entrance is Entrance.COMMAND else f"16{self.asked:08}.000100"
        given: dict[str, Any] = {
            "event_key": f"T1:Ev{self.asked}",
            "message_key": None if ts is None else f"T1:C1:{ts}",
            "team": "T1",
            "channel": "D1" if entrance is Entrance.DIRECT else "C1",
            "user": "U1",
            "message_ts": ts,
            "response_url": f"{self.url}response_url?{self.asked}" if entrance is Entrance.COMMAND else None,
        }
        return Arrival(entrance=entrance, text=text, **{**given, **fields})

    def put(self, arrival: Arrival) -> Arrival:
        assert self.inbox.put(arrival, self.clock.now)
        self.asking.wake()
        return arrival

    def ask(self, entrance: Entrance, text: str, **fields: Any) -> Arrival:
        """Put a question into the inbox."""
        return self.put(self.arrival(entrance, text, **fields))

    def rows(self) -> list[tuple[Any, ...]]:
        """State, outcome and ts of every question, oldest first."""
        with self.database.transaction() as connection:
            said = connection.exec_driver_sql("SELECT state, outcome, posted_ts FROM questions ORDER BY number")
            return [tuple(row) for row in said]

    def hasten(self) -> None:
        """Put the clock forward to when a question that only waits may be tried again."""
        with self.database.transaction() as connection:
            due = connection.exec_driver_sql(
                "SELECT max(not_before) FROM questions WHERE state = 'new' AND attempt > 0"
            )
            wait_s = (due.scalar_one() or 0) - self.clock.now
        if wait_s > 0:
            self.clock.ahead += timedelta(seconds=wait_s)
            self.asking.wake()

    async def closed(self, within_s: float = 8.0) -> list[str]:
        """The outcomes, once every question is closed."""
        deadline_s = time.monotonic() + within_s
        while any(state not in ("done", "failed") for state, _, _ in self.rows()):
            assert time.monotonic() < deadline_s, f"not closed in time: {self.rows()}, {self.slack.methods}"
            self.hasten()
            await asyncio.sleep(0.02)
        return [outcome for _, outcome, _ in self.rows()]


@asynccontextmanager
async def staged(
    folder: Path,
    limits: RateLimits | None = None,
    waiting_max: int = 500,
    disturb: Callable[[Responder], Responder] = lambda responder: responder,
    has_facts: bool = False,
    quiet: str = "off",
) -> AsyncIterator[Stage]:
    """A running worker over a small archive.

    Args:
        has_facts: Channel facts and people facts are on.
    """
    knowledge = folder / "knowledge"
    knowledge.mkdir()
    (knowledge / "rivers.yaml").write_text(RIVERS)
    slack, clock = ScriptedSlack(), Clock()
    store = KnowledgeStore(knowledge, clock)
    database = Database(str(folder / "state.db"))
    inbox, audit, counters = Inbox(database, waiting_max), Audit(database), Counters()
    async with served(slack.answer) as server:
        url = str(server.make_url("/api/"))
        client = web_client(url, "xoxb-1")
        answers = Answers(database)
        people = People(client, clock, is_on=has_facts)
        sheets = Sheets(disturb(Responder(store, clock=clock, time_zone=ZoneInfo("UTC"))), claims_in)
        alerts, keys, readers = (
            Alerts(database, inbox),
            TurnKeys(),
            Audience(client, inbox, clock, asks_first=has_facts),
        )
        telling = Telling(
            alerts=alerts,
            responder=sheets.responder,
            keys=keys,
            quiet=quiet_hours(quiet),
            zone=ZoneInfo("UTC"),
            clock=clock,
        )
        alerting = Alerting(
            alerts=alerts,
            answers=answers,
            responder=sheets.responder,
            keys=keys,
            telling=telling,
            readers=readers.readers,
            people=people,
            audit=audit,
            clock=clock,
        )
        presses = Presses(
            sheets=sheets,
            answers=answers,
            audit=audit,
            admins=frozenset({ADMIN}),
            clock=clock,
            readers=readers.readers,
            people=people,
            turn_alert_off=alerting.turn_off,
        )
        offers = Offers(database)
        posts = OwnPosts(client, answers)
        deciding = Deciding(store=store, posts=posts, offers=offers, audit=audit, clock=clock, keep_days=30)
        corrections = Corrections(sheets.responder)
        correcting = Correcting(store=store, posts=posts, corrections=corrections, audit=audit, clock=clock)
        remembered = Remembered(Threads(database))
        replies = Replies(
            sheets=sheets,
            presses=presses,
            people=people,
            remembered=remembered,
            offering=desk_offering(
                correcting, None, offers=offers, admins=frozenset({ADMIN}), audit=audit, clock=clock
            ),
            intake=None,
            administering=Administering(
                store=store,
                deciding=deciding,
                responder=sheets.responder,
                answers=answers,
                admins=frozenset({ADMIN}),
                audit=audit,
                clock=clock,
            ),
            allowance=Allowance(limits),
            connected_since=lambda: None,
            counters=counters,
            keep_days=30,
            alerting=alerting,
        )
        poster = Poster(client, ChannelPace(asyncio.get_running_loop().time), counters)
        asking = Asking(
            remembered=remembered,
            inbox=inbox,
            answers=answers,
            audit=audit,
            replies=replies,
            poster=poster,
            looking=Looking(client, OWN, answers, counters),
            clock=clock,
            counters=counters,
        )
        stage = Stage(
            slack, url, knowledge, folder, clock, database, inbox, audit, counters, asking, store, alerts, telling
        )
        running = asyncio.ensure_future(asking.run(stage.stop))
        try:
            yield stage
        finally:
            stage.stop.set()
            asking.wake()
            await running
            database.close()
