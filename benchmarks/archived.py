"""The dump as a user's archive: imported by the command, and somebody to ask."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.data import DATA
from benchmarks.dump import TURNS
from benchmarks.importing import SHIPPED
from bot.answer.responder import Responder
from bot.store.live import KnowledgeStore


def import_dump(folder: Path) -> None:
    """Import every briefing of the dump into a folder with the people and terms that ship with the product."""
    for name in ("speakers.yaml", "vocabulary.yaml"):
        shutil.copy(SHIPPED / name, folder / name)
    environment = os.environ | {"BRIEFING_TIME_ZONE": "UTC"}
    command = [sys.executable, "-m", "bot", "import", "--yes", "--knowledge", str(folder), str(DATA / TURNS)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=SHIPPED.parent)
    # 3: a briefing was refused. Those are few, and `benchmarks.archive` says how many were imported.
    if done.returncode not in (0, 3):
        raise SystemExit(f"the dump could not be imported: {(done.stderr.strip().splitlines() or ['no reason'])[-1]}")


@contextmanager
def whole_archive() -> Iterator[Responder]:
    """Answers from the whole dump, as of now."""
    with tempfile.TemporaryDirectory() as home:
        import_dump(Path(home))
        store = KnowledgeStore(Path(home), lambda: datetime.now(UTC))
        yield Responder(store, clock=lambda: datetime.now(UTC), time_zone=ZoneInfo("UTC"))
