"""What admins do with words: each act is checked, carried out and written down."""

import asyncio
from collections.abc import Callable, Set
from datetime import UTC, datetime
from typing import Final

from bot.answer.model import Asker
from bot.answer.responder import Responder
from bot.slack import sentences
from bot.slack.desk.deciding import Act, Deciding
from bot.slack.payload.blocks import render
from bot.slack.payload.proof import prove
from bot.slack.rendering.feedback import feedback_text
from bot.slack.rendering.gaps import GAPS_DAYS, gaps_text
from bot.slack.rendering.sheet import own_sheet
from bot.slack.replies.reply import Reply, said
from bot.state.answers import DAY_S, Answers
from bot.state.arrivals import Claim
from bot.state.audit import Audit, Deed
from bot.store.live import KnowledgeStore

RELOAD_TIMEOUT_S: Final = 900.0


class Administering:
    """The acts of admins, by the word that asks for them."""

    def __init__(
        self,
        *,
        store: KnowledgeStore,
        deciding: Deciding,
        responder: Responder,
        answers: Answers,
        admins: Set[str],
        audit: Audit,
        clock: Callable[[], datetime],
    ) -> None:
        self._store, self._responder, self._answers = store, responder, answers
        self._admins, self._audit, self._clock = admins, audit, clock
        self._does: dict[str, Act] = {"reload": self._reload, "gaps": self._gaps, **deciding.acts}
        self._does |= {"report": self._report, "feedback": self._feedback}  # Pressed on the Home, never typed.
        self._last_report: str | None = None

    async def reply(self, claim: Claim, word: str, rest: str) -> Reply:
        """Do what an admin asks for; anybody else is refused, and that is written down too."""
        if claim.arrival.user not in self._admins:
            await self._write_down(claim, f"{word} {rest}".strip(), None, "refused: not an admin")
            return said(sentences.not_admin(word), "not_admin")
        return await self._does[word](claim, rest)

    async def _reload(self, claim: Claim, rest: str) -> Reply:
        dry_run = bool(rest)
        async with asyncio.timeout(RELOAD_TIMEOUT_S):
            report = await asyncio.to_thread(self._store.reload, dry_run)
        result = f"refused: {len(report.problems)} problems" if report.is_refused else "done"
        await self._write_down(claim, "reload --dry-run" if dry_run else "reload", report.version_after, result)
        text = sentences.reload_report(report)
        self._last_report = f"{self._clock().astimezone(UTC):%Y-%m-%d %H:%M} UTC:\n{text}"
        return said(text, "reload")

    async def _report(self, claim: Claim, _: str) -> Reply:
        """The last report of this process; after a restart, what was written down of it."""
        if self._last_report is not None:
            return said(self._last_report, "report")
        lines = [line for line in await asyncio.to_thread(self._audit.read) if line[1].what.startswith("reload")]
        if not lines:
            return said("Nobody has reloaded the archive yet.", "report")
        at, deed = lines[-1]
        return said(f"{at[:16].replace('T', ' ')} UTC: {deed.what}, version {deed.target}: {deed.result}.", "report")

    async def _feedback(self, claim: Claim, _: str) -> Reply:
        arrival = claim.arrival
        opinions = await asyncio.to_thread(self._answers.opinions, arrival.team)
        coverage = await asyncio.to_thread(self._responder.coverage, Asker(arrival.channel, arrival.user))
        sheet = own_sheet("What people thought of answers", feedback_text(opinions), coverage)
        await self._write_down(claim, "feedback", None, "done")
        return Reply(prove(render(sheet), sheet), "feedback")

    async def _gaps(self, claim: Claim, rest: str) -> Reply:
        days, arrival = int(rest or GAPS_DAYS), claim.arrival
        since = self._clock().timestamp() - min(days, self._answers.keep_days) * DAY_S
        unanswered = await asyncio.to_thread(self._answers.unanswered, arrival.team, since)
        coverage = await asyncio.to_thread(self._responder.coverage, Asker(arrival.channel, arrival.user))
        text = gaps_text(unanswered, days, self._answers.keep_days)
        # As a sheet: what people asked may hold anything, and is data in blocks.
        sheet = own_sheet("Questions that found nothing", text, coverage)
        await self._write_down(claim, "gaps", str(days), "done")
        return Reply(prove(render(sheet), sheet), "gaps")

    async def _write_down(self, claim: Claim, what: str, target: str | None, result: str) -> None:
        who = f"{claim.arrival.team}:{claim.arrival.user}"
        deed = Deed(who, what, target, result, claim.ref)
        await asyncio.to_thread(self._audit.write, deed, self._clock().timestamp())
