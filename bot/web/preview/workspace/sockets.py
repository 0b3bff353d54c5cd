"""The app's connections: what happens is told over one of them, and acknowledged there.

Source: docs.slack.dev, "Using Socket Mode".
"""

import asyncio
import json
import secrets
from collections.abc import Mapping
from typing import Any, Final

from aiohttp import WSMsgType, web

from bot.web.preview.workspace.model import APP, Json

ACK_WITHIN_S: Final = 3.0
CONNECT_WITHIN_S: Final = 20.0
AGAIN_AFTER_S: Final = (0.0, 5.0, 60.0)


class UndeliveredError(Exception):
    """The app did not take what it was told."""


class Sockets:
    """Every connection of the app."""

    def __init__(self) -> None:
        self._tickets: set[str] = set()
        self._open: dict[web.WebSocketResponse, dict[str, asyncio.Future[Json]]] = {}
        self._is_open = asyncio.Event()
        self._turn = 0

    def new_ticket(self) -> str:
        """A ticket for one connection."""
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return ticket

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection until it ends."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPForbidden
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        waiting: dict[str, asyncio.Future[Json]] = {}
        self._open[socket] = waiting
        self._is_open.set()
        try:
            info = {"connection_info": {"app_id": APP}, "num_connections": len(self._open)}
            await socket.send_json({"type": "hello", **info})
            async for frame in socket:
                if frame.type == WSMsgType.TEXT:
                    _take_ack(waiting, frame.data)
        finally:
            del self._open[socket]
            if not self._open:
                self._is_open.clear()
        return socket

    async def close(self) -> None:
        """Say goodbye on every connection."""
        for socket in list(self._open):
            await socket.close()

    async def wait_until_open(self) -> None:
        """Wait for the app's first connection."""
        await self._is_open.wait()

    async def tell(self, kind: str, payload: Mapping[str, Any]) -> Json:
        """Tell the app once; what its ack carries.

        Raises:
            UndeliveredError: Nobody listens, or there was no ack in time.
        """
        try:
            async with asyncio.timeout(CONNECT_WITHIN_S):
                await self._is_open.wait()
            async with asyncio.timeout(ACK_WITHIN_S):
                return await self._send(kind, payload)
        except (TimeoutError, ConnectionError) as error:
            raise UndeliveredError(kind) from error

    async def insist(self, payload: Mapping[str, Any]) -> None:
        """Tell the app of an event, again where it does not acknowledge."""
        for wait_s in (*AGAIN_AFTER_S, None):
            try:
                await self.tell("events_api", payload)
                return
            except UndeliveredError:
                if wait_s is None:
                    raise
                await asyncio.sleep(wait_s)

    async def _send(self, kind: str, payload: Mapping[str, Any]) -> Json:
        self._turn += 1
        sockets = list(self._open)
        socket = sockets[self._turn % len(sockets)]
        envelope_id = secrets.token_hex(16)
        acked: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._open[socket][envelope_id] = acked
        envelope = {"envelope_id": envelope_id, "type": kind, "payload": payload}
        await socket.send_json({**envelope, "accepts_response_payload": kind != "events_api"})
        return await acked


def _take_ack(waiting: dict[str, asyncio.Future[Json]], data: str) -> None:
    try:
        fields = json.loads(data)
    except ValueError:
        return
    acked = waiting.pop(str(fields.get("envelope_id")), None)
    if acked is not None and not acked.done():
        acked.set_result(fields.get("payload") or {})
