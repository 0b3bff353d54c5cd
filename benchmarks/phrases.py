"""First use of a phrase over the whole archive: counts by year, first use, first official use.

python -m benchmarks.phrases [--misses]

The answers were counted over all documents, also those that a bot may not show: calls under embargo or off
the record, and second copies. So each phrase is counted again in the dump's own text, by a plain search for
it between word boundaries, over exactly the turns that the bot holds and may show; these counts have to be equal.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from statistics import median
from time import perf_counter
from typing import Any, Final

from benchmarks.archived import whole_archive
from benchmarks.data import needs
from benchmarks.dump import BRIEFINGS, TURNS, read_lines
from bot.answer.model import TERMINAL
from bot.answer.responder import Responder
from bot.answer.timeline import Timeline, Use, quotes_in, timeline_of

PHRASES: Final = "benchmarks/phrases_dev.jsonl"

Turn = Mapping[str, Any]


def folded(text: str) -> str:
    """Text for a plain search: one kind of apostrophe, single spaces, small letters."""
    return " ".join(text.replace("’", "'").casefold().split())


def by_year(turns: list[Turn]) -> tuple[Counter[str], Counter[str]]:
    """Turns by year: all, and those of officials."""
    every = Counter(turn["date"][:4] for turn in turns)
    return every, Counter(turn["date"][:4] for turn in turns if not turn["is_question"])


def counted(found: Timeline) -> tuple[Counter[str], Counter[str]]:
    """What the timeline counts, in the same form."""
    every = Counter({count.period: count.all for count in found.years()})
    return every, Counter({count.period: count.officials for count in found.years() if count.officials})


def turn_id(use: Use) -> str:
    """As the dump names a turn."""
    return f"{use.shown.briefing.id}#{use.shown.turn.number}"


def section(responder: Responder, *, lists: bool) -> Iterator[str]:
    """The figures."""
    rows = list(read_lines(PHRASES))
    sight = responder.sight(TERMINAL)
    people, today = responder.people(sight), responder.today()
    shown = {
        f"{passage.briefing.id}#{passage.turn.number}"
        for passage, is_seen in zip(sight.index.passages, sight.seen.tolist(), strict=True)
        if is_seen
    }
    turns = [
        (turn, folded(turn["text"])) for turn in read_lines(TURNS) if f"{turn['briefing_id']}#{turn['turn']}" in shown
    ]
    equal = opened = same_any = same_official = 0
    took_s = []
    for row in rows:
        started = perf_counter()
        found = timeline_of(sight, f'"{row["phrase"]}"', people, today)
        took_s.append(perf_counter() - started)
        wanted = folded(row["phrase"])
        plain = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
        expected = by_year([turn for turn, text in turns if wanted in text and plain.search(text)])
        is_equal = counted(found) == expected
        equal += is_equal
        periods = (*found.months(), *found.years())
        opened += all(len(quotes_in(sight, found.within(count.period))) == count.all for count in periods)
        # Compared where the first use is one that may be shown.
        firsts = found.uses[:1], found.officials[:1]
        is_any, is_official = (
            answer is None or answer["id"] not in shown or [turn_id(use) for use in first] == [answer["id"]]
            for first, answer in zip(firsts, (row["first_any"], row["first_official"]), strict=True)
        )
        same_any, same_official = same_any + is_any, same_official + is_official
        if lists and not (is_equal and is_any and is_official):
            yield f"- {row['phrase']}: {counted(found)}, expected {expected}; first {[turn_id(u) for u in found.uses[:1]]}"
    yield "| what | phrases |\n|---|---|"
    yield f"| yearly counts, all and officials, equal to a plain count of the same turns | {equal} of {len(rows)} |"
    yield f"| every count equal to the list it opens | {opened} of {len(rows)} |"
    yield f"| first use as answered, where it may be shown | {same_any} of {len(rows)} |"
    yield f"| first official use as answered, where it may be shown | {same_official} of {len(rows)} |"
    yield f"\nOne timeline: median {median(took_s) * 1e3:.0f} ms, slowest {max(took_s) * 1e3:.0f} ms."


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description="Phrases over time.")
    parser.add_argument("--misses", action="store_true", help="list each phrase that is not counted as expected")
    lists = parser.parse_args().misses
    needs(PHRASES, TURNS, BRIEFINGS)
    with whole_archive() as responder:
        print("\n".join(section(responder, lists=lists)))


if __name__ == "__main__":
    main()
