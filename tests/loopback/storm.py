"""Many questions, told twice and thrice, while the program is killed again and again."""

import asyncio
import random
import time
from bisect import bisect
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass

from tests.loopback.deliveries import Timing
from tests.loopback.program import BotProcess
from tests.loopback.reading import quotes_in
from tests.loopback.slack import LoopbackSlack, Said

# Slack's "at once, after a minute, after five": the last attempt comes when the storm is over.
PATIENT = Timing(ack_within_s=3.0, again_after_s=(0.1, 2.0, 300.0))


@dataclass(frozen=True, slots=True)
class Storm:
    """How hard it blows.

    Attributes:
        latency_s: How long Slack takes for a call; half of it passes after the effect.
        alive_s: The program lives between these many seconds before it is killed.
        settle_s: How long an answer may take once the last kill is over.
    """

    seed: int
    kills: int
    questions_per_s: float
    question: str
    latency_s: float = 0.1
    alive_s: tuple[float, float] = (0.2, 2.0)
    channels: int = 12
    people: int = 12
    settle_s: float = 45.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of it.

    Attributes:
        refused: Questions that no attempt of Slack's got acked, so nobody promised an answer.
        lost: Acked questions without an answer that quotes.
        doubles: Answers beyond the first, over all questions.
        worst_kill: The most doubles that one kill brought about.
    """

    kills: int
    deliveries: int
    questions: int
    refused: int
    lost: int
    doubles: int
    worst_kill: int

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.deliveries} deliveries of {self.questions} questions: "
            f"{self.lost} lost, {self.doubles} doubles (at most {self.worst_kill} by one kill), {self.refused} never acked"
        )


async def blow(storm: Storm, slack: LoopbackSlack, bot: BotProcess) -> Figures:
    """Ask and kill at the same time, then count what people see."""
    dice = random.Random(storm.seed)
    slack.web_api.latency_s = storm.latency_s
    said: list[Said] = []
    killed_at_s: list[float] = []
    over = asyncio.Event()
    asking = asyncio.create_task(_ask_until(over, storm, slack, said))
    try:
        for _ in range(storm.kills):
            await asyncio.sleep(dice.uniform(*storm.alive_s))
            await bot.kill()
            killed_at_s.append(time.monotonic())
            await bot.start()
            await bot.wait_until_ready()
    finally:
        over.set()
        await asking
    slack.courier.calm.set()
    await slack.courier.settle()
    accepted = [one for one in said if any(event.is_acked for event in one.events)]
    await _wait_for_all(slack, accepted, storm.settle_s)
    # A double is the work of the first kill after the request that made the answer before it.
    early_s = storm.latency_s / 2
    shown = [slack.answers_to(one) for one in said]
    by_kill = Counter(bisect(killed_at_s, before.at_s - early_s) for answers in shown for before in answers[:-1])
    return Figures(
        kills=storm.kills,
        deliveries=len(slack.courier.sent),
        questions=len(said),
        refused=len(said) - len(accepted),
        lost=sum(not any(quotes_in(answer) for answer in slack.answers_to(one)) for one in accepted),
        doubles=by_kill.total(),
        worst_kill=max(by_kill.values(), default=0),
    )


async def _ask_until(over: asyncio.Event, storm: Storm, slack: LoopbackSlack, said: list[Said]) -> None:
    dice = random.Random(storm.seed + 1)
    async with asyncio.TaskGroup() as echoes:
        while not over.is_set():
            said.append(_ask(dice, storm, slack))
            echoes.create_task(_echo(dice.random(), dice.uniform(0, 1.5), slack, said[-1]))
            await asyncio.sleep(dice.expovariate(storm.questions_per_s))


def _ask(dice: random.Random, storm: Storm, slack: LoopbackSlack) -> Said:
    person = f"U0PERSON{dice.randrange(storm.people):02d}"
    if dice.random() < 0.4:
        return slack.direct(person, storm.question)
    return slack.mention(person, f"C0DESK{dice.randrange(storm.channels):02d}", storm.question)


async def _echo(chance: float, wait_s: float, slack: LoopbackSlack, said: Said) -> None:
    """Tell of half the questions once more: the same event, or the message under another type."""
    await asyncio.sleep(wait_s)
    if chance < 0.25:
        slack.again(said.events[0])
    elif chance < 0.5:
        slack.twin(said, "app_mention" if said.channel.startswith("D") else "message")


async def _wait_for_all(slack: LoopbackSlack, said: list[Said], within_s: float) -> None:
    """Wait for every answer, then a little longer for answers that should not come."""
    for one in said:
        started_s = asyncio.get_running_loop().time()
        with suppress(TimeoutError):
            await slack.wait_for_reply(one, max(within_s, 0.01))
        within_s -= asyncio.get_running_loop().time() - started_s
    await asyncio.sleep(2.0)
