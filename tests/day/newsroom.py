"""The people of the newsroom, in a loopback Slack."""

from dataclasses import dataclass
from typing import Final

from tests.day.telling import Telling
from tests.loopback import LoopbackSlack, Message, Said
from tests.loopback.methods import direct_channel
from tests.loopback.reading import button, pressed, words_of

ADMIN: Final = "U0ADMIN"
REPORTER: Final = "U0REPORTER"
OFFICER: Final = "U0OFFICER"
DESK: Final = "C0DESK"
NAMES: Final = {ADMIN: "Desk editor", REPORTER: "Reporter", OFFICER: "Press officer"}


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

    async def replaces(self, user: str, message: Message) -> Message:
        """Press the button that replaces posts; what the presser is told."""
        before = len(self.slack.private_to(user, message.channel))
        await self.press(user, message, "Replace", button(message, "Replace"))
        told = (await self.slack.wait_until(lambda: self.slack.private_to(user, message.channel)[before:]))[0]
        self.telling.comes_back(told.text)
        return told

    async def is_told(self, user: str, words: str) -> Message:
        """Wait for a direct message with these words in it."""

        def told() -> list[Message]:
            return [one for one in self.slack.visible_in(direct_channel(user)) if words in one.text]

        message = (await self.slack.wait_until(told))[0]
        self.telling.does("Briefing Bot", f"writes to the {NAMES[user].lower()}")
        self.telling.comes_back(message.text)
        return message

    def saying(self, words: str) -> list[Message]:
        """The messages in the desk's channel with these words in them."""
        return [message for message in self.slack.visible_in(DESK) if words in words_of(message)]
