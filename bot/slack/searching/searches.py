"""What the shortcuts do: words are searched or verified, and shown in the window alone."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from bot.answer.model import Asker
from bot.answer.showing.holdings import voices
from bot.slack import sentences
from bot.slack.client import CallLimitedError, CallLostError
from bot.slack.incoming import Identity
from bot.slack.payload.plain import plain_text
from bot.slack.people.facts import People
from bot.slack.pressing.answering import Asked, WindowAnswers
from bot.slack.pressing.reading import Click
from bot.slack.pressing.windows import LOADING, Windows, section, view
from bot.slack.rendering.layout import WINDOW
from bot.slack.searching.forms import AFTER, BEFORE, KINDS, WORDS, Shortcut, day_in, form, options_of, question_in
from bot.slack.showing.sheets import Sheets
from bot.state.answers import Answers

ACK_WITHIN_S: Final = 1.5
"""What is found in this time comes with the ack itself; Slack waits three seconds."""
AFTER_ACK_S: Final = 0.5
"""How long an ack may take to be shown, before the window can be filled."""
SUGGEST_WITHIN_S: Final = 2.0
FIELDS_MAX: Final = 5
_ROOM: Final = replace(WINDOW, blocks=WINDOW.blocks - FIELDS_MAX)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Form:
    """What somebody wants to see, and from where.

    Attributes:
        thread_ts: Root of the thread in which the shortcut was used; None outside messages.
    """

    click: Click
    shortcut: str
    filled: Mapping[str, str]
    channel: str | None
    thread_ts: str | None


class Searches:
    """Opens the windows of shortcuts, and finds what stands in them."""

    def __init__(
        self,
        *,
        windows: Windows,
        answering: WindowAnswers,
        people: People,
        sheets: Sheets,
        answers: Answers,
        own: Identity,
    ) -> None:
        self._windows, self._answering, self._own = windows, answering, own
        self._people, self._sheets, self._answers = people, sheets, answers

    async def open(self, click: Click) -> None:
        """Open the window of a shortcut; of a message, with what its words find."""
        if click.action == Shortcut.SEARCH:
            await self._windows.open(click, partial(self._empty, click))
            return
        own = [self._own.bot_user_id] if self._own.bot_user_id else []
        words = _fitting(plain_text(click.text, own), KINDS[click.action].most_chars)
        asked = _Form(click, click.action, {WORDS: words}, click.channel, click.thread_ts or click.message_ts)
        await self._windows.fill_whole(click, KINDS[click.action].title, partial(self._window, asked))

    async def sent(self, click: Click) -> tuple[dict[str, Any], asyncio.Task[dict[str, Any]] | None]:
        """The ack of a form that was sent: what was found, or a word to wait and the work that goes on.

        Raises:
            StateError: Where the shortcut was used could not be read.
        """
        filled = dict(click.form or {})
        if not question_in(filled):
            return {"response_action": "errors", "errors": {WORDS: sentences.NOTHING_ASKED}}, None
        if not _are_in_order(filled):
            return {"response_action": "errors", "errors": {BEFORE: sentences.DAYS_SWAPPED}}, None
        origin = click.private_metadata
        stored = await asyncio.to_thread(self._answers.get, origin, click.team) if origin else None
        is_theirs = stored is not None and stored.asker == click.user
        channel, thread_ts = (stored.channel, stored.thread_ts) if stored and is_theirs else (None, None)
        asked = _Form(click, click.action, filled, channel, thread_ts)
        working = asyncio.ensure_future(self._window(asked))
        try:
            async with asyncio.timeout(ACK_WITHIN_S):
                return _updated(await asyncio.shield(working)), None
        except TimeoutError:
            return _updated(view(KINDS[click.action].title, LOADING)), working

    async def show_later(self, click: Click, working: asyncio.Task[dict[str, Any]]) -> None:
        """Fill a window whose ack only said to wait."""
        await asyncio.sleep(AFTER_ACK_S)

        async def window() -> dict[str, Any]:
            return await working

        await self._windows.update(click, window)

    async def say_posting(self, click: Click) -> None:
        """Say in a window that its answer is on its way to the thread."""

        async def window() -> dict[str, Any]:
            return view("Reply in thread", [section(sentences.REPLYING)])

        await self._windows.update(click, window)

    async def speakers(self, click: Click, typed: str) -> list[dict[str, Any]]:
        """The speakers whose name begins so, for whoever looks for one; none where that cannot be told in time."""
        try:
            async with asyncio.timeout(SUGGEST_WITHIN_S):
                if await self._people.is_outside(click.team, click.user):
                    return []
                return options_of(await asyncio.to_thread(self._named, typed, Asker(None, click.user)))
        except (TimeoutError, CallLimitedError, CallLostError) as error:
            log.warning("no_suggestions", extra={"error": str(error)})
            return []

    def _named(self, typed: str, asker: Asker) -> list[str]:
        return [voice.speaker.name for voice in voices(self._sheets.responder.sight(asker), typed)]

    async def _empty(self, click: Click) -> dict[str, Any]:
        """The form before anything was asked; nothing of the archive stands in it."""
        return form(click.action, {}, "", [], None)

    async def _window(self, asked: _Form) -> dict[str, Any]:
        """The form again with what was found; or why nothing was looked for."""
        click, channel, thread_ts = asked.click, asked.channel, asked.thread_ts
        kind, text = KINDS[asked.shortcut].kind, question_in(asked.filled)
        shown = await self._answering.to(Asked(click, kind, text, channel, thread_ts), _ROOM)
        may_reply = shown.is_public and thread_ts is not None and (channel or "").startswith(("C", "G"))
        origin = shown.answer_id or click.private_metadata
        return form(asked.shortcut, asked.filled, origin, shown.blocks, shown.answer_id if may_reply else None)


def _updated(window: dict[str, Any]) -> dict[str, Any]:
    return {"response_action": "update", "view": window}


def _fitting(words: str, most_chars: int) -> str:
    """As much of a message as a field takes, up to the end of a word."""
    if len(words) <= most_chars:
        return words
    return words[:most_chars].rsplit(maxsplit=1)[0]


def _are_in_order(filled: Mapping[str, str]) -> bool:
    after, before = (day_in(filled.get(name, "")) for name in (AFTER, BEFORE))
    return after is None or before is None or after <= before
