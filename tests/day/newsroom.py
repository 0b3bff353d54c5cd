"""The people of the newsroom, in a loopback Slack."""

from dataclasses import dataclass
from typing import Final

from tests.day.telling import Telling
from tests.loopback import LoopbackSlack, Message, Said
from tests.loopback.methods import direct_channel
from tests.loopback.reading import button, labels_in, pressed, words_of

ADMIN: Final = "U0ADMIN"
REPORTER: Final = "U0REPORTER"
OFFICER: Final = "U0OFFICER"
DESK: Final = "C0DESK"
NAMES: Final = {ADMIN: "Desk editor", REPORTER: "Reporter", OFFICER: "Press officer"}
_PICKED: Final = {"held_on": "selected_date", "day": "selected_date", "time": "selected_time"}


@dataclass(frozen=True, slots=True)
class Newsroom:
    """What people say and press, and what they see."""

    slack: LoopbackSlack
    telling: Telling

    async def mentions(self, user: str, text: str, within: Said | None = None) -> tuple[Said, Message]:
        """Mention the bot in the desk's channel, and wait for its answer in the thread."""
        where = "in the thread" if within else "in #desk"
        self.telling.does(f"{NAMES[user]} {where}", f"@Briefing Bot {text}")
        said = self.slack.mention(user, DESK, text, thread_ts=within.root if within else None)
        reply = await self.slack.wait_for_reply(said)
        self.telling.comes_back(reply.text)
        return said, reply

    async def commands(self, user: str, text: str, channel: str = DESK) -> Message:
        """Type ``/briefing``, and wait for what only this person sees."""
        self.telling.does(f"{NAMES[user]} types", f"/briefing {text}")
        before = len(self.slack.private_to(user, channel))
        self.slack.command(user, channel, text)
        reply = (await self.slack.wait_until(lambda: self.slack.private_to(user, channel)[before:]))[0]
        self.telling.comes_back(reply.text or words_of(reply))
        return reply

    async def press(self, user: str, message: Message, label: str, action: dict[str, object]) -> None:
        """Press a button of a message."""
        self.telling.does(f"{NAMES[user]} presses", f"[{label}]")
        self.slack.click(user, message, action)

    async def shares_twice(self, user: str, message: Message) -> Message:
        """Press Share under a private answer, twice at once; what then stands in the channel."""
        for _ in range(2):
            await self.press(user, message, "Share", pressed(message, "share"))
        told = await self.slack.wait_until(
            lambda: [m for m in self.slack.private_to(user, DESK) if "already" in m.text]
        )
        self.telling.comes_back(told[0].text)
        shown = (await self.slack.wait_until(lambda: self.saying("Shared by")))[0]
        self.telling.comes_back(shown.text)
        return shown

    async def corrects(self, user: str, message: Message) -> Message:
        """Press the button that corrects posts; what the presser is told."""
        before = len(self.slack.private_to(user, message.channel))
        label = next(label for label in labels_in(message) if label.startswith("Correct"))
        await self.press(user, message, label, button(message, label))
        told = (await self.slack.wait_until(lambda: self.slack.private_to(user, message.channel)[before:]))[0]
        self.telling.comes_back(told.text)
        return told

    async def sends(self, user: str, name: str, content: bytes) -> Message:
        """Send the bot a file in a direct message, and wait for what it says to it."""
        self.telling.does(f"{NAMES[user]} sends the bot", name)
        reply = await self.slack.wait_for_reply(self.slack.send_file(user, name, content))
        self.telling.comes_back(_with_buttons(reply))
        return reply

    async def presses_add(self, preview: Message) -> Message:
        """Press Add under a document's preview; what then stands in its thread."""
        before = len(self._after(preview))
        await self.press(ADMIN, preview, "Add", pressed(preview, "import_add"))
        return await self._comes_after(preview, before)

    async def fills_in(self, preview: Message, label: str, **given: str) -> Message:
        """Open the form behind a button of a preview, fill it in and send it; what then stands in the thread."""
        before, views = len(self._after(preview)), self.slack.workspace.views
        opened = len(views)
        await self.press(ADMIN, preview, label, button(preview, label))
        form = (await self.slack.wait_until(lambda: list(views.values())[opened:]))[0]
        self.telling.does(f"{NAMES[ADMIN]} fills in", ", ".join(f"{name}: {value}" for name, value in given.items()))
        fields = {name: {name: _filled(name, value)} for name, value in given.items()}
        self.slack.submit(ADMIN, form, fields)
        return await self._comes_after(preview, before)

    async def is_told(self, user: str, words: str) -> Message:
        """Wait for a direct message with these words in it."""

        def told() -> list[Message]:
            return [one for one in self.slack.visible_in(direct_channel(user)) if words in one.text]

        message = (await self.slack.wait_until(told))[0]
        self.telling.does("Briefing Bot", f"writes to the {NAMES[user].lower()}")
        self.telling.comes_back(message.text)
        return message

    async def _comes_after(self, message: Message, before: int) -> Message:
        reply = (await self.slack.wait_until(lambda: self._after(message)[before:]))[0]
        self.telling.comes_back(_with_buttons(reply))
        return reply

    def _after(self, message: Message) -> list[Message]:
        return [one for one in self.slack.visible_in(message.channel) if one.is_ours and one.ts > message.ts]

    def saying(self, words: str) -> list[Message]:
        """The messages in the desk's channel with these words in them."""
        return [message for message in self.slack.visible_in(DESK) if words in words_of(message)]


def _with_buttons(message: Message) -> str:
    labels = [f"[{label}]" for label in labels_in(message)]
    return "\n".join([message.text, *([" ".join(labels)] if labels else [])])


def _filled(name: str, value: str) -> dict[str, object]:
    if name == "status":
        return {"selected_option": {"value": value}}
    return {_PICKED.get(name, "value"): value}
