"""Whether the one whom a claim names said the words, as far as the source may say who did."""

from collections.abc import Callable

import numpy as np

from bot.answer.selecting import spoken_by
from bot.answer.sight import Sight
from bot.answer.verifying.model import Claim, Voice
from bot.briefing.exchange import speaker_of
from bot.briefing.labels import label_key, names_nobody
from bot.briefing.model import Kind
from bot.briefing.speakers import fold_label, fold_name, surname_of
from bot.index.passages import Mask
from bot.query.people import People, names_function


def claimed_passages(sight: Sight, people: People, claim: Claim) -> Mask:
    """The passages spoken by the one whom a claim names; none where it names nobody known."""
    meant = people.find(claim.said_by) if claim.said_by else None
    return spoken_by(sight.index, (meant,)) if meant else np.zeros(len(sight.index), dtype=bool)


def voice_of(sight: Sight, claim: Claim, by_claimed: Mask) -> Callable[[int], Voice]:
    """For a passage, whose words they are beside whom the claim names.

    On background a name is neither confirmed nor denied, whichever it is.
    """

    def voice(number: int) -> Voice:
        passage = sight.index.passages[number]
        briefing, turn = passage.briefing, passage.turn
        if turn.kind is Kind.QUESTION:
            return Voice.REPORTER
        if turn.kind is Kind.REPORTED:
            return Voice.PUBLISHER
        if not claim.said_by:
            return Voice.NOT_ASKED
        if briefing.rule_for(turn).is_anonymous:
            return Voice.NOT_NAMED
        if by_claimed[number] or _is_called(sight, number, claim.said_by):
            return Voice.AS_CLAIMED
        return Voice.SOMEBODY_ELSE if _names_another(sight, number, claim.said_by) else Voice.NOT_NAMED

    return voice


def _is_called(sight: Sight, number: int, name: str) -> bool:
    """Whether the label claimed is the one printed, or means the speaker on that day."""
    briefing, turn = sight.index.passages[number].briefing, sight.index.passages[number].turn
    speaker = speaker_of(briefing, turn, sight.register)
    if speaker is None:
        return bool(turn.printed) and label_key(fold_label(turn.printed or "")) == label_key(fold_label(name))
    role = speaker.role_on(briefing.held_on, briefing.venue)
    meant = sight.register.resolve(name, briefing.held_on, briefing.venue, briefing.source.publisher)
    is_role = role is not None and fold_name(role.title) == fold_name(name).removeprefix("the ")
    return is_role or meant is speaker


def _names_another(sight: Sight, number: int, name: str) -> bool:
    """Whether the source names somebody, and not by the surname that is claimed."""
    turn = sight.index.passages[number].turn
    if sight.index.speaker_nos[number] >= 0:
        return True
    label = fold_label(turn.printed or "")
    if not label or names_nobody(label_key(label)) or names_function(label):
        return False
    return surname_of(label) != surname_of(fold_name(name))
