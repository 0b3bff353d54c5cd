"""The HTTP side of the loopback Slack: ``/api/<method>`` and response addresses."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from aiohttp import web

from tests.loopback.faults import Fault, Faults
from tests.loopback.methods import call
from tests.loopback.payloads import Refused, check_message
from tests.loopback.workspace import BOT_USER, Call, Message, Workspace

RESPONSE_USES = 5  # Source: docs.slack.dev, "Handling user interaction", response_url
RESPONSE_LIFE_S = 1800.0


@dataclass(slots=True)
class ResponseAddress:
    """Where a command or a click may be answered, five times in half an hour."""

    channel: str
    user: str
    made_at_s: float = field(default_factory=time.monotonic)
    uses: int = 0
    last: Message | None = None


class WebApi:
    """Answers the Web API over a workspace, with trouble on demand."""

    def __init__(self, workspace: Workspace, faults: Faults, changed: Callable[[], None]) -> None:
        self._workspace = workspace
        self._faults = faults
        self._changed = changed
        self.socket_ticket: Callable[[], str] = lambda: ""
        self.addresses: dict[str, ResponseAddress] = {}
        self.latency_s = 0.0

    def routes(self) -> list[web.RouteDef]:
        """What the server serves."""
        return [
            web.route("*", "/api/{method}", self.answer_method),
            web.post("/response/{token}", self.answer_response_url),
            web.get("/files-pri/{id}/{name}", self.give_file),
        ]

    def new_address(self, channel: str, user: str) -> str:
        """The path of a fresh response address."""
        token = uuid4().hex
        self.addresses[token] = ResponseAddress(channel, user)
        return f"/response/{token}"

    async def answer_method(self, request: web.Request) -> web.StreamResponse:
        """Run one Web API call, or the trouble that waits for it."""
        method = request.match_info["method"]
        arguments, token = await _arguments(request)
        fault = self._faults.take(method, arguments.get("channel"))
        if fault is not None:
            await asyncio.sleep(fault.delay_s)
            if (failed := _failed(request, fault)) is not None:
                self._record(method, arguments, fault.error or f"{fault.status or fault.drop}")
                return failed
        await asyncio.sleep(self.latency_s / 2)
        body = self._run(method, token, arguments)
        await asyncio.sleep(self.latency_s / 2)
        if fault is not None and fault.drop == "after":
            return _cut(request)
        headers = {"x-oauth-scopes": ",".join(sorted(self._workspace.scopes)), "x-slack-req-id": uuid4().hex}
        return web.json_response(body, headers=headers)

    async def give_file(self, request: web.Request) -> web.StreamResponse:
        """A file, to those with the token and its scope; everybody else is led to a page to sign in at."""
        fault = self._faults.take("file", None)
        if fault is not None and (failed := _failed(request, fault)) is not None:
            return failed
        is_ours = request.headers.get("Authorization") == f"Bearer {self._workspace.bot_token}"
        kept = self._workspace.files.get(request.match_info["id"])
        if not is_ours or kept is None or "files:read" not in self._workspace.scopes:
            return web.Response(status=302, headers={"Location": "/?redir=files-pri"})
        self._record("file", {"id": request.match_info["id"]}, None)
        return web.Response(body=kept[1], content_type="text/plain")

    def _run(self, method: str, token: str | None, arguments: dict[str, Any]) -> dict[str, Any]:
        try:
            answered = call(self._workspace, method, token, arguments, self.socket_ticket())
        except Refused as refused:
            self._record(method, arguments, str(refused))
            provided = ",".join(sorted(self._workspace.scopes))
            missing = {"needed": "channels:history", "provided": provided} if refused.error == "missing_scope" else {}
            return {"ok": False, "error": refused.error, **missing}
        self._record(method, arguments, None)
        return {"ok": True, **answered}

    def _record(self, method: str, arguments: dict[str, Any], error: str | None) -> None:
        self._workspace.calls.append(Call(method, arguments, time.monotonic(), error))
        self._changed()

    async def answer_response_url(self, request: web.Request) -> web.StreamResponse:
        """Take one message through a response address."""
        fault = self._faults.take("response_url", None)
        if fault is not None:
            await asyncio.sleep(fault.delay_s)
            if (failed := _failed(request, fault)) is not None:
                return failed
        arguments = json.loads(await request.text())
        error = self.respond(request.match_info["token"], arguments)
        self._record("response_url", arguments, error)
        if fault is not None and fault.drop == "after":
            return _cut(request)
        return (
            web.Response(text="ok") if error is None else web.json_response({"ok": False, "error": error}, status=404)
        )

    def respond(self, token: str, arguments: dict[str, Any]) -> str | None:
        """Use a response address; the error code when it cannot be used."""
        address = self.addresses.get(token)
        if address is None or time.monotonic() - address.made_at_s > RESPONSE_LIFE_S:
            return "expired_url"
        if address.uses >= RESPONSE_USES:
            return "used_url"
        address.uses += 1
        if (arguments.get("delete_original") or arguments.get("replace_original")) and address.last:
            self._workspace.messages.remove(address.last)
            address.last = None
        if arguments.get("delete_original"):
            return None
        try:
            blocks, metadata = check_message(arguments)
        except Refused as refused:
            return refused.error
        public = arguments.get("response_type") == "in_channel"
        address.last = Message(
            channel=address.channel,
            ts=self._workspace.new_ts(),
            user=BOT_USER,
            text=str(arguments.get("text") or ""),
            via="response_url",
            thread_ts=arguments.get("thread_ts"),
            blocks=blocks,
            metadata=metadata,
            only_for=None if public else address.user,
        )
        self._workspace.messages.append(address.last)
        return None


async def _arguments(request: web.Request) -> tuple[dict[str, Any], str | None]:
    """The call's arguments and its token, from header or body."""
    arguments: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        arguments |= json.loads(await request.text() or "{}")
    elif request.method == "POST":
        arguments |= {key: str(value) for key, value in (await request.post()).items()}
    token = arguments.pop("token", None)
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    return arguments, bearer if scheme == "Bearer" else token


def _failed(request: web.Request, fault: Fault) -> web.StreamResponse | None:
    if fault.drop == "before":
        return _cut(request)
    if fault.status is None and fault.error is None:
        return None
    headers = {} if fault.retry_after_s is None else {"Retry-After": str(fault.retry_after_s)}
    if fault.status is not None and fault.status >= 500:
        return web.Response(status=fault.status, text="<html>upstream</html>", content_type="text/html")
    error = fault.error or ("ratelimited" if fault.status == 429 else "internal_error")
    return web.json_response({"ok": False, "error": error}, status=fault.status or 200, headers=headers)


def _cut(request: web.Request) -> web.StreamResponse:
    """Close the connection so that the caller never learns what happened."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
