"""Words on background must not stand beside the speaker's name."""

from collections.abc import Iterator
from urllib.parse import unquote

from bot.briefing.exchange import known_speaker_of
from bot.briefing.model import Briefing, Kind, Rule, Turn
from bot.briefing.naming import HiddenNames, hidden_names
from bot.briefing.speakers import Register
from bot.store.problems import Problems
from bot.store.schema.fields import Fields


def check_anonymity(briefing: Briefing, register: Register, fields: Fields, problems: Problems) -> None:
    """Note every shown value that would name somebody who speaks on background.

    The problem does not say the name either.
    """
    hidden: dict[tuple[str | None, str | None], HiddenNames] = {}
    for turn in briefing.turns:
        if briefing.rule_for(turn).rule is Rule.ON_BACKGROUND and turn.kind in (Kind.SPEECH, Kind.REPORTED):
            names = hidden.setdefault((turn.by, turn.printed), _names_of(briefing, turn, register))
            for complaint in _complaints(turn, names):
                problems.add(turn.line, complaint)
    for key, says in _shown_values(briefing).items():
        if any(names.stand_in(text) for names in hidden.values() for text in says if text):
            fields.problem(key, "names a speaker who spoke on background; write it without the name")
    address = unquote(briefing.source.url or "")
    if any(names.stand_in_full(address) for names in hidden.values()):
        fields.problem("source", "holds the name of a speaker who spoke on background; leave the url out")


def _names_of(briefing: Briefing, turn: Turn, register: Register) -> HiddenNames:
    speaker = known_speaker_of(briefing, turn, register)
    return hidden_names([speaker] if speaker else [], [turn.printed])


def _complaints(turn: Turn, names: HiddenNames) -> Iterator[str]:
    """What of a turn would name its speaker: any name in others' words, a full name in the speaker's own."""
    rule = turn.ground_rule
    if rule is not None and any(names.stand_in(text) for text in (rule.attribution, rule.sentence) if text):
        yield "ground_rule: names the speaker, who may not be named; write it without the name"
    if turn.kind is Kind.REPORTED and names.stand_in(turn.text):
        yield "reported: names the speaker, who is on background; write it without the name"
    if turn.sentence and names.stand_in(turn.sentence):
        yield "sentence: names the speaker, who is on background; leave it out"
    if turn.kind is Kind.SPEECH and names.stand_in_full(turn.text):
        yield "speech: the speaker, who is on background, says the own name; leave that part out as a turn of its own"


def _shown_values(briefing: Briefing) -> dict[str, tuple[str | None, ...]]:
    rule = briefing.ground_rule
    agreed = (rule.attribution, rule.sentence) if rule.rule is Rule.ON_BACKGROUND else ()
    return {
        "title": (briefing.title,),
        "venue": (briefing.venue,),
        "ground_rule": agreed,
        "source": (briefing.source.publisher,),
        "id": (briefing.id,),
    }
