"""A document in a direct message: proposed to the admin who sent it, added once, or cancelled."""

import asyncio
import json
from collections.abc import Callable, Mapping, Set
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Final

from bot.errors import BriefingError
from bot.slack import sentences as plain
from bot.slack.intake import sentences
from bot.slack.intake.downloading import Downloads, NotGivenError, sent_files
from bot.slack.intake.port import Imports
from bot.slack.payload.blocks import render
from bot.slack.payload.proof import prove
from bot.slack.posting import Thread
from bot.slack.rendering.buttons import Action, Choice, Choices
from bot.slack.rendering.sheet import bare_sheet
from bot.slack.replies.reply import Reply, said
from bot.state.arrivals import Claim, Entrance
from bot.state.audit import Audit, Deed
from bot.state.documents import Documents
from bot.state.offers import Offer, Offers
from bot.store.live import KnowledgeStore

IMPORT: Final = "import"
READ_TIMEOUT_S: Final = 120.0
_CANCEL: Final = Choice(Action.IMPORT_CANCEL, "Cancel")
_ANSWER: Final = Choice(Action.IMPORT_ANSWER, "Answer questions")
_ADD: Final = (
    Choice(Action.IMPORT_ADD, "Add", "Its words can be quoted from then on, by everybody who may see the briefing."),
    Choice(Action.IMPORT_EMBARGO, "Add with embargo"),
)


@dataclass(frozen=True, slots=True)
class About:
    """A proposed document.

    Attributes:
        root: The first offer of the same message: of all of them one is taken.
        channel, thread_ts: The message it came with.
        given: What was answered about it, as the forms name it.
    """

    digest: str
    name: str
    url: str | None
    root: str
    channel: str
    thread_ts: str
    given: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, offer: Offer) -> "About":
        """What an offer is about."""
        return cls(**json.loads(offer.about))

    @property
    def text(self) -> str:
        """As it is kept with the offer."""
        return json.dumps(asdict(self))


class Intake:
    """Takes documents from admins."""

    def __init__(
        self,
        *,
        imports: Imports,
        downloads: Downloads,
        store: KnowledgeStore,
        offers: Offers,
        documents: Documents,
        admins: Set[str],
        audit: Audit,
        clock: Callable[[], datetime],
    ) -> None:
        self._imports, self._downloads, self._store = imports, downloads, store
        self._offers, self._documents, self._admins = offers, documents, admins
        self._audit, self._clock = audit, clock
        self._writing = asyncio.Lock()

    def takes(self, claim: Claim) -> bool:
        """Whether a message brings a document: a file, or nothing but a link."""
        arrival = claim.arrival
        return arrival.entrance is Entrance.DIRECT and bool(arrival.files or _link_in(arrival.text))

    async def proposed(self, claim: Claim) -> Reply:
        """What the document would bring, with buttons.

        Raises:
            CallLimitedError, CallLostError: Slack does not give the file now.
        """
        if claim.arrival.user not in self._admins:
            await self._write_down(claim, "import", None, "refused: not an admin")
            return said(plain.not_admin("import"), "not_admin")
        if len(sent_files(claim.arrival.files)) > 1:
            return said(sentences.ONE_FILE, "refused")
        try:
            content, name, url = await self._document(claim)
        except (NotGivenError, BriefingError) as error:
            await self._write_down(claim, "import", None, "refused: not given")
            return said(str(error), "refused")
        digest = sha256(content).hexdigest()
        await asyncio.to_thread(self._documents.keep, digest, content, self._clock().timestamp())
        arrival = claim.arrival
        thread_ts = arrival.thread_ts or arrival.message_ts or ""
        about = About(digest, name, url, claim.id, arrival.channel or arrival.user, thread_ts)
        return await self._preview(claim, content, about)

    async def answered(self, claim: Claim, offer: Offer) -> Reply:
        """The preview again, with what was answered."""
        about = About.of(offer)
        content = await self._kept(about)
        return (
            await self._preview(claim, content, about, offer) if content else _in(about, sentences.TOO_OLD, "expired")
        )

    async def add(self, claim: Claim, offer: Offer) -> Reply:
        """Write the document into the knowledge folder and load it; once, however often it is pressed."""
        about = About.of(offer)
        content = await self._kept(about)
        if content is None:
            return await self._settled(claim, about, "refused: too old", sentences.TOO_OLD, "expired")
        if not await asyncio.to_thread(self._offers.take, about.root, claim.id, self._clock().timestamp()):
            return await self._settled(claim, about, "refused: decided already", sentences.DECIDED, "refused")
        try:
            async with self._writing:
                briefings, turns, lines = await asyncio.to_thread(
                    self._imports.add, content, about.name, about.url, about.given
                )
                reload = await asyncio.to_thread(self._store.reload)
        except (BriefingError, OSError) as error:
            await asyncio.to_thread(self._offers.give_back, about.root, claim.id)
            why = str(error) if isinstance(error, BriefingError) else f"the folder cannot be written ({error.strerror})"
            says = sentences.cannot(about.name, why)
            return await self._settled(claim, about, "refused: cannot be imported", says, "refused")
        if not briefings:
            await asyncio.to_thread(self._offers.give_back, about.root, claim.id)
        result = f"done: {briefings} briefings, {turns} turns"
        return await self._settled(claim, about, result, sentences.added(briefings, turns, lines, reload), "imported")

    async def cancel(self, claim: Claim, offer: Offer) -> Reply:
        """Leave it at that."""
        about = About.of(offer)
        if not await asyncio.to_thread(self._offers.take, about.root, claim.id, self._clock().timestamp()):
            return await self._settled(claim, about, "refused: decided already", sentences.DECIDED, "refused")
        return await self._settled(claim, about, "cancelled", sentences.CANCELLED, "cancelled")

    async def _document(self, claim: Claim) -> tuple[bytes, str, str | None]:
        files = sent_files(claim.arrival.files)
        if files:
            return await self._downloads.get(files[0]), files[0].name, None
        return await asyncio.to_thread(self._imports.fetch, _link_in(claim.arrival.text) or "")

    async def _preview(self, claim: Claim, content: bytes, about: About, offer: Offer | None = None) -> Reply:
        try:
            async with asyncio.timeout(READ_TIMEOUT_S):
                seen = await asyncio.to_thread(self._imports.look, content, about.name, about.url, about.given)
        except BriefingError as error:
            await self._write_down(claim, "import", about.name, "refused: cannot be read")
            return _in(about, sentences.cannot(about.name, str(error)), "refused")
        kept = offer
        if kept is None:
            arrival, now = claim.arrival, self._clock().timestamp()
            kept = Offer(claim.id, IMPORT, arrival.team, arrival.user, about.text, now)
            await asyncio.to_thread(self._offers.keep, kept)
        await self._write_down(claim, "import", about.name, "proposed")
        says = sentences.preview(seen.says, addable=seen.addable, is_open=seen.open)
        if not (seen.addable or seen.open):
            return _in(about, says, "nothing_to_import")
        pressable = Choices(kept.id, (*(_ADD if seen.addable else ()), _ANSWER, _CANCEL))
        sheet = bare_sheet(f"Import: {about.name}", says)
        proved = prove(render(sheet, pressable), sheet, pressable)
        return Reply(proved, "proposed", is_public=True, places=_places(about))

    async def _kept(self, about: About) -> bytes | None:
        return await asyncio.to_thread(self._documents.get, about.digest, self._clock().timestamp())

    async def _settled(self, claim: Claim, about: About, result: str, says: str, outcome: str) -> Reply:
        await self._write_down(claim, "import", about.name, result)
        return _in(about, says, outcome)

    async def _write_down(self, claim: Claim, what: str, target: str | None, result: str) -> None:
        who = f"{claim.arrival.team}:{claim.arrival.user}"
        deed = Deed(who, what, target, result, claim.ref)
        await asyncio.to_thread(self._audit.write, deed, self._clock().timestamp())


def _places(about: About) -> tuple[Thread, ...]:
    return (Thread(about.channel, about.thread_ts or None),)


def _in(about: About, says: str, outcome: str) -> Reply:
    reply = said(says, outcome)
    return Reply(reply.proved, outcome, is_public=True, places=_places(about))


def _link_in(text: str) -> str | None:
    """The address that a message consists of, after ``import`` or alone."""
    words = text.split()
    if len(words) == 2 and words[0].casefold() == "import":
        del words[0]
    is_link = len(words) == 1 and words[0].lower().startswith(("https://", "http://"))
    return words[0] if is_link else None
