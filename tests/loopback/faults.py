"""Trouble on demand: what goes wrong with the next calls to a method."""

from dataclasses import dataclass
from typing import Literal


@dataclass(slots=True)
class Fault:
    """One kind of trouble, for a number of calls.

    Attributes:
        method: The Web API method it befalls; ``*`` means any.
        error: Answer ``ok: false`` with this code, without the effect.
        status: Answer with this HTTP status, without the effect.
        retry_after_s: Sent as ``Retry-After``.
        drop: Cut the connection before or after the effect.
        delay_s: Answer this late.
        times: How many calls it befalls.
        channel: Only calls that name this channel.
    """

    method: str
    error: str | None = None
    status: int | None = None
    retry_after_s: int | None = None
    drop: Literal["before", "after"] | None = None
    delay_s: float = 0.0
    times: int = 1
    channel: str | None = None

    def befalls(self, method: str, channel: str | None) -> bool:
        """Whether it is this call's turn to fail."""
        return self.times > 0 and self.method in ("*", method) and self.channel in (None, channel)


class Faults:
    """The trouble that is waiting, oldest first."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        """Let it happen from now on."""
        self._waiting.append(fault)
        return fault

    def take(self, method: str, channel: str | None) -> Fault | None:
        """The trouble of this call, used up by it."""
        fault = next((f for f in self._waiting if f.befalls(method, channel)), None)
        if fault is not None:
            fault.times -= 1
        return fault
