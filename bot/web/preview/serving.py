"""The preview as one server on this machine: the page for people, the workspace for the bot."""

import secrets
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from aiohttp import web

from bot.errors import SettingsError
from bot.web.preview.acts import Acts
from bot.web.preview.guard import add_headers, only_from_here
from bot.web.preview.page import FILE_MAX_BYTES, Page
from bot.web.preview.workspace.api import Api
from bot.web.preview.workspace.manifest import read_manifest
from bot.web.preview.workspace.model import ADMIN, Workspace
from bot.web.preview.workspace.sockets import Sockets

HOST: Final = "127.0.0.1"
GOODBYE_S: Final = 0.5


class Preview:
    """Serves as long as it is entered.

    Args:
        manifest: The app's manifest: what it may hear, and which menus it has.
        examples: Questions to begin with.
    """

    def __init__(self, manifest: Path, port: int, examples: Sequence[str]) -> None:
        self.workspace, self._sockets = Workspace(read_manifest(manifest)), Sockets()
        self._port, self._key = port, secrets.token_urlsafe(16)
        self._api = Api(self.workspace, self._sockets)
        self._acts = Acts(self.workspace, self._api, self._sockets)
        app = web.Application(middlewares=[only_from_here], client_max_size=FILE_MAX_BYTES)
        app.on_response_prepare.append(add_headers)
        self._api.add_to(app)
        Page(self.workspace, self._acts, examples).add_to(app, self._key)
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=GOODBYE_S)

    @property
    def address(self) -> str:
        """What a person opens."""
        return f"{self._api.url}/{self._key}/"

    @property
    def api_url(self) -> str:
        """Where the bot calls."""
        return f"{self._api.url}/api/"

    @property
    def admin(self) -> str:
        """The person who may do what admins do."""
        return ADMIN.id

    async def wait_for_bot(self) -> None:
        """Wait until the bot listens."""
        await self._sockets.wait_until_open()

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, HOST, self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise SettingsError(
                f"Port {self._port} cannot be listened on ({error.strerror}): name another with --port, or none"
            ) from None
        self._api.url = f"http://{HOST}:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._acts.close()
        await self._sockets.close()
        await self._runner.cleanup()
