"""Canaries: words that may not be shown, looked for in everything that anybody can see.

Five briefings hold invented words that stand nowhere else. Every way in is tried with
them; wherever they may not be, not even a part of them is found, and where they may be
shown they are, so that the looking itself is proved.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

import aiohttp
import pytest
from click.testing import CliRunner

from bot.briefing.passages import Passage
from bot.cli.commands import briefing as program
from bot.store.desk.deciding import Decider, release, restore, withdraw
from bot.store.load import read_knowledge
from tests.answer.desk import PEOPLE, briefing
from tests.loopback import BotProcess, LoopbackSlack
from tests.loopback.methods import direct_channel
from tests.loopback.reading import pressed

EDITOR: Final = Decider("ada", datetime(2030, 6, 12, tzinfo=UTC))
MEMBERS: Final = "C0MEMBERS"
OPEN: Final = briefing(
    "{question: Will the ferry run in winter?, printed: Q}",
    "{speech: The ferry will run all winter and the lamps will burn., by: vesna-okoro, printed: MS. OKORO}",
    "{question: And is the quibblet pier safe?, printed: Q}",
    "{speech: The quibblet pier is not safe and the ferry will avoid it in winter., by: tariq-lindqvist}",
)
FOLDER: Final = {
    "speakers.yaml": PEOPLE.replace(
        "- id: tariq-lindqvist",
        "- {id: mira-vantongeren, name: Mira Vantongeren, labels: [MS. VANTONGEREN]}\n- id: tariq-lindqvist",
    ),
    "open.yaml": OPEN,
    "embargoed.yaml": briefing(
        "{question: Will the ferry carry zanthorium in winter?, printed: Q}",
        "{speech: The ferry will carry zanthorium all winter., printed: MR. PELLUCID}",
        held_on="2031-03-03",
        title="Flumbric Budget Call",
        embargo="when the flumbric vote is over",
    ),
    "call.yaml": briefing(
        "{question: 'Ms. Vantongeren, will the ferry sail on Sundays?', printed: Q}",
        "{speech: The ferry will sail on Sundays in winter as well., by: mira-vantongeren, printed: MS. VANTONGEREN}",
        held_on="2030-06-08",
        ground_rule="{rule: on_background, attribution: a ministry official}",
    ),
    "off.yaml": briefing(
        "{question: Is the ferry glimmorite in winter?, printed: Q}",
        "{speech: The ferry is glimmorite in winter., printed: MS. OKORO}",
        held_on="2031-04-04",
        title="Drossel Lunch",
        ground_rule="off_the_record",
    ),
    "members.yaml": briefing(
        "{question: Does the ferry have a snorvel in winter?, printed: Q}",
        "{speech: The ferry has a snorvel in winter., printed: MS. OKORO}",
        held_on="2031-05-05",
        title="Members Only Call",
        audience=f"[{MEMBERS}]",
    ),
}
EMBARGOED: Final = ("anthori", "pelluci", "flumbri", "2031-03-03", "3 march 2031")
BACKGROUND: Final = ("antongeren",)
OFF: Final = ("limmorit", "drossel", "2031-04-04", "4 april 2031")
WITHDRAWN: Final = ("uibblet",)
AUDIENCE: Final = ("snorvel", "members only", "2031-05-05", "5 may 2031")
NEVER: Final = (*EMBARGOED, *BACKGROUND, *OFF, *WITHDRAWN)
"""For nobody, as long as the embargo holds and the words are withdrawn."""

# None holds a canary: words that lead to one by what stands beside it, and words near it in spelling.
QUESTIONS: Final = (
    "ferry in winter",
    "what is the latest on the ferry",
    "first on the ferry",
    "ferry carry",
    "what was said in 2031",
    "on:2031-03 ferry",
    "after:2031-01-01 ferry",
    "is the pier safe",
    '"is not safe and the ferry"',
    '"The ferry will carry"',
    "who will sail on Sundays",
    "sail on Sundays",
    "source:Gazette ferry",
    "role:minister pier",
    "speaker:Lindqvist pier",
    "speaker:Pelucid ferry",
    "speaker:Vantongerin ferry",
    "zantorium",
    "quiblet",
    "glimorite",
    "snorvil",
)


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    for name, text in FOLDER.items():
        (folder / name).write_text(text, encoding="utf-8")
    found = read_knowledge(folder)
    withdraw(folder, found, pier(folder), EDITOR)
    return folder


def pier(folder: Path) -> str:
    found = read_knowledge(folder).briefings["open"]
    return Passage(found, found.turns[3], 0, len(found.turns[3].text)).id


def leaks(seen: str, canaries: tuple[str, ...], asked: str = "") -> list[str]:
    """The canaries that stand in what was seen and were not brought there by the asker."""
    return [canary for canary in canaries if canary in seen.casefold() and canary not in asked.casefold()]


# -- the terminal ---------------------------------------------------------------------------------------------------


def commands() -> Iterator[list[str]]:
    for question in QUESTIONS:
        for form in ([], ["--json"], ["--csv"], ["--markdown"]):
            yield ["ask", question, "--limit", "50", *form]
    yield from (["speakers"], ["speakers", "v"], ["speakers", "--unresolved"], ["dates"], ["dates", "2031-03"])
    yield from (["dates", "2031-04"], ["dates", "2030-06"], ["withdrawn"], ["check"])


def run(folder: Path, arguments: list[str]) -> str:
    result = CliRunner().invoke(program, [*arguments, "--knowledge", str(folder)], standalone_mode=False)
    assert result.exception is None or not isinstance(result.exception, AssertionError)
    return f"{result.output}{result.exception or ''}"


def test_the_terminal_shows_no_canary(knowledge: Path) -> None:
    for arguments in commands():
        seen = run(knowledge, arguments)
        # The register lists everybody it knows, and one may ask for a name; that Mira briefed is what nobody learns.
        canaries = NEVER if arguments[0] not in ("check", "speakers") else (*EMBARGOED, *OFF, *WITHDRAWN)
        assert leaks(seen, (*canaries, *AUDIENCE), " ".join(arguments)) == [], arguments
        assert "Traceback" not in seen


def test_a_speaker_on_background_has_no_turns_in_the_list(knowledge: Path) -> None:
    assert leaks(run(knowledge, ["speakers"]), BACKGROUND) == []
    assert "no turns here" in run(knowledge, ["speakers", "Vantongeren"])


def test_a_batch_shows_no_canary(knowledge: Path, tmp_path: Path) -> None:
    lines = tmp_path / "questions.txt"
    lines.write_text("\n".join(json.dumps({"question": question, "limit": 50}) for question in QUESTIONS))
    for question, line in zip(QUESTIONS, run(knowledge, ["ask", "--batch", str(lines)]).splitlines(), strict=True):
        assert leaks(line, (*NEVER, *AUDIENCE), question) == [], question


def test_everything_hidden_is_seen_where_it_may_be(knowledge: Path) -> None:
    assert "a ministry official" in run(knowledge, ["ask", "sail on Sundays"])
    restore(knowledge, pier(knowledge))
    assert leaks(run(knowledge, ["ask", "is the pier safe"]), WITHDRAWN)
    release(knowledge, read_knowledge(knowledge), "embargoed", EDITOR)
    seen = run(knowledge, ["ask", "ferry carry zanthorium"])
    assert leaks(seen, EMBARGOED)
    assert leaks(run(knowledge, ["dates"]), ("2031-03",))


# -- the running bot ------------------------------------------------------------------------------------------------

COMMANDS: Final = ("help", "status", *QUESTIONS)


async def everything_asked(slack: LoopbackSlack) -> int:
    """Ask in every way there is, each in a place of its own, and wait for every end; how many there are."""
    mentions = [slack.mention("U0ASKER", f"C0DESK{n}", question) for n, question in enumerate(QUESTIONS)]
    directs = [slack.direct(f"U0ASKER{n}", question) for n, question in enumerate(QUESTIONS)]
    for n, question in enumerate(COMMANDS):
        slack.command(f"U0TYPIST{n}", "C0DESK", question)
    for said in (*mentions, *directs):
        await slack.wait_for_reply(said, within_s=60)
    for n, _ in enumerate(COMMANDS):
        await slack.wait_for_private(f"U0TYPIST{n}", within_s=60)
    return len(mentions) + len(directs) + len(COMMANDS)


def visible(slack: LoopbackSlack) -> list[str]:
    """All that the bot ever sent to anybody: text, blocks and metadata of each message."""
    ours = [m for m in slack.workspace.messages if m.is_ours]
    return [json.dumps([m.text, m.blocks, m.metadata], ensure_ascii=False) for m in ours]


async def metrics(bot: BotProcess) -> str:
    async with aiohttp.ClientSession() as session, session.get(f"{bot.address}/metrics") as answer:
        return await answer.text()


async def test_the_running_bot_shows_no_canary_in_slack_its_log_or_its_metrics(knowledge: Path, tmp_path: Path) -> None:
    async with LoopbackSlack() as slack, BotProcess(slack, knowledge, tmp_path) as bot:
        ends = await everything_asked(slack)
        seen = visible(slack)
        assert len(seen) == ends
        assert sum("the lamps will burn" in message for message in seen) > ends / 5
        for message in seen:
            assert leaks(message, (*NEVER, *AUDIENCE)) == []
        assert leaks(bot.stderr, (*NEVER, *AUDIENCE)) == []
        assert leaks(await metrics(bot), (*NEVER, *AUDIENCE)) == []
        assert "Traceback" not in bot.stderr


async def test_what_is_hidden_in_slack_is_seen_where_and_when_it_may_be(knowledge: Path, tmp_path: Path) -> None:
    async with LoopbackSlack() as slack, BotProcess(slack, knowledge, tmp_path):
        members = await slack.wait_for_reply(slack.mention("U0ASKER", MEMBERS, "does the ferry have a snorvel"))
        assert leaks(members.text, AUDIENCE)
        before = await slack.wait_for_reply(slack.mention("U0ASKER", "C0DESK", "carry all winter"))
        assert leaks(before.text, EMBARGOED) == []
        release(knowledge, read_knowledge(knowledge), "embargoed", EDITOR)
        after = await slack.wait_for_reply(slack.mention("U0ASKER", "C0DESK", "carry all winter"))
        assert leaks(after.text, EMBARGOED)
        restore(knowledge, pier(knowledge))
        again = await slack.wait_for_reply(slack.mention("U0ASKER", "C0DESK", "is the pier safe"))
        assert leaks(again.text, WITHDRAWN)
        withdraw(knowledge, read_knowledge(knowledge), pier(knowledge), EDITOR)
        gone = await slack.wait_for_reply(slack.mention("U0ASKER", "C0DESK", "is the pier safe"))
        assert leaks(gone.text, WITHDRAWN) == []


async def test_what_is_withdrawn_in_slack_stands_nowhere_once_its_posts_are_replaced(
    knowledge: Path, tmp_path: Path
) -> None:
    restore(knowledge, pier(knowledge))
    async with LoopbackSlack() as slack, BotProcess(slack, knowledge, tmp_path) as bot:
        shown = [
            await slack.wait_for_reply(slack.mention("U0ASKER", "C0DESK", "is the pier safe")),
            await slack.wait_for_reply(slack.direct("U0ASKER", "is the pier safe")),
            await slack.wait_for_reply(slack.mention("U0ASKER", "C0DESK", '"the ferry will avoid it"')),
        ]
        assert all(leaks(message.text, WITHDRAWN) for message in shown)
        slack.command("U0ADMIN", "C0DESK", f"withdraw {pier(knowledge)}")
        told = await slack.wait_for_private("U0ADMIN", "C0DESK")
        slack.click("U0ADMIN", told, pressed(told, "correct"))
        await slack.wait_until(lambda: len(slack.private_to("U0ADMIN", "C0DESK")) > 1)
        slack.command("U0ADMIN", "C0LIST", "withdrawn")
        await slack.wait_for_private("U0ADMIN", "C0LIST")
        assert len(visible(slack)) == len(shown) + 3
        for message in visible(slack):
            assert leaks(message, WITHDRAWN) == []
        assert leaks(bot.stderr, WITHDRAWN) == []
        assert leaks(await metrics(bot), WITHDRAWN) == []


async def test_an_alert_tells_of_no_canary_and_of_each_where_and_when_it_may_be_seen(
    knowledge: Path, tmp_path: Path
) -> None:
    async with LoopbackSlack() as slack, BotProcess(slack, knowledge, tmp_path, BRIEFING_WATCH="0.2") as bot:
        for channel in ("C0DESK", MEMBERS):
            await slack.wait_for_reply(slack.mention("U0TYPIST", channel, "help"))
        for user, channel, alert in (
            ("U0ASKER", "C0DESK", "alert ferry winter"),
            ("U0ASKER", "C0DESK", "alert pier"),
            ("U0TYPIST", "C0DESK", "alert here ferry winter"),
            ("U0MEMBER", MEMBERS, "alert here ferry winter"),
        ):
            before = len(ours(slack))
            slack.command(user, channel, alert)
            await slack.wait_until(partial(has_more_than, slack, before))
        for name in ("embargoed", "off", "members"):
            text = FOLDER[f"{name}.yaml"].replace("held_on: 203", "held_on: 204")
            (knowledge / f"{name}-later.yaml").write_text(text)
        (knowledge / "later.yaml").write_text(OPEN.replace("quibblet", "granite"))
        for channel in (direct_channel("U0ASKER"), "C0DESK", MEMBERS):
            await slack.wait_until(partial(digests, slack, channel))
        assert leaks("".join(visible(slack)), NEVER) == []
        assert leaks(words(slack, MEMBERS), AUDIENCE)
        assert leaks(words(slack, "C0DESK", direct_channel("U0ASKER")), AUDIENCE) == []
        release(knowledge, read_knowledge(knowledge), "embargoed-later", EDITOR)
        await slack.wait_until(lambda: leaks("".join(visible(slack)), EMBARGOED))
        assert leaks(bot.stderr, (*NEVER, *AUDIENCE)) == []
        assert leaks(await metrics(bot), (*NEVER, *AUDIENCE)) == []


def ours(slack: LoopbackSlack) -> list[str]:
    return [message.text for message in slack.workspace.messages if message.is_ours]


def has_more_than(slack: LoopbackSlack, seen: int) -> bool:
    return len(ours(slack)) > seen


def digests(slack: LoopbackSlack, channel: str) -> list[str]:
    return [message.text for message in slack.visible_in(channel) if message.text.startswith("New for")]


def words(slack: LoopbackSlack, *channels: str) -> str:
    return "".join(json.dumps([m.text, m.blocks]) for channel in channels for m in slack.visible_in(channel))
