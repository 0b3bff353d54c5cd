"""Whose words a passage holds, as far as its ground rule lets that be said."""

from bot.answer.model import Attribution
from bot.briefing.exchange import speaker_of
from bot.briefing.passages import Passage
from bot.briefing.speakers import Register


def attribution_of(passage: Passage, register: Register) -> Attribution:
    """Name and role on that date, the printed label where unresolved, or what was agreed on background."""
    briefing, turn = passage.briefing, passage.turn
    rule = briefing.rule_for(turn)
    if rule.is_anonymous:
        return Attribution(None, None, None, None, None, agreed=rule.attribution)
    speaker = speaker_of(briefing, turn, register)
    if speaker is None:
        return Attribution(None, None, turn.printed, None, None)
    role = speaker.role_on(briefing.held_on, briefing.venue)
    return Attribution(
        speaker_id=speaker.id,
        name=speaker.name,
        printed=turn.printed,
        role=role.title if role else None,
        organization=role.organization if role else None,
    )
