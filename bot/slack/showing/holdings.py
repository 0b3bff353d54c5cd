"""What is held, as sheets: one quote by its id, who speaks, on which days, what a briefing is."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from bot.answer.citation import words_of_status
from bot.answer.model import Asker
from bot.answer.responder import Responder
from bot.answer.sentences import counted, day
from bot.answer.showing.holdings import Outline, briefings_called, days_held, outline_of, voices
from bot.answer.showing.lookup import MovedTo, Unchanged, look_up, quotes_found
from bot.answer.showing.sentences import told
from bot.answer.sight import Sight
from bot.briefing.model import Status
from bot.slack.rendering.sheet import own_sheet
from bot.slack.showing.content import Content

LISTED_MAX: Final = 30
PEOPLE_MAX: Final = 12


def _quote(responder: Responder, text: str, asker: Asker) -> Content:
    sight = responder.sight(asker)
    found = look_up(sight, text)
    sheet = own_sheet(f"Quote: {text}", told(found), sight.coverage, quotes_found(found))
    is_found = isinstance(found, Unchanged | MovedTo)
    return Content(sheet, "found" if is_found else "nothing_found", is_public=True, snapshot=sight.coverage.snapshot)


def _speakers(responder: Responder, text: str, asker: Asker) -> Content:
    sight = responder.sight(asker)
    found = voices(sight, text)
    lines = [
        f"{voice.speaker.name}: {counted(voice.turns, 'turn')}, {_span(voice.first, voice.last)}"
        for voice in found[:LISTED_MAX]
    ]
    if not found:
        people = sight.people.near(text) if text else ()
        near = f" Did you mean {' or '.join(people)}?" if people else ""
        lines = [f"Nobody called “{text}” speaks here.{near}" if text else "Nobody speaks here yet."]
    return _listed(f"Speakers {text}".strip(), sight, lines, len(found), "speakers")


def _dates(responder: Responder, text: str, asker: Asker) -> Content:
    sight = responder.sight(asker)
    held = days_held(sight)
    if text:
        lines = [
            f"{one:%Y-%m-%d %a}: {b.title} · {b.id}" for one, bs in held.items() if f"{one:%Y-%m}" == text for b in bs
        ]
        count, lines = len(lines), lines or [f"I hold no briefing of {text}."]
        return _listed(f"Dates {text}", sight, lines, count, "briefings")
    months: dict[str, list[date]] = {}
    for one in held:
        months.setdefault(f"{one:%Y-%m}", []).append(one)
    lines = [
        f"{month}: {counted(sum(len(held[d]) for d in days), 'briefing')} on {len(days)} of {_length(month)} days"
        for month, days in months.items()
    ]
    return _listed("Dates", sight, lines[::-1] or ["I hold no briefings yet."], len(months), "months")


def _show(responder: Responder, text: str, asker: Asker) -> Content:
    sight = responder.sight(asker)
    found = briefings_called(sight, text, responder.today())
    lines = [_described(outline_of(sight, briefing)) for briefing in found[:PEOPLE_MAX]]
    lines = lines or [f"I hold no briefing “{text}”. Type a briefing's id, or a day as YYYY-MM-DD."]
    return _listed(f"Show {text}", sight, lines, len(found), "briefings", PEOPLE_MAX)


HOLDINGS: Final[Mapping[str, Callable[[Responder, str, Asker], Content]]] = {
    "quote": _quote,
    "speakers": _speakers,
    "dates": _dates,
    "show": _show,
}


def _described(outline: Outline) -> str:
    briefing, source = outline.briefing, outline.briefing.source
    publisher = "" if source.status is Status.AS_QUOTED else source.publisher
    origin = [publisher, words_of_status(source)]
    head = [briefing.title, day(briefing.held_on), briefing.venue or "", *origin, briefing.id]
    people = [f"{who} ({turns})" for who, turns in outline.people[:PEOPLE_MAX]]
    more = len(outline.people) - PEOPLE_MAX
    people += [f"and {more} more"] if more > 0 else []
    turns = f"{counted(outline.answers, 'answer')}, {counted(outline.questions, 'question')}"
    lines = [" · ".join(part for part in head if part), f"{turns}. Speaking: {', '.join(people) or 'nobody'}."]
    return "\n".join([*lines, source.url] if source.url else lines)


def _span(first: date, last: date) -> str:
    return day(first) if first == last else f"{day(first)} – {day(last)}"


def _listed(asked: str, sight: Sight, lines: list[str], count: int, what: str, most: int = LISTED_MAX) -> Content:
    shown = lines[:most]
    shown += [f"and {count - most:,} more {what}"] if count > most else []
    outcome = "found" if count else "nothing_found"
    sheet = own_sheet(asked, "\n".join(shown), sight.coverage)
    return Content(sheet, outcome, is_public=True, snapshot=sight.coverage.snapshot)


def _length(month: str) -> int:
    return monthrange(int(month[:4]), int(month[5:]))[1]
