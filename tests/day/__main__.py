"""``python -m tests.day``: print the day."""

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.day.day import live_through
from tests.day.telling import DayFailed, Telling


def main() -> int:
    """Live through the day; 1 if a step did not prove what it has to."""
    telling = Telling()
    with tempfile.TemporaryDirectory() as home:
        try:
            asyncio.run(live_through(Path(home), telling))
        except DayFailed as error:
            sys.stdout.write(f"  ✗ {error}\n")
            return 1
    sys.stdout.write(f"\nThe day is over: {len(telling.proved)} things were shown.\n")
    return 0


sys.exit(main())
