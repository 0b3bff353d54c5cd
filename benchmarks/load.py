"""Ten questions a second over many channels, on the whole archive: how long until each reply, and does memory grow?

python -m benchmarks.load [--minutes 10] [--rate 10]

The real program over real sockets, against a loopback Slack that answers each call after 0.02 s. A reply's time
runs from the event's delivery to the arrival of the post. Memory is that of the bot's process, once a minute.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.archive import questions_about
from benchmarks.archived import import_dump
from benchmarks.data import needs
from benchmarks.dump import BRIEFINGS, TURNS
from bot.store.kept.cache import Cache
from bot.store.live import KnowledgeStore
from tests.loopback import BotProcess, LoopbackSlack
from tests.loopback.slack import Said

CHANNELS: Final = 100
PEOPLE: Final = 400
LATENCY_S: Final = 0.02
SETTLE_S: Final = 30.0


def memory_mb(process_id: int) -> float:
    """What a process holds in memory now."""
    pages = int(Path(f"/proc/{process_id}/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


async def ask_for(minutes: float, rate: float, slack: LoopbackSlack, bot: BotProcess, asked: list[str]) -> list[str]:
    """Ask, wait for the last answers, and say what came of it."""
    dice = random.Random(1)
    said: list[tuple[Said, float]] = []
    held_mb = [memory_mb(bot.process_id)]
    started_s = time.monotonic()
    while (gone_s := time.monotonic() - started_s) < minutes * 60:
        person, channel = f"U0LOAD{dice.randrange(PEOPLE):03d}", f"C0LOAD{dice.randrange(CHANNELS):03d}"
        said.append((slack.mention(person, channel, dice.choice(asked)), time.monotonic()))
        if gone_s >= 60 * len(held_mb):
            held_mb.append(memory_mb(bot.process_id))
        await asyncio.sleep(dice.expovariate(rate))
    with suppress(TimeoutError):
        await slack.wait_until(lambda: all(_is_settled(slack, one) for one, _ in said), within_s=SETTLE_S)
    held_mb.append(memory_mb(bot.process_id))
    shown = [(slack.answers_to(one), at_s) for one, at_s in said]
    told = sum(
        not answers and bool(slack.private_to(one.user, one.channel))
        for (one, _), (answers, _) in zip(said, shown, strict=True)
    )
    took_ms = [(answers[0].at_s - at_s) * 1e3 for answers, at_s in shown if answers]
    p50, p95, p99 = np.percentile(took_ms, [50, 95, 99])
    return [
        f"{len(said):,} questions in {minutes:g} minutes over {CHANNELS} channels: {len(took_ms):,} answered once, "
        f"{sum(len(answers) > 1 for answers, _ in shown)} twice, {told} told privately that they "
        f"cannot be read, {sum(not answers for answers, _ in shown) - told} not at all.",
        f"From event to reply: p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms (target: ≤ 250 ms), slowest {max(took_ms):.0f} ms.",
        f"Memory by the minute, MB: {', '.join(f'{held:.0f}' for held in held_mb)}.",
    ]


def _is_settled(slack: LoopbackSlack, one: Said) -> bool:
    """Whether there is an answer, or a private word that the question cannot be read."""
    return bool(slack.answers_to(one) or slack.private_to(one.user, one.channel))


def prepared(home: Path) -> list[str]:
    """Import the dump and keep its snapshot; gives questions about it."""
    (home / "knowledge").mkdir()
    import_dump(home / "knowledge")
    store = KnowledgeStore(home / "knowledge", lambda: datetime.now(UTC), Cache(home / "cache"))
    return [text[:900] for text in questions_about(store.current().index)]


async def measure(home: Path, asked: list[str], minutes: float, rate: float) -> list[str]:
    """Start the bot over the archive, and ask."""
    async with LoopbackSlack() as slack:
        slack.web_api.latency_s = LATENCY_S
        bot = BotProcess(slack, home / "knowledge", home, BRIEFING_CACHE=str(home / "cache"))
        async with bot:
            return await ask_for(minutes, rate, slack, bot, asked)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Steady load on the whole archive.")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--rate", type=float, default=10.0, help="questions a second")
    given = parser.parse_args()
    needs(TURNS, BRIEFINGS)
    with tempfile.TemporaryDirectory() as home:
        asked = prepared(Path(home))
        lines = asyncio.run(measure(Path(home), asked, given.minutes, given.rate))
    sys.stdout.write("\n\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
