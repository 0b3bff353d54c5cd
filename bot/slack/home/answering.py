"""Questions asked with one press on the Home: answered in a window, for whoever pressed alone."""

import asyncio
import json
import logging
from collections.abc import Callable
from functools import partial
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
from bot.slack.pressing.windows import Blocks, Windows, section
from bot.slack.rendering.buttons import buttons_in_window
from bot.slack.rendering.layout import WINDOW
from bot.slack.showing.sheets import ASK, Sheets
from bot.state.answers import Answered, Answers
from bot.state.inbox import REF_CHARS
from bot.telemetry import Counters

TITLE: Final = "Briefings"
ANSWER_TIMEOUT_S: Final = 30.0

log = logging.getLogger(__name__)


class HomeAnswers:
    """Answers questions in windows, within the asker's allowance."""

    def __init__(
        self,
        *,
        windows: Windows,
        people: People,
        sheets: Sheets,
        answers: Answers,
        allowance: Allowance,
        clock: Callable[[], float],
        counters: Counters,
    ) -> None:
        self._windows, self._people, self._sheets, self._answers = windows, people, sheets, answers
        self._allowance, self._clock, self._counters = allowance, clock, counters

    async def show(self, click: Click, text: str, follows: str | None = None) -> None:
        """Open a window and answer in it.

        Args:
            follows: The question that the text refers to, as threads keep it.
        """
        await self._windows.fill(click, TITLE, partial(self._blocks, click, text, follows))

    async def _blocks(self, click: Click, text: str, follows: str | None) -> Blocks:
        answer_id = uuid4().hex
        ref = answer_id[:REF_CHARS].upper()
        try:
            refusal = await self._refusal(click)
            if refusal is not None:
                return [section(refusal)]
            async with asyncio.timeout(ANSWER_TIMEOUT_S):
                return await asyncio.to_thread(self._answer, click, text, follows, answer_id)
        except ProofFailed:
            log.error("proof_failed", extra={"action": click.action, "ref": ref})
            self._counters.count("proof_failed_total")
        except (TimeoutError, StateError, CallLimitedError, CallLostError):
            log.exception("home_answer_failed", extra={"action": click.action, "ref": ref})
        return [section(sentences.failed(ref))]

    async def _refusal(self, click: Click) -> str | None:
        if await self._people.is_outside(click.team, click.user):
            return sentences.GUEST
        over = self._allowance.take(click.team, None, click.user, self._clock())
        if over is None:
            return None
        self._counters.count("rate_limited_total", scope=over.scope)
        return sentences.over_limit(over)

    def _answer(self, click: Click, text: str, follows: str | None, answer_id: str) -> Blocks:
        content = self._sheets.of(ASK, text, Asker(None, click.user), follows)
        buttons = buttons_in_window(content.sheet, answer_id, is_question=True)
        proved = prove(render(content.sheet, buttons, WINDOW), content.sheet, buttons, WINDOW)
        shown = proved.blocks_json or "[]"
        answered = Answered(
            id=answer_id,
            kind=ASK,
            text=text,
            team=click.team,
            channel=None,
            asker=click.user,
            snapshot=content.snapshot,
            quote_ids=tuple(quote.passage.id for quote in content.sheet.quotes if quote.passage.id in shown),
            is_private=True,
            answered_at=self._clock(),
            follows=follows,
            outcome=content.outcome,
        )
        self._answers.keep(answered)
        self._counters.count("answers_total", outcome=content.outcome)
        blocks: Blocks = json.loads(shown)
        return blocks
