"""What Slack tells about a person: a guest, somebody of another organisation, an admin of the workspace."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.client import CallRefusedError, call

BELIEVED_S: Final = 600.0
KNOWN_MAX: Final = 10_000
_OUTSIDE: Final = ("is_restricted", "is_ultra_restricted", "is_stranger", "deleted")
"""Guests of many channels and of one, people whom only a shared channel brings in. Source: docs.slack.dev, user object."""
_ADMIN: Final = ("is_admin", "is_owner", "is_primary_owner")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of somebody."""

    is_outside: bool
    is_admin: bool


class People:
    """Asks Slack about people and remembers it for ten minutes; asks nothing while the people facts are off."""

    def __init__(self, client: AsyncWebClient, clock: Callable[[], datetime], *, is_on: bool) -> None:
        self._client, self._clock, self._is_on = client, clock, is_on
        self._known: dict[tuple[str, str], tuple[float, Person]] = {}

    async def is_outside(self, team: str, user: str) -> bool:
        """Whether somebody is a guest or of another organisation; whom Slack does not tell about counts as one.

        Raises:
            CallLimitedError, CallLostError: Slack could not say now.
        """
        if not self._is_on:
            return False
        person = self._recent(team, user) or await self._ask(team, user)
        return person is None or person.is_outside

    def is_workspace_admin(self, user: str) -> bool:
        """Whether somebody who has just asked something runs the workspace."""
        return any(known[1].is_admin for (_, name), known in self._known.items() if name == user and self._holds(known))

    def _recent(self, team: str, user: str) -> Person | None:
        known = self._known.get((team, user))
        return known[1] if known is not None and self._holds(known) else None

    def _holds(self, known: tuple[float, Person]) -> bool:
        return known[0] > self._clock().timestamp() - BELIEVED_S

    async def _ask(self, team: str, user: str) -> Person | None:
        try:
            told = (await call(self._client.users_info(user=user))).get("user")
        except CallRefusedError as error:
            log.error("person_unknown", extra={"error": error.error})
            return None
        if not isinstance(told, dict):
            return None
        if len(self._known) >= KNOWN_MAX:
            self._known.clear()
        person = _person(told)
        self._known[team, user] = (self._clock().timestamp(), person)
        return person


def _person(told: Mapping[str, Any]) -> Person:
    is_outside = any(told.get(name) for name in _OUTSIDE)
    return Person(is_outside, not is_outside and any(told.get(name) is True for name in _ADMIN))
