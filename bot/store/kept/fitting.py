"""Whether a briefing that was read earlier would pass with the people of today."""

from bot.briefing.model import Briefing
from bot.briefing.speakers import Register
from bot.store.problems import Problems
from bot.store.schema.anonymity import check_anonymity
from bot.store.schema.fields import Fields
from bot.store.yaml_nodes import Mapping


def fits_people(briefing: Briefing, register: Register) -> bool:
    """Whether the register has everybody the briefing names, in office that day, and no anonymous speaker is given away.

    Where it does not, reading the file again tells the line and the mend.
    """
    for speaker_id in {turn.by for turn in briefing.turns if turn.by is not None}:
        speaker = register.get(speaker_id)
        if speaker is None or (speaker.roles and speaker.role_on(briefing.held_on) is None):
            return False
    problems = Problems(briefing.path)
    check_anonymity(briefing, register, Fields(Mapping(0, is_flow=False), (), problems), problems)
    return not problems
