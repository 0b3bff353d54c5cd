"""What shortcuts show where something is slow, broken, too often asked for or not for outsiders."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.answer.model import Answer, Asker, Question
from bot.answer.responder import Responder
from bot.importers.articles.claims import claims_in
from bot.settings import RateLimits
from bot.slack.client import web_client
from bot.slack.pacing import Allowance, ChannelPace
from bot.slack.people.facts import People
from bot.slack.posting import Poster
from bot.slack.pressing.answering import WindowAnswers
from bot.slack.pressing.reading import Click
from bot.slack.pressing.windows import Windows
from bot.slack.searching.searches import Searches
from bot.slack.showing.sheets import Sheets
from bot.state.answers import Answers
from bot.state.database import Database
from bot.store.live import KnowledgeStore
from bot.telemetry import Counters
from tests.slack.conversations import NEWSROOM, QUESTION, VELM
from tests.slack.edges import served
from tests.slack.stage import OWN, Clock, ScriptedSlack
from tests.slack.test_asking import Altering, Disturbed

OPENED = {"ok": True, "view": {"id": "V1"}}


class Late(Disturbed):
    going = threading.Event()

    def respond(self, question: Question, asker: Asker) -> Answer:
        self.going.wait(10)
        return self._real.respond(question, asker)


@dataclass
class Desk:
    slack: ScriptedSlack
    searches: Searches
    counters: Counters

    def shown(self) -> str:
        return str(self.slack.sent("views.update")[-1]["view"])


@asynccontextmanager
async def desk(
    folder: Path,
    disturb: Callable[[Responder], Responder] = lambda responder: responder,
    limits: RateLimits | None = None,
    has_facts: bool = False,
) -> AsyncIterator[Desk]:
    slack, clock, counters = ScriptedSlack(), Clock(), Counters()
    database = Database(str(folder / "state.db"))
    responder = Responder(KnowledgeStore(NEWSROOM, clock), clock=clock, time_zone=ZoneInfo("UTC"))
    async with served(slack.answer) as server:
        client = web_client(str(server.make_url("/api/")), "xoxb-1")
        poster = Poster(client, ChannelPace(asyncio.get_running_loop().time), counters)
        people, sheets = People(client, clock, is_on=has_facts), Sheets(disturb(responder), claims_in)
        answers = Answers(database)
        answering = WindowAnswers(
            people=people,
            sheets=sheets,
            answers=answers,
            allowance=Allowance(limits),
            clock=lambda: clock.now,
            counters=counters,
        )
        searches = Searches(
            windows=Windows(client, poster, counters),
            answering=answering,
            people=people,
            sheets=sheets,
            answers=answers,
            own=OWN,
        )
        yield Desk(slack, searches, counters)
    database.close()


def used(action: str = "find_quote", **fields: Any) -> Click:
    given: dict[str, Any] = {"channel": "C1", "message_ts": "1.2", "trigger_id": "13.37", "text": QUESTION}
    return Click(action, "", "k", "T1", "U1", "rob", **{**given, **fields})


async def test_the_bots_own_mention_is_no_word_of_a_message(tmp_path: Path) -> None:
    async with desk(tmp_path) as one:
        one.slack.will("views.open", OPENED)
        await one.searches.open(used(text=f"<@{OWN.bot_user_id}> {QUESTION} <@U0OTHER>"))
        assert f"'initial_value': '{QUESTION} @U0OTHER'" in one.shown()


async def test_a_form_that_takes_long_is_acked_with_a_word_and_filled_later(tmp_path: Path) -> None:
    async with desk(tmp_path, disturb=Late) as one:
        click = used("search_briefings", view_id="V1", form={"words": QUESTION})
        ack, working = await one.searches.sent(click)
        assert "One moment" in str(ack["view"])
        assert working is not None
        Late.going.set()
        await one.searches.show_later(click, working)
        (update,) = one.slack.sent("views.update")
        assert update["view_id"] == "V1"
        assert VELM in one.shown()


async def test_words_that_are_not_what_was_said_are_never_shown(tmp_path: Path) -> None:
    async with desk(tmp_path, disturb=Altering) as one:
        one.slack.will("views.open", OPENED)
        await one.searches.open(used())
        assert "crocks" not in str(one.slack.calls)
        assert "Something went wrong" in one.shown()
        assert one.counters.value("proof_failed_total") == 1


async def test_a_person_over_the_limit_reads_it_in_the_window(tmp_path: Path) -> None:
    async with desk(tmp_path, limits=RateLimits(person=1, channel=50, workspace=50)) as one:
        one.slack.will("views.open", OPENED, OPENED)
        await one.searches.open(used())
        assert VELM in one.shown()
        await one.searches.open(used())
        assert VELM not in one.shown()
        assert "You asked 1 question in a minute" in one.shown()


async def test_a_guest_gets_neither_quotes_nor_names(tmp_path: Path) -> None:
    guest = {"ok": True, "user": {"id": "U1", "is_restricted": True}}
    async with desk(tmp_path, has_facts=True) as one:
        one.slack.will("views.open", OPENED)
        one.slack.will("users.info", guest, guest)
        await one.searches.open(used())
        assert VELM not in one.shown()
        assert "members of this organisation" in one.shown()
        assert await one.searches.speakers(used(), "per") == []
