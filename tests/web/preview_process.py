"""``briefing serve --preview`` as a process of its own, as a person starts it."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parents[2]


class PreviewProcess:
    """The command in a folder of its own; ``address`` is what it printed."""

    def __init__(self, home: Path, knowledge: Path | None = None, **settings: str) -> None:
        self._home = home
        self._settings = {"BRIEFING_TIME_ZONE": "UTC", "BRIEFING_RATE_LIMITS": "off", **settings}
        self._arguments = ("--knowledge", str(knowledge)) if knowledge else ()
        self.address = ""

    async def __aenter__(self) -> Self:
        inherited = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", "serve", "--preview", "--no-browser", *self._arguments),
            env={**inherited, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **self._settings},
            cwd=self._home,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        assert self._process.stdout is not None
        async with asyncio.timeout(40):
            line = (await self._process.stdout.readline()).decode()
        assert "http://127.0.0.1:" in line, line + (await self._errors())
        self.address = line.split()[-1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.returncode is None:
            await self.stop()

    async def stop(self) -> tuple[int, str]:
        """Press Ctrl-C; the exit code and what was written to stderr."""
        self._process.send_signal(signal.SIGINT)
        async with asyncio.timeout(20):
            errors = await self._errors()
            return await self._process.wait(), errors

    async def _errors(self) -> str:
        assert self._process.stderr is not None
        return (await self._process.stderr.read()).decode()
