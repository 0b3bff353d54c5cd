"""A delivery, its attempts, and when Slack sends it again."""

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.loopback.sockets import Undelivered


class Transport(Protocol):
    """How deliveries reach the program: Socket Mode or HTTP."""

    async def send(
        self, kind: str, payload: Mapping[str, Any], attempt: int, reason: str, ack_within_s: float
    ) -> dict[str, Any]:
        """Deliver once and wait for the ack."""


@dataclass(slots=True)
class Delivery:
    """Something Slack has to tell the program.

    Attributes:
        acked_after_s: From sending to ack, for the attempt that was acked.
        answer: What the ack carried.
    """

    kind: str
    payload: dict[str, Any]
    attempts: int = 0
    acked_after_s: float | None = None
    answer: dict[str, Any] = field(default_factory=dict)

    @property
    def is_acked(self) -> bool:
        """Whether the program took it."""
        return self.acked_after_s is not None


@dataclass(frozen=True, slots=True)
class Timing:
    """Slack's patience: three seconds, then again at once, after one and five minutes."""

    ack_within_s: float = 3.0
    again_after_s: tuple[float, ...] = (0.05, 60.0, 300.0)


class Courier:
    """Sends deliveries and repeats the events nobody acked."""

    def __init__(self, timing: Timing) -> None:
        self.timing = timing
        self.transport: Transport | None = None
        self.sent: list[Delivery] = []
        self.calm = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()

    def dispatch(self, delivery: Delivery) -> asyncio.Task[None]:
        """Deliver in the background."""
        self.sent.append(delivery)
        task = asyncio.get_running_loop().create_task(self.deliver(delivery))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def deliver(self, delivery: Delivery) -> None:
        """Deliver until acked; commands and clicks are tried once, as Slack does."""
        waits = self.timing.again_after_s if delivery.kind == "events_api" else ()
        reason = ""
        for attempt, wait_s in enumerate((0.0, *waits)):
            await self._wait(wait_s)
            delivery.attempts += 1
            started_s = time.monotonic()
            try:
                assert self.transport is not None
                delivery.answer = await self.transport.send(
                    delivery.kind, delivery.payload, attempt, reason, self.timing.ack_within_s
                )
            except Undelivered as undelivered:
                reason = str(undelivered)
            else:
                delivery.acked_after_s = time.monotonic() - started_s
                return

    async def _wait(self, wait_s: float) -> None:
        """Wait before the next attempt; time flies once it is calm."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.calm.wait(), wait_s)

    async def settle(self) -> None:
        """Wait until every delivery is acked or given up."""
        while self._under_way:
            await asyncio.wait(set(self._under_way))

    async def close(self) -> None:
        """Stop whatever is under way."""
        for task in list(self._under_way):
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
