"""A quote ready to be pasted: as plain text, as the AP would introduce it, as Markdown."""

from dataclasses import dataclass
from datetime import date
from typing import Final, assert_never

from bot.answer.citation import (
    UNNAMED,
    attribution_line,
    link_to_words,
    notes_on,
    reporter_name,
    source_line,
    status_words,
)
from bot.answer.export import markdown_quote
from bot.answer.model import Quote
from bot.answer.quotes import is_short
from bot.briefing.model import Kind, Status

_AP_MONTHS: Final = (
    "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec."
).split()  # Source: The Associated Press Stylebook, "months": abbreviated with a day, five of them never.
_HEARD: Final = {
    Status.OFFICIAL: "",
    Status.RUSH: ", according to a rush transcript",
    Status.CAPTIONS: ", according to captions",
    Status.INTERPRETED: " through an interpreter",
    Status.AS_PREPARED: ", in remarks as prepared for delivery",
    Status.SUMMARY: ", according to a summary",
}


@dataclass(frozen=True, slots=True)
class Citations:
    """One quote in three forms; each holds the exact words, who, when, on what occasion and the quote's id or link."""

    plain: str
    ap: str
    markdown: str


def citations_of(quote: Quote) -> Citations:
    """The forms of a citation; the words are never changed, and a short answer brings its question.

    The neutral verb is "said". The AP's form stands before the words with a colon: a
    comma in the place of their own full stop would change them.
    """
    return Citations(_plain(quote), _ap(quote), markdown_quote(quote).strip())


def _plain(quote: Quote) -> str:
    question = f"Question: “{quote.asked.text}”\n" if quote.asked is not None and is_short(quote.passage.text) else ""
    parts = [attribution_line(quote), source_line(quote), *notes_on(quote)]
    parts += [part for part in (link_to_words(quote), quote.passage.id) if part]
    return f"{question}{_words(quote)}\n— {' · '.join(parts)}"


def _ap(quote: Quote) -> str:
    briefing = quote.passage.briefing
    asked = f"Asked “{quote.asked.text}”, " if quote.asked is not None and is_short(quote.passage.text) else ""
    occasion = f"{ap_date(briefing.held_on)}, at “{briefing.title}”"
    place = f", {briefing.venue}" if briefing.venue else ""
    return f"{asked}{_who_said(quote)} {occasion}{place}{_heard(quote)}: {_words(quote)}"


def _who_said(quote: Quote) -> str:
    kind, who = quote.passage.turn.kind, quote.attribution
    match kind:
        case Kind.SPEECH:
            agreed = ", speaking on background," if quote.ground_rule is not None else ""
            name = who.agreed or who.name or who.printed or f"A {UNNAMED}"
            role = ", ".join(part for part in (who.role, who.organization) if part)
            return f"{name}{f', {role},' if role and not who.agreed else agreed} said"
        case Kind.REPORTED:
            return f"{attribution_line(quote)}, wrote of"
        case Kind.QUESTION:
            reporter = who.name or reporter_name(quote.passage.turn.printed)
            return f"{f'{reporter}, a reporter,' if reporter else 'A reporter'} asked"
        case Kind.NARRATION:
            return "The editors summed up"
        case _:
            assert_never(kind)


def _heard(quote: Quote) -> str:
    """How the words came down, where that is not the official transcript."""
    source = quote.passage.briefing.source
    heard = f", {status_words(quote)}" if source.status is Status.AS_QUOTED else _HEARD[source.status]
    return f"{heard} (partial quotation)" if quote.passage.turn.partial else heard


def _words(quote: Quote) -> str:
    """In quotation marks only what was said: never the publisher's own sentence, nor the editors'."""
    text = quote.passage.text
    return text if quote.passage.turn.kind in (Kind.REPORTED, Kind.NARRATION) else f"“{text}”"


def ap_date(day: date) -> str:
    """A day as the AP prints it: Feb. 9, 2021."""
    return f"{_AP_MONTHS[day.month - 1]} {day.day}, {day.year}"
