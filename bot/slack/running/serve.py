"""The running program: everything joined, from the first word with Slack to the last."""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, Final, Literal

from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse

from bot.answer.responder import Responder
from bot.errors import EXIT_SOCKET_DEAD
from bot.settings import Settings
from bot.slack.agent.status import Working
from bot.slack.alerts.joining import joined
from bot.slack.app import build_app, deliver
from bot.slack.asking import Asking
from bot.slack.client import web_client
from bot.slack.desk.joining import Desk, open_desk
from bot.slack.incoming import Identity
from bot.slack.intake.port import Imports
from bot.slack.listeners.questions import Questions
from bot.slack.looking import Looking
from bot.slack.pacing import Allowance, ChannelPace
from bot.slack.people.admins import Admins
from bot.slack.people.facts import People
from bot.slack.posting import Poster
from bot.slack.pressable import Parts, clicks_of
from bot.slack.pressing.audience import Audience
from bot.slack.pressing.durable import Presses
from bot.slack.pressing.windows import Windows
from bot.slack.replies.administering import Administering
from bot.slack.replies.remembered import Remembered
from bot.slack.replies.replies import Replies
from bot.slack.running.http import add_events
from bot.slack.running.process import asked_of_state, listening, stop_on_signals, unless
from bot.slack.running.purging import purge_hourly
from bot.slack.running.socket import Sockets
from bot.slack.running.start import introduce, open_socket
from bot.slack.running.watching import Watching
from bot.slack.showing.sheets import ClaimReader, Sheets
from bot.state.answers import Answers
from bot.state.audit import Audit
from bot.state.database import Database
from bot.state.inbox import Inbox
from bot.state.threads import Threads
from bot.store.live import KnowledgeStore
from bot.store.watch import Watch
from bot.telemetry import Counters, log_to

Mode = Literal["socket", "http"]
Pages = Callable[[], Awaitable[Sequence[str]]]
HealthApp = Callable[[Pages, Pages], web.Application]

THREADS: Final = 48  # Sixteen workers, each with its renewals, and listeners that must never wait for them.

log = logging.getLogger(__name__)


async def serve(
    settings: Settings,
    mode: Mode,
    store: KnowledgeStore,
    responder: Responder,
    clock: Callable[[], datetime],
    health_app: HealthApp,
    read_claims: ClaimReader,
    imports: Imports | None = None,
) -> int:
    """Answer in Slack until SIGTERM or SIGINT; returns the exit code.

    Args:
        health_app: Makes the pages ``/livez``, ``/readyz`` and ``/metrics`` from two functions: why we are not
            ready, and what has been counted.
        read_claims: Finds the quotations in a text that somebody wants verified.
        imports: Reads and writes documents that admins send; None where that is off.

    Raises:
        SettingsError: A token is wrong, or the address to listen on is taken.
        StateError: The state database cannot be used.
    """
    secrets = settings.require_socket() if mode == "socket" else settings.require_http()
    log_to(sys.stderr, secrets)
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="briefing"))
    database = await asyncio.to_thread(Database, settings.state)
    try:
        with stop_on_signals() as stop:
            program = _Program(settings, mode, store, responder, clock, database, stop, read_claims, imports)
            return await program.run(health_app)
    finally:
        database.close()


class _Program:
    """What lives as long as the process."""

    def __init__(
        self,
        settings: Settings,
        mode: Mode,
        store: KnowledgeStore,
        responder: Responder,
        clock: Callable[[], datetime],
        database: Database,
        stop: asyncio.Event,
        read_claims: ClaimReader,
        imports: Imports | None,
    ) -> None:
        self._settings, self._mode, self._store = settings, mode, store
        self._clock, self._database, self._stop = clock, database, stop
        self._inbox, self._audit, self._counters = Inbox(database), Audit(database), Counters()
        self._imports = imports
        self._answers, self._sheets = Answers(database, settings.keep_days), Sheets(responder, read_claims)
        self._threads = Threads(database, settings.keep_days)
        self._client = web_client(settings.api_url, settings.bot_token)
        self._allowance = Allowance(settings.rate_limits)
        self._people = People(self._client, clock, is_on=settings.people_facts)
        self._admins = Admins(settings.admins, self._client, self._people)
        self._readers = Audience(self._client, self._inbox, clock, asks_first=settings.channel_facts).readers
        parts = (database, self._inbox, self._answers, responder, clock, self._readers, self._people)
        self._telling, self._alerting = joined(settings, *parts)
        self._app: AsyncApp | None = None
        self._sockets: Sockets | None = None
        self._since: datetime | None = None

    async def run(self, health_app: HealthApp) -> int:
        """Listen for health at once, for Slack as soon as Slack knows us."""
        pages = health_app(self._not_ready, self._metrics)
        if self._mode == "http":
            add_events(pages, self._settings.signing_secret or "", self._clock, self._deliver)
        async with listening(pages, self._settings.listen) as port:
            own = await unless(self._stop, introduce(self._client, self._settings.scopes_needed))
            return 0 if own is None else await self._work(own, port)

    async def _work(self, own: Identity, port: int) -> int:
        poster = Poster(self._client, ChannelPace(asyncio.get_running_loop().time), self._counters)
        windows = Windows(self._client, poster, self._counters)
        parts = (self._client, windows, self._imports, self._admins, self._clock)
        desk = open_desk(self._settings, self._database, self._store, self._sheets.responder, *parts)
        administering = self._administering(desk)
        looking = Looking(self._client, own, self._answers, self._counters)
        asking = self._asking(poster, looking, desk, administering)
        questions = Questions(self._inbox, own, self._clock, asking.wake, self._counters)
        clicks = clicks_of(self._parts(administering), own, windows, asking.wake, desk.forms)
        self._app = build_app(self._settings.api_url, own, questions, clicks)
        self._sockets = await self._open_sockets()
        if self._stop.is_set():
            return 0
        async with asyncio.TaskGroup() as group:
            working = group.create_task(asking.run(self._stop))
            beside = [
                group.create_task(purge_hourly([self._inbox, self._answers, self._threads, *desk.tables], self._clock)),
                group.create_task(self._announce(port)),
            ]
            beside.append(group.create_task(self._admins.refresh_forever()))
            beside.append(group.create_task(self._telling.run(asking.wake)))
            if self._settings.watch_s is not None:
                beside.append(group.create_task(self._watching(poster, self._settings.watch_s).run()))
            is_alive = await self._listen()
            self._stop.set()
            await working
            for task in beside:
                task.cancel()
        log.info("stopped")
        return 0 if is_alive else EXIT_SOCKET_DEAD

    def _asking(self, poster: Poster, looking: Looking, desk: Desk, administering: Administering) -> Asking:
        presses = Presses(
            sheets=self._sheets,
            answers=self._answers,
            audit=self._audit,
            admins=self._admins,
            clock=self._clock,
            readers=self._readers,
            people=self._people,
            turn_alert_off=self._alerting.turn_off,
        )
        remembered = Remembered(self._threads)
        replies = Replies(
            sheets=self._sheets,
            presses=presses,
            people=self._people,
            remembered=remembered,
            offering=desk.offering,
            intake=desk.intake,
            administering=administering,
            allowance=self._allowance,
            connected_since=self._connected_since,
            counters=self._counters,
            keep_days=self._settings.keep_days,
            alerting=self._alerting,
        )
        return Asking(
            inbox=self._inbox,
            answers=self._answers,
            audit=self._audit,
            replies=replies,
            remembered=remembered,
            working=Working(self._client) if self._settings.agent_view else None,
            poster=poster,
            looking=looking,
            clock=self._clock,
            counters=self._counters,
        )

    def _administering(self, desk: Desk) -> Administering:
        return Administering(
            store=self._store,
            deciding=desk.deciding,
            responder=self._sheets.responder,
            answers=self._answers,
            admins=self._admins,
            audit=self._audit,
            clock=self._clock,
        )

    def _parts(self, administering: Administering) -> Parts:
        return Parts(
            client=self._client,
            database=self._database,
            inbox=self._inbox,
            answers=self._answers,
            audit=self._audit,
            sheets=self._sheets,
            people=self._people,
            admins=self._admins,
            administering=administering,
            allowance=self._allowance,
            clock=self._clock,
            counters=self._counters,
            has_pane=self._settings.agent_view,
        )

    def _watching(self, poster: Poster, every_s: float) -> Watching:
        return Watching(
            watch=Watch(self._store),
            every_s=every_s,
            admins=self._admins,
            poster=poster,
            audit=self._audit,
            clock=self._clock,
            counters=self._counters,
        )

    async def _open_sockets(self) -> Sockets | None:
        """Sockets with a first address at hand; None in HTTP mode, or when told to stop."""
        app_token = self._settings.app_token or ""
        if self._mode == "http":
            return None
        url = await unless(self._stop, open_socket(self._client, app_token))
        return None if url is None else Sockets(app_token, url, self._client, self._deliver, self._clock)

    async def _listen(self) -> bool:
        """Take events until told to stop; False when the sockets stayed dead."""
        if self._sockets is not None:
            return await self._sockets.run(self._stop)
        self._since = self._clock()
        await self._stop.wait()
        return True

    async def _deliver(self, body: Mapping[str, Any]) -> BoltResponse:
        if self._app is None or self._stop.is_set():
            return BoltResponse(status=503)
        return await deliver(self._app, body)

    async def _announce(self, port: int) -> None:
        if self._sockets is not None:
            await self._sockets.is_heard.wait()
        briefings = len(self._store.current().knowledge.briefings)
        host = self._settings.listen.host
        log.info("ready", extra={"mode": self._mode, "host": host, "port": port, "briefings": briefings})

    def _connected_since(self) -> datetime | None:
        return self._since if self._sockets is None else self._sockets.since

    async def _not_ready(self) -> list[str]:
        reasons = []
        if self._app is None:
            reasons.append("Slack has not been reached yet")
        elif self._mode == "socket" and not (self._sockets and self._sockets.is_ready()):
            reasons.append("no Socket Mode connection is alive")
        if self._stop.is_set():
            reasons.append("stopping")
        if await asked_of_state(self._database.ping) is None:
            reasons.append("the state database does not work")
        return reasons

    async def _metrics(self) -> list[str]:
        lines = self._counters.lines()
        depth = await asked_of_state(self._inbox.waiting)
        if depth is None:
            log.warning("queue_depth_unknown")
        return [*lines, *(f"queue_depth {waiting}" for waiting in depth or ())]
