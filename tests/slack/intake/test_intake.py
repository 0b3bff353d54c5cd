"""Documents by direct message, over real connections, in both modes: previewed, added once, or left."""

import json
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.loopback import BotProcess, LoopbackSlack, Message, Said
from tests.loopback.program import Mode
from tests.loopback.reading import pressed, words_of
from tests.slack.conversations import NEWSROOM

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADMIN = "U0ADMIN"
_numbers = count(1)


def transcript(animal: str, publisher: str = "Source: Ministry of Tides") -> bytes:
    """An invented briefing about an animal that no other one speaks of."""
    return f"""Ministry of Tides Press Briefing on the {animal}
May 14, 2030
{publisher}

MS. OKORO: Good afternoon. The {animal} will be painted in June.

QUESTION: Will the {animal} be white?

MS. OKORO: The {animal} will be white with one red band, as it was before the storm.
""".encode()


@dataclass(frozen=True, slots=True)
class Room:
    slack: LoopbackSlack
    bot: BotProcess
    folder: Path
    state: Path

    def files(self) -> set[str]:
        return {str(path.relative_to(self.folder)) for path in self.folder.rglob("*.yaml")}

    async def sent(self, content: bytes, user: str = ADMIN, name: str = "briefing.txt", **facts: Any) -> Message:
        said = self.slack.send_file(user, name, content, **facts)
        return await self.slack.wait_for_reply(said)

    async def after(self, message: Message, user: str, action: str, **changed: str) -> Message:
        """Press a button under a preview; what stands in its thread then."""
        before = len(self.replies(message))
        self.slack.click(user, message, {**pressed(message, action), **changed})
        return (await self.slack.wait_until(lambda: self.replies(message)[before:]))[0]

    def replies(self, message: Message) -> list[Message]:
        return [
            one
            for one in self.slack.workspace.messages
            if one.is_ours and one.channel == message.channel and one.ts > message.ts
        ]

    async def form(self, message: Message, action: str) -> dict[str, Any]:
        views = len(self.slack.workspace.views)
        self.slack.click(ADMIN, message, pressed(message, action))
        return (await self.slack.wait_until(lambda: list(self.slack.workspace.views.values())[views:]))[0]

    async def asked(self, text: str) -> str:
        number = next(_numbers)
        return (await self.slack.wait_for_reply(self.slack.mention(f"U0I{number}", f"C0I{number:04d}", text))).text

    def audited(self, who: str) -> list[str]:
        with closing(sqlite3.connect(self.state)) as connection:
            rows = connection.execute("SELECT result FROM audit WHERE who LIKE ? ORDER BY number", (f"%:{who}",))
            return [row[0] for row in rows]


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["socket", "http"])
async def room(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Room]:
    mode: Mode = request.param
    home = tmp_path_factory.mktemp(f"intake-{mode}")
    folder = home / "knowledge"
    shutil.copytree(NEWSROOM, folder)
    async with LoopbackSlack() as slack:
        slack.workspace.scopes.add("files:read")
        async with BotProcess(slack, folder, home, mode, BRIEFING_IMPORTS="on") as bot:
            yield Room(slack, bot, folder, home / "state.db")


def answers(**filled: str) -> dict[str, dict[str, Any]]:
    kinds = {"held_on": "selected_date", "day": "selected_date", "time": "selected_time"}
    return {name: {name: {kinds.get(name, "value"): value}} for name, value in filled.items()}


ANSWERED = answers(held_on="2030-05-14", publisher="Ministry of Tides")


async def ready(room: Room, animal: str) -> Message:
    """A preview without open questions."""
    preview = await room.sent(transcript(animal))
    if "Answer questions" not in words_of(preview):
        return preview
    before = len(room.replies(preview))
    room.slack.submit(ADMIN, await room.form(preview, "import_answer"), ANSWERED)
    return (await room.slack.wait_until(lambda: room.replies(preview)[before:]))[0]


async def test_nothing_is_quotable_before_add_and_everything_after_it(room: Room) -> None:
    files = room.files()
    preview = await ready(room, "porpoise")
    seen = words_of(preview)
    assert "2 turns that can be quoted, 1 question" in seen
    assert "Not certain whose: MS. OKORO" in seen
    assert "Nothing of it can be quoted before you press Add." in seen
    assert room.files() == files
    assert "one red band" not in await room.asked("will the porpoise be white")
    done = await room.after(preview, ADMIN, "import_add")
    assert "Added: 1 briefing, 3 turns. The archive holds 4 briefings" in done.text
    assert "The porpoise will be white with one red band" in await room.asked("will the porpoise be white")
    (new,) = room.files() - files
    assert new.startswith("2030/2030-05-14-")
    assert room.audited(ADMIN)[-1] == "done: 1 briefings, 3 turns"


async def test_what_the_document_does_not_say_is_answered_in_a_form(room: Room) -> None:
    preview = await room.sent(transcript("walrus", publisher=""), name="notes.txt")
    assert "To answer first:" in words_of(preview)
    with pytest.raises(LookupError):
        pressed(preview, "import_add")
    form = await room.form(preview, "import_answer")
    room.slack.submit(ADMIN, form, ANSWERED)
    again = (await room.slack.wait_until(lambda: room.replies(preview)))[0]
    assert "14 May 2030 · Ministry of Tides" in words_of(again)
    await room.after(again, ADMIN, "import_add")
    assert "The walrus will be painted in June." in await room.asked("when is the walrus painted")


async def test_two_presses_of_add_write_once_and_the_second_is_told(room: Room) -> None:
    preview = await ready(room, "narwhal")
    for _ in range(2):
        room.slack.click(ADMIN, preview, pressed(preview, "import_add"))

    def both() -> list[Message]:
        seen = room.replies(preview)
        return seen if len(seen) > 1 else []

    told = await room.slack.wait_until(both)
    assert sorted("added or cancelled already" in message.text for message in told) == [False, True]


async def test_add_with_embargo_asks_for_a_moment_that_has_not_passed_and_keeps_to_it(room: Room) -> None:
    preview = await ready(room, "octopus")
    form = await room.form(preview, "import_embargo")
    for filled, field in (
        (answers(day="2020-01-01", time="18:00", zone="UTC"), "day"),
        (answers(day="2031-01-01", time="18:00", zone="Atlantis"), "zone"),
        (answers(day="2031-01-01", zone="UTC"), "day"),
    ):
        refused = room.slack.submit(ADMIN, form, filled)
        await room.slack.courier.settle()
        assert list(refused.answer["errors"]) == [field]
    later = datetime.now(UTC) + timedelta(days=400)
    room.slack.submit(ADMIN, form, answers(day=f"{later:%Y-%m-%d}", time="18:00", zone="Europe/London"))
    done = (await room.slack.wait_until(lambda: room.replies(preview)))[0]
    assert "Added: 1 briefing" in done.text
    assert "octopus will be" not in await room.asked("will the octopus be white")
    written = next(path for path in room.folder.rglob("*octopus*.yaml"))
    assert f"{later:%Y-%m-%d}T18:00" in written.read_text(encoding="utf-8")
    again = await room.after(preview, ADMIN, "import_add")
    assert "added or cancelled already" in again.text


async def test_cancel_leaves_everything_as_it_was(room: Room) -> None:
    files = room.files()
    preview = await ready(room, "starling")
    assert "Cancelled" in (await room.after(preview, ADMIN, "import_cancel")).text
    assert "already" in (await room.after(preview, ADMIN, "import_add")).text
    assert room.files() == files


async def test_who_is_no_admin_cannot_send_press_or_fill_in(room: Room) -> None:
    refused = await room.sent(transcript("badger"), user="U0READER")
    assert refused.text.startswith("Only admins can import documents.")
    preview = await ready(room, "hedgehog")
    files = room.files()
    before = len(room.slack.private_to("U0READER"))
    room.slack.click("U0READER", preview, pressed(preview, "import_add"))
    told = (await room.slack.wait_until(lambda: room.slack.private_to("U0READER")[before:]))[0]
    assert told.text.startswith("Only admins can import documents.")
    form = await room.form(preview, "import_embargo")
    room.slack.submit("U0READER", form, answers(day="2031-01-01", time="18:00", zone="UTC"))
    await room.slack.courier.settle()
    assert room.files() == files
    assert room.audited("U0READER") == ["refused: not an admin"] * 3


async def test_the_token_goes_to_slacks_own_hosts_alone(room: Room) -> None:
    for url in (
        "http://169.254.169.254/latest",
        "http://127.0.0.1:1/files-pri/x",
        "https://files.slack.com.evil.example/x",
        f"{room.slack.url}@evil.example/x".replace("http://", "http://u:"),
    ):
        told = await room.sent(transcript("vole"), url_private=url)
        assert "is not kept by Slack itself" in told.text, url


async def test_a_file_that_slack_does_not_give_is_told_with_the_next_step(room: Room) -> None:
    room.slack.workspace.scopes.discard("files:read")
    try:
        told = await room.sent(transcript("lynx"))
        assert "See that the app has the scope files:read" in told.text
    finally:
        room.slack.workspace.scopes.add("files:read")
    assert "more than 20 MB" in (await room.sent(b"x", size=30_000_000)).text
    room.slack.fail_next("file", status=503)
    assert "turns that can be quoted" in words_of(await room.sent(transcript("lynx")))


async def test_a_file_whose_address_the_event_leaves_out_is_asked_for(room: Room) -> None:
    told = await room.sent(transcript("heron"), url_private=None)
    assert "turns that can be quoted" in words_of(told)


async def test_what_is_no_document_is_told_in_plain_words(room: Room) -> None:
    told = await room.sent(b"\x00\x01\x02\xff\xfe\x00binary", name="photo.bin")
    assert told.text.startswith("I cannot import photo.bin:") or "nothing" in told.text.casefold()
    assert "Traceback" not in room.bot.stderr


@pytest.mark.parametrize("link", ["http://127.0.0.1:8080/x", "import https://10.0.0.1/briefing", "http://[::1]/"])
async def test_a_link_into_a_private_network_is_not_fetched(room: Room, link: str) -> None:
    told = await room.slack.wait_for_reply(room.slack.direct(ADMIN, link))
    assert "private network" in told.text
    assert room.audited(ADMIN)[-1] == "refused: not given"


async def test_a_proposal_survives_a_restart(room: Room) -> None:
    preview = await ready(room, "kestrel")
    room.bot.terminate()
    await room.bot.wait()
    await room.bot.start()
    await room.bot.wait_until_ready()
    done = await room.after(preview, ADMIN, "import_add")
    assert "Added: 1 briefing, 3 turns" in done.text


async def test_a_proposal_expires_after_a_day(room: Room) -> None:
    preview = await ready(room, "magpie")
    with closing(sqlite3.connect(room.state)) as connection, connection:
        connection.execute("UPDATE documents SET kept_at = kept_at - 86401")
    assert "this one is gone" in (await room.after(preview, ADMIN, "import_add")).text
    assert "magpie" not in json.dumps(sorted(room.files()))


async def test_a_question_in_a_direct_message_is_a_question_still(room: Room) -> None:
    said: Said = room.slack.direct(ADMIN, "was the Velm dam inspected?")
    assert "no cracks were found" in (await room.slack.wait_for_reply(said)).text
