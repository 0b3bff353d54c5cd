"""Being told by a real bot: in both modes, over a changing folder, killed in between, and two at a time."""

import asyncio
import shutil
from pathlib import Path

import pytest

from tests.loopback import BotProcess, LoopbackSlack
from tests.loopback.methods import direct_channel
from tests.loopback.program import Mode
from tests.loopback.reading import pressed, quotes_in, words_of
from tests.loopback.workspace import Message
from tests.slack.alerts.test_alerting import HERON, NEWS
from tests.slack.conversations import NEWSROOM


def newsroom(home: Path) -> Path:
    return Path(shutil.copytree(NEWSROOM, home / "knowledge"))


async def privately(slack: LoopbackSlack, user: str, command: str, channel: str = "C0DESK") -> Message:
    before = len(slack.private_to(user))
    slack.command(user, channel, command)
    await slack.wait_until(lambda: len(slack.private_to(user)) > before)
    return slack.private_to(user)[-1]


def digests(slack: LoopbackSlack, channel: str) -> list[Message]:
    return [message for message in slack.visible_in(channel) if message.text.startswith("New for")]


async def digest(slack: LoopbackSlack, channel: str, count: int = 1) -> Message:
    return (await slack.wait_until(lambda: digests(slack, channel)[count - 1 :]))[0]


@pytest.mark.parametrize("mode", ["socket", "http"])
async def test_each_place_gets_one_digest_of_what_is_new_until_one_press_ends_it(mode: Mode, tmp_path: Path) -> None:
    knowledge, person = newsroom(tmp_path), direct_channel("U0ASKER")
    async with LoopbackSlack() as slack, BotProcess(slack, knowledge, tmp_path, mode, BRIEFING_WATCH="0.2") as bot:
        await slack.wait_for_reply(slack.mention("U0OTHER", "C0DESK", "help"))
        await privately(slack, "U0ASKER", "alert heron colony")
        await privately(slack, "U0ASKER", 'alert "has doubled"')
        slack.command("U0OTHER", "C0DESK", "alert here heron colony")
        await slack.wait_until(lambda: [m for m in slack.visible_in("C0DESK") if "set up an alert" in m.text])
        (knowledge / "2024-05-06-rivers.yaml").write_text(NEWS)
        for channel in (person, "C0DESK"):
            told = await digest(slack, channel)
            assert (quotes_in(told), HERON in told.text) == ([HERON], True)
            assert "Next question" not in words_of(told)
        (knowledge / "2024-05-07-rivers.yaml").write_text(NEWS.replace("05-06", "05-07").replace("doubled", "grown"))
        second = await digest(slack, person, 2)
        assert quotes_in(second) == [HERON.replace("doubled", "grown")]
        before = len(slack.private_to("U0ASKER"))
        slack.click("U0ASKER", second, pressed(second, "alert_off"))
        await slack.wait_until(lambda: len(slack.private_to("U0ASKER")) > before)
        assert "This alert is off" in slack.private_to("U0ASKER")[-1].text
        listed = await privately(slack, "U0ASKER", "alerts")
        assert ("has doubled" in listed.text, "told to this channel" in listed.text) == (True, True)
        (knowledge / "2024-05-08-rivers.yaml").write_text(NEWS.replace("05-06", "05-08").replace("doubled", "shrunk"))
        await digest(slack, "C0DESK", 3)
        assert len(digests(slack, person)) == 2
        assert ("heron" in bot.stderr, "Traceback" in bot.stderr) == (False, False)


async def test_nothing_is_told_twice_and_what_may_be_lost_is_said_however_often_the_bot_is_killed(
    tmp_path: Path,
) -> None:
    knowledge = newsroom(tmp_path)
    people = [f"U0ASKER{number}" for number in range(8)]
    async with LoopbackSlack() as slack, BotProcess(slack, knowledge, tmp_path, BRIEFING_WATCH="0.2") as bot:
        for person in people:
            await privately(slack, person, "alert heron colony")
        (knowledge / "one.yaml").write_text(NEWS)
        for wait_s in (0.4, 0.2, 0.6):
            await asyncio.sleep(wait_s)
            await bot.kill()
            await bot.start()
            await bot.wait_until_ready()

        def said_to(person: str) -> str:
            return "".join(message.text for message in slack.visible_in(direct_channel(person)))

        def has_heard(person: str) -> bool:
            return "has doubled" in said_to(person) or "it did not arrive" in said_to(person)

        await slack.wait_until(lambda: all(map(has_heard, people)), within_s=30)
        (knowledge / "two.yaml").write_text(NEWS.replace("05-06", "05-07").replace("doubled", "grown"))
        await slack.wait_until(lambda: all("has grown" in said_to(person) for person in people), within_s=30)
        for person in people:
            told = said_to(person)
            assert (told.count("has doubled") <= 1, told.count("has grown")) == (True, 1)
            assert told.count("it did not arrive") <= 1


async def test_two_bots_over_one_state_tell_once(tmp_path: Path) -> None:
    knowledge, people = newsroom(tmp_path), [f"U0ASKER{number}" for number in range(4)]
    async with (
        LoopbackSlack() as slack,
        BotProcess(slack, knowledge, tmp_path, BRIEFING_WATCH="0.2"),
        BotProcess(slack, knowledge, tmp_path, BRIEFING_WATCH="0.5") as second,
    ):
        await second.wait_until_ready()
        for person in people:
            await privately(slack, person, "alert heron colony")
        (knowledge / "one.yaml").write_text(NEWS)
        for person in people:
            assert quotes_in(await digest(slack, direct_channel(person))) == [HERON]
        await asyncio.sleep(1.0)
        assert [len(digests(slack, direct_channel(person))) for person in people] == [1] * len(people)
