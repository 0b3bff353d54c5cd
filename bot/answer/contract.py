"""An answer as the JSON object that others may rely on, version 1."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final, assert_never

from bot.answer.citation import attribution_line, link_to_words, note_on
from bot.answer.model import Answer, Coverage, Found, Misread, NothingFound, Quote
from bot.answer.showing.lookup import ChangedSince, Lookup, MovedTo, Unchanged, Withdrawn, quotes_found
from bot.answer.showing.sentences import told
from bot.answer.sight import Sight
from bot.answer.timeline import Count, Timeline, Use, quotes_in, summary
from bot.answer.verifying.model import Verification
from bot.briefing.model import Briefing, GroundRule
from bot.query.model import Query

VERSION: Final = 1


def json_of(answer: Answer) -> dict[str, Any]:
    """The answer as plain JSON values; every field is always there."""
    shown: tuple[Quote, ...] = ()
    query: Query | None = None
    outcome, reason, matched = "misread", None, 0
    suggestions: tuple[str, ...] = ()
    match answer:
        case Found():
            outcome, shown, query, matched = "found", answer.quotes, answer.query, answer.matched
        case NothingFound():
            outcome, shown, query, matched = "nothing_found", answer.quotes, answer.query, answer.matched
            reason, suggestions = answer.reason.value, answer.suggestions
        case Misread():
            pass
        case _:
            assert_never(answer)
    return {
        "version": VERSION,
        "question": answer.question.text,
        "outcome": outcome,
        "reason": reason,
        "message": answer.problem if isinstance(answer, Misread) else answer.message,
        "filters": _filters(query, answer.time_zone),
        "matched": matched,
        "suggestions": list(dict.fromkeys([*_meant(query), *suggestions])),
        "quotes": [_quote(quote) for quote in shown],
        "coverage": _coverage(answer.coverage),
    }


def json_of_verdicts(found: Sequence[Verification]) -> dict[str, Any]:
    """Verdicts on quotations as plain JSON values; at least one."""
    return {
        "version": VERSION,
        "claims": [_verdict(one) for one in found],
        "coverage": _coverage(found[0].coverage),
    }


def json_of_timeline(sight: Sight, found: Timeline, shown: tuple[Use, ...]) -> dict[str, Any]:
    """A phrase over time as plain JSON values, with the uses that are shown."""
    return {
        "version": VERSION,
        "phrases": list(found.phrases),
        "message": summary(found),
        "officials": len(found.officials),
        "reporters": len(found.uses) - len(found.officials),
        "months": [_count(count) for count in found.months()],
        "years": [_count(count) for count in found.years()],
        "first": _turn_id(found.uses[:1]),
        "first_official": _turn_id(found.officials[:1]),
        "last_official": _turn_id(found.officials[-1:]),
        "quotes": [_quote(quote) for quote in quotes_in(sight, shown)],
        "coverage": _coverage(found.coverage),
    }


def json_of_lookup(sight: Sight, found: Lookup) -> dict[str, Any]:
    """What has become of a quote id, as plain JSON values."""
    outcomes: dict[type, str] = {
        Unchanged: "unchanged",
        MovedTo: "moved",
        ChangedSince: "changed",
        Withdrawn: "withdrawn",
    }
    return {
        "version": VERSION,
        "outcome": outcomes.get(type(found), "unknown"),
        "message": told(found),
        "quotes": [_quote(quote) for quote in quotes_found(found)],
        "coverage": _coverage(sight.coverage),
    }


def _count(count: Count) -> dict[str, Any]:
    return {"period": count.period, "officials": count.officials, "reporters": count.reporters}


def _turn_id(uses: tuple[Use, ...]) -> str | None:
    return uses[0].shown.id if uses else None


def _verdict(found: Verification) -> dict[str, Any]:
    return {
        "text": found.claim.text,
        "said_by": found.claim.said_by,
        "on": _day(found.claim.on),
        "verdict": found.verdict.value,
        "wording": found.wording.value,
        "voice": found.voice.value,
        "message": found.message,
        "changes": [
            {
                "asked": change.asked,
                "real": change.real.text if change.real else "",
                "marks": [mark.value for mark in change.marks],
            }
            for change in found.changes
        ],
        "left_out": [cut.text for cut in found.cuts],
        "stands_in": found.stands_in,
        "other_day": found.is_other_day,
        "quotes": [_quote(quote) for quote in found.quotes],
    }


def _meant(query: Query | None) -> list[str]:
    return [meant for _, meant in query.respelt] if query else []


def _filters(query: Query | None, time_zone: str) -> dict[str, Any]:
    return {
        "speakers": [speaker.name for speaker in query.speakers] if query else [],
        "roles": list(query.roles) if query else [],
        "after": _day(query.after) if query else None,
        "before": _day(query.before) if query else None,
        "phrases": list(query.phrases) if query else [],
        "sources": list(query.sources) if query else [],
        "time_zone": time_zone,
    }


def _quote(quote: Quote) -> dict[str, Any]:
    passage, turn, who = quote.passage, quote.passage.turn, quote.attribution
    return {
        "id": passage.id,
        "text": passage.text,
        "kind": turn.kind.value,
        "attribution": attribution_line(quote),
        "speaker": {
            "id": who.speaker_id,
            "name": who.name,
            "printed": who.printed,
            "role": who.role,
            "organization": who.organization,
            "resolved": who.is_resolved,
        },
        "briefing": _briefing(passage.briefing),
        "source": _source(quote),
        "ground_rule": _rule(quote.ground_rule),
        "asked": _asked(quote),
        "turn": turn.number,
        "start": passage.start,
        "end": passage.end,
        "excerpt": not passage.is_whole_turn,
        "turn_words": len(turn.text.split()),
        "partial": turn.partial,
        "sentence": None if quote.ground_rule else turn.sentence,
        "also_said": quote.also_said,
        "note": note_on(passage),
    }


def _briefing(briefing: Briefing) -> dict[str, Any]:
    return {
        "id": briefing.id,
        "title": briefing.title,
        "date": briefing.held_on.isoformat(),
        "started_at": briefing.started_at.isoformat() if briefing.started_at else None,
        "venue": briefing.venue,
    }


def _source(quote: Quote) -> dict[str, Any]:
    source = quote.passage.briefing.source
    return {
        "publisher": source.publisher,
        "kind": source.kind.value,
        "status": source.status.value,
        "url": source.url,
        "link": link_to_words(quote),
        "retrieved": _day(source.retrieved),
        "version": source.version,
    }


def _rule(rule: GroundRule | None) -> dict[str, Any] | None:
    if rule is None:
        return None
    return {"rule": rule.rule.value, "attribution": rule.attribution, "sentence": rule.sentence}


def _asked(quote: Quote) -> dict[str, Any] | None:
    if quote.asked is None:
        return None
    return {
        "id": quote.asked.id,
        "printed": quote.asked.turn.printed,
        "text": quote.asked.text,
        "note": note_on(quote.asked),
    }


def _coverage(coverage: Coverage) -> dict[str, Any]:
    return {
        "briefings": coverage.briefings,
        "first": _day(coverage.first),
        "last": _day(coverage.last),
        "snapshot": coverage.snapshot,
        "loaded_at": _instant(coverage.loaded_at),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
