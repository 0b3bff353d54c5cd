"""Presses and forms: what changes something is written down before the ack, what opens a window opens it at once."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, Final

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.agent.prompts import Prompts
from bot.slack.home.home import Home
from bot.slack.incoming import Ignored
from bot.slack.intake.forms import FORM_OF, Forms
from bot.slack.pressing.modals import FEEDBACK_FORM, Modals
from bot.slack.pressing.reading import (
    MESSAGES_OPENED,
    read_click,
    read_home,
    read_shortcut,
    read_submission,
    read_suggestion,
)
from bot.slack.rendering.buttons import Action
from bot.slack.searching.searches import Searches
from bot.state.arrivals import Arrival
from bot.state.inbox import Inbox
from bot.telemetry import Counters

PUT_TIMEOUT_S: Final = 2.0
DURABLE: Final = frozenset(
    {
        Action.SHARE,
        Action.REPLY,
        Action.DELETE,
        Action.FEEDBACK,
        Action.CORRECT,
        Action.ALERT_OFF,
        Action.IMPORT_ADD,
        Action.IMPORT_CANCEL,
    }
)

log = logging.getLogger(__name__)


class Clicks:
    """Listeners for buttons, forms and shortcuts."""

    def __init__(
        self,
        inbox: Inbox,
        modals: Modals,
        searches: Searches,
        home: Home,
        clock: Callable[[], datetime],
        wake: Callable[[], None],
        counters: Counters,
        forms: Forms | None = None,
        prompts: Prompts | None = None,
    ) -> None:
        self._forms, self._prompts = forms, prompts
        self._inbox, self._modals, self._searches, self._clock = inbox, modals, searches, clock
        self._home, self._wake, self._counters = home, wake, counters
        self._opening: set[asyncio.Task[None]] = set()

    async def on_action(self, body: dict[str, Any], ack: AsyncAck) -> None:
        """A press of one of our buttons."""
        click = read_click(body)
        if isinstance(click, Ignored):
            self._count("ignored")
        elif self._modals.opens(click):
            self._begin(self._modals.open(click))
            self._count("opened")
        elif self._forms is not None and self._forms.opens(click):
            self._begin(self._forms.open(click))
            self._count("opened")
        elif self._home.opens(click):
            self._begin(self._home.open(click))
            self._count("opened")
        elif click.action in DURABLE:
            await self._put(click.arrival)
            if click.action == Action.REPLY:
                self._begin(self._searches.say_posting(click))
        await ack()

    async def on_home(self, body: dict[str, Any]) -> None:
        """The app is opened: its Home is published as it is now, its pane for agents suggests questions."""
        click = read_home(body)
        if isinstance(click, Ignored):
            self._count("ignored")
        elif click.action != MESSAGES_OPENED:
            self._begin(self._home.show(click))
            self._count("home")
        elif self._prompts is not None:
            self._begin(self._prompts.suggest(click))
            self._count("pane")
        else:
            self._count("ignored")

    async def on_shortcut(self, body: dict[str, Any], ack: AsyncAck) -> None:
        """A shortcut, of a message or from anywhere: its window opens at once."""
        click = read_shortcut(body)
        if isinstance(click, Ignored):
            self._count("ignored")
        else:
            self._begin(self._searches.open(click))
            self._count("shortcut")
        await ack()

    async def on_search(self, body: dict[str, Any], ack: AsyncAck) -> None:
        """The form of a shortcut that was sent."""
        click = read_submission(body)
        if isinstance(click, Ignored):
            self._count("ignored")
            await ack()
            return
        answer, working = await self._searches.sent(click)
        self._count("form")
        await ack(**answer)
        if working is not None:
            self._begin(self._searches.show_later(click, working))

    async def on_suggestion(self, body: dict[str, Any], ack: AsyncAck) -> None:
        """Somebody types the beginning of a speaker's name."""
        read = read_suggestion(body)
        await ack(options=[] if isinstance(read, Ignored) else await self._searches.speakers(*read))

    async def on_form(self, body: dict[str, Any], ack: AsyncAck) -> None:
        """A form of ours that was sent."""
        click = read_submission(body)
        if isinstance(click, Ignored):
            self._count("ignored")
        elif click.action == FEEDBACK_FORM:
            async with asyncio.timeout(PUT_TIMEOUT_S):
                answer = await self._modals.on_reason(click)
            self._count("form")
            await ack(**answer)
            return
        elif self._forms is not None and click.action in FORM_OF.values():
            async with asyncio.timeout(PUT_TIMEOUT_S):
                answer, arrival = await self._forms.sent(click)
            if arrival is not None:
                await self._put(arrival)
            self._count("form")
            await ack(**answer)
            return
        await ack()

    async def _put(self, arrival: Arrival) -> None:
        async with asyncio.timeout(PUT_TIMEOUT_S):
            is_new = await asyncio.to_thread(self._inbox.put, arrival, self._clock().timestamp())
        self._count("accepted" if is_new else "duplicate")
        if is_new:
            self._wake()

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Work that goes on after the ack; held on to, since nobody waits for it."""
        task = asyncio.get_running_loop().create_task(work)
        self._opening.add(task)
        task.add_done_callback(self._opening.discard)

    def _count(self, outcome: str) -> None:
        self._counters.count("events_total", type="click", outcome=outcome)
