"""Socket Mode: hello, envelopes, acks, and the ways a connection dies.

Source: docs.slack.dev, "Using Socket Mode"; frames as slack_sdk.socket_mode reads them.
"""

import asyncio
import json
import socket
import struct
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from aiohttp import WSMsgType, web

from tests.loopback.workspace import APP


class Undelivered(Exception):
    """The program did not take a delivery; the message is Slack's retry reason."""


class Sockets:
    """The app's open connections; each event goes to one of them."""

    def __init__(self) -> None:
        self._open: list[_Connection] = []
        self._tickets: set[str] = set()
        self._turn = 0
        self.opened = 0
        self.held_back = False

    def new_ticket(self) -> str:
        """A ticket that opens one connection."""
        ticket = uuid4().hex
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection until it ends."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPForbidden
        self._tickets.discard(ticket)
        frames = web.WebSocketResponse(autoping=False)
        await frames.prepare(request)
        connection = _Connection(request, frames)
        self._open.append(connection)
        self.opened += 1
        try:
            await connection.talk(len(self._open))
        finally:
            self._open.remove(connection)
            connection.fail_waiting()
        return frames

    @property
    def count(self) -> int:
        """How many connections are open."""
        return len(self._open)

    async def send(
        self, kind: str, payload: Mapping[str, Any], attempt: int, reason: str, ack_within_s: float
    ) -> dict[str, Any]:
        """Deliver to one connection and wait for its ack; the ack's payload.

        Raises:
            Undelivered: There is no connection, it broke, or no ack came in time.
        """
        if not self._open or self.held_back:
            raise Undelivered("connection_failed")
        self._turn += 1
        connection = self._open[self._turn % len(self._open)]
        return await connection.deliver(kind, payload, attempt, reason, ack_within_s)

    async def refresh(self) -> None:
        """Ask every connection to make a new one, as Slack does before it recycles a host."""
        for connection in list(self._open):
            await connection.say_disconnect("refresh_requested")

    async def send_raw(self, frame: str) -> None:
        """Send a frame of any text over every connection."""
        for connection in list(self._open):
            await connection.frames.send_str(frame)

    def reset(self) -> None:
        """Break every connection with a TCP reset."""
        for connection in list(self._open):
            connection.reset()

    def freeze(self) -> None:
        """Keep every connection open and say nothing on it again, not even pong."""
        for connection in self._open:
            connection.is_frozen = True


class _Connection:
    """One WebSocket of the app."""

    def __init__(self, request: web.Request, frames: web.WebSocketResponse) -> None:
        self._request = request
        self.frames = frames
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self.is_frozen = False

    async def talk(self, connections: int) -> None:
        await self._send(
            {
                "type": "hello",
                "num_connections": connections,
                "connection_info": {"app_id": APP},
                "debug_info": {"host": "applink-loopback", "build_number": 1, "approximate_connection_time": 18060},
            }
        )
        async for frame in self.frames:
            if self.is_frozen:
                continue
            if frame.type == WSMsgType.PING:
                await self.frames.pong(frame.data)
            elif frame.type == WSMsgType.TEXT:
                self._take_ack(frame.data)

    async def deliver(
        self, kind: str, payload: Mapping[str, Any], attempt: int, reason: str, ack_within_s: float
    ) -> dict[str, Any]:
        envelope_id = str(uuid4())
        envelope = {
            "envelope_id": envelope_id,
            "type": kind,
            "accepts_response_payload": kind != "events_api",
            "payload": payload,
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        acked: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = acked
        try:
            await self._send(envelope)
            return await asyncio.wait_for(acked, ack_within_s)
        except (TimeoutError, ConnectionError) as trouble:
            raise Undelivered("timeout") from trouble
        finally:
            self._waiting.pop(envelope_id, None)

    async def say_disconnect(self, reason: str) -> None:
        await self._send({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-loopback"}})

    def reset(self) -> None:
        transport = self._request.transport
        if transport is not None:
            raw = transport.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()

    def fail_waiting(self) -> None:
        for acked in self._waiting.values():
            if not acked.done():
                acked.set_exception(Undelivered("connection_failed"))

    async def _send(self, frame: Mapping[str, Any]) -> None:
        if not self.is_frozen:
            await self.frames.send_str(json.dumps(frame))

    def _take_ack(self, data: str) -> None:
        try:
            ack = json.loads(data)
        except ValueError:
            return
        acked = self._waiting.get(str(ack.get("envelope_id")))
        if acked is not None and not acked.done():
            acked.set_result(ack.get("payload") or {})
