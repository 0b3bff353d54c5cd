"""Words on background must not stand beside the speaker's name."""

import re
from collections.abc import Iterator

from bot.briefing.model import Briefing, Kind, Rule, Turn
from bot.briefing.speakers import Register, Speaker, fold_name, surname_of
from bot.store.problems import Problems
from bot.store.schema.fields import Fields

_NOT_WORD = re.compile(r"[\W_]+")


def check_anonymity(briefing: Briefing, register: Register, fields: Fields, problems: Problems) -> None:
    """Note every shown value that would name somebody who speaks on background.

    The problem does not say the name either.
    """
    hidden = [turn for turn in briefing.turns if briefing.rule_for(turn).rule is Rule.ON_BACKGROUND]
    speakers: dict[str, Speaker] = {}
    for turn in hidden:
        speaker = _speaker_of(turn, briefing, register)
        if speaker is None:
            continue
        speakers[speaker.id] = speaker
        for complaint in _complaints(turn, speaker):
            problems.add(turn.line, complaint)
    for key, says in _shown_values(briefing).items():
        if any(_names(speaker, *says) for speaker in speakers.values()):
            fields.problem(key, "names a speaker who spoke on background; write it without the name")
    for key, address in (("id", briefing.id), ("source", briefing.source.url or "")):
        if any(_holds_full_name(speaker, address) for speaker in speakers.values()):
            fields.problem(key, "holds the name of a speaker who spoke on background; write it without the name")


def _speaker_of(turn: Turn, briefing: Briefing, register: Register) -> Speaker | None:
    return register.get(turn.by) or register.resolve(turn.printed, briefing.held_on, briefing.venue)


def _complaints(turn: Turn, speaker: Speaker) -> Iterator[str]:
    """What of a turn would name its speaker: a surname in others' words, a full name in the speaker's own."""
    rule = turn.ground_rule
    if rule is not None and _names(speaker, rule.attribution, rule.sentence):
        yield "ground_rule: names the speaker, who may not be named; write it without the name"
    if turn.kind is not Kind.SPEECH and _names(speaker, turn.text):
        yield f"{turn.kind}: names the speaker, who is on background; write it without the name"
    if _names(speaker, turn.sentence):
        yield "sentence: names the speaker, who is on background; leave it out"
    if turn.kind is Kind.SPEECH and _holds_full_name(speaker, turn.text):
        yield "speech: the speaker, who is on background, says the own name; leave that part out as a turn of its own"


def _shown_values(briefing: Briefing) -> dict[str, tuple[str | None, ...]]:
    rule = briefing.ground_rule
    agreed = (rule.attribution, rule.sentence) if rule.rule is Rule.ON_BACKGROUND else ()
    return {"title": (briefing.title,), "venue": (briefing.venue,), "ground_rule": agreed}


def _names(speaker: Speaker, *texts: str | None) -> bool:
    surnames = {surname_of(fold_name(name)) for name in speaker.names}
    return any(_stands_in(surname, text) for surname in surnames for text in texts if text)


def _holds_full_name(speaker: Speaker, address: str) -> bool:
    """Whether an address spells the whole name; a surname alone may be any word there."""
    return any(_stands_in(name, address) for name in speaker.names if " " in name)


def _stands_in(name: str, text: str) -> bool:
    """Whether the words of a name stand side by side in a text."""
    words, wanted = (f" {_NOT_WORD.sub(' ', fold_name(part)).strip()} " for part in (text, name))
    return wanted in words
