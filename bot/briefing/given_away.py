"""Words of others that name somebody who speaks on background: kept back, as if said off the record.

A moderator who presents the speakers, a colleague who goes on "as she just said", a reporter
later on: beside the words of "a senior official" each of them tells who that is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.briefing.exchange import known_speaker_of
from bot.briefing.labels import label_key
from bot.briefing.model import GIVES_AWAY, Briefing, Kind, Rule, Turn
from bot.briefing.naming import HiddenNames, hidden_names
from bot.briefing.speakers import Register, Speaker, fold_label
from bot.briefing.suspects import may_name_the_speaker

_UNNAMED: Final = (Rule.ON_BACKGROUND, Rule.DEEP_BACKGROUND)
_SPOKEN: Final = (Kind.SPEECH, Kind.REPORTED)
_PRESENTERS: Final = frozenset("moderator operator host announcer".split())

Who = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class _Unnamed:
    """Somebody who speaks on background, by ``by`` and label; no speaker where the file does not know who that is."""

    who: Who
    speaker: Speaker | None
    names: HiddenNames


def without_given_away(briefing: Briefing, register: Register) -> Briefing:
    """The briefing with every turn off the record that names somebody else on background.

    Whoever also speaks on the record in it is no secret. Where the file does not know who speaks,
    only those who present speakers can be suspected of naming them.
    """
    unnamed = list(_unnamed_in(briefing, register))
    if not unnamed:
        return briefing
    speakers = [one.speaker for one in unnamed if one.speaker]
    anybody = hidden_names(speakers, [printed for _, printed in (one.who for one in unnamed)])
    turns = tuple(
        _kept_back(briefing, turn, unnamed, register)
        if anybody.are_called_in(_words_of(turn)) or _presents(turn)
        else turn
        for turn in briefing.turns
    )
    return briefing if turns == tuple(briefing.turns) else replace(briefing, turns=turns)


def _unnamed_in(briefing: Briefing, register: Register) -> Iterator[_Unnamed]:
    hidden: dict[Who, Turn] = {}
    named: set[Who] = set()
    for turn in briefing.turns:
        if turn.kind in _SPOKEN and briefing.rule_for(turn).rule in _UNNAMED:
            hidden.setdefault(_who(turn), turn)
        elif turn.kind in _SPOKEN and not briefing.rule_for(turn).is_anonymous:
            named.add(_who(turn))
    on_record = {known_speaker_of(briefing, turn, register) for turn in briefing.turns if _who(turn) in named} - {None}
    for who, turn in hidden.items():
        speaker = known_speaker_of(briefing, turn, register)
        if who not in named and speaker not in on_record:
            yield _Unnamed(who, speaker, hidden_names([speaker] if speaker else [], [turn.printed]))


def _kept_back(briefing: Briefing, turn: Turn, unnamed: Sequence[_Unnamed], register: Register) -> Turn:
    if not briefing.rule_for(turn).is_quotable:
        return turn
    others = [one for one in unnamed if one.who != _who(turn)]
    is_told = any(one.names.are_called_in(_words_of(turn)) for one in others)
    if not is_told and _presents(turn) and any(one.speaker is None for one in others):
        is_told = may_name_the_speaker(turn.text, register, briefing.held_on)
    return replace(turn, ground_rule=GIVES_AWAY) if is_told else turn


def _words_of(turn: Turn) -> str:
    return f"{turn.text} {turn.sentence or ''}"


def _presents(turn: Turn) -> bool:
    return not _PRESENTERS.isdisjoint(label_key(fold_label(turn.printed or "")).split())


def _who(turn: Turn) -> Who:
    return turn.by, turn.printed
