"""What the bot calls: ``/api/<method>``, response addresses, files; all with a token of this run."""

import hmac
import json
import secrets
import time
from dataclasses import dataclass, replace
from typing import Any, Final

from aiohttp import web

from bot.web.preview.workspace import methods, views
from bot.web.preview.workspace.blocks import RefusedError
from bot.web.preview.workspace.model import Json, Message, Workspace
from bot.web.preview.workspace.sockets import Sockets

METHODS: Final = {**methods.METHODS, **views.METHODS}
RESPONSE_USES: Final = 5  # Source: docs.slack.dev, "Handling user interaction", response_url
RESPONSE_LIFE_S: Final = 1_800.0


@dataclass(slots=True)
class ResponseAddress:
    """Where a command or a press may be answered, five times in half an hour."""

    channel: str
    user: str
    original: Message | None
    until_s: float
    uses_left: int = RESPONSE_USES


class Api:
    """Answers the bot over a workspace."""

    def __init__(self, workspace: Workspace, sockets: Sockets) -> None:
        self._workspace, self._sockets = workspace, sockets
        self._addresses: dict[str, ResponseAddress] = {}
        self.url = ""

    def add_to(self, app: web.Application) -> None:
        """Serve it."""
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_post("/response/{token}", self._respond)
        app.router.add_get("/files/{id}/{name}", self._download)
        app.router.add_get("/link", self._sockets.connect)

    def new_address(self, channel: str, user: str, original: Message | None = None) -> str:
        """A fresh response address."""
        token = secrets.token_hex(16)
        self._addresses[token] = ResponseAddress(channel, user, original, time.monotonic() + RESPONSE_LIFE_S)
        return f"{self.url}/response/{token}"

    def respond(self, url: str, arguments: Json) -> None:
        """Use a response address.

        Raises:
            RefusedError: It is spent, too old, or the message cannot be taken.
        """
        address = self._addresses.get(url.rpartition("/")[2])
        if address is None or time.monotonic() > address.until_s:
            raise RefusedError("expired_url")
        if not address.uses_left:
            raise RefusedError("used_url")
        address.uses_left -= 1
        original = address.original
        if original is not None and arguments.get("delete_original"):
            self._workspace.messages.pop((original.channel, original.ts), None)
            self._workspace.changed()
            return
        message = methods.made(self._workspace, address.channel, arguments, "response_url")
        if original is not None and arguments.get("replace_original"):
            now = self._workspace.messages.get((original.channel, original.ts), original)
            message = replace(message, ts=original.ts, thread_ts=original.thread_ts, edition=now.edition + 1)
            message = replace(message, only_for=original.only_for)
        elif arguments.get("response_type") != "in_channel":
            message = replace(message, only_for=address.user)
        address.original = self._workspace.keep(message)

    async def _call(self, request: web.Request) -> web.Response:
        try:
            arguments = await _arguments(request)
            said = self._run(request.match_info["method"], _token(request, arguments), arguments)
        except RefusedError as error:
            return web.json_response({"ok": False, "error": error.error})
        return web.json_response({"ok": True, **said})

    def _run(self, name: str, token: str, arguments: Json) -> Json:
        if name == "apps.connections.open":
            self._need(token, self._workspace.app_token)
            return {"url": f"ws{self.url.removeprefix('http')}/link?ticket={self._sockets.new_ticket()}"}
        self._need(token, self._workspace.bot_token)
        method = METHODS.get(name)
        if method is None:
            raise RefusedError("unknown_method")
        return method(self._workspace, arguments)

    def _need(self, token: str, right: str) -> None:
        if not hmac.compare_digest(token.encode(), right.encode()):
            raise RefusedError("invalid_auth" if token else "not_authed")

    async def _respond(self, request: web.Request) -> web.Response:
        try:
            self.respond(request.path, await _arguments(request))
        except RefusedError as error:
            return web.json_response({"ok": False, "error": error.error}, status=404)
        return web.Response(text="ok")

    async def _download(self, request: web.Request) -> web.Response:
        self._need_header(request)
        found = self._workspace.files.get(request.match_info["id"])
        if found is None:
            raise web.HTTPNotFound
        return web.Response(body=found[1], content_type="application/octet-stream")

    def _need_header(self, request: web.Request) -> None:
        try:
            self._need(_token(request, {}), self._workspace.bot_token)
        except RefusedError:
            raise web.HTTPForbidden from None


async def _arguments(request: web.Request) -> Json:
    if request.method == "GET":
        return dict(request.query)
    if request.content_type != "application/json":
        return {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    try:
        fields: Any = json.loads(await request.text() or "{}")
    except ValueError:
        raise RefusedError("invalid_json") from None
    if not isinstance(fields, dict):
        raise RefusedError("invalid_json")
    return fields


def _token(request: web.Request, arguments: Json) -> str:
    in_body = str(arguments.pop("token", ""))
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    return bearer if scheme == "Bearer" else in_body
