"""The bolt app: which name of Slack's goes to which function, and an ack for all the rest."""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.errors import StateError
from bot.slack.client import web_client
from bot.slack.home.page import HomeAction
from bot.slack.incoming import Identity
from bot.slack.intake.forms import FORM_OF
from bot.slack.listeners.clicks import Clicks
from bot.slack.listeners.questions import Questions
from bot.slack.pressing.modals import FEEDBACK_FORM
from bot.slack.rendering.buttons import Action
from bot.slack.searching.forms import SPEAKER, Shortcut

Listener = Callable[..., Awaitable[None]]
ANYTHING: Final = re.compile("")

# Slack name → function. The manifest, app.yaml, is held equal to these tables by a test.
EVENTS: Final[Mapping[str, Callable[[Questions, Clicks], Listener]]] = {
    "app_mention": lambda questions, _: questions.on_event,
    "message": lambda questions, _: questions.on_event,
    "app_home_opened": lambda _, clicks: clicks.on_home,
}
COMMANDS: Final[Mapping[str, Callable[[Questions], Listener]]] = {
    "/briefing": lambda questions: questions.on_command,
}
ACTIONS: Final[Mapping[str, Callable[[Clicks], Listener]]] = {
    action.value: lambda clicks: clicks.on_action for action in (*Action, *HomeAction)
}
FORMS: Final[Mapping[str, Callable[[Clicks], Listener]]] = {
    **{name: lambda clicks: clicks.on_form for name in (FEEDBACK_FORM, *FORM_OF.values())},
    **{shortcut.value: lambda clicks: clicks.on_search for shortcut in Shortcut},
}
SHORTCUTS: Final[Mapping[str, Callable[[Clicks], Listener]]] = {
    shortcut.value: lambda clicks: clicks.on_shortcut for shortcut in Shortcut
}
SUGGESTED: Final[Mapping[str, Callable[[Clicks], Listener]]] = {SPEAKER: lambda clicks: clicks.on_suggestion}
CLOSED: Final[Mapping[str, Callable[[Clicks], Listener]]] = {}
"""Forms that tell us when they are closed without being sent, those with ``notify_on_close``."""

log = logging.getLogger(__name__)


def build_app(api_url: str, own: Identity, questions: Questions, clicks: Clicks) -> AsyncApp:
    """An app whose ack waits for its listener.

    By default bolt acks first and runs the listener second: a crash in between
    loses the question. Requests are verified by our guard, before bolt.
    """

    async def authorize(enterprise_id: str | None, team_id: str | None, user_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            user_id=user_id,
            bot_user_id=own.bot_user_id,
            bot_id=own.bot_id,
        )

    app = AsyncApp(
        name="briefing",
        process_before_response=True,
        client=web_client(api_url),
        authorize=authorize,
        signing_secret="",
        request_verification_enabled=False,
        attaching_conversation_kwargs_enabled=False,
        attaching_function_token_enabled=False,
    )
    for name, listener in EVENTS.items():
        app.event(name)(listener(questions, clicks))
    for name, typed in COMMANDS.items():
        app.command(name)(typed(questions))
    tables: tuple[tuple[Any, Mapping[str, Callable[[Clicks], Listener]]], ...] = (
        (app.action, ACTIONS),
        (app.view_submission, FORMS),
        (app.view_closed, CLOSED),
        (app.shortcut, SHORTCUTS),
        (app.options, SUGGESTED),
    )
    for register, table in tables:
        for name, pressed in table.items():
            register(_named(name))(pressed(clicks))
    # Slack sends us the commands of our own app alone: one by another name is ours, renamed where its name was taken.
    app.command(ANYTHING)(questions.on_command)
    for register in (app.action, app.shortcut, app.options, app.view_submission, app.view_closed):
        register(ANYTHING)(_on_anything_else)
    app.event(ANYTHING)(_on_another_event)
    app.error(_on_error)
    return app


def _named(name: str) -> re.Pattern[str]:
    """An id of ours, by itself or with what tells it from its neighbours in a row: ``period:2021-02``."""
    return re.compile(rf"^{re.escape(name)}(?::|$)")


async def deliver(app: AsyncApp, body: Mapping[str, Any]) -> BoltResponse:
    """Hand a payload to bolt; 200 means ack, anything else: let Slack send it again.

    Both modes come here with the payload already read. Bolt's own reader of
    form bodies loses a command that has the word ``payload`` in it.
    """
    try:
        response = await app.async_dispatch(AsyncBoltRequest(body=dict(body), mode="socket_mode"))
    except Exception:
        # The last resort: a shape that breaks bolt itself, in its reader or in what it does about errors.
        log.exception("odd_payload", extra={"type": str(body.get("type"))[:40]})
        return BoltResponse(status=200)
    # What nobody listens to is taken all the same, or Slack would send it again and again.
    return BoltResponse(status=200) if response.status == 404 else response


async def _on_another_event() -> None:
    return


async def _on_anything_else(ack: AsyncAck) -> None:
    await ack()


async def _on_error(error: Exception) -> BoltResponse:
    """No ack when the state is in trouble, else an ack and a line in the log."""
    if isinstance(error, (StateError, TimeoutError)):
        log.error("not_accepted", exc_info=error)
        return BoltResponse(status=500)
    log.error("odd_payload", exc_info=error)
    return BoltResponse(status=200)
