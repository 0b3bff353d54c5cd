"""The real program as a process of its own, as an operator runs it."""

import asyncio
import json
import os
import random
import signal
import socket
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import aiohttp

from tests.loopback.slack import LoopbackSlack
from tests.loopback.workspace import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET

ROOT = Path(__file__).resolve().parents[2]
Mode = Literal["socket", "http"]


class BotProcess:
    """``python -m bot serve`` against a loopback Slack."""

    def __init__(
        self, slack: LoopbackSlack, knowledge: Path, home: Path, mode: Mode = "socket", **settings: str
    ) -> None:
        self._slack = slack
        self._mode = mode
        self._home = home
        self._log = home / "stderr.log"
        self._port = _free_port()
        self._process: asyncio.subprocess.Process | None = None
        self._settings = {
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "BRIEFING_KNOWLEDGE": str(knowledge),
            "BRIEFING_STATE": str(home / "state.db"),
            "BRIEFING_LISTEN": f"127.0.0.1:{self._port}",
            "BRIEFING_ADMINS": "U0ADMIN",
            "BRIEFING_TIME_ZONE": "UTC",
            "BRIEFING_RATE_LIMITS": "off",
            "BRIEFING_WATCH": "off",
            **settings,
        }

    @property
    def address(self) -> str:
        """Where it listens for HTTP."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def home(self) -> Path:
        """Where its state and its log lie."""
        return self._home

    @property
    def process_id(self) -> int:
        """Of the life it lives now."""
        assert self._process is not None
        return self._process.pid

    @property
    def stderr(self) -> str:
        """Everything it has logged so far, over all its lives."""
        return self._log.read_text(encoding="utf-8", errors="replace") if self._log.exists() else ""

    @property
    def log(self) -> list[dict[str, Any]]:
        """The JSON lines it has logged so far."""
        lines = [line for line in self.stderr.splitlines() if line.startswith("{")]
        return [json.loads(line) for line in lines]

    async def __aenter__(self) -> Self:
        await self.start()
        await self.wait_until_ready()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def start(self) -> None:
        """Start it, without waiting for it."""
        inherited = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        environment: Mapping[str, str] = {**inherited, "PYTHONPATH": str(ROOT), **self._settings}
        command = (sys.executable, "-m", "bot", "serve", f"--{self._mode}")
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *command, stdout=log, stderr=log, env=environment, cwd=self._home
            )
        if self._mode == "http":
            self._slack.use_http(f"{self.address}/slack/events")

    async def wait_until_ready(self, within_s: float = 40.0) -> None:
        """Wait until ``/readyz`` says 200.

        Raises:
            TimeoutError: It did not in time, or the process ended.
        """
        deadline_s = time.monotonic() + within_s
        while await self.get("/readyz") != 200:
            ended = self._process is None or self._process.returncode is not None
            if ended or time.monotonic() > deadline_s:
                raise TimeoutError(f"not ready (ended: {ended}):\n{self.stderr[-4000:]}")
            await asyncio.sleep(0.05)

    async def get(self, path: str) -> int:
        """The status of a GET; 0 while nobody listens."""
        timeout = aiohttp.ClientTimeout(total=2)
        try:
            async with aiohttp.ClientSession() as session, session.get(self.address + path, timeout=timeout) as answer:
                return answer.status
        except (aiohttp.ClientError, TimeoutError):
            return 0

    async def kill(self) -> None:
        """End it with ``kill -9``."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    def terminate(self) -> None:
        """Send it SIGTERM."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)

    async def wait(self, within_s: float = 30.0) -> int:
        """Its exit code, once it has ended."""
        assert self._process is not None
        return await asyncio.wait_for(self._process.wait(), within_s)


def _free_port() -> int:
    """A port below those the system gives to outgoing connections, so that it is still free after a restart."""
    for port in random.sample(range(20_000, 30_000), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("no free port")
