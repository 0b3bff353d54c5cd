"""How fast we post to a channel, and how many questions we take."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.settings import RateLimits

POST_INTERVAL_S: Final = 1.0  # Source: docs.slack.dev, rate limits: about one message a second and channel.
POST_BURST: Final = 3
WINDOW_S: Final = 60.0
REMEMBERED_MAX: Final = 10_000


@dataclass(slots=True)
class Bucket:
    """A token bucket, kept as the time at which it will be full again.

    Attributes:
        interval_s: How long a token takes to come back.
        burst: How many it holds.
    """

    interval_s: float
    burst: int
    full_at: float = 0.0

    def wait_s(self, now: float) -> float:
        """How long until a token is there; 0 when one is."""
        return max(0.0, self.full_at - now - (self.burst - 1) * self.interval_s)

    def set_right(self, now: float) -> None:
        """Give out again where the clock was put back: what was taken in time has come back after the burst's time.

        Twice that, since questions are counted by when they were asked, and not always in order.
        """
        if self.full_at > now + 2 * self.burst * self.interval_s:
            self.full_at = now

    def take(self, now: float) -> None:
        """Take one, also ahead of time: those who come later wait longer."""
        self.full_at = max(self.full_at, now) + self.interval_s

    def empty_until(self, moment: float) -> None:
        """Give out nothing before that moment."""
        self.full_at = max(self.full_at, moment + (self.burst - 1) * self.interval_s)


class Buckets:
    """One bucket a key; those that are full again are forgotten."""

    def __init__(self, interval_s: float, burst: int) -> None:
        self._interval_s, self._burst = interval_s, burst
        self._buckets: dict[str, Bucket] = {}

    def of(self, key: str, now: float) -> Bucket:
        """The key's bucket."""
        if len(self._buckets) > REMEMBERED_MAX:
            self._buckets = {name: bucket for name, bucket in self._buckets.items() if bucket.full_at > now}
        return self._buckets.setdefault(key, Bucket(self._interval_s, self._burst))


class ChannelPace:
    """Lets posts to one channel follow each other no faster than Slack allows."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._buckets = Buckets(POST_INTERVAL_S, POST_BURST)

    async def turn(self, channel: str) -> None:
        """Wait until a post to the channel is in order."""
        now = self._monotonic()
        bucket = self._buckets.of(channel, now)
        wait_s = bucket.wait_s(now)
        bucket.take(now)
        await asyncio.sleep(wait_s)

    def hold(self, channel: str, wait_s: float) -> None:
        """Post nothing more to the channel for a while: Slack said so."""
        now = self._monotonic()
        self._buckets.of(channel, now).empty_until(now + wait_s)


@dataclass(frozen=True, slots=True)
class OverLimit:
    """A question that is not taken now.

    Attributes:
        scope: ``person``, ``channel`` or ``workspace``.
        limit: How many of them are taken in a minute.
        wait_s: After how long the next one is.
        is_first: The asker has not been told in this window.
    """

    scope: str
    limit: int
    wait_s: float
    is_first: bool


class Allowance:
    """How many questions a person, a channel and a workspace may ask in a minute."""

    def __init__(self, limits: RateLimits | None) -> None:
        self._limits = (
            ()
            if limits is None
            else tuple(
                (scope, limit, Buckets(WINDOW_S / limit, limit))
                for scope, limit in (
                    ("person", limits.person),
                    ("channel", limits.channel),
                    ("workspace", limits.workspace),
                )
            )
        )
        self._notices = Notices()

    def take(self, team: str, channel: str | None, user: str, at: float) -> OverLimit | None:
        """Count a question asked at that time; what it went over, or None."""
        keys = {"person": f"{team}:{user}", "channel": f"{team}:{channel or user}", "workspace": team}
        buckets = [(scope, limit, kept.of(keys[scope], at)) for scope, limit, kept in self._limits]
        for scope, limit, bucket in buckets:
            bucket.set_right(at)
            if (wait_s := bucket.wait_s(at)) > 0:
                return OverLimit(scope, limit, wait_s, self._notices.is_first(keys["person"], at))
        for _, _, bucket in buckets:
            bucket.take(at)
        return None


class Notices:
    """Who has been told something in the last minute; nobody is told twice."""

    def __init__(self) -> None:
        self._told: dict[str, float] = {}

    def is_first(self, key: str, at: float) -> bool:
        """Whether this is the first notice to the key in its window; it then counts as told."""
        if key in self._told and abs(at - self._told[key]) < WINDOW_S:
            return False
        if len(self._told) > REMEMBERED_MAX:
            self._told = {name: told for name, told in self._told.items() if abs(at - told) < WINDOW_S}
        self._told[key] = at
        return True
