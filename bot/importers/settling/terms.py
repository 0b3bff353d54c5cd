"""Terms of use made fit for a briefing file: never looser than stated, and never against the document itself."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

from bot.briefing.model import ON_THE_RECORD, GroundRule, Kind, Rule
from bot.briefing.naming import hidden_names
from bot.briefing.speakers import Register, Speaker, fold_name, surname_of
from bot.importers.model import Doubt, Draft, DraftTurn
from bot.importers.transcripts.terms.embargo import UNSTATED, LineOf

UNCERTAIN_TIME: Final = "a time that the document leaves uncertain"

_LIFTED = re.compile(r"\bembargo (?:is|has been|is now|has now been) lifted\b", re.IGNORECASE)
_OWN_EVENT = (
    r"(?:(?:press |background |conference |phone |entire )*(?:tele)?(?:call|briefing|conference|conversation|gaggle))"
)
_OWN_END = re.compile(
    rf"(?:lift(?:s|ed)? )?(?:(?:at|after|when) )?(?:"
    rf"(?:the |its |our )?(?:end|conclusion|completion|close) of (?:the |this |our |today's )?{_OWN_EVENT}"
    rf"|(?:the |this |our |today's )?{_OWN_EVENT}(?:'s (?:end|conclusion|completion|close)|"
    rf" (?:ends|ended|concludes|closes|is over|(?:is|has been|has) (?:ended|completed?|concluded)))"
    rf"|its (?:end|conclusion|completion|close))"
)
_DIGIT = re.compile(r"\d")


def with_embargo(draft: Draft) -> Draft:
    """The draft with an embargo that a file can hold: a moment with its zone, or words.

    A time without day or zone becomes words as well, and so stays in force
    until an editor writes the moment. The end of the call itself needs nobody
    to confirm it: a transcript is of a call that has ended.
    """
    text = draft.embargo
    if text is None or _is_moment(text):
        return draft
    if _OWN_END.fullmatch(text.strip().casefold().replace("’", "'")) and draft.held_on is not None:
        return _until_the_day_is_over(draft, draft.held_on)
    if not _DIGIT.search(text):
        return draft if text == UNSTATED else replace(draft, doubts=(*draft.doubts, _waits(draft, text)))
    says = f"the embargo reads “{text[:200]}”: nothing is shown until an editor writes the moment, or takes it out"
    return replace(draft, embargo=UNCERTAIN_TIME, doubts=(*draft.doubts, Doubt(0, says)))


def _until_the_day_is_over(draft: Draft, held_on: date) -> Draft:
    """The end of the call as a moment that is surely after it: the day's end, where no zone is told the last on earth."""
    zone = ZoneInfo(draft.time_zone) if draft.time_zone else timezone(-timedelta(hours=12))
    until = datetime.combine(held_on + timedelta(days=1), time(), zone).isoformat(timespec="minutes")
    says = f"the embargo reads “{draft.embargo}”: it counts as over when that day is, at {until}"
    return replace(draft, embargo=until, doubts=(*draft.doubts, Doubt(0, says)))


def _waits(draft: Draft, event: str) -> Doubt:
    """That an event holds everything back, which nobody but an editor can know to be over."""
    lifted = any(_LIFTED.search(turn.text) for turn in draft.turns)
    over = "; the words themselves say that it is lifted" if lifted else ""
    return Doubt(
        0, f"the embargo waits for an event, “{event[:200]}”: nothing is shown until somebody releases it{over}"
    )


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def with_record(draft: Draft, register: Register) -> Draft:
    """The draft with those on the record whom both its title and their label name.

    Where a publisher names somebody so, there is nobody to keep unnamed: the
    rule is about the others, whose labels name no one, or about another event.
    """
    title = f" {re.sub(r'[^a-z0-9]+', ' ', fold_name(draft.title or ''))} "

    def is_named(turn: DraftTurn) -> bool:
        person = _person(turn, draft, register)
        return person is not None and any(f" {surname_of(fold_name(name))} " in title for name in person.names)

    named = {at for at, turn in enumerate(draft.turns) if _is_background(turn, draft) and is_named(turn)}
    if not named:
        return draft
    labels = ", ".join(dict.fromkeys(draft.turns[at].printed or "" for at in sorted(named)))
    says = f"words are stated to be on background, but the title names {labels}: taken as on the record; check it"
    turns = tuple(
        replace(turn, ground_rule=ON_THE_RECORD) if at in named else turn for at, turn in enumerate(draft.turns)
    )
    return _without_idle_rule(replace(draft, turns=turns, doubts=(*draft.doubts, Doubt(0, says))))


def without_own_names(draft: Draft, register: Register) -> Draft:
    """The draft with words kept back in which somebody on background says the own name: they cannot be shown unnamed."""

    def is_told(turn: DraftTurn) -> bool:
        person = _person(turn, draft, register)
        names = hidden_names([person] if person else [], [turn.printed])
        return _is_background(turn, draft) and names.stand_in_full(turn.text)

    told = {at for at, turn in enumerate(draft.turns) if is_told(turn)}
    if not told:
        return draft
    off = GroundRule(Rule.OFF_THE_RECORD)
    turns = tuple(replace(turn, ground_rule=off) if at in told else turn for at, turn in enumerate(draft.turns))
    line_of = LineOf(draft.extract.text)
    says = "somebody on background says the own name here: these words are kept, and never shown"
    return replace(
        draft,
        turns=turns,
        doubts=(*draft.doubts, *(Doubt(line_of(draft.turns[at].start), says) for at in sorted(told))),
    )


def _without_idle_rule(draft: Draft) -> Draft:
    """Without the rule for the whole where nobody's words are left under it."""
    if any(turn.kind is Kind.SPEECH and turn.ground_rule is not ON_THE_RECORD for turn in draft.turns):
        return draft
    return replace(draft, ground_rule=None, turns=tuple(replace(turn, ground_rule=None) for turn in draft.turns))


def _is_background(turn: DraftTurn, draft: Draft) -> bool:
    rule = turn.ground_rule or draft.ground_rule
    return turn.kind is Kind.SPEECH and rule is not None and rule.rule is Rule.ON_BACKGROUND


def _person(turn: DraftTurn, draft: Draft, register: Register) -> Speaker | None:
    if draft.held_on is None:
        return None
    by_label = register.resolve(turn.printed, draft.held_on, draft.venue, draft.publisher)
    return register.get(turn.speaker) or by_label
