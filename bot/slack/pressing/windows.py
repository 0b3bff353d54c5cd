"""Windows: opened at once, because Slack waits only three seconds, and filled when there is something to show."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import StateError
from bot.slack import sentences
from bot.slack.client import CallLimitedError, CallLostError, CallRefusedError, call
from bot.slack.payload.message import Block
from bot.slack.posting import Posted, Poster, Steps, places_for
from bot.slack.pressing.reading import Click
from bot.slack.replies.reply import said
from bot.telemetry import Counters

UPDATE_TRIES: Final = 3
WAIT_MAX_S: Final = 10.0

log = logging.getLogger(__name__)

Blocks = list[Block]
Fill = Callable[[], Awaitable[Blocks]]
Make = Callable[[], Awaitable[dict[str, Any]]]


class Windows:
    """Opens windows for those who press; where that fails, they are told so."""

    def __init__(self, client: AsyncWebClient, poster: Poster, counters: Counters) -> None:
        self._client, self._poster, self._counters = client, poster, counters

    async def fill(self, click: Click, title: str, content: Fill, *, on_top: bool = False) -> None:
        """Open a window, then show in it what has been found.

        Args:
            on_top: Over the window in which something was pressed, which is there again when this one is closed.
        """

        async def window() -> dict[str, Any]:
            return view(title, await content())

        await self.fill_whole(click, title, window, on_top=on_top)

    async def fill_whole(self, click: Click, title: str, window: Make, *, on_top: bool = False) -> None:
        """The same for a window that has more than content: fields, and a button that sends them."""

        async def show() -> None:
            view_id = await self._open(click, view(title, LOADING), on_top=on_top)
            await self._update(view_id, await window())

        await self._visibly(click, show)

    async def update(self, click: Click, window: Make) -> None:
        """Show something else in the window in which something was pressed."""

        async def show() -> None:
            await self._update(click.view_id or "", await window())

        await self._visibly(click, show)

    async def open(self, click: Click, window: Make) -> None:
        """Open a window that is ready at once."""

        async def show() -> None:
            await self._open(click, await window())

        await self._visibly(click, show)

    async def _visibly(self, click: Click, show: Callable[[], Awaitable[None]]) -> None:
        try:
            await show()
        except (CallRefusedError, CallLimitedError, CallLostError, StateError) as error:
            log.warning("window_failed", extra={"action": click.action, "error": str(error)})
        except Exception:
            # The last resort: nobody waits for this task, and the window would say "one moment" for ever.
            log.exception("window_failed", extra={"action": click.action})
        else:
            self._counters.count("modals_total", outcome="opened")
            return
        self._counters.count("modals_total", outcome="failed")
        await self._tell(click)

    async def _open(self, click: Click, window: dict[str, Any], *, on_top: bool = False) -> str:
        open_view = self._client.views_push if on_top else self._client.views_open
        opened = await call(open_view(trigger_id=click.trigger_id or "", view=window))
        shown: Any = opened.get("view")
        return str(shown.get("id")) if isinstance(shown, dict) else ""

    async def _update(self, view_id: str, window: dict[str, Any]) -> None:
        """Show other content; once more where Slack asks to wait, or where it is not known whether it arrived."""
        for tries_left in reversed(range(UPDATE_TRIES)):
            try:
                await call(self._client.views_update(view_id=view_id, view=window))
                return
            except (CallLimitedError, CallLostError) as error:
                if not tries_left:
                    raise
                wait_s = error.retry_after_s if isinstance(error, CallLimitedError) else 0.0
                await asyncio.sleep(min(wait_s, WAIT_MAX_S))

    async def _tell(self, click: Click) -> None:
        """Say beside the window what it does not show: privately, where the press was made."""
        told = sentences.NO_WINDOW if click.value else sentences.NO_SEARCH_WINDOW
        reply = said(told, "no_window")
        try:
            await self._poster.post(places_for(click.arrival, is_public=False), reply.proved, click.key, _UNWRITTEN)
        except (CallRefusedError, CallLimitedError, CallLostError) as error:
            log.error("presser_unreachable", extra={"action": click.action, "error": str(error)})


def view(title: str, blocks: Blocks) -> dict[str, Any]:
    """A window as Slack takes it."""
    return {"type": "modal", "title": plain(title), "close": plain("Close"), "blocks": blocks}


def section(text: str) -> Block:
    """A sentence of our own."""
    return {"type": "section", "text": plain(text)}


def plain(text: str) -> Block:
    """Text that stays text."""
    return {"type": "plain_text", "text": text, "emoji": False}


async def _nothing(_: Posted | None = None) -> None:
    return


_UNWRITTEN: Final = Steps(can_look=True, begin=_nothing, done=_nothing)
"""Nothing is kept of such a post: a press that opened no window can be made again."""
LOADING: Final = [section("One moment …")]
