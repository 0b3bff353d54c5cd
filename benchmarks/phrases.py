"""Phrases over the whole archive: who used each first, an official or anybody, and how often by year.

python -m benchmarks.phrases [--misses]

Each phrase is asked for in quotation marks, as somebody at a terminal would. "As given" holds the timeline
against the figures that come with the data, which count every transcript there was, row by row. "Of what may
be counted" holds it against a second count, a plain search through the briefings as they were imported, less what
must not be counted: turns under an embargo that nobody has released, turns that may not be quoted, and reporters'
questions that may name who answered on background. How many turns that leaves out, and why, is printed, and how
many rows of the dump hold a phrase in words that are not their speaker's: read the two columns together.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles
from time import perf_counter
from typing import Any, Final

from benchmarks.archived import whole_archive
from benchmarks.data import needs
from benchmarks.dump import BRIEFINGS, TURNS, read_lines
from benchmarks.intervals import of_share
from bot.answer.model import TERMINAL
from bot.answer.responder import Responder
from bot.answer.sight import Sight
from bot.answer.timeline import SPOKEN, Timeline, Use, quotes_in, timeline_of
from bot.briefing.exchange import searchable_questions
from bot.briefing.model import Briefing, Kind
from bot.briefing.speakers import Register

PHRASES: Final = "benchmarks/phrases_dev.jsonl"
UNRELEASED: Final = "under an embargo that nobody has released"
UNQUOTABLE: Final = "off the record or on deep background"
CLOSED: Final = "questions of reporters that may name who answered on background"
_APOSTROPHES: Final = re.compile("[‘’ʼ]")


@dataclass(frozen=True, slots=True)
class Holder:
    """A turn of the dump that holds a phrase."""

    id: str
    year: str
    is_question: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """What is asked of a phrase: ids of the first uses, turns by year."""

    first: str | None
    first_official: str | None
    years: Mapping[str, int]
    official_years: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one phrase.

    Attributes:
        given: The figures that come with the data.
        allowed: The figures of what may be counted.
        absent: Turns that the data counts and the dump does not have.
        elsewhere: Rows of the dump with the phrase in words that the import gives to another turn, or to a note.
        barred: Turns of the dump that must not be counted, by reason.
    """

    phrase: str
    ours: Figures
    given: Figures
    allowed: Figures
    opens: bool
    absent: int
    elsewhere: int
    barred: Mapping[str, int]
    took_s: float


def outcomes(
    responder: Responder, rows: list[Mapping[str, Any]], holders: Mapping[str, Sequence[Holder]]
) -> Iterator[Outcome]:
    """Every phrase asked for."""
    sight = responder.sight(TERMINAL)
    people, barred = sight.people, reasons_in(sight.index.briefings, sight.register)
    imported = holders_in(_rows_of(sight.index.briefings), [row["phrase"] for row in rows])
    for row in rows:
        phrase, in_dump, held = row["phrase"], holders[row["phrase"]], imported[row["phrase"]]
        started = perf_counter()
        found = timeline_of(sight, f'"{phrase}"', people, responder.today())
        took_s = perf_counter() - started
        yield Outcome(
            phrase,
            figures_of_uses(found),
            figures_given(row),
            figures_of(turn for turn in held if turn.id not in barred),
            opens_what_it_counts(sight, found, phrase),
            row["total"] - len(in_dump),
            len({*in_dump} - {*held}),
            Counter(barred[turn.id] for turn in held if turn.id in barred),
            took_s,
        )


def figures_of(turns: Iterable[Holder]) -> Figures:
    """The figures of turns in order of their days."""
    ordered = list(turns)
    said = [turn for turn in ordered if not turn.is_question]
    return Figures(
        ordered[0].id if ordered else None,
        said[0].id if said else None,
        Counter(turn.year for turn in ordered),
        Counter(turn.year for turn in said),
    )


def figures_of_uses(found: Timeline) -> Figures:
    """The figures of a timeline, from what it says itself."""
    years = found.years()
    return Figures(
        _id_of(found.uses),
        _id_of(found.officials),
        {one.period: one.all for one in years},
        {one.period: one.officials for one in years if one.officials},
    )


def figures_given(row: Mapping[str, Any]) -> Figures:
    """The figures that come with the data."""
    first, official = row["first_any"], row["first_official"]
    return Figures(
        first and first["id"], official and official["id"], row["turns_by_year"], row["official_turns_by_year"]
    )


def opens_what_it_counts(sight: Sight, found: Timeline, phrase: str) -> bool:
    """Whether each month and each year opens as many passages as it counts, each with the phrase in it."""
    for count in (*found.months(), *found.years()):
        quotes = quotes_in(sight, found.within(count.period))
        texts = {quote.passage.id: plain(quote.passage.text) for quote in quotes}
        if len(texts) != count.all or not all(plain(phrase) in text for text in texts.values()):
            return False
    return sum(count.all for count in found.months()) == len(found.uses)


def _rows_of(briefings: Iterable[Briefing]) -> Iterator[Mapping[str, Any]]:
    """Questions and speeches of briefings as rows of the dump."""
    for briefing in briefings:
        for turn in briefing.turns:
            if turn.kind in SPOKEN:
                yield {
                    "briefing_id": briefing.id,
                    "turn": turn.number,
                    "date": f"{briefing.held_on}",
                    "is_question": turn.kind is Kind.QUESTION,
                    "text": turn.text,
                }


def holders_in(turns: Iterable[Mapping[str, Any]], phrases: Sequence[str]) -> Mapping[str, Sequence[Holder]]:
    """The turns that hold each phrase as whole words, in order of their days."""
    wanted = {phrase: re.compile(rf"(?<!\w){re.escape(plain(phrase))}(?!\w)") for phrase in phrases}
    texts = {phrase: plain(phrase) for phrase in phrases}
    held: defaultdict[str, list[tuple[str, Holder]]] = defaultdict(list)
    for turn in turns:
        text = plain(turn["text"])
        for phrase, words in texts.items():
            if words in text and wanted[phrase].search(text):
                one = Holder(f"{turn['briefing_id']}#{turn['turn']}", turn["date"][:4], turn["is_question"])
                held[phrase].append((turn["date"], one))
    return {phrase: [one for _, one in sorted(held[phrase], key=lambda dated: dated[0])] for phrase in phrases}


def reasons_in(briefings: Iterable[Briefing], register: Register) -> Mapping[str, str]:
    """Turns that must not be counted, and why: by the rules that hold for a briefing, not by what a search shows."""
    barred: dict[str, str] = {}
    for briefing in briefings:
        is_held_back = briefing.embargo is not None and briefing.embargo.until is None
        open_questions = {turn.number for turn in searchable_questions(briefing, register)}
        for turn in briefing.turns:
            is_closed = turn.kind is Kind.QUESTION and turn.number not in open_questions
            not_quotable = None if briefing.rule_for(turn).is_quotable else UNQUOTABLE
            reason = UNRELEASED if is_held_back else not_quotable or (CLOSED if is_closed else None)
            if reason:
                barred[f"{briefing.id}#{turn.number}"] = reason
    return barred


def plain(text: str) -> str:
    """A text in small letters, with plain apostrophes and single spaces."""
    return " ".join(_APOSTROPHES.sub("'", text).casefold().split())


ASKED: Final[Mapping[str, Callable[[Figures], object]]] = {
    "first use by anybody": lambda one: one.first,
    "first use by an official": lambda one: one.first_official,
    "turns by year": lambda one: dict(one.years),
    "officials' turns by year": lambda one: dict(one.official_years),
    "all four": lambda one: (one.first, one.first_official, dict(one.years), dict(one.official_years)),
}


def differing(ours: Figures, expected: Figures) -> list[str]:
    """What of a phrase is not as expected."""
    return [what for what, of in ASKED.items() if of(ours) != of(expected)]


def section(found: list[Outcome]) -> Iterator[str]:
    """The figures, and why those as given differ."""
    whole = len(found)
    yield "| of each phrase | phrases | right of what may be counted | | 95 % interval | right as given | | 95 % interval |"
    yield "|---|---|---|---|---|---|---|---|"
    for what in ASKED:
        allowed = sum(what not in differing(one.ours, one.allowed) for one in found)
        given = sum(what not in differing(one.ours, one.given) for one in found)
        yield f"| {what} | {whole} | {allowed} | {of_share(allowed, whole)} | {given} | {of_share(given, whole)} |"
    opens = sum(one.opens for one in found)
    yield f"\nCounts that open as many passages as they say, each with the phrase: of {opens} phrases in {whole}."
    barred = sum((Counter(one.barred) for one in found), Counter[str]())
    reasons = "; ".join(f"{count:,} {reason}" for reason, count in barred.most_common())
    yield f"Turns of the dump that must not be counted: {barred.total():,}{f' ({reasons})' if reasons else ''}."
    absent = sum(one.absent for one in found)
    yield f"Turns in the figures as given that the dump does not have: {absent:,}."
    elsewhere = sum(one.elsewhere for one in found)
    yield f"Rows of the dump with a phrase in words of another speaker, or in a note: {elsewhere:,}."
    steps = quantiles((one.took_s * 1e3 for one in found), n=20)
    yield f"One timeline: p50 {steps[9]:.0f} ms, p95 {steps[18]:.0f} ms."


def misses(found: list[Outcome]) -> Iterator[str]:
    """The phrases of which something differs, with what and why."""
    for one in found:
        given, allowed = differing(one.ours, one.given), differing(one.ours, one.allowed)
        if given or allowed or not one.opens:
            why = [f"{count} {reason}" for reason, count in one.barred.items()]
            why += [f"{one.absent} not in the dump"] if one.absent else []
            why += [f"{one.elsewhere} in words of somebody else than the row's"] if one.elsewhere else []
            yield f"- {one.phrase}: as given {given}, of what may be counted {allowed}, opens {one.opens}; {why}"


def _id_of(uses: Sequence[Use]) -> str | None:
    return f"{uses[0].shown.briefing.id}#{uses[0].shown.turn.number}" if uses else None


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description="First uses and yearly counts of phrases.")
    parser.add_argument("--misses", action="store_true", help="list each phrase of which something differs, and why")
    lists = parser.parse_args().misses
    needs(PHRASES, TURNS, BRIEFINGS)
    rows: list[Mapping[str, Any]] = list(read_lines(PHRASES))
    holders = holders_in(read_lines(TURNS), [row["phrase"] for row in rows])
    with whole_archive() as responder:
        found = list(outcomes(responder, rows, holders))
    print("\n".join([*(misses(found) if lists else ()), *section(found)]))


if __name__ == "__main__":
    main()
