"""HTTP mode: signed requests to the program's address.

Source: docs.slack.dev, "Verifying requests from Slack" (v0 signatures) and "The Events API" (retries).
"""

import hashlib
import hmac
import io
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.loopback.sockets import Undelivered
from tests.loopback.workspace import SIGNING_SECRET

FORM = "application/x-www-form-urlencoded"


def signature_of(body: bytes, timestamp: str, secret: str = SIGNING_SECRET) -> str:
    """The v0 signature of a request."""
    return "v0=" + hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()


def encoded(kind: str, payload: Mapping[str, Any]) -> tuple[bytes, str]:
    """A delivery's body and content type, as Slack sends that kind."""
    if kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(form).encode(), FORM


class Poster:
    """Sends deliveries to the program over HTTP."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session
        self.address = ""

    async def send(
        self, kind: str, payload: Mapping[str, Any], attempt: int, reason: str, ack_within_s: float
    ) -> dict[str, Any]:
        """Deliver and wait for the ack; its body when it is JSON.

        Raises:
            Undelivered: The answer was not 2xx or did not come in time.
        """
        body, content_type = encoded(kind, payload)
        headers = {"x-slack-retry-num": str(attempt), "x-slack-retry-reason": reason} if attempt else {}
        try:
            status, text, answered_type = await self.post(body, content_type, headers, ack_within_s)
        except TimeoutError as trouble:
            raise Undelivered("http_timeout") from trouble
        except aiohttp.ClientError as trouble:
            raise Undelivered("connection_failed") from trouble
        if not 200 <= status < 300:
            raise Undelivered("http_error")
        if answered_type == "application/json" and text:
            answer = json.loads(text)
            return answer if isinstance(answer, dict) else {}
        return {"text": text} if text else {}

    async def post(
        self, body: bytes, content_type: str, headers: Mapping[str, str], within_s: float = 3.0, *, sign: bool = True
    ) -> tuple[int, str, str]:
        """One request: its status, text and content type; unsigned when told so."""
        timestamp = str(int(time.time()))
        signed = {"x-slack-request-timestamp": timestamp, "x-slack-signature": signature_of(body, timestamp)}
        sent = {"content-type": content_type, **(signed if sign else {}), **headers}
        timeout = aiohttp.ClientTimeout(total=within_s)
        async with self._session.post(self.address, data=io.BytesIO(body), headers=sent, timeout=timeout) as answer:
            return answer.status, await answer.text(), answer.content_type
