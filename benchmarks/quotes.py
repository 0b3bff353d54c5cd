"""Half-remembered quotations over the whole archive: is each verdict right, and the true source shown?

python -m benchmarks.quotes [--misses]

Each claim is verified with the speaker it names. "As a question": the quotation in quotation marks is
asked as anybody would ask it, and its own turn has to come first. An alteration that is called verbatim,
typographic or elided would be the worst of errors; it has a line of its own.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import quantiles
from time import perf_counter
from typing import Any, Final

from benchmarks.archived import whole_archive
from benchmarks.data import needs
from benchmarks.dump import BRIEFINGS, TURNS, read_lines
from benchmarks.intervals import of_share
from bot.answer.model import TERMINAL, Found, NothingFound, Question
from bot.answer.responder import Responder
from bot.answer.verifying.model import AS_SPOKEN, Claim, Verdict
from bot.answer.verifying.verify import verify

CLAIMS: Final = "benchmarks/quotes_dev.jsonl"
RIGHT: Final[Mapping[str, frozenset[Verdict]]] = {
    "exact": frozenset({Verdict.VERBATIM}),
    "punct": frozenset({Verdict.TYPOGRAPHY_ONLY}),
    "ellipsis": frozenset({Verdict.ELIDED}),
    "substitution": frozenset({Verdict.ALTERED}),
    "number": frozenset({Verdict.ALTERED}),
    "negation": frozenset({Verdict.ALTERED}),
    "misattributed": frozenset({Verdict.WRONG_SPEAKER}),
    "fabricated_splice": frozenset({Verdict.SPLICED, Verdict.NOT_FOUND}),
}
"""Kind of claim → what it may be called."""
ALTERED: Final = ("substitution", "number", "negation", "fabricated_splice")
AS_TYPED: Final = ("exact", "punct")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one claim."""

    kind: str
    verdict: Verdict
    is_first: bool
    is_asked_first: bool
    is_shown: bool
    took_s: float

    @property
    def is_right(self) -> bool:
        """Whether the verdict is one of those the kind allows."""
        return self.verdict in RIGHT[self.kind]


def outcomes(responder: Responder, rows: list[Mapping[str, Any]], *, lists: bool) -> Iterator[Outcome]:
    """Every claim verified, and asked as a question."""
    sight = responder.sight(TERMINAL)
    people = sight.people
    for row in rows:
        started = perf_counter()
        found = verify(sight, people, Claim(row["quote"], row["claimed_speaker"]))
        took_s = perf_counter() - started
        turns = [quote.passage.id.partition(":")[0] for quote in found.quotes]
        asked = responder.respond(Question(f'"{row["quote"]}"'[:1_000]), TERMINAL)
        shown = asked.quotes if isinstance(asked, (Found, NothingFound)) else ()
        asked_turns = [quote.passage.id.partition(":")[0] for quote in shown]
        one = Outcome(
            row["kind"],
            found.verdict,
            turns[:1] == [row["source_id"]],
            asked_turns[:1] == [row["source_id"]],
            row["source_id"] in asked_turns,
            took_s,
        )
        if lists and not (one.is_right and one.is_asked_first):
            print(
                f"- {row['kind']} {row['source_id']}: {found.verdict}, asked: {asked_turns[:3]}; {row['quote'][:200]!r}"
            )
        yield one


def section(found: list[Outcome]) -> Iterator[str]:
    """The figures by kind, and what must never be."""
    yield "| kind | claims | verdict right | true source first | as a question: first | as a question: shown |"
    yield "|---|---|---|---|---|---|"
    counts = Counter(one.kind for one in found)
    for kind in RIGHT:
        ours = [one for one in found if one.kind == kind]
        first, asked, shown = (
            sum(flags) for flags in zip(*((o.is_first, o.is_asked_first, o.is_shown) for o in ours), strict=True)
        )
        yield f"| {kind} | {counts[kind]} | {sum(o.is_right for o in ours)} | {first} | {asked} | {shown} |"
    right = sum(one.is_right for one in found)
    yield f"\nVerdicts right: {right} of {len(found)}, {of_share(right, len(found))}."
    lies = sum(one.kind in ALTERED and one.verdict in AS_SPOKEN for one in found)
    yield f"Altered claims called verbatim, typographic or elided: {lies} of {sum(counts[kind] for kind in ALTERED)}."
    steps = quantiles((one.took_s * 1e3 for one in found), n=20)
    yield f"One verdict: p50 {steps[9]:.0f} ms, p95 {steps[18]:.0f} ms."


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description="Verdicts on claimed quotations.")
    parser.add_argument("--misses", action="store_true", help="list each claim that is not judged or found as expected")
    lists = parser.parse_args().misses
    needs(CLAIMS, TURNS, BRIEFINGS)
    with whole_archive() as responder:
        print("\n".join(section(list(outcomes(responder, list(read_lines(CLAIMS)), lists=lists)))))


if __name__ == "__main__":
    main()
