"""Presses of buttons that carry an offer: who presses is checked again, and every refusal is written down."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Set
from datetime import datetime

from bot.slack import sentences
from bot.slack.desk.correcting import Correcting
from bot.slack.desk.deciding import CORRECTION
from bot.slack.desk.sentences import TOO_OLD
from bot.slack.intake.proposing import IMPORT, Intake
from bot.slack.rendering.buttons import Action
from bot.slack.replies.reply import Reply, said
from bot.state.arrivals import Claim
from bot.state.audit import Audit, Deed
from bot.state.offers import Offer, Offers

Does = Callable[[Claim, Offer], Awaitable[Reply]]


class Offering:
    """Finds what comes of a press under an offer.

    Args:
        does: Action → the kind of offer it belongs to, the word for it, and what is done.
    """

    def __init__(
        self,
        *,
        does: Mapping[str, tuple[str, str, Does]],
        offers: Offers,
        admins: Set[str],
        audit: Audit,
        clock: Callable[[], datetime],
    ) -> None:
        self._does, self._offers, self._admins = does, offers, admins
        self._audit, self._clock = audit, clock

    def takes(self, claim: Claim) -> bool:
        """Whether this press is of a button that carries an offer."""
        return _pressed(claim)[0] in self._does

    async def outcome(self, claim: Claim) -> Reply:
        """Do what is offered, if an admin of the workspace presses."""
        action, offer_id = _pressed(claim)
        kind, word, does = self._does[action]
        if claim.arrival.user not in self._admins:
            return await self._refuse(claim, action, "not an admin", said(sentences.not_admin(word), "not_admin"))
        offer = await asyncio.to_thread(self._offers.get, offer_id, claim.arrival.team)
        if offer is None or offer.kind != kind:
            return await self._refuse(claim, action, "unknown offer", said(TOO_OLD, "expired"))
        return await does(claim, offer)

    async def _refuse(self, claim: Claim, action: str, why: str, reply: Reply) -> Reply:
        who = f"{claim.arrival.team}:{claim.arrival.user}"
        deed = Deed(who, action, claim.arrival.channel, f"refused: {why}", claim.ref)
        await asyncio.to_thread(self._audit.write, deed, self._clock().timestamp())
        return reply


def desk_offering(
    correcting: Correcting,
    intake: Intake | None,
    *,
    offers: Offers,
    admins: Set[str],
    audit: Audit,
    clock: Callable[[], datetime],
) -> Offering:
    """The offers to admins, by the buttons that carry them."""
    does: dict[str, tuple[str, str, Does]] = {Action.CORRECT: (CORRECTION, "withdraw", correcting.correct)}
    if intake is not None:
        does[Action.IMPORT_ADD] = (IMPORT, "import", intake.add)
        does[Action.IMPORT_ANSWER] = (IMPORT, "import", intake.answered)
        does[Action.IMPORT_CANCEL] = (IMPORT, "import", intake.cancel)
    return Offering(does=does, offers=offers, admins=admins, audit=audit, clock=clock)


def _pressed(claim: Claim) -> tuple[str, str]:
    action, value = (*claim.arrival.text.split(" ", 2), "", "")[:2]
    return action, value
