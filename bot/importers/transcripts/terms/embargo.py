"""Until when the words may not be used, as a moment with its zone or as the event that ends it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.importers.model import Doubt
from bot.importers.transcripts.header.clock import CLOCK, ZONES, Clock, clock_of
from bot.importers.transcripts.header.days import WEEKDAYS, WRITTEN, month_number
from bot.importers.transcripts.lines import STRUCK
from bot.importers.transcripts.terms.opening import Said

UNSTATED: Final = "a time the document does not say"

_DAYS_IN_WEEK: Final = 7
_HALF_YEAR_DAYS: Final = 182
_TAIL_CHARS: Final = 140

_EMBARGO = re.compile(r"\bembargo(?:ed|es)?\b", re.IGNORECASE)
_LIFTED = re.compile(
    r"\b(?:not|no|never|isn[’']t|without|(?<!will )(?<!be )lift(?:s|ed)?|arms|trade|oil|weapons|travel|against)\b[^.;,]{0,40}\bembargo"
    r"|\bembargo(?:ed)?\b[^.;]{0,20}\b(?:is|are|was|has been)\s+(?:now\s+)?lifted|\bembargo\w* (?:on|against) (?:cuba|iran|russia|oil|arms|weapons)",
    re.IGNORECASE,
)
_ABOUT_THIS = re.compile(
    r"\b(?:this|today[’']?s|the|our|entire|all)\s+(?:[\w’'-]+\s+){0,4}?(?:call|briefing|session|contents?|conversation|discussion|"
    r"preview|section|portion|remarks|gaggle|information|materials?|backgrounder|teleconference)\b|\bit(?:[’']s| is| will)\b|\bthis (?:is|will)\b"
    r"|\bcall\b|\beverything\b|\bwe(?: are|[’']re|[’']ll| will)\b",
    re.IGNORECASE,
)
_THIS_CALL = re.compile(
    r"\b(?:this|today[’']?s|the|our|entire|whole)\s+(?:[\w’'-]+\s+){0,3}?(?:call|briefing|gaggle|session|contents?|backgrounder)\b|\bthis is (?:currently |still )?under\b",
    re.IGNORECASE,
)
_OTHER_THING = re.compile(
    r"\b(?:interviews?|address|speech|remarks|text|report|excerpts?|prepared|op-ed|story|stories)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:until|till|til|unto|for|through|to|lift)\b\s*", re.IGNORECASE)
_STRICT = re.compile(
    r"\bembargo(?:ed|es)?\b[^.;]{0,80}\b(?:until|till|unto|for)\b|\bunder\b[^.;]{0,20}\bembargo\b|\bembargo on (?:this|the) call\b|\b(?:will|be)\s+lift\w*\s+the embargo\b|\bembargo (?:will|to) (?:be )?lift|\bembargoed (?:press )?(?:call|briefing|session|discussion)\b|^\W*embargoed\b",
    re.IGNORECASE,
)
_EVENT_END = re.compile(r"[.;,?!–—]|\bso we\b|\bokay\b|\band (?:with|after)\b|\bwhich\b|\bpress (?:briefing|gaggle)\b")
_WEEKDAY = re.compile(r"\b(?P<name>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", re.IGNORECASE)
_TOMORROW = re.compile(r"\btomorrow\b", re.IGNORECASE)
_TODAY = re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b", re.IGNORECASE)
_ZONE_WORD = re.compile(r"\b(?P<zone>eastern|central european|central|mountain|pacific|ET|EST|EDT)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Embargoed:
    """An embargo as read: an ISO moment with its zone, or the event in the document's words."""

    until: str
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What "tomorrow" and a bare time mean: the day and zone of the event."""

    held_on: date | None
    zone: str | None


def read_embargo(
    opening: Sequence[Said], later: Sequence[Said], setting: Setting, line_of: "LineOf"
) -> Embargoed | None:
    """The embargo stated in header or opening, else later on; a stated moment counts before an event.

    Args:
        later: Sentences that name an embargo anywhere; they count only where they say that it is this call's.
    """
    stated = [said for said in opening if is_embargo(said.text, is_header=said.is_header)]
    stated = stated or [said for said in later if is_embargo(said.text) and _THIS_CALL.search(said.text)]
    found = [_read(said, setting, line_of(said.start)) for said in stated]
    moments = [one for one in found if one.until[:4].isdigit()]
    events = [one for one in found if not one.until[:4].isdigit() and one.until != UNSTATED]
    best = next(iter([*moments, *events, *found]), None)
    others = {one.until for one in moments} - {best.until} if best and moments else set()
    if best is not None and others:
        also = ", ".join(sorted(others))
        return Embargoed(
            best.until, (*best.doubts, Doubt(0, f"another embargo is stated too: {also}; check which part each is for"))
        )
    return best


def is_embargo(text: str, *, is_header: bool = False) -> bool:
    """Whether a sentence puts this event, and not something else, under embargo."""
    found = _EMBARGO.search(text)
    if found is None or _LIFTED.search(text) or not _STRICT.search(text):
        return False
    if is_header:
        return True
    own = re.sub(r"\bremarks (?:in|on|from|of) (?:the|this) call\b", "call", text[: found.start()], flags=re.IGNORECASE)
    if _OTHER_THING.search(own) and not re.search(r"\b(?:call|briefing|session|contents?)\b", own, re.IGNORECASE):
        return False
    return _ABOUT_THIS.search(text) is not None


class LineOf:
    """The line number of an offset."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __call__(self, offset: int) -> int:
        """Counted from 1."""
        return self._text.count("\n", 0, offset) + 1


def _read(said: Said, setting: Setting, line: int) -> Embargoed:
    text = _without_struck(said.text)
    found = _EMBARGO.search(text)
    after = text[found.end() :] if found else text
    tail = after[: _TAIL_CHARS * 2]
    until = _UNTIL.search(tail)
    if until is not None:
        tail = tail[until.end() :][:_TAIL_CHARS]
        again = re.match(r"[^.;,]{0,30}[–—]\s*until\s", tail, re.IGNORECASE)
        tail = tail[again.end() :] if again else tail
    clock, rest = _clock_in(tail)
    if clock is None:
        event = _EVENT_END.split(tail)[0].strip(' ”"“') if until is not None else ""
        return Embargoed(
            event[:200] or UNSTATED,
            () if event else (Doubt(line, "an embargo is stated without its end: give it", is_open=True),),
        )
    return _moment(clock, tail, rest, setting, line)


def _without_struck(text: str) -> str:
    """The words as corrected: without those struck out and the brackets around those in their place."""
    return STRUCK.sub("", text).replace("[", "").replace("]", "") if STRUCK.search(text) else text


def _clock_in(tail: str) -> tuple[Clock | None, str]:
    for found in CLOCK.finditer(tail):
        clock = clock_of(found)
        if clock is not None:
            return clock, tail[found.end() :]
    return None, ""


def _moment(clock: Clock, tail: str, rest: str, setting: Setting, line: int) -> Embargoed:
    doubts: list[Doubt] = []
    spoken = _ZONE_WORD.search(rest[:40])
    zone = clock.zone or (ZONES.get(spoken["zone"].upper()) if spoken else None)
    if zone is None:
        zone = setting.zone or "America/New_York"
        doubts.append(Doubt(line, f"the embargo names no time zone; {zone} was taken: check it"))
    day = _day(tail, setting, line, doubts)
    if day is None:
        words = tail.strip(' .”"')[:200]
        return Embargoed(
            words, (*doubts, Doubt(line, f"the embargo's day is not known ({words}): give it", is_open=True))
        )
    moment = datetime.combine(day, clock.at, ZoneInfo(zone))
    return Embargoed(moment.isoformat(timespec="minutes"), tuple(doubts))


def _day(tail: str, setting: Setting, line: int, doubts: list[Doubt]) -> date | None:
    """The day meant; where the parts of "tomorrow, Tuesday, September 19th" differ there is a doubt."""
    dated = WRITTEN.search(tail)
    on = _dated(dated, setting.held_on) if dated is not None else _spoken(tail, setting.held_on)
    if on is None:
        return None
    weekday = _WEEKDAY.search(tail)
    if weekday is not None and not WEEKDAYS[on.weekday()].startswith(weekday["name"].lower()):
        doubts.append(Doubt(line, f"the embargo says {weekday.group()}, but {on} was a {on:%A}: check the day"))
    held_on = setting.held_on
    if held_on is not None and _TOMORROW.search(tail) and on != held_on + timedelta(1):
        doubts.append(Doubt(line, f"the embargo says tomorrow and {on}, but the day held is {held_on}: check both"))
    if held_on is not None and on < held_on:
        doubts.append(Doubt(line, f"the embargo ends on {on}, before the day it was held, {held_on}: check both"))
    if dated is None and weekday is None and not (_TOMORROW.search(tail) or _TODAY.search(tail)):
        doubts.append(Doubt(line, f"the embargo names no day; the day it was held, {held_on}, was taken: check it"))
    return on


def _spoken(tail: str, held_on: date | None) -> date | None:
    """The day that words mean on the day of the event: tomorrow, Thursday, today."""
    if held_on is None:
        return None
    if _TOMORROW.search(tail):
        return held_on + timedelta(1)
    weekday = _WEEKDAY.search(tail)
    if weekday is None:
        return held_on
    wanted = next(n for n, name in enumerate(WEEKDAYS) if name.startswith(weekday["name"].lower()))
    return held_on + timedelta((wanted - held_on.weekday()) % _DAYS_IN_WEEK)


def _dated(found: re.Match[str], held_on: date | None) -> date | None:
    year = int(found["year"].replace("l", "1")) if found["year"] else (held_on.year if held_on else None)
    if year is None:
        return None
    try:
        on = date(year, month_number(found["month"]), int(found["day"]))
    except ValueError:
        return None
    if not found["year"] and held_on is not None and (held_on - on).days > _HALF_YEAR_DAYS:
        on = on.replace(year=year + 1)
    return on
