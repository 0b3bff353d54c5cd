"""The page's own addresses, each behind the key of this run."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from aiohttp import web

from bot.web.preview.acts import Acts, OddActError
from bot.web.preview.shown import seen_by
from bot.web.preview.workspace.model import Json, Person, Workspace

ASSETS: Final = Path(__file__).parent / "assets"
TYPES: Final = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
ACT_MAX_BYTES: Final = 256 * 1024
FILE_MAX_BYTES: Final = 50 * 1024 * 1024
FILE_NAME_MAX_CHARS: Final = 200
STILL_HERE_S: Final = 15.0


class Page:
    """What the browser asks for."""

    def __init__(self, workspace: Workspace, acts: Acts, examples: Sequence[str]) -> None:
        self._workspace, self._acts, self._examples = workspace, acts, examples
        self._assets = {file.name: file for file in ASSETS.iterdir() if file.suffix in TYPES}

    def add_to(self, app: web.Application, key: str) -> None:
        """Serve it under the key."""
        app.router.add_get(f"/{key}/", self._front)
        app.router.add_get(f"/{key}/{{name}}", self._asset)
        app.router.add_get(f"/{key}/seen/{{person}}", self._watch)
        app.router.add_post(f"/{key}/do/{{person}}/{{act}}", self._do)
        app.router.add_post(f"/{key}/suggest/{{person}}", self._suggest)
        app.router.add_post(f"/{key}/upload/{{person}}", self._upload)

    async def _front(self, _request: web.Request) -> web.Response:
        return self._file("index.html")

    async def _asset(self, request: web.Request) -> web.Response:
        return self._file(request.match_info["name"])

    def _file(self, name: str) -> web.Response:
        file = self._assets.get(name)
        if file is None:
            raise web.HTTPNotFound
        return web.Response(body=file.read_bytes(), content_type=TYPES[file.suffix], charset="utf-8")

    async def _watch(self, request: web.Request) -> web.StreamResponse:
        """A stream of what the person sees: whole, and whole again after each change."""
        person, change = self._person(request), asyncio.Event()
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await stream.prepare(request)
        self._workspace.on_change.append(change.set)
        try:
            while True:
                change.clear()
                seen = json.dumps(seen_by(person, self._workspace, self._examples))
                await stream.write(f"data: {seen}\n\n".encode())
                await self._wait_for(change, stream)
        except (ConnectionError, asyncio.CancelledError):
            return stream
        finally:
            self._workspace.on_change.remove(change.set)

    async def _wait_for(self, change: asyncio.Event, stream: web.StreamResponse) -> None:
        while True:
            try:
                async with asyncio.timeout(STILL_HERE_S):
                    await change.wait()
                    return
            except TimeoutError:
                await stream.write(b": still here\n\n")

    async def _do(self, request: web.Request) -> web.Response:
        person, fields = self._person(request), await _json(request)
        try:
            self._acts.do(request.match_info["act"], person, fields)
        except OddActError as error:
            return web.json_response({"error": str(error)}, status=400)
        return web.json_response({"ok": True})

    async def _suggest(self, request: web.Request) -> web.Response:
        try:
            return web.json_response(await self._acts.suggest(self._person(request), await _json(request)))
        except OddActError as error:
            return web.json_response({"error": str(error)}, status=400)

    async def _upload(self, request: web.Request) -> web.Response:
        """A file as the body; a form from elsewhere cannot send this type."""
        if request.content_type != "application/octet-stream":
            raise web.HTTPUnsupportedMediaType
        content = bytearray()
        async for chunk in request.content.iter_any():
            content += chunk
            if len(content) > FILE_MAX_BYTES:
                raise web.HTTPRequestEntityTooLarge(FILE_MAX_BYTES, len(content))
        name = Path(unquote(request.headers.get("X-File-Name", ""))).name[:FILE_NAME_MAX_CHARS]
        self._acts.upload(self._person(request), name or "file", bytes(content))
        return web.json_response({"ok": True})

    def _person(self, request: web.Request) -> Person:
        person = self._workspace.people.get(request.match_info["person"])
        if person is None:
            raise web.HTTPNotFound
        return person


async def _json(request: web.Request) -> Json:
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    if (request.content_length or 0) > ACT_MAX_BYTES:
        raise web.HTTPRequestEntityTooLarge(ACT_MAX_BYTES, request.content_length or 0)
    try:
        fields: Any = json.loads(await request.text())
    except ValueError:
        raise web.HTTPBadRequest from None
    if not isinstance(fields, dict):
        raise web.HTTPBadRequest
    return fields
