"""HTTP mode: signed requests at one address, checked, read and handed to bolt."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import parse_qsl

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.response import BoltResponse

from bot.slack.running.guard import BODY_MAX_BYTES, is_from_slack

PATH: Final = "/slack/events"
JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"
FIELDS_MAX: Final = 100
READ_TIMEOUT_S: Final = 10.0

Deliver = Callable[[Mapping[str, Any]], Awaitable[BoltResponse]]

log = logging.getLogger(__name__)


def add_events(app: web.Application, secret: str, clock: Callable[[], datetime], deliver: Deliver) -> None:
    """Let the application take what Slack sends; whatever is not provably Slack's gets a bare 401."""

    async def take(request: web.Request) -> web.Response:
        body = await _read(request)
        timestamp = request.headers.get("X-Slack-Request-Timestamp")
        signature = request.headers.get("X-Slack-Signature")
        if body is None or not is_from_slack(secret, timestamp, signature, body, clock().timestamp()):
            log.warning("not_from_slack", extra={"bytes": len(body or b"")})
            return web.Response(status=401)
        payload = payload_of(request.content_type, body)
        if payload is None:
            log.warning("odd_payload", extra={"type": request.content_type, "bytes": len(body)})
            return web.Response(status=200)
        return await to_aiohttp_response(await deliver(payload))

    app.router.add_post(PATH, take)


def payload_of(content_type: str, body: bytes) -> dict[str, Any] | None:
    """The fields of a body, in each of the three ways Slack writes them; None for anything else."""
    try:
        text = body.decode()
        if content_type == FORM:
            fields = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=FIELDS_MAX))
            if "payload" not in fields:
                return dict(fields)
            text = fields["payload"]
        payload = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return payload if isinstance(payload, dict) else None


async def _read(request: web.Request) -> bytes | None:
    """The body; None when it is of another kind, too slow, or too long, which is seen while reading."""
    if request.content_type not in (JSON, FORM):
        return None
    body = bytearray()
    try:
        async with asyncio.timeout(READ_TIMEOUT_S):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > BODY_MAX_BYTES:
                    return None
    except TimeoutError:
        return None
    return bytes(body)
