"""Answers that stand in windows: for whoever pressed alone, within what they may ask, and kept for their buttons."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from bot.answer.model import Asker
from bot.errors import StateError
from bot.slack import sentences
from bot.slack.client import CallLimitedError, CallLostError
from bot.slack.pacing import Allowance
from bot.slack.payload.blocks import render
from bot.slack.payload.proof import ProofFailed, prove
from bot.slack.people.facts import People
from bot.slack.pressing.reading import Click
from bot.slack.pressing.windows import Blocks, section
from bot.slack.rendering.buttons import buttons_in_window
from bot.slack.rendering.layout import Room
from bot.slack.showing.content import Content
from bot.slack.showing.sheets import ASK, Sheets
from bot.state.answers import Answered, Answers
from bot.state.arrivals import REF_CHARS
from bot.telemetry import Counters

ANSWER_TIMEOUT_S: Final = 30.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see in a window, and from where.

    Attributes:
        text: Empty where a message has no words; then only the place is kept.
        thread_ts: Root of the thread in which it was asked; None outside messages.
        follows: The question that the text refers to, as threads keep it.
    """

    click: Click
    kind: str
    text: str
    channel: str | None = None
    thread_ts: str | None = None
    follows: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What a window shows.

    Attributes:
        answer_id: Of the stored answer; empty where none is.
        is_public: It may be put where others see it too.
    """

    blocks: Blocks
    answer_id: str = ""
    is_public: bool = False


class WindowAnswers:
    """Finds what a window shows; a sentence where somebody may not ask, or where it could not be found."""

    def __init__(
        self,
        *,
        people: People,
        sheets: Sheets,
        answers: Answers,
        allowance: Allowance,
        clock: Callable[[], float],
        counters: Counters,
    ) -> None:
        self._people, self._sheets, self._answers = people, sheets, answers
        self._allowance, self._clock, self._counters = allowance, clock, counters

    async def to(self, asked: Asked, room: Room) -> Shown:
        """The answer to a question, or why there is none."""
        answer_id = uuid4().hex
        ref = answer_id[:REF_CHARS].upper()
        try:
            refusal = await self._refusal(asked)
            if refusal is not None:
                return Shown([section(refusal)])
            async with asyncio.timeout(ANSWER_TIMEOUT_S):
                return await asyncio.to_thread(self._found, asked, room, answer_id)
        except ProofFailed:
            log.error("proof_failed", extra={"action": asked.click.action, "ref": ref})
            self._counters.count("proof_failed_total")
        except (TimeoutError, StateError, CallLimitedError, CallLostError):
            log.exception("window_answer_failed", extra={"action": asked.click.action, "ref": ref})
        return Shown([section(sentences.failed(ref))])

    async def _refusal(self, asked: Asked) -> str | None:
        click = asked.click
        if await self._people.is_outside(click.team, click.user):
            return sentences.GUEST
        over = self._allowance.take(click.team, asked.channel, click.user, self._clock()) if asked.text else None
        if over is None:
            return None
        self._counters.count("rate_limited_total", scope=over.scope)
        return sentences.over_limit(over)

    def _found(self, asked: Asked, room: Room, answer_id: str) -> Shown:
        """Look, prove and keep; plain and blocking."""
        if not asked.text:
            self._keep(asked, answer_id, None)
            return Shown([section(sentences.NO_WORDS)], answer_id)
        content = self._sheets.of(asked.kind, asked.text, Asker(asked.channel, asked.click.user), asked.follows)
        buttons = buttons_in_window(content.sheet, answer_id, is_question=asked.kind == ASK)
        message = render(content.sheet, buttons, room)
        prove(message, content.sheet, buttons, room)
        shown = str(message.blocks)
        ids = tuple(quote.passage.id for quote in content.sheet.quotes if quote.passage.id in shown)
        self._keep(asked, answer_id, content, ids)
        self._counters.count("answers_total", outcome=content.outcome)
        return Shown(list(message.blocks), answer_id, content.is_public)

    def _keep(self, asked: Asked, answer_id: str, content: Content | None, ids: tuple[str, ...] = ()) -> None:
        self._answers.keep(
            Answered(
                id=answer_id,
                kind=asked.kind,
                text=asked.text,
                team=asked.click.team,
                channel=asked.channel,
                asker=asked.click.user,
                snapshot=content.snapshot if content is not None else "",
                quote_ids=ids,
                is_private=True,
                answered_at=self._clock(),
                follows=asked.follows,
                outcome=content.outcome if content is not None else None,
                thread_ts=asked.thread_ts,
            )
        )
