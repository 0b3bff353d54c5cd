"""Whether a briefing that was read earlier would pass with the people of today."""

from bot.briefing.given_away import without_given_away
from bot.briefing.model import GIVES_AWAY, Briefing
from bot.briefing.speakers import Register
from bot.store.problems import Problems
from bot.store.schema.anonymity import check_anonymity
from bot.store.schema.fields import Fields
from bot.store.yaml_nodes import Mapping


def fits_people(briefing: Briefing, register: Register) -> bool:
    """Whether the register has everybody the briefing names, in office that day, and no anonymous speaker is given away.

    Words kept back because they name somebody may be free by now, or others not. Where it does not fit, reading the file again tells the line and the mend.
    """
    for speaker_id in {turn.by for turn in briefing.turns if turn.by is not None}:
        speaker = register.get(speaker_id)
        if speaker is None or (speaker.roles and speaker.role_on(briefing.held_on) is None):
            return False
    if any(turn.ground_rule == GIVES_AWAY for turn in briefing.turns):
        return False
    if without_given_away(briefing, register) is not briefing:
        return False
    problems = Problems(briefing.path)
    check_anonymity(briefing, register, Fields(Mapping(0, is_flow=False), (), problems), problems)
    return not problems
