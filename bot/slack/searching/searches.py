"""What the shortcuts do: words are searched or verified, and shown in the window alone."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final
from uuid import uuid4

from bot.answer.model import Asker
from bot.answer.showing.holdings import voices
from bot.errors import StateError
from bot.slack import sentences
from bot.slack.client import CallLimitedError, CallLostError
from bot.slack.incoming import Identity
from bot.slack.pacing import Allowance
from bot.slack.payload.blocks import render
from bot.slack.payload.plain import plain_text
from bot.slack.payload.proof import ProofFailed, prove
from bot.slack.people.facts import People
from bot.slack.pressing.reading import Click
from bot.slack.pressing.windows import LOADING, Blocks, Windows, section, view
from bot.slack.rendering.buttons import buttons_in_window
from bot.slack.rendering.layout import WINDOW
from bot.slack.searching.forms import AFTER, BEFORE, KINDS, WORDS, Shortcut, day_in, form, options_of, question_in
from bot.slack.showing.content import Content
from bot.slack.showing.sheets import ASK, Sheets
from bot.state.answers import Answered, Answers
from bot.state.inbox import REF_CHARS
from bot.telemetry import Counters

COMPUTE_TIMEOUT_S: Final = 30.0
ACK_WITHIN_S: Final = 1.5
"""What is found in this time comes with the ack itself; Slack waits three seconds."""
AFTER_ACK_S: Final = 0.5
"""How long an ack may take to be shown, before the window can be filled."""
SUGGEST_WITHIN_S: Final = 2.0
FIELDS_MAX: Final = 5
_ROOM: Final = replace(WINDOW, blocks=WINDOW.blocks - FIELDS_MAX)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What somebody wants to see, and from where.

    Attributes:
        thread_ts: Root of the thread in which the shortcut was used; None outside messages.
    """

    click: Click
    shortcut: str
    filled: Mapping[str, str]
    channel: str | None
    thread_ts: str | None

    @property
    def text(self) -> str:
        return question_in(self.filled)

    @property
    def asker(self) -> Asker:
        return Asker(self.channel, self.click.user)


class Searches:
    """Opens the windows of shortcuts, and finds what stands in them."""

    def __init__(
        self,
        *,
        windows: Windows,
        people: People,
        sheets: Sheets,
        answers: Answers,
        allowance: Allowance,
        own: Identity,
        clock: Callable[[], float],
        counters: Counters,
    ) -> None:
        self._windows, self._people, self._sheets, self._answers = windows, people, sheets, answers
        self._allowance, self._own, self._clock, self._counters = allowance, own, clock, counters

    async def open(self, click: Click) -> None:
        """Open the window of a shortcut; of a message, with what its words find."""
        if click.action == Shortcut.SEARCH:
            await self._windows.open(click, partial(self._empty, click))
            return
        own = [self._own.bot_user_id] if self._own.bot_user_id else []
        words = _fitting(plain_text(click.text, own), KINDS[click.action].most_chars)
        asked = _Asked(click, click.action, {WORDS: words}, click.channel, click.thread_ts or click.message_ts)
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
        asked = _Asked(click, click.action, filled, channel, thread_ts)
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

    async def _window(self, asked: _Asked) -> dict[str, Any]:
        """The form again with what was found; or why nothing was looked for."""
        answer_id = uuid4().hex
        try:
            refusal = await self._refusal(asked)
            if refusal is not None:
                return self._form(asked, "", [section(refusal)], None)
            async with asyncio.timeout(COMPUTE_TIMEOUT_S):
                return await asyncio.to_thread(self._found, asked, answer_id)
        except ProofFailed:
            log.error("proof_failed", extra={"action": asked.shortcut, "ref": _ref(answer_id)})
            self._counters.count("proof_failed_total")
        except TimeoutError:
            log.warning("search_slow", extra={"action": asked.shortcut, "ref": _ref(answer_id)})
        except (StateError, CallLimitedError, CallLostError):
            log.warning("search_failed", exc_info=True, extra={"ref": _ref(answer_id)})
        return self._form(asked, "", [section(sentences.failed(_ref(answer_id)))], None)

    async def _refusal(self, asked: _Asked) -> str | None:
        click = asked.click
        if await self._people.is_outside(click.team, click.user):
            return sentences.GUEST
        over = self._allowance.take(click.team, asked.channel, click.user, self._clock()) if asked.text else None
        if over is None:
            return None
        self._counters.count("rate_limited_total", scope=over.scope)
        return sentences.over_limit(over)

    def _found(self, asked: _Asked, answer_id: str) -> dict[str, Any]:
        """Look, prove and keep; plain and blocking."""
        if not asked.text:
            self._keep(asked, answer_id, None)
            return self._form(asked, answer_id, [section(sentences.NO_WORDS)], None)
        kind = KINDS[asked.shortcut].kind
        content = self._sheets.of(kind, asked.text, asked.asker)
        buttons = buttons_in_window(content.sheet, answer_id, is_question=kind == ASK)
        message = render(content.sheet, buttons, _ROOM)
        prove(message, content.sheet, buttons, _ROOM)
        shown = str(message.blocks)
        ids = tuple(quote.passage.id for quote in content.sheet.quotes if quote.passage.id in shown)
        self._keep(asked, answer_id, content, ids)
        self._counters.count("answers_total", outcome=content.outcome)
        may_reply = content.is_public and asked.thread_ts is not None and (asked.channel or "").startswith(("C", "G"))
        return self._form(asked, answer_id, list(message.blocks), answer_id if may_reply else None)

    def _form(self, asked: _Asked, origin: str, found: Blocks, reply_id: str | None) -> dict[str, Any]:
        return form(asked.shortcut, asked.filled, origin or asked.click.private_metadata, found, reply_id)

    def _keep(self, asked: _Asked, answer_id: str, content: Content | None, ids: tuple[str, ...] = ()) -> None:
        self._answers.keep(
            Answered(
                id=answer_id,
                kind=KINDS[asked.shortcut].kind,
                text=asked.text,
                team=asked.click.team,
                channel=asked.channel,
                asker=asked.click.user,
                snapshot=content.snapshot if content is not None else "",
                quote_ids=ids,
                is_private=True,
                answered_at=self._clock(),
                outcome=content.outcome if content is not None else None,
                thread_ts=asked.thread_ts,
            )
        )


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


def _ref(answer_id: str) -> str:
    return answer_id[:REF_CHARS].upper()
