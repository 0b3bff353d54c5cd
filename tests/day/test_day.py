import io
from pathlib import Path

from tests.day.day import live_through
from tests.day.telling import Telling


async def test_the_whole_day_shows_what_it_has_to(tmp_path: Path) -> None:
    telling = Telling(io.StringIO())
    await live_through(tmp_path, telling)
    assert len(telling.proved) >= 46
