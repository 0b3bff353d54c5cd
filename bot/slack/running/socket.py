"""Socket Mode: two connections, watched, and made anew when they die."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, Final

import aiohttp
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.client import CallLimitedError, CallLostError, CallRefusedError, call, proxy_for

CONNECTIONS: Final = 2  # Slack sends an event to one of them; the other listens while one is made anew.
PING_S: Final = 3.0
OPEN_TIMEOUT_S: Final = 10.0
OPEN_AGAIN_S: Final = 1.0
CLOSE_TIMEOUT_S: Final = 1.0
LOOK_EVERY_S: Final = 1.0
RECONNECT_AGE_S: Final = 15.0
READY_AGE_S: Final = 20.0
DEAD_AGE_S: Final = 60.0

NOT_OPENED: Final = (CallRefusedError, CallLimitedError, CallLostError, aiohttp.ClientError, OSError, ValueError)

Deliver = Callable[[Mapping[str, Any]], Awaitable[BoltResponse]]

log = logging.getLogger(__name__)


class Connection(SocketModeClient):
    """One WebSocket of slack_sdk's client, with two of its habits mended.

    Its own ``connect`` tries a spent address for ever, and two calls of it at
    once leave a session behind that takes events and answers none. And it takes
    a proxy from the environment without asking NO_PROXY.
    """

    def __init__(
        self,
        app_token: str,
        client: AsyncWebClient,
        deliver: Deliver,
        on_hello: Callable[[Any], None],
        monotonic: Callable[[], float],
    ) -> None:
        super().__init__(app_token=app_token, web_client=client, ping_interval=PING_S)
        self._deliver, self._on_hello, self._monotonic = deliver, on_hello, monotonic
        self._opening = asyncio.Lock()
        self._pong: float | None = None
        self.alive_at = self.forced_at = monotonic()
        self.has_said_hello = False
        self.message_listeners.append(self._on_message)
        self.on_error_listeners.append(self._on_broken)

    async def issue_new_wss_url(self) -> str:
        """A fresh address for a WebSocket; good once."""
        fields = await call(self.web_client.apps_connections_open(app_token=self.app_token))
        return str(fields.get("url", ""))

    async def connect(self) -> None:
        """Connect, in one try with a fresh address; whoever calls may call again."""
        async with self._opening:
            url = self.wss_uri or await self.issue_new_wss_url()
            self.wss_uri = None
            await self._close_session()
            async with asyncio.timeout(OPEN_TIMEOUT_S):
                self.current_session = await self.aiohttp_client_session.ws_connect(
                    url,
                    autoping=False,
                    heartbeat=PING_S,
                    proxy=proxy_for(url),
                    ssl=self.web_client.ssl or True,
                )
            self.stale, self.last_ping_pong_time = False, time.time()
            self._pong, self.alive_at = self.last_ping_pong_time, self._monotonic()
            # One of the two may be the task that runs this: nothing is awaited after it is told to end.
            for task in (self.current_session_monitor, self.message_receiver):
                if task is not None:
                    task.cancel()
            self.current_session_monitor = asyncio.ensure_future(self.monitor_current_session())
            self.message_receiver = asyncio.ensure_future(self.receive_messages())

    async def connect_first(self, url: str | None) -> None:
        """Connect, however long it takes; an address already at hand is tried first."""
        self.wss_uri = url
        while not self.closed:
            try:
                await self.connect()
            except NOT_OPENED as error:
                log.warning("socket_not_open", extra={"error": type(error).__name__})
                await asyncio.sleep(error.retry_after_s if isinstance(error, CallLimitedError) else OPEN_AGAIN_S)
            else:
                return

    async def close(self) -> None:
        """Close for good."""
        self.closed, self.auto_reconnect_enabled = True, False
        for task in (self.current_session_monitor, self.message_receiver, self.message_processor):
            if task is not None:
                task.cancel()
        await self._close_session()
        await self.aiohttp_client_session.close()

    def age_s(self) -> float:
        """Seconds since the connection last gave a sign of life.

        A pong counts when it is a new one, by our own clock: the wall clock may
        jump, and slack_sdk forgets the last pong when it gives a session up.
        """
        session = self.current_session
        is_open = session is not None and not session.closed and not self.stale
        if is_open and self.last_ping_pong_time is not None and self.last_ping_pong_time != self._pong:
            self._pong, self.alive_at = self.last_ping_pong_time, self._monotonic()
        return self._monotonic() - self.alive_at

    async def reconnect(self) -> None:
        """Open another session in place of the present one."""
        try:
            async with asyncio.timeout(OPEN_TIMEOUT_S * 2):
                await self.connect_to_new_endpoint(force=True)
        except NOT_OPENED as error:
            log.warning("socket_not_open", extra={"error": type(error).__name__})

    async def _close_session(self) -> None:
        if self.current_session is None:
            return
        try:
            async with asyncio.timeout(CLOSE_TIMEOUT_S):
                await self.current_session.close()
        except (OSError, TimeoutError, RuntimeError):
            return

    async def _on_broken(self, _message: object) -> None:
        await self.reconnect()

    async def _on_message(self, _client: object, message: dict[str, Any], _raw: str | None = None) -> None:
        if message.get("type") == "hello":
            self.has_said_hello = True
            self._on_hello(message.get("num_connections"))
        envelope_id, payload = message.get("envelope_id"), message.get("payload")
        if not isinstance(envelope_id, str):
            return
        if isinstance(payload, dict):
            response = await self._deliver(payload)
        else:
            log.warning("odd_payload", extra={"type": str(message.get("type"))[:40]})
            response = BoltResponse(status=200)
        request = SocketModeRequest(type=str(message.get("type")), envelope_id=envelope_id, payload={})
        async with asyncio.timeout(CLOSE_TIMEOUT_S):
            await send_async_response(self, request, response, time.time())


class Sockets:
    """Every connection of this process."""

    def __init__(
        self,
        app_token: str,
        first_url: str,
        client: AsyncWebClient,
        deliver: Deliver,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._first_url, self._clock, self._monotonic = first_url, clock, monotonic
        self._has_warned = False
        self.is_heard = asyncio.Event()
        self.since: datetime | None = None
        self._connections = [
            Connection(app_token, client, deliver, self._on_hello, monotonic) for _ in range(CONNECTIONS)
        ]

    def is_ready(self) -> bool:
        """Whether one of them listens, by its pongs and never by what it says of itself."""
        return any(one.has_said_hello and one.age_s() < READY_AGE_S for one in self._connections)

    async def run(self, stop: asyncio.Event) -> bool:
        """Listen until told to stop; False when every connection stayed dead."""
        urls: list[str | None] = [self._first_url, *[None] * (CONNECTIONS - 1)]
        try:
            async with asyncio.TaskGroup() as group:
                opening = [
                    group.create_task(one.connect_first(url)) for one, url in zip(self._connections, urls, strict=True)
                ]
                try:
                    return await self._watch(group, stop)
                finally:
                    for task in opening:
                        task.cancel()
        finally:
            await asyncio.gather(*(one.close() for one in self._connections))

    async def _watch(self, group: asyncio.TaskGroup, stop: asyncio.Event) -> bool:
        while not stop.is_set():
            ages_s = [one.age_s() for one in self._connections]
            if min(ages_s) > DEAD_AGE_S:
                log.error("socket_dead", extra={"age_s": round(min(ages_s))})
                return False
            for one, age_s in zip(self._connections, ages_s, strict=True):
                if age_s > RECONNECT_AGE_S and self._monotonic() - one.forced_at > RECONNECT_AGE_S:
                    one.forced_at = self._monotonic()
                    log.warning("socket_silent", extra={"age_s": round(age_s)})
                    group.create_task(one.reconnect())
            await _sleep_unless(stop, LOOK_EVERY_S)
        return True

    def _on_hello(self, connections: Any) -> None:
        self.since = self.since or self._clock()
        self.is_heard.set()
        if isinstance(connections, int) and connections > CONNECTIONS and not self._has_warned:
            self._has_warned = True
            log.warning("more_connections_than_ours", extra={"ours": CONNECTIONS, "all": connections})


async def _sleep_unless(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
