"""The first words with Slack: are the tokens right, and who are we."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
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


async def introduce(client: AsyncWebClient) -> Identity:
    """Who the bot token says we are; waits for Slack as long as it takes.

    Raises:
        SettingsError: Slack does not accept the bot token.
    """
    fields = await _insist(
        client.auth_test,
        "SLACK_BOT_TOKEN",
        "copy the Bot User OAuth Token again, under OAuth & Permissions, after installing the app",
    )
    user, bot = fields.get("user_id"), fields.get("bot_id")
    return Identity(user if isinstance(user, str) else None, bot if isinstance(bot, str) else None)


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
