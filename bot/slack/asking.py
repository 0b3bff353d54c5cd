"""The worker: takes accepted questions from the inbox and sees each to one visible end."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final, assert_never

from bot.errors import StateError
from bot.slack import sentences
from bot.slack.agent.status import Working
from bot.slack.books import Books
from bot.slack.client import CallLimitedError, CallLostError, CallRefusedError
from bot.slack.looking import Found, Looking, Unseen
from bot.slack.posting import OUR_FAULT, Posted, Poster, Steps, Thread, places_for
from bot.slack.replies.remembered import Remembered
from bot.slack.replies.replies import Replies
from bot.slack.replies.reply import Deletion, Reply, Silence, said
from bot.state.answers import PERHAPS_POSTED, Answered, Answers
from bot.state.arrivals import Claim, Entrance
from bot.state.audit import Audit
from bot.state.inbox import ATTEMPTS_MAX, LEASE_S, Inbox
from bot.state.threads import Place
from bot.telemetry import Counters

WORKERS_MAX: Final = 16
POLL_S: Final = 0.5
RENEW_S: Final = LEASE_S / 3
BACKOFF_FIRST_S: Final = 1.0
BACKOFF_FACTOR: Final = 3  # Five attempts outlast 40 s of trouble.
SHUTDOWN_S: Final = 20.0
SIDE_BY_SIDE: Final = (Entrance.DIRECT, Entrance.DIGEST)
"""Can be looked for, or are few and never sent again unseen: they wait for no other post, and none waits for them."""

log = logging.getLogger(__name__)


class _LeaseLostError(Exception):
    """Another worker has the question now."""


class Asking:
    """Claims questions, up to sixteen at a time, and answers them."""

    def __init__(
        self,
        *,
        inbox: Inbox,
        answers: Answers,
        audit: Audit,
        replies: Replies,
        remembered: Remembered,
        poster: Poster,
        looking: Looking,
        clock: Callable[[], datetime],
        counters: Counters,
        working: Working | None = None,
    ) -> None:
        self._inbox, self._answers, self._replies, self._poster = inbox, answers, replies, poster
        self._remembered, self._working = remembered, working
        self._looking, self._clock, self._counters = looking, clock, counters
        self._books = Books(audit, counters, self._now)
        self._news = asyncio.Event()
        self._running: dict[asyncio.Task[None], Claim] = {}

    def wake(self) -> None:
        """Say that a question has come in."""
        self._news.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Work until told to stop; then finish what is in work, and give back what is not done in time."""
        async with asyncio.TaskGroup() as group:
            while not stop.is_set():
                self._news.clear()
                claim = await self._claim() if len(self._running) < WORKERS_MAX else None
                if claim is None:
                    await self._pause()
                    continue
                task = group.create_task(self._work(claim))
                self._running[task] = claim
                task.add_done_callback(self._forget)
            await self._wind_down()

    def _now(self) -> float:
        return self._clock().timestamp()

    def _forget(self, task: asyncio.Task[None]) -> None:
        del self._running[task]
        self._news.set()

    async def _claim(self) -> Claim | None:
        try:
            return await asyncio.to_thread(self._inbox.claim, self._now())
        except StateError:
            log.warning("claim_failed", exc_info=True)
            await asyncio.sleep(POLL_S)
            return None

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(POLL_S):
                await self._news.wait()
        except TimeoutError:
            return

    async def _wind_down(self) -> None:
        if self._running:
            await asyncio.wait(list(self._running), timeout=SHUTDOWN_S)
        unfinished = dict(self._running)
        for task in unfinished:
            task.cancel()
        for claim in unfinished.values():
            await asyncio.to_thread(self._inbox.hand_back, claim, self._now())

    async def _work(self, claim: Claim) -> None:
        """Answer one question while its lease is renewed beside the work, and the asker sees that it goes on."""
        settled = asyncio.Event()
        try:
            async with asyncio.TaskGroup() as group:
                renewing = group.create_task(self._renew(claim))
                if self._working is not None:
                    group.create_task(self._working.show(claim.arrival, settled))
                await self._settle(claim)
                settled.set()
                renewing.cancel()
        except* _LeaseLostError:
            log.warning("lease_lost", extra={"ref": claim.ref})
        except* Exception:
            # The row stays leased; when the lease runs out the next attempt looks before it posts.
            log.exception("question_left", extra={"ref": claim.ref})

    async def _renew(self, claim: Claim) -> None:
        while True:
            await asyncio.sleep(RENEW_S)
            try:
                if not await asyncio.to_thread(self._inbox.renew, claim, self._now()):
                    raise _LeaseLostError
            except StateError:
                log.warning("renew_failed", extra={"ref": claim.ref})

    async def _settle(self, claim: Claim) -> None:
        try:
            await self._see_through(claim)
        except (StateError, _LeaseLostError):
            raise
        except Exception:
            # The last resort: whatever broke, the asker is told and the other questions go on.
            log.exception("question_failed", extra={"ref": claim.ref})
            await self._give_up(claim, "error")

    async def _see_through(self, claim: Claim) -> None:
        try:
            seen = await self._looking.find(claim) if claim.maybe_posted else Unseen.NOT_THERE
        except (CallLimitedError, CallLostError) as error:
            if claim.attempt <= ATTEMPTS_MAX:
                await self._try_later(claim, error, maybe_posted=True)
                return
            seen = Unseen.UNKNOWN
        if isinstance(seen, Found):
            await asyncio.to_thread(self._answers.posted, claim.id, seen.channel, seen.ts)
            return await self._finish(claim, "posted_before", seen.ts)
        if seen is Unseen.UNKNOWN and claim.arrival.entrance is Entrance.DIGEST:
            return await self._give_up(claim, PERHAPS_POSTED)  # Nobody asked for it: rather told so than told twice.
        if claim.attempt > ATTEMPTS_MAX:
            log.error("attempts_used_up", extra={"ref": claim.ref})
            return await self._give_up(claim, "attempts_used_up")
        await self._carry_out(claim)

    async def _carry_out(self, claim: Claim) -> None:
        try:
            reply = await self._replies.to(claim)
        except (CallLimitedError, CallLostError) as error:
            await self._try_later(claim, error, maybe_posted=claim.maybe_posted)
            return
        match reply:
            case Silence(outcome):
                await self._finish(claim, outcome, None)
            case Deletion():
                await self._take_away(claim, reply)
            case Reply():
                await self._post(claim, reply)
            case _:
                assert_never(reply)

    async def _take_away(self, claim: Claim, deletion: Deletion) -> None:
        try:
            await self._poster.take_away(deletion.channel, deletion.ts)
        except (CallLimitedError, CallLostError) as error:
            await self._try_later(claim, error, maybe_posted=False)
        except CallRefusedError as error:
            log.warning("delete_refused", extra={"ref": claim.ref, "error": error.error})
            await self._post(claim, deletion.otherwise)
        else:
            await self._give_back(deletion.shared)
            await self._finish(claim, "deleted", None)

    async def _post(self, claim: Claim, reply: Reply) -> None:
        async def done(posted: Posted) -> None:
            await self._books.blocks_refused(claim, posted)
            await self._note_place(claim, reply, posted)
            await self._finish(claim, reply.outcome, posted.ts, reply.quote_ids)

        try:
            if reply.answered is not None:
                await asyncio.to_thread(self._answers.keep, reply.answered)
            places = reply.places or places_for(claim.arrival, reply.is_public)
            await self._poster.post(places, reply.proved, claim.id, self._steps(claim, done))
        except CallLostError as error:
            if error.maybe_done and claim.maybe_posted and claim.arrival.entrance not in SIDE_BY_SIDE:
                # Twice sent where nobody can look: a third copy would be worse than a first that was lost twice.
                await self._finish(claim, PERHAPS_POSTED, None)
            else:
                await self._try_later(claim, error, maybe_posted=error.maybe_done)
        except CallLimitedError as error:
            await self._try_later(claim, error, maybe_posted=False)
        except CallRefusedError as error:
            await self._refused(claim, reply, error)

    async def _note_place(self, claim: Claim, reply: Reply, posted: Posted) -> None:
        if reply.answered is not None and isinstance(posted.place, Thread) and posted.ts:
            channel = posted.channel or posted.place.channel
            await asyncio.to_thread(self._answers.posted, reply.answered.id, channel, posted.ts)
            if reply.remembers is not None:
                place = Place(claim.arrival.team, channel, posted.place.thread_ts or posted.ts, posted.ts)
                await asyncio.to_thread(self._remembered.keep_shared, place, reply.remembers, self._now())

    async def _refused(self, claim: Claim, reply: Reply, error: CallRefusedError) -> None:
        if error.error in OUR_FAULT:
            await self._try_later(claim, error, maybe_posted=False)
        elif reply.otherwise is not None:
            await self._give_back(reply.answered)
            await self._replies.take_back(claim, reply)
            await self._post(claim, reply.otherwise)
        else:
            await self._tell_elsewhere(claim, error.error)

    async def _give_back(self, shared: Answered | None) -> None:
        """It is shared no more, or was not after all: the next press may share it."""
        if shared is not None and shared.shared_of is not None and shared.channel is not None:
            await asyncio.to_thread(self._answers.give_back_share, shared.shared_of, shared.channel, shared.id)

    def _steps(self, claim: Claim, done: Callable[[Posted], Awaitable[None]]) -> Steps:
        async def begin() -> None:
            if not await asyncio.to_thread(self._inbox.begin_posting, claim, self._now()):
                raise _LeaseLostError

        return Steps(claim.arrival.entrance in SIDE_BY_SIDE, begin, done)

    async def _finish(self, claim: Claim, outcome: str, ts: str | None, quote_ids: tuple[str, ...] = ()) -> None:
        await asyncio.to_thread(self._inbox.finish, claim, outcome, self._now(), ts, quote_ids)
        self._books.closed(claim, outcome)

    async def _try_later(self, claim: Claim, error: Exception, maybe_posted: bool) -> None:
        log.warning(
            "post_again_later",
            extra={"ref": claim.ref, "attempt": claim.attempt, "error": str(error), "maybe_posted": maybe_posted},
        )
        self._counters.count("post_retries_total")
        retry_at = self._now() + BACKOFF_FIRST_S * BACKOFF_FACTOR ** (claim.attempt - 1)
        await asyncio.to_thread(self._inbox.release, claim, retry_at, maybe_posted)

    async def _tell_elsewhere(self, claim: Claim, error: str) -> None:
        """The channel takes nothing from us: tell the asker in a direct message."""

        async def close(outcome: str) -> None:
            await self._books.refused(claim, error, outcome)
            await self._finish(claim, outcome, None)

        if claim.arrival.entrance is not Entrance.MENTION:
            await close("undeliverable")
            return
        try:
            steps = self._steps(claim, lambda _: close("told_elsewhere"))
            proved = said(sentences.CANNOT_POST, "told_elsewhere").proved
            await self._poster.post([Thread(claim.arrival.user, None)], proved, claim.id, steps)
        except (CallRefusedError, CallLimitedError, CallLostError) as second:
            log.error("asker_unreachable", extra={"ref": claim.ref, "error": str(second)})
            await close("undeliverable")

    async def _give_up(self, claim: Claim, outcome: str) -> None:
        """Say once that it failed, then close the question; of a digest nobody is told, and it is due again."""

        async def close(_: Posted | None) -> None:
            await asyncio.to_thread(self._inbox.fail, claim, outcome, self._now())
            self._books.closed(claim, outcome)

        await self._say_last(claim, await self._replies.last_word(claim, outcome), close)

    async def _say_last(
        self, claim: Claim, reply: Reply | None, close: Callable[[Posted | None], Awaitable[None]]
    ) -> None:
        """Say it if it can be said, and close the question in any case."""
        if reply is None:
            return await close(None)
        try:
            places = places_for(claim.arrival, reply.is_public)
            await self._poster.post(places, reply.proved, claim.id, self._steps(claim, close))
        except (CallRefusedError, CallLimitedError, CallLostError) as error:
            log.error("asker_unreachable", extra={"ref": claim.ref, "error": str(error)})
            await close(None)
