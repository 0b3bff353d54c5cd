"""Everything that can be pressed, opened or filled in, joined from the parts that answer it."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.agent.prompts import Prompts
from bot.slack.home.home import Home
from bot.slack.incoming import Identity
from bot.slack.intake.forms import Forms
from bot.slack.listeners.clicks import Clicks
from bot.slack.pacing import Allowance
from bot.slack.people.facts import People
from bot.slack.pressing.answering import WindowAnswers
from bot.slack.pressing.modals import Modals
from bot.slack.pressing.windows import Windows
from bot.slack.replies.administering import Administering
from bot.slack.searching.searches import Searches
from bot.slack.showing.sheets import Sheets
from bot.state.answers import Answers
from bot.state.audit import Audit
from bot.state.database import Database
from bot.state.inbox import Inbox
from bot.state.recalled import Recalled
from bot.telemetry import Counters


@dataclass(frozen=True, slots=True)
class Parts:
    """What the windows and the Home are made of.

    Attributes:
        has_pane: The app's messages are a pane for agents.
    """

    client: AsyncWebClient
    database: Database
    inbox: Inbox
    answers: Answers
    audit: Audit
    sheets: Sheets
    people: People
    admins: Set[str]
    administering: Administering
    allowance: Allowance
    clock: Callable[[], datetime]
    counters: Counters
    has_pane: bool = False

    def now(self) -> float:
        """Seconds since the epoch."""
        return self.clock().timestamp()


def clicks_of(
    parts: Parts, own: Identity, windows: Windows, wake: Callable[[], None], forms: Forms | None = None
) -> Clicks:
    """The listeners for all that people press."""
    answering = WindowAnswers(
        people=parts.people,
        sheets=parts.sheets,
        answers=parts.answers,
        allowance=parts.allowance,
        clock=parts.now,
        counters=parts.counters,
    )
    searches = Searches(
        windows=windows,
        answering=answering,
        people=parts.people,
        sheets=parts.sheets,
        answers=parts.answers,
        own=own,
    )
    home = Home(
        client=parts.client,
        windows=windows,
        searches=searches,
        answering=answering,
        responder=parts.sheets.responder,
        people=parts.people,
        answers=parts.answers,
        recalled=Recalled(parts.database),
        admins=parts.admins,
        administering=parts.administering,
        clock=parts.now,
    )
    modals = Modals(
        windows=windows,
        people=parts.people,
        sheets=parts.sheets,
        answers=parts.answers,
        audit=parts.audit,
        clock=parts.now,
        counters=parts.counters,
    )
    prompts = Prompts(parts.client, parts.people, parts.sheets.responder) if parts.has_pane else None
    return Clicks(parts.inbox, modals, searches, home, parts.clock, wake, parts.counters, forms, prompts)
