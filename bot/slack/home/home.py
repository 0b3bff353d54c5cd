"""Shows each person their Home, and does what its buttons ask for; what may be seen is decided at each press."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import Any, Final
from uuid import uuid4

from slack_sdk.web.async_client import AsyncWebClient

from bot.answer.holding import holding_of
from bot.answer.model import Asker
from bot.answer.responder import Responder
from bot.errors import StateError
from bot.slack import sentences
from bot.slack.client import CallLimitedError, CallLostError, CallRefusedError, call
from bot.slack.home.examples import examples_for
from bot.slack.home.page import HomeAction, HomeFacts, closed_view, home_view
from bot.slack.payload.escape import shorten
from bot.slack.payload.plain import unescape
from bot.slack.people.facts import People
from bot.slack.pressing.answering import Asked, WindowAnswers
from bot.slack.pressing.reading import Click
from bot.slack.pressing.windows import UPDATE_TRIES, WAIT_MAX_S, Blocks, Windows, section
from bot.slack.rendering.layout import WINDOW
from bot.slack.replies.administering import Administering
from bot.slack.replies.reply import Reply
from bot.slack.searching.forms import Shortcut
from bot.slack.searching.searches import Searches
from bot.slack.showing.sheets import ASK
from bot.state.answers import Answers
from bot.state.arrivals import REF_CHARS, Claim
from bot.state.recalled import Recalled

RECENT_MAX: Final = 5
REPORT_MAX_CHARS: Final = 2_900
TITLE: Final = "Briefings"
ADMIN_TITLE: Final = "For admins"

_ACTS: Final[Mapping[str, tuple[str, str]]] = {
    HomeAction.RELOAD: ("reload", ""),
    HomeAction.DRY_RUN: ("reload", "--dry-run"),
    HomeAction.REPORT: ("report", ""),
    HomeAction.GAPS: ("gaps", ""),
    HomeAction.FEEDBACK: ("feedback", ""),
}

log = logging.getLogger(__name__)


class Home:
    """Publishes Homes and answers their buttons."""

    def __init__(
        self,
        *,
        client: AsyncWebClient,
        windows: Windows,
        searches: Searches,
        answering: WindowAnswers,
        responder: Responder,
        people: People,
        answers: Answers,
        recalled: Recalled,
        admins: Set[str],
        administering: Administering,
        clock: Callable[[], float],
    ) -> None:
        self._client, self._windows, self._responder = client, windows, responder
        self._searches, self._answering = searches, answering
        self._people, self._answers, self._recalled = people, answers, recalled
        self._admins, self._administering, self._clock = admins, administering, clock

    def opens(self, click: Click) -> bool:
        """Whether this press is one of the Home's."""
        return click.action in set(HomeAction)

    async def show(self, click: Click) -> None:
        """Publish the Home of whoever opened it."""
        try:
            page = await self._page(click)
            for tries_left in reversed(range(UPDATE_TRIES)):
                try:
                    await call(self._client.views_publish(user_id=click.user, view=page))
                    return
                except (CallLimitedError, CallLostError) as error:
                    if not tries_left:
                        raise
                    await asyncio.sleep(
                        min(error.retry_after_s if isinstance(error, CallLimitedError) else 0, WAIT_MAX_S)
                    )
        except (CallRefusedError, CallLimitedError, CallLostError, StateError) as error:
            # The Home stays as it was; it is published anew the next time it is opened.
            log.warning("home_failed", extra={"error": str(error)})

    async def open(self, click: Click) -> None:
        """Do what a button of the Home asks for; where that cannot be kept or looked up, say so in a window."""
        try:
            await self._open(click)
        except StateError:
            ref = uuid4().hex[:REF_CHARS].upper()
            log.exception("home_failed", extra={"action": click.action, "ref": ref})
            await self._windows.fill(click, TITLE, partial(_sentence, sentences.failed(ref)))

    async def _open(self, click: Click) -> None:
        match click.action:
            case HomeAction.SEARCH:
                await self._searches.open(replace(click, action=Shortcut.SEARCH))
            case HomeAction.EXAMPLE:
                await self._ask(click, await asyncio.to_thread(self._example, click))
            case HomeAction.RECENT:
                await self._ask(click, await asyncio.to_thread(self._asked_before, click))
            case HomeAction.REMEMBER | HomeAction.FORGET:
                wants = click.action == HomeAction.REMEMBER
                await asyncio.to_thread(self._recalled.set, click.team, click.user, wants)
                await self.show(click)
            case _:
                await self._windows.fill(click, ADMIN_TITLE, partial(self._act, click))
                if click.action == HomeAction.RELOAD:
                    await self.show(click)

    async def _ask(self, click: Click, asked: tuple[str, str | None] | None) -> None:
        if asked is not None:
            await self._windows.fill(click, TITLE, partial(self._answer, click, *asked))
        else:
            await self._windows.fill(click, TITLE, partial(_sentence, sentences.EXPIRED))
            await self.show(click)

    async def _answer(self, click: Click, text: str, follows: str | None) -> Blocks:
        return (await self._answering.to(Asked(click, ASK, text, follows=follows), WINDOW)).blocks

    def _example(self, click: Click) -> tuple[str, str | None] | None:
        examples = self._examples(Asker(None, click.user))
        return next(((text, None) for text, value in examples if value == click.value), None)

    def _asked_before(self, click: Click) -> tuple[str, str | None] | None:
        answered = self._answers.get(click.value, click.team)
        if answered is None or answered.asker != click.user or answered.kind != ASK:
            return None
        return answered.text, answered.follows

    async def _act(self, click: Click) -> Blocks:
        word, rest = _ACTS[click.action]
        claim = Claim(uuid4().hex, 1, click.arrival, self._clock(), maybe_posted=False, busy=False)
        return _blocks_of(await self._administering.reply(claim, word, rest))

    async def _page(self, click: Click) -> dict[str, Any]:
        if await self._people.is_outside(click.team, click.user):
            return closed_view(sentences.GUEST)
        return home_view(await asyncio.to_thread(self._facts, click.team, click.user))

    def _facts(self, team: str, user: str) -> HomeFacts:
        asker = Asker(None, user)
        recent = None
        if self._recalled.wants(team, user):
            recent = tuple((one.text, one.id) for one in self._answers.recent(team, user, RECENT_MAX))
        return HomeFacts(
            held=holding_of(self._responder.sight(asker)),
            examples=self._examples(asker),
            recent=recent,
            keep_days=self._answers.keep_days,
            is_admin=user in self._admins,
        )

    def _examples(self, asker: Asker) -> tuple[tuple[str, str], ...]:
        """Each with a value that says nothing and is the same as long as the question stands there."""
        texts = examples_for(self._responder, asker)
        return tuple((text, sha256(text.encode()).hexdigest()[:32]) for text in texts)


async def _sentence(text: str) -> Blocks:
    return [section(text)]


def _blocks_of(reply: Reply) -> Blocks:
    if reply.proved.blocks_json is not None:
        blocks: Blocks = json.loads(reply.proved.blocks_json)
        return blocks
    return [section(shorten(unescape(reply.proved.text), REPORT_MAX_CHARS))]
