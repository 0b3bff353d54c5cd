"""What comes in, as it was accepted, and the lease under which one worker answers it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

REF_CHARS: Final = 8


class Entrance(StrEnum):
    """Which way a question came in."""

    MENTION = "mention"
    DIRECT = "direct"
    COMMAND = "command"
    CLICK = "click"
    DIGEST = "digest"
    """Nobody's question: what an alert has to tell."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A question as it was accepted, with everything needed to answer it later.

    Attributes:
        event_key, message_key: Each once only; None where Slack sent none.
        channel: None where a command names none.
        message_ts: The asking message; None for a command.
        thread_ts: The thread it already stood in; None outside threads.
        is_external: Slack says that the channel is shared with another organisation.
        files: Those that came with a direct message, as JSON.
        name: What Slack calls whoever asks, where it says so.
    """

    entrance: Entrance
    event_key: str | None
    message_key: str | None
    team: str
    channel: str | None
    user: str
    text: str
    message_ts: str | None = None
    thread_ts: str | None = None
    response_url: str | None = None
    is_external: bool = False
    files: str | None = None
    name: str | None = None

    @property
    def conversation(self) -> str:
        """Questions of one conversation are answered in order; private ones wait for nobody else."""
        is_private = self.entrance in (Entrance.COMMAND, Entrance.CLICK, Entrance.DIGEST)
        place = f"{self.entrance.value}:{self.user}" if is_private else str(self.channel)
        return f"{self.team}:{place}"


@dataclass(frozen=True, slots=True)
class Claim:
    """A question on lease to one worker.

    Attributes:
        id: Of the answer; random, one per question.
        maybe_posted: An earlier attempt may have posted: look first.
        busy: Taken in when too many were waiting: only to be told so.
    """

    id: str
    attempt: int
    arrival: Arrival
    received_at: float
    maybe_posted: bool
    busy: bool

    @property
    def ref(self) -> str:
        """What a person is told to quote when something went wrong."""
        return self.id[:REF_CHARS].upper()
