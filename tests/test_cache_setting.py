"""Where the last snapshot is kept, and that a process finds it there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.store.kept.cache import LEAST_TURNS
from tests.store.folders import HEAD, write_folder

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("environ", "on_linux", "on_macos"),
    [
        ({}, None, None),
        ({"HOME": "relative"}, None, None),
        ({"HOME": "/users/vesna"}, "/users/vesna/.cache/briefing-bot", "/users/vesna/Library/Caches/briefing-bot"),
        ({"HOME": "/users/vesna", "XDG_CACHE_HOME": "/scratch"}, "/scratch/briefing-bot", "/scratch/briefing-bot"),
        ({"HOME": "/users/vesna", "BRIEFING_CACHE": "/srv/kept"}, "/srv/kept", "/srv/kept"),
        ({"HOME": "/users/vesna", "BRIEFING_CACHE": "OFF"}, None, None),
    ],
)
def test_a_snapshot_is_kept_where_the_user_says_or_the_system_wants_it(
    environ: dict[str, str], on_linux: str | None, on_macos: str | None
) -> None:
    expected = on_macos if sys.platform == "darwin" else on_linux
    assert Settings.from_environment(environ).cache == (Path(expected) if expected else None)


def ask(folder: Path, cache: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "gauges", "--knowledge", str(folder)],
        cwd=ROOT,
        env={**os.environ, "BRIEFING_CACHE": cache, "BRIEFING_TIME_ZONE": "UTC"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


def test_a_process_keeps_much_knowledge_and_the_next_answers_the_same(tmp_path: Path) -> None:
    turns = "".join(f"  - speech: Gauge {number} is as new as gauges are.\n" for number in range(LEAST_TURNS))
    folder, cache = write_folder(tmp_path / "knowledge", {"a.yaml": HEAD + turns}), tmp_path / "cache"
    without = ask(folder, "off")
    assert not cache.exists()
    assert ask(folder, str(cache)) == without
    (file,) = cache.glob("knowledge-*/snapshot")
    written = file.stat()
    assert ask(folder, str(cache)) == without
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (written.st_ino, written.st_mtime_ns)
