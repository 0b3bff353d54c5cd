"""The command line, as somebody at a desk uses it."""

import os
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.day.telling import Telling

ROOT: Final = Path(__file__).resolve().parents[2]
LINES_SHOWN_MAX: Final = 40
TIMEOUT_S: Final = 60


@dataclass(frozen=True, slots=True)
class Shell:
    """A folder in which ``briefing`` is run.

    Attributes:
        desk: The working folder; the knowledge stands in ``knowledge`` under it.
    """

    desk: Path
    telling: Telling

    @property
    def knowledge(self) -> Path:
        """The knowledge folder."""
        return self.desk / "knowledge"

    def briefing(self, *arguments: str, exits: int = 0) -> str:
        """Run one command, show it and what it printed.

        Args:
            exits: The exit code it has to end with.
        """
        self.telling.does("$", shlex.join(("briefing", *arguments)))
        environment = {
            **{key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ},
            "PYTHONPATH": str(ROOT),
            "BRIEFING_KNOWLEDGE": str(self.knowledge),
            "BRIEFING_TIME_ZONE": "UTC",
        }
        ended = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=self.desk,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=False,
        )
        said = (ended.stdout + ended.stderr).rstrip()
        lines = said.splitlines()
        self.telling.comes_back("\n".join(lines[:LINES_SHOWN_MAX]))
        if len(lines) > LINES_SHOWN_MAX:
            self.telling.comes_back(f"… {len(lines) - LINES_SHOWN_MAX} more lines")
        if ended.returncode != exits:
            self.telling.proves(f"it ends with {exits} (it ended with {ended.returncode})", False)
        return said
