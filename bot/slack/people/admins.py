"""Who may do what admins do: people named one by one, the members of user groups, the workspace's own admins."""

import asyncio
import logging
from collections.abc import Iterator, Set
from typing import Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.client import CallLimitedError, CallLostError, CallRefusedError, call
from bot.slack.people.facts import People
from bot.values import WORKSPACE_ADMINS

REFRESH_S: Final = 300.0

log = logging.getLogger(__name__)


class Admins(Set[str]):
    """The admins as they are now, as a set of user ids.

    Those of the workspace are in it once they have asked something, and not listed:
    nobody writes to people who have only the right.
    """

    def __init__(self, named: frozenset[str], client: AsyncWebClient, people: People) -> None:
        self._client, self._people = client, people
        self._groups = sorted(name for name in named if name.startswith("S"))
        self._counts_workspace = WORKSPACE_ADMINS in named
        self._named = named.difference(self._groups, {WORKSPACE_ADMINS})
        self._members: dict[str, frozenset[str]] = {}

    def __contains__(self, user: object) -> bool:
        if user in self._listed():
            return True
        return self._counts_workspace and isinstance(user, str) and self._people.is_workspace_admin(user)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._listed()))

    def __len__(self) -> int:
        return len(self._listed())

    async def refresh_forever(self) -> None:
        """Ask for the members of the user groups, again and again; what cannot be learnt stays as it was."""
        while self._groups:
            for group in self._groups:
                await self._refresh(group)
            await asyncio.sleep(REFRESH_S)

    def _listed(self) -> frozenset[str]:
        return self._named.union(*self._members.values())

    async def _refresh(self, group: str) -> None:
        try:
            told = (await call(self._client.usergroups_users_list(usergroup=group))).get("users")
        except (CallRefusedError, CallLimitedError, CallLostError) as error:
            log.error("group_unknown", extra={"group": group, "error": str(error)})
            return
        members = told if isinstance(told, list) else []
        self._members[group] = frozenset(one for one in members if isinstance(one, str))
