"""A draft with all that a briefing file needs, or an open doubt for what is missing."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from bot.briefing.model import GroundRule, Kind, SourceKind, Status
from bot.briefing.speakers import Register, Speaker
from bot.importers.model import Doubt, Draft, DraftTurn
from bot.importers.publishers import keeps_the_record, publisher_at, publisher_named
from bot.importers.settling.labels import with_accepted, with_labels
from bot.importers.settling.opening import with_opening
from bot.importers.settling.terms import with_embargo, with_record, without_own_names
from bot.importers.settling.wishes import Wishes
from bot.importers.transcripts.header.when import DAY_TAKEN

SLUG_CHARS_MAX: Final = 70
ID_CHARS_MAX: Final = 240
LINE_CHARS_MAX: Final = 1_000

_BY_KIND: Final = {
    SourceKind.ARTICLE: Status.AS_QUOTED,
    SourceKind.CAPTIONS: Status.CAPTIONS,
    SourceKind.SUMMARY: Status.SUMMARY,
}
# As entries of a feed are named: the file's own day is not that of each of them.
_ENTRY = re.compile(r"#\d+$")
_NOT_ID = re.compile(r"[^A-Za-z0-9._%-]+")
_DAY_IN_NAME = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_.]?(?P<month>[01]\d)[-_.]?(?P<day>[0-3]\d)(?!\d)", re.ASCII
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR, _DAY, _GAP = r"(?P<year>(?:19|20)\d\d)", r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?", r"[-_.,\s]{0,2}"
_MONTH: Final = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
# Such as: may-14-2030, 14May2030, 2030_May_14.
_DAYS_IN_WORDS: Final = tuple(
    re.compile(rf"(?<![^\W_]){_GAP.join(parts)}(?![^\W_])", re.ASCII | re.IGNORECASE)
    for parts in ((_MONTH, _DAY, _YEAR), (_DAY, _MONTH, _YEAR), (_YEAR, _MONTH, _DAY))
)


def settle(draft: Draft, wishes: Wishes, register: Register) -> Draft:
    """Fill a draft from wishes, its extract, its address and its name; doubts tell what stays open."""
    extract = draft.extract
    labelled = with_labels(draft, wishes, register)
    draft = with_accepted(with_opening(labelled, wishes, register), wishes)
    url, venue = wishes.url or draft.url or extract.url, wishes.venue or draft.venue
    publisher = wishes.publisher or draft.publisher or extract.publisher or _publisher_by_place(url, venue)
    kind = wishes.kind or draft.kind or extract.kind or SourceKind.TRANSCRIPT
    held_on, day_doubts = _held_on(draft, wishes)
    title = _line(wishes.title or draft.title or extract.title)
    named = title or _title_from(extract.name)
    status = wishes.status or draft.status or extract.status or _status_of(kind, publisher)
    settled = replace(
        draft,
        title=named,
        held_on=held_on,
        url=url,
        venue=_line(venue),
        publisher=_line(publisher),
        kind=kind,
        status=status,
        id=_id_of(wishes.id or draft.id, held_on, named or extract.name),
    )
    termed = _with_terms(settled, wishes, register)
    resolved = replace(termed, turns=_resolved(termed, register))
    told_status = bool(wishes.status or draft.status or extract.status)
    found = (doubt for doubt in resolved.doubts if wishes.held_on is None or not doubt.says.endswith(DAY_TAKEN))
    doubts = {*found, *day_doubts, *_missing(resolved, title), *_guessed(resolved, told_status)}
    return replace(resolved, doubts=tuple(sorted(doubts)))


def _publisher_by_place(url: str | None, venue: str | None) -> str | None:
    host = urlsplit(url).hostname if url else None
    return publisher_at(url) or publisher_named(venue) or (host.removeprefix("www.") if host else None)


def _status_of(kind: SourceKind, publisher: str | None) -> Status:
    """How close a document is to the spoken word where nothing says so: official only from those who keep the record."""
    if kind is SourceKind.TRANSCRIPT:
        return Status.OFFICIAL if keeps_the_record(publisher) else Status.RUSH
    return _BY_KIND[kind]


def _guessed(draft: Draft, told_status: bool) -> Iterator[Doubt]:
    if not told_status and draft.kind is SourceKind.TRANSCRIPT and not keeps_the_record(draft.publisher):
        yield Doubt(0, "taken for a rush transcript: say --status official if the publisher keeps the official record")


def _with_terms(draft: Draft, wishes: Wishes, register: Register) -> Draft:
    """The user's ground rule and embargo in place of the document's; else those, made fit."""
    if wishes.ground_rule is not None:
        turns = tuple(_under(wishes.ground_rule, turn) for turn in draft.turns)
        draft = replace(draft, ground_rule=wishes.ground_rule, turns=turns)
    else:
        draft = with_record(draft, register)
    draft = without_own_names(draft, register)
    return replace(draft, embargo=wishes.embargo) if wishes.embargo else with_embargo(draft)


def _under(rule: GroundRule, turn: DraftTurn) -> DraftTurn:
    """The turn under the user's rule, unless its own forbids any quoting; without a name where none may be said."""
    own = turn.ground_rule
    turn = replace(turn, ground_rule=own if own is not None and not own.is_quotable else None)
    return replace(turn, speaker=None, name=None, role=None) if rule.is_anonymous else turn


def _held_on(draft: Draft, wishes: Wishes) -> tuple[date | None, list[Doubt]]:
    if wishes.held_on is not None:
        says = f"the document says {draft.held_on}; {wishes.held_on} was taken, as it was given"
        return wishes.held_on, [Doubt(0, says)] if draft.held_on not in (None, wishes.held_on) else []
    day = draft.held_on or draft.extract.held_on
    if day is not None:
        return day, []
    named = _day_in(draft.extract.name)
    is_of_the_whole = _ENTRY.search(draft.extract.name) is not None and named != draft.extract.published_on
    if named is not None and not is_of_the_whole:
        return named, [Doubt(0, f"the day, {named}, stands in the name only: say --held-on if it is another")]
    return None, []


def _day_in(name: str) -> date | None:
    """The first day that a name tells in digits, else with the month's name."""
    for pattern in (_DAY_IN_NAME, *_DAYS_IN_WORDS):
        for found in pattern.finditer(name):
            year, month, day = (found[part] for part in ("year", "month", "day"))
            number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
            with suppress(ValueError):
                return date(int(year), number, int(day))
    return None


def _title_from(name: str) -> str | None:
    """A title made of a file's name: ``harbour-briefing_2.txt`` gives ``harbour briefing 2``."""
    return _line(re.sub(r"[-_\s]+", " ", PurePosixPath(name).stem if len(PurePosixPath(name).suffix) < 7 else name))


def _missing(draft: Draft, title: str | None) -> Iterator[Doubt]:
    if not title:
        yield Doubt(0, "the document gives no title; its name stands there instead: say --title", not draft.title)
    if draft.held_on is None and not any(doubt.says.endswith("say --held-on") for doubt in draft.doubts):
        published = draft.extract.published_on
        hint = f" (posted on {published}, which need not be the day)" if published else ""
        yield Doubt(0, f"the document does not say on which day it was held{hint}: say --held-on", is_open=True)
    if not draft.publisher:
        yield Doubt(0, "the document does not say who published it: say --publisher", is_open=True)
    if not draft.turns:
        yield Doubt(0, "nobody's words were found: nothing to import", is_open=True)
    for start, end in draft.unassigned:
        line = draft.extract.text.count("\n", 0, start) + 1
        if not any(doubt.is_open and doubt.line == line for doubt in draft.doubts):
            words = " ".join(draft.extract.text[start:end].split())[:80]
            yield Doubt(line, f"belongs to nobody: {words!r}; say --label or --speaker", is_open=True)


def id_from(given: str) -> str | None:
    """A given id as a file may have it: as it is, but for characters that no id has."""
    return _NOT_ID.sub("-", given).lstrip("-._%")[:ID_CHARS_MAX] or None


def _id_of(given: str | None, held_on: date | None, title: str) -> str | None:
    if given:
        return id_from(given)
    slug = _slug(title)
    if not slug:
        return held_on.isoformat() if held_on else None
    return f"{held_on}-{slug}" if held_on and not slug.startswith(str(held_on)) else slug


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title.replace("’", "").replace("'", ""))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    slug = ""
    for word in words:
        if len(slug) + len(word) >= SLUG_CHARS_MAX:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug or "-".join(words)[:SLUG_CHARS_MAX]


def _line(text: str | None) -> str | None:
    return (" ".join(text.split())[:LINE_CHARS_MAX] or None) if text else None


def _resolved(draft: Draft, register: Register) -> tuple[DraftTurn, ...]:
    """Turns with the person their label names on that day, unless their words are on background."""
    if draft.held_on is None:
        return draft.turns
    people: dict[str, Speaker | None] = {}
    return tuple(_with_person(turn, draft, register, people) for turn in draft.turns)


def _with_person(turn: DraftTurn, draft: Draft, register: Register, people: dict[str, Speaker | None]) -> DraftTurn:
    rule = turn.ground_rule or draft.ground_rule
    if turn.speaker or turn.name or not turn.printed or turn.kind is not Kind.SPEECH or (rule and rule.is_anonymous):
        return turn
    if turn.printed not in people and draft.held_on is not None:
        people[turn.printed] = register.resolve(turn.printed, draft.held_on, draft.venue, draft.publisher)
    person = people.get(turn.printed)
    if person is None or draft.held_on is None:
        return turn
    role = person.role_on(draft.held_on, draft.venue)
    return replace(turn, speaker=person.id, name=person.name, role=role.title if role else None)
