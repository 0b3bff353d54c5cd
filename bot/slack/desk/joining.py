"""The parts behind what admins do, joined."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient

from bot.answer.responder import Responder
from bot.settings import Settings
from bot.slack.desk.correcting import Correcting
from bot.slack.desk.corrections import Corrections
from bot.slack.desk.deciding import Deciding
from bot.slack.desk.offering import Offering, desk_offering
from bot.slack.desk.posts import OwnPosts
from bot.slack.intake.downloading import Downloads
from bot.slack.intake.forms import Forms
from bot.slack.intake.port import Imports
from bot.slack.intake.proposing import Intake
from bot.slack.pressing.windows import Windows
from bot.state.answers import Answers
from bot.state.audit import Audit
from bot.state.database import Database
from bot.state.documents import Documents
from bot.state.offers import Offers
from bot.store.live import KnowledgeStore


@dataclass(frozen=True, slots=True)
class Desk:
    """What admins do, part by part.

    Attributes:
        intake, forms: None where documents by direct message are off.
        tables: What is kept for a time.
    """

    deciding: Deciding
    offering: Offering
    intake: Intake | None
    forms: Forms | None
    tables: tuple[Offers | Documents, ...]


def open_desk(
    settings: Settings,
    database: Database,
    store: KnowledgeStore,
    responder: Responder,
    client: AsyncWebClient,
    windows: Windows,
    imports: Imports | None,
    admins: Set[str],
    clock: Callable[[], datetime],
) -> Desk:
    """Join the parts.

    Args:
        imports: Reads and writes documents; None where that is off.
    """
    answers, audit = Answers(database, settings.keep_days), Audit(database)
    offers, documents = Offers(database), Documents(database)
    posts = OwnPosts(client, answers)
    correcting = Correcting(store=store, posts=posts, corrections=Corrections(responder), audit=audit, clock=clock)
    deciding = Deciding(
        store=store,
        posts=posts,
        offers=offers,
        audit=audit,
        clock=clock,
        keep_days=settings.keep_days,
    )
    intake, forms = None, None
    if imports is not None:
        intake = Intake(
            imports=imports,
            downloads=Downloads(client, settings.api_url),
            store=store,
            offers=offers,
            documents=documents,
            admins=admins,
            audit=audit,
            clock=clock,
        )
        forms = Forms(
            windows=windows, offers=offers, admins=admins, audit=audit, clock=clock, time_zone=settings.time_zone
        )
    offering = desk_offering(correcting, intake, offers=offers, admins=admins, audit=audit, clock=clock)
    return Desk(deciding, offering, intake, forms, (offers, documents))
