"""The parts of alerts, joined as a running program needs them."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.answer.alerting import TurnKeys
from bot.answer.responder import Responder
from bot.settings import Settings
from bot.slack.alerts.alerting import Alerting
from bot.slack.alerts.telling import LOOK_EVERY_S, Telling
from bot.slack.people.facts import People
from bot.slack.pressing.audience import Readers
from bot.state.alerts import Alerts
from bot.state.answers import Answers
from bot.state.audit import Audit
from bot.state.database import Database
from bot.state.inbox import Inbox


def joined(
    settings: Settings,
    database: Database,
    inbox: Inbox,
    answers: Answers,
    responder: Responder,
    clock: Callable[[], datetime],
    readers: Callable[[str, str], Awaitable[Readers]],
    people: People,
) -> tuple[Telling, Alerting]:
    """Who looks for what is new, and who says it; both know turns by the same keys."""
    alerts, keys = Alerts(database, inbox), TurnKeys()
    telling = Telling(
        alerts=alerts,
        responder=responder,
        keys=keys,
        quiet=settings.quiet_hours,
        zone=settings.time_zone,
        clock=clock,
        every_s=min(LOOK_EVERY_S, settings.watch_s or LOOK_EVERY_S),
    )
    alerting = Alerting(
        alerts=alerts,
        answers=answers,
        responder=responder,
        keys=keys,
        telling=telling,
        readers=readers,
        people=people,
        audit=Audit(database),
        clock=clock,
    )
    return telling, alerting
