"""What a workspace holds: channels, people's view of messages, calls and the clock."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

TEAM: Final = "T0NEWSROOM"
APP: Final = "A0BRIEFING"
BOT_USER: Final = "U0BRIEFBOT"
BOT: Final = "B0BRIEFBOT"
BOT_TOKEN: Final = "xoxb-1-loopback"
APP_TOKEN: Final = "xapp-1-A0BRIEFING-1-loopback"
SIGNING_SECRET: Final = "8f14e45fceea167a5a36dedd4bea2543"
SCOPES: Final = frozenset({"app_mentions:read", "chat:write", "commands", "im:history"})


@dataclass(frozen=True, slots=True)
class Call:
    """One Web API call, as it arrived and as it was answered."""

    method: str
    arguments: Mapping[str, Any]
    at_s: float
    error: str | None


@dataclass(slots=True)
class Message:
    """What stands in a channel.

    Attributes:
        only_for: The one person who sees it (ephemeral); None when everyone does.
        via: The method or address it came through.
    """

    channel: str
    ts: str
    user: str
    text: str
    via: str
    thread_ts: str | None = None
    blocks: list[dict[str, Any]] = field(default_factory=list)
    metadata: dict[str, Any] | None = None
    only_for: str | None = None
    edited: bool = False
    at_s: float = field(default_factory=time.monotonic)

    @property
    def is_ours(self) -> bool:
        """Whether the bot wrote it."""
        return self.user == BOT_USER

    def as_slack_has_it(self, with_metadata: bool) -> dict[str, Any]:
        """The message as the Web API returns it."""
        shown: dict[str, Any] = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts, "team": TEAM}
        if self.is_ours:
            shown |= {"bot_id": BOT, "app_id": APP}
        if self.thread_ts:
            shown["thread_ts"] = self.thread_ts
        if self.blocks:
            shown["blocks"] = self.blocks
        if with_metadata and self.metadata:
            shown["metadata"] = self.metadata
        return shown


@dataclass(slots=True)
class Channel:
    """A channel, private group (``G…``) or direct message (``D…``)."""

    id: str
    has_bot: bool = True
    is_archived: bool = False
    is_shared_outside: bool = False
    has_history: bool = False
    outsiders: set[str] = field(default_factory=set)

    @property
    def kind(self) -> str:
        """The ``channel_type`` of its events."""
        return {"D": "im", "G": "group"}.get(self.id[0], "channel")


class Workspace:
    """The state behind the Web API; every channel asked for exists unless said otherwise."""

    def __init__(self) -> None:
        self.channels: dict[str, Channel] = {}
        self.messages: list[Message] = []
        self.calls: list[Call] = []
        self.views: dict[str, dict[str, Any]] = {}
        self.bot_token = BOT_TOKEN
        self.scopes = set(SCOPES)
        self.trigger_ids: dict[str, float] = {}
        self.pressed_in: dict[str, str] = {}
        self.guests: set[str] = set()
        self.admins: set[str] = set()
        self.files_address = ""
        self.files: dict[str, tuple[str, bytes]] = {}
        self.groups: dict[str, list[str]] = {}
        self.statuses: dict[tuple[str, str], str] = {}
        self.prompts: dict[str, list[dict[str, str]]] = {}
        self._last_us = 0

    def channel(self, channel_id: str) -> Channel:
        """The channel of that id, made when nobody has spoken of it yet."""
        return self.channels.setdefault(channel_id, Channel(channel_id))

    def new_ts(self) -> str:
        """A message timestamp, later than every one before."""
        self._last_us = max(self._last_us + 1, time.time_ns() // 1000)
        return f"{self._last_us // 1_000_000}.{self._last_us % 1_000_000:06d}"

    def find(self, channel: str, ts: str) -> Message | None:
        """The message with that timestamp."""
        return next((m for m in reversed(self.messages) if m.ts == ts and m.channel == channel), None)

    def thread(self, channel: str, root: str) -> list[Message]:
        """The public messages of a thread, its root first."""
        return [
            message
            for message in self.messages
            if message.channel == channel and root in (message.ts, message.thread_ts) and message.only_for is None
        ]

    def calls_to(self, method: str) -> list[Call]:
        """The calls to one method, in the order they came."""
        return [call for call in self.calls if call.method == method]

    def can_read(self, channel: Channel) -> bool:
        """Whether the token's scopes and the channel allow reading its history."""
        scope = {"im": "im:history", "group": "groups:history", "channel": "channels:history"}[channel.kind]
        return scope in self.scopes or channel.has_history
