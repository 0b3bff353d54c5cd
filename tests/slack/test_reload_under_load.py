"""Reloads, good and broken, while people ask: every answer comes whole from one version."""

import asyncio
import random
import re
import shutil
from collections import defaultdict
from pathlib import Path

from tests.loopback import BotProcess, LoopbackSlack, Message, Said
from tests.loopback.reading import quotes_in, words_of
from tests.slack.generations import GENERATIONS, TOPICS, point, write_generation

QUESTIONS_PER_S = 20
CUTS = 10
_VERSION = re.compile(r"version ([0-9a-f]{4,})")


async def ask_until(over: asyncio.Event, slack: LoopbackSlack, said: list[Said]) -> None:
    """Ask about every topic in turn, each time in another channel."""
    while not over.is_set():
        number = len(said)
        text = f"what about the {TOPICS[number % len(TOPICS)]}?"
        said.append(slack.mention(f"U0ASKER{number % 40:02d}", f"C0TOWN{number % 60:02d}", text))
        await asyncio.sleep(1 / QUESTIONS_PER_S)


async def reload(slack: LoopbackSlack, number: int) -> str:
    """What the admin is told."""
    slack.command("U0ADMIN", f"C0RELOAD{number:03d}", "reload")
    return words_of(await slack.wait_for_private("U0ADMIN", f"C0RELOAD{number:03d}", within_s=20.0))


def generations_of(answer: Message) -> set[str]:
    """The generations whose words stand in an answer."""
    read = f"{words_of(answer)} {answer.text}"
    return {generation for generation in GENERATIONS if generation in read}


def version_of(answer: Message) -> str:
    """The version the footer names."""
    named = _VERSION.search(words_of(answer))
    assert named is not None, words_of(answer)
    return named[1]


def assert_every_answer_is_of_one_version(slack: LoopbackSlack, said: list[Said]) -> dict[str, set[str]]:
    """Each version with the generations its answers quote."""
    quoted: dict[str, set[str]] = defaultdict(set)
    for one in said:
        answers = slack.answers_to(one)
        assert len(answers) == 1
        assert quotes_in(answers[0]), words_of(answers[0])
        assert len(generations_of(answers[0])) == 1
        quoted[version_of(answers[0])] |= generations_of(answers[0])
    assert all(len(generations) == 1 for generations in quoted.values())
    return quoted


async def test_reloads_under_load_neither_fail_nor_mix_an_answer(tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    for generation in GENERATIONS:
        write_generation(tmp_path / generation, generation)
    point(knowledge, tmp_path / GENERATIONS[0])
    said: list[Said] = []
    over = asyncio.Event()
    async with LoopbackSlack() as slack, BotProcess(slack, knowledge, tmp_path) as bot:
        asking = asyncio.create_task(ask_until(over, slack, said))
        try:
            for number in range(4):
                point(knowledge, tmp_path / GENERATIONS[(number + 1) % 2])
                assert "10 briefings" in await reload(slack, number)
                await asyncio.sleep(0.4)
        finally:
            over.set()
            await asking
        for one in said:
            await slack.wait_for_reply(one)
        quoted = assert_every_answer_is_of_one_version(slack, said)
        assert "Traceback" not in bot.stderr
    assert sorted(map(sorted, quoted.values())) == [["amber"], ["birch"]]


async def test_a_file_cut_anywhere_never_shows_in_an_answer(tmp_path: Path) -> None:
    dice = random.Random(5)
    knowledge, whole = tmp_path / "knowledge", tmp_path / "amber"
    write_generation(whole, "amber")
    sound = {text for file in whole.glob("2*.yaml") for text in re.findall(r'"(.*)"', file.read_text())}
    point(knowledge, whole)
    said: list[Said] = []
    over = asyncio.Event()
    async with LoopbackSlack() as slack, BotProcess(slack, knowledge, tmp_path) as bot:
        asking = asyncio.create_task(ask_until(over, slack, said))
        try:
            for number in range(CUTS):
                broken = tmp_path / f"broken{number}"
                shutil.copytree(whole, broken)
                cut = dice.choice(sorted(broken.glob("2*.yaml")))
                content = cut.read_bytes()
                cut.write_bytes(content[: dice.randrange(len(content))])
                point(knowledge, broken)
                told = await reload(slack, number)
                assert cut.name in told or "briefings" in told
        finally:
            over.set()
            await asking
        for one in said:
            await slack.wait_for_reply(one)
        assert "Traceback" not in bot.stderr
    for one in said:
        quotes = quotes_in(slack.answers_to(one)[0])
        assert quotes
        assert sound.issuperset(quotes)
