"""Socket Mode: listening again after every kind of loss, acks, and the way through a proxy."""

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import WSMsgType, web
from slack_bolt.response import BoltResponse

from bot.slack.client import web_client
from bot.slack.running.socket import DEAD_AGE_S, READY_AGE_S, Connection, Sockets
from tests.slack.edges import ConnectProxy, authority, served, until

NOW = datetime(2024, 3, 5, 12, 0, tzinfo=UTC)


class BareSlack:
    """``apps.connections.open``, a WebSocket, and what the bot said on it."""

    def __init__(self, connections: int = 2) -> None:
        self.connections = connections
        self.sockets: list[web.WebSocketResponse] = []
        self.said: list[dict[str, Any]] = []
        self.opened = 0
        self.spent: set[str] = set()
        self.refuse_opens = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if request.path.endswith("apps.connections.open"):
            self.opened += 1
            if self.refuse_opens:
                self.refuse_opens -= 1
                return web.Response(status=500, text="<html>", content_type="text/html")
            scheme = "wss" if request.secure else "ws"
            return web.json_response({"ok": True, "url": f"{scheme}://{request.host}/link?ticket={self.opened}"})
        return await self._talk(request)

    async def _talk(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query["ticket"]
        if ticket in self.spent:
            return web.Response(status=408)
        self.spent.add(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json({"type": "hello", "num_connections": self.connections})
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                self.said.append(json.loads(frame.data))
        return socket

    @property
    def open_sockets(self) -> list[web.WebSocketResponse]:
        return [socket for socket in self.sockets if not socket.closed]


class Listener:
    """Keeps what was delivered."""

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []
        self.answer = BoltResponse(status=200)

    async def deliver(self, body: Mapping[str, Any]) -> BoltResponse:
        self.seen.append(dict(body))
        return self.answer


class Late:
    """A clock that can be put forward."""

    def __init__(self) -> None:
        self.by_s = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.by_s


def sockets_at(url: str, listener: Listener, monotonic: Callable[[], float] = time.monotonic) -> Sockets:
    first = f"{url.replace('http', 'ws', 1)}link?ticket=first"
    return Sockets("xapp-1", first, web_client(f"{url}api/"), listener.deliver, lambda: NOW, monotonic)


@asynccontextmanager
async def listening(
    slack: BareSlack, listener: Listener, url: str, monotonic: Callable[[], float] = time.monotonic
) -> AsyncIterator[Sockets]:
    stop = asyncio.Event()
    sockets = sockets_at(url, listener, monotonic)
    running = asyncio.ensure_future(sockets.run(stop))
    try:
        await until(lambda: len(slack.open_sockets) == 2 and sockets.is_ready())
        yield sockets
    finally:
        stop.set()
        assert await running is True
    await until(lambda: not slack.open_sockets)


def envelope(payload: Any, envelope_id: str = "e1") -> dict[str, Any]:
    return {"type": "events_api", "envelope_id": envelope_id, "payload": payload, "accepts_response_payload": False}


async def test_an_event_is_delivered_and_acked_on_either_connection() -> None:
    slack, listener = BareSlack(), Listener()
    async with served(slack.answer) as server, listening(slack, listener, str(server.make_url("/"))) as sockets:
        for number, socket in enumerate(slack.open_sockets):
            await socket.send_json(envelope({"number": number}, f"e{number}"))
        await until(lambda: len(slack.said) == 2)
        assert sorted(said["envelope_id"] for said in slack.said) == ["e0", "e1"]
        assert sorted(body["number"] for body in listener.seen) == [0, 1]
        assert sockets.since == NOW
        assert slack.opened == 1


async def test_an_event_that_is_not_taken_gets_no_ack() -> None:
    slack, listener = BareSlack(), Listener()
    listener.answer = BoltResponse(status=500)
    async with served(slack.answer) as server, listening(slack, listener, str(server.make_url("/"))):
        await slack.open_sockets[0].send_json(envelope({"type": "event_callback"}))
        await until(lambda: listener.seen)
        await asyncio.sleep(0.1)
        assert slack.said == []


async def test_envelopes_that_make_no_sense_are_acked_and_frames_survived() -> None:
    slack, listener = BareSlack(), Listener()
    async with served(slack.answer) as server, listening(slack, listener, str(server.make_url("/"))):
        socket = slack.open_sockets[0]
        for frame in ("", "{", "null", "[]", '{"type": 7}', '{"envelope_id": 5, "payload": {}}', "[" * 50_000):
            await socket.send_str(frame)
        odd: list[Any] = [None, [], "x", 7]
        for number, payload in enumerate(odd):
            await socket.send_json(envelope(payload, f"odd{number}"))
        await socket.send_json(envelope({"type": "event_callback"}, "last"))
        await until(lambda: len(slack.said) == 5)
        assert [one["type"] for one in listener.seen] == ["event_callback"]


async def test_a_refresh_and_a_close_are_followed_by_a_new_connection() -> None:
    slack, listener = BareSlack(), Listener()
    async with served(slack.answer) as server, listening(slack, listener, str(server.make_url("/"))):
        await slack.open_sockets[0].send_json({"type": "disconnect", "reason": "refresh_requested"})
        await until(lambda: len(slack.sockets) == 3 and len(slack.open_sockets) == 2)
        await slack.open_sockets[0].close()
        await until(lambda: len(slack.sockets) == 4 and len(slack.open_sockets) == 2)


async def test_a_spent_address_is_not_tried_for_ever() -> None:
    slack, listener = BareSlack(), Listener()
    slack.spent.add("first")
    async with served(slack.answer) as server, listening(slack, listener, str(server.make_url("/"))):
        assert slack.opened == 2


async def test_two_reconnects_at_once_leave_one_session() -> None:
    slack, listener = BareSlack(), Listener()
    async with served(slack.answer) as server:
        client = web_client(str(server.make_url("/api/")))
        connection = Connection("xapp-1", client, listener.deliver, lambda _count: None, time.monotonic)
        await connection.connect_first(None)
        await asyncio.gather(*(connection.connect() for _ in range(5)))
        await until(lambda: len(slack.open_sockets) == 1)
        assert connection.age_s() < 1
        await connection.close()


async def test_a_slack_in_trouble_does_not_end_the_listening() -> None:
    slack, listener = BareSlack(), Listener()
    async with served(slack.answer) as server, listening(slack, listener, str(server.make_url("/"))):
        slack.refuse_opens = 1
        await slack.open_sockets[0].close()
        await until(lambda: len(slack.open_sockets) == 2 and len(slack.sockets) == 3)


@pytest.mark.parametrize(("connections", "warnings"), [(2, 0), (3, 1)])
async def test_a_stranger_on_our_app_token_is_told_once(
    connections: int, warnings: int, caplog: pytest.LogCaptureFixture
) -> None:
    slack, listener = BareSlack(connections), Listener()
    with caplog.at_level(logging.WARNING):
        async with served(slack.answer) as server, listening(slack, listener, str(server.make_url("/"))):
            pass
    assert caplog.messages.count("more_connections_than_ours") == warnings


async def test_readiness_is_told_by_pongs_and_silence_forces_a_new_connection() -> None:
    slack, listener, late = BareSlack(), Listener(), Late()
    async with served(slack.answer) as server, listening(slack, listener, str(server.make_url("/")), late) as sockets:
        late.by_s = READY_AGE_S + 1
        assert not sockets.is_ready()
        await until(lambda: len(slack.sockets) >= 4 and sockets.is_ready())


async def test_sockets_that_stay_dead_end_the_listening() -> None:
    slack, listener, late = BareSlack(), Listener(), Late()
    slack.refuse_opens = 1_000
    slack.spent.add("first")
    async with served(slack.answer) as server:
        sockets = sockets_at(str(server.make_url("/")), listener, late)
        late.by_s = DEAD_AGE_S + 1
        assert await sockets.run(asyncio.Event()) is False


async def test_the_websocket_goes_through_the_proxy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slack, listener, proxy = BareSlack(), Listener(), ConnectProxy()
    tls, trusted = authority(tmp_path)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    async with served(slack.answer, tls) as server, proxy.running() as address:
        monkeypatch.setenv("HTTPS_PROXY", address)
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        async with listening(slack, listener, str(server.make_url("/"))):
            assert len(proxy.visited) == 3
