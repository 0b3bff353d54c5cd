"""What stands in the workspace: people, conversations, messages, views."""

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.web.preview.workspace.manifest import Manifest

TEAM: Final = "T0PREVIEW"
APP: Final = "A0BRIEFING"
BOT_USER: Final = "U0BRIEFING"
BOT: Final = "B0BRIEFING"
TRIGGER_LIFE_S: Final = 3.0  # Source: docs.slack.dev, "Handling user interaction", trigger_id
SITE: Final = "https://newsroom.example/"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the page can speak for."""

    id: str
    name: str
    role: str

    @property
    def direct(self) -> str:
        """The id of this person's direct message with the bot."""
        return "D" + self.id[1:]


REPORTER: Final = Person("U0REPORTER", "Robin Vale", "Reporter")
PRESS_OFFICER: Final = Person("U0PRESS", "Sam Okafor", "Press officer")
ADMIN: Final = Person("U0ADMIN", "Alex Lindgren", "Desk editor, admin")
PEOPLE: Final = (REPORTER, PRESS_OFFICER, ADMIN)


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation; ``only_for`` is the one person a direct message belongs to."""

    id: str
    name: str
    topic: str
    only_for: str | None = None

    @property
    def is_direct(self) -> bool:
        """Whether it is a direct message with the bot."""
        return self.only_for is not None


CHANNELS: Final = (
    Channel("C0PRESSDESK", "press-desk", "What was said, by whom, and when"),
    Channel("C0FOREIGN", "foreign-desk", "Embassies, ministries, summits"),
    *(Channel(person.direct, person.name, "Just the two of you", person.id) for person in PEOPLE),
)


@dataclass(frozen=True, slots=True)
class Message:
    """One message, as the workspace keeps it.

    Attributes:
        sent: The call that made it, as the bot sent it; None for a person's message.
        only_for: The one person who sees it; None when everybody in the conversation does.
        edition: Counts its changes.
    """

    channel: str
    ts: str
    user: str
    text: str
    thread_ts: str | None = None
    blocks: tuple[Json, ...] = ()
    metadata: Json | None = None
    only_for: str | None = None
    files: tuple[Json, ...] = ()
    sent: Json | None = None
    edition: int = 0

    def as_told(self) -> Json:
        """The message as events and methods carry it."""
        told: Json = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts, "team": TEAM}
        if self.user == BOT_USER:
            told |= {"bot_id": BOT, "app_id": APP}
        optional = {"thread_ts": self.thread_ts, "blocks": list(self.blocks), "files": list(self.files)}
        return told | {key: value for key, value in optional.items() if value}


@dataclass(frozen=True, slots=True)
class OpenView:
    """A modal that stands open before a person."""

    view: Json
    sent: Json
    errors: Mapping[str, str] = field(default_factory=dict)
    is_waiting: bool = False
    edition: int = 0


class Workspace:
    """Everything in it, for as long as the page runs; every secret is new in each run."""

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest
        # Files can be sent to the bot here, and its answers shared: what it needs for that is in overlays of the manifest.
        self.scopes = manifest.scopes | {"files:read", "channels:read", "groups:read"}
        self.bot_token = f"xoxb-{secrets.token_hex(16)}"
        self.app_token = f"xapp-{secrets.token_hex(16)}"
        self.channels = {channel.id: channel for channel in CHANNELS}
        self.people = {person.id: person for person in PEOPLE}
        self.messages: dict[tuple[str, str], Message] = {}
        self.views: dict[str, list[OpenView]] = {person.id: [] for person in PEOPLE}
        self.homes: dict[str, OpenView] = {}
        self.files: dict[str, tuple[Json, bytes]] = {}
        self.notices: dict[str, tuple[int, str]] = {}
        self.on_change: list[Callable[[], None]] = []
        self._triggers: dict[str, tuple[str, float]] = {}
        self._last_us = 0
        self._count = 0

    def changed(self) -> None:
        """Tell whoever watches."""
        for tell in list(self.on_change):
            tell()

    def number(self) -> int:
        """A number higher than every one before."""
        self._count += 1
        return self._count

    def new_ts(self) -> str:
        """A time stamp, later than every one before."""
        self._last_us = max(self._last_us + 1, time.time_ns() // 1000)
        return f"{self._last_us // 1_000_000}.{self._last_us % 1_000_000:06d}"

    def new_trigger(self, person: str) -> str:
        """An id that opens one view before a person, soon."""
        trigger = f"{secrets.randbelow(10**13)}.{TEAM}.{secrets.token_hex(16)}"
        self._triggers[trigger] = (person, time.monotonic() + TRIGGER_LIFE_S)
        return trigger

    def spend_trigger(self, trigger: str) -> tuple[str | None, bool]:
        """Whose it was, and whether it is still good; it is spent now."""
        person, until_s = self._triggers.pop(trigger, (None, 0.0))
        return person, time.monotonic() <= until_s

    def keep(self, message: Message) -> Message:
        """Put a message in its place, in front of an earlier edition of it."""
        self.messages[message.channel, message.ts] = message
        self.changed()
        return message

    def thread(self, channel: str, root: str) -> list[Message]:
        """The messages of a thread that everybody sees, its root first."""
        return [
            message
            for message in self.messages.values()
            if message.channel == channel and root in (message.ts, message.thread_ts) and message.only_for is None
        ]

    def notice(self, person: str, text: str) -> None:
        """Tell one person something about the workspace itself."""
        self.notices[person] = (self.number(), text)
        self.changed()

    def find_view(self, view_id: str) -> tuple[str, int] | None:
        """Before whom a modal stands open, and how deep."""
        for person, stack in self.views.items():
            for depth, opened in enumerate(stack):
                if view_id == opened.view["id"]:
                    return person, depth
        return None
