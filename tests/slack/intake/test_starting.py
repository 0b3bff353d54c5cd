"""Imports are on only where there is a folder to write to."""

import os
import subprocess
import sys
from pathlib import Path

from bot.errors import SettingsError
from tests.loopback.program import ROOT


def test_without_a_folder_of_ones_own_nothing_starts_that_could_not_write(tmp_path: Path) -> None:
    settings = {"BRIEFING_IMPORTS": "on", "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "serve", "--socket"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(tmp_path), **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == SettingsError.exit_code
    assert "set BRIEFING_KNOWLEDGE" in ended.stderr
