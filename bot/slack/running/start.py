"""The first words with Slack: are the tokens right, and who are we."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import SettingsError
from bot.slack.client import CallLimitedError, CallLostError, CallRefusedError, call
from bot.slack.incoming import Identity

BACKOFF_FIRST_S: Final = 0.5
BACKOFF_MAX_S: Final = 10.0
# Source: docs.slack.dev, auth.test and apps.connections.open, "Errors": the ones that no waiting mends.
_WRONG_TOKEN: Final = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "not_allowed_token_type",
        "missing_scope",
        "no_permission",
        "forbidden_team",
        "team_access_not_granted",
    }
)

log = logging.getLogger(__name__)


async def introduce(client: AsyncWebClient, needs: Mapping[str, frozenset[str]]) -> Identity:
    """Who the bot token says we are; waits for Slack as long as it takes.

    Args:
        needs: Settings that are on, with the scopes that they need beyond those of the app.

    Raises:
        SettingsError: Slack does not accept the bot token, or it lacks a scope that a setting needs.
    """
    granted: set[str] = set()

    async def greet() -> AsyncSlackResponse:
        response = await client.auth_test()
        granted.update(_scopes_of(response.headers))
        return response

    fields = await _insist(
        greet,
        "SLACK_BOT_TOKEN",
        "copy the Bot User OAuth Token again, under OAuth & Permissions, after installing the app",
    )
    _refuse_lacking(needs, granted)
    user, bot = fields.get("user_id"), fields.get("bot_id")
    return Identity(user if isinstance(user, str) else None, bot if isinstance(bot, str) else None)


def _scopes_of(headers: Mapping[str, Any]) -> list[str]:
    """The scopes of our token, as Slack tells them beside each reply."""
    told = [str(value) for name, value in headers.items() if name.lower() == "x-oauth-scopes"]
    return [scope.strip() for one in told for scope in one.split(",") if scope.strip()]


def _refuse_lacking(needs: Mapping[str, frozenset[str]], granted: set[str]) -> None:
    lacking = {variable: sorted(scopes - granted) for variable, scopes in needs.items() if scopes - granted}
    if granted and lacking:
        raise SettingsError(
            "\n".join(
                f"{variable} is on, and the app lacks {' and '.join(scopes)}: add what stands in deploy/ to its "
                "manifest and install it again, or set it to off"
                for variable, scopes in lacking.items()
            )
        )


async def open_socket(client: AsyncWebClient, app_token: str) -> str:
    """The address of a first WebSocket; waits for Slack as long as it takes.

    slack_sdk's client cannot tell a wrong app token from a Slack that is away:
    it would try again for ever.

    Raises:
        SettingsError: Slack does not accept the app token.
    """
    fields = await _insist(
        lambda: client.apps_connections_open(app_token=app_token),
        "SLACK_APP_TOKEN",
        "make an app-level token with the scope connections:write, under Basic Information, and switch on Socket Mode",
    )
    return str(fields.get("url", ""))


async def _insist(method: Callable[[], Awaitable[AsyncSlackResponse]], variable: str, mend: str) -> dict[str, Any]:
    wait_s = BACKOFF_FIRST_S
    while True:
        try:
            return await call(method())
        except CallRefusedError as error:
            if error.error in _WRONG_TOKEN:
                raise SettingsError(f"{variable} is not accepted by Slack ({error.error}): {mend}") from None
            reason = error.error
        except (CallLimitedError, CallLostError) as error:
            reason = str(error)
        log.warning("slack_not_reached", extra={"variable": variable, "reason": reason, "again_in_s": wait_s})
        await asyncio.sleep(wait_s)
        wait_s = min(wait_s * 2, BACKOFF_MAX_S)
