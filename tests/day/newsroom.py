"""The people of the newsroom, in a loopback Slack."""

from dataclasses import dataclass
from typing import Final

from tests.day.telling import Telling
from tests.loopback import LoopbackSlack, Message, Said
from tests.loopback.reading import words_of

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
