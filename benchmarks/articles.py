"""Measure quotations and their speakers on annotated news; print figures with 95 % intervals.

python -m benchmarks.articles            # the reported half
python -m benchmarks.articles --worked   # the half that was worked on
"""

import argparse
import json
import lzma
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import numpy as np

from benchmarks.data import DATA, needs
from benchmarks.importing import SHIPPED
from bot.briefing.model import SourceKind
from bot.briefing.speakers import Register
from bot.importers.model import DraftTurn, Extract
from bot.importers.reading import draft_of
from bot.importers.settling.wishes import Wishes
from bot.store.register import read_people

ARTICLES = "benchmarks/polnear_train.jsonl.xz"
SCORED = ("direct", "partial")
OUTSIDE = " \t\n\u00a0\"“”'’‘"
PRONOUNS = frozenset("he she they i we it who which his her their".split())
RESAMPLED = 1_000
_TAIL = re.compile(r"[,(—–]| (?:who|of|for|at|from|with|to|in|on|involved|familiar)\b")

Span = tuple[int, int]


@dataclass
class Tally:
    """What one article adds to the figures: counts by name, and whether it was taken for an article."""

    counts: dict[str, int] = field(default_factory=dict)
    took_s: float = 0.0
    is_article: bool = True

    def add(self, name: str, by: int = 1) -> None:
        self.counts[name] = self.counts.get(name, 0) + by


def is_worked(article_id: str) -> bool:
    """Whether an article is in the half that was worked on: an even sha256 of its id."""
    return int(sha256(article_id.encode()).hexdigest(), 16) % 2 == 0


def stripped(text: str, start: int, end: int) -> Span:
    """A span without marks, outer spaces and a closing comma or full stop."""
    while start < end and text[start] in OUTSIDE:
        start += 1
    while start < end and text[end - 1] in OUTSIDE + ",.":
        end -= 1
    return start, end


def head_of(description: str) -> str:
    """The word a description is about: the surname, the role's noun."""
    core = _TAIL.split(description.strip().rstrip(","), maxsplit=1)[0].strip() or description
    words = [word for word in core.split() if word.lower() not in ("jr.", "sr.", "iii")]
    return re.sub(r"['’]s$|['’]$", "", words[-1]).lower().strip('."') if words else ""


def is_right(turn: DraftTurn, gold: str) -> bool:
    """Whether the name or the printed description has the head of the annotated speaker."""
    wanted = head_of(gold)
    return any(wanted == head_of(given) for given in (turn.name, turn.printed) if given)


def measure(article: dict[str, Any], register: Register) -> Tally:
    """Read one article as the importer does, not told what it is, and compare it with its annotation."""
    text, tally = article["text"], Tally()
    gold = {stripped(text, q["start"], q["end"]): q for q in article["quotes"] if q["kind"] in SCORED}
    started = time.perf_counter()
    draft = draft_of(Extract(text, article["id"]), register, Wishes())
    tally.took_s = time.perf_counter() - started
    tally.is_article = draft.kind is SourceKind.ARTICLE
    if not gold:
        return tally
    found = {stripped(text, turn.start, turn.end): turn for turn in draft.turns}
    tally.add("matched", len(gold.keys() & found.keys()))
    tally.add("gold", len(gold))
    tally.add("found", len(found))
    for span in gold.keys() & found.keys():
        if gold[span]["speaker_text"]:
            _compare(tally, found[span], gold[span]["speaker_text"], gold[span]["kind"])
    return tally


def _compare(tally: Tally, turn: DraftTurn, speaker: str, kind: str) -> None:
    tally.add(f"{kind} speakers")
    tally.add(f"{kind} right", is_right(turn, speaker))
    if turn.name is None:
        return
    tally.add(f"{kind} named")
    if speaker.lower() not in PRONOUNS:
        tally.add(f"{kind} named and checkable")
        tally.add(f"{kind} named rightly", head_of(speaker) in turn.name.lower().split() or is_right(turn, speaker))


def f1(tallies: Iterable[dict[str, int]]) -> float:
    tallies = list(tallies)
    total = {name: sum(t.get(name, 0) for t in tallies) for name in ("matched", "gold", "found")}
    return 2 * total["matched"] / max(1, total["gold"] + total["found"])


def share(part: str, whole: str) -> Callable[[Iterable[dict[str, int]]], float]:
    """One count as a share of another, over articles."""

    def of(tallies: Iterable[dict[str, int]]) -> float:
        tallies = list(tallies)
        return sum(t.get(part, 0) for t in tallies) / max(1, sum(t.get(whole, 0) for t in tallies))

    return of


def both_kinds(part: str, whole: str) -> Callable[[Iterable[dict[str, int]]], float]:
    """The same over direct and partial quotations together."""

    def of(tallies: Iterable[dict[str, int]]) -> float:
        summed = [{name: sum(t.get(f"{kind} {name}", 0) for kind in SCORED) for name in (part, whole)} for t in tallies]
        return share(part, whole)(summed)

    return of


FIGURES: dict[str, Callable[[Iterable[dict[str, int]]], float]] = {
    "span F1": f1,
    "span precision": share("matched", "found"),
    "span recall": share("matched", "gold"),
    "speaker, direct": share("direct right", "direct speakers"),
    "speaker, partial": share("partial right", "partial speakers"),
    "precision where named": both_kinds("named rightly", "named and checkable"),
    "precision where named, direct": share("direct named rightly", "direct named and checkable"),
    "named, direct": share("direct named", "direct speakers"),
    "named, partial": share("partial named", "partial speakers"),
}


def interval(tallies: list[dict[str, int]], figure: Callable[[Iterable[dict[str, int]]], float]) -> tuple[float, float]:
    """A 95 % bootstrap interval over articles."""
    random = np.random.default_rng(1)
    drawn = [figure(tallies[at] for at in random.integers(0, len(tallies), len(tallies))) for _ in range(RESAMPLED)]
    return float(np.percentile(drawn, 2.5)), float(np.percentile(drawn, 97.5))


def main() -> None:
    """Measure one half and print the figures; say so where the data is absent."""
    parser = argparse.ArgumentParser(description="Quotations and speakers on annotated news.")
    parser.add_argument("--worked", action="store_true", help="the half that was worked on")
    given = parser.parse_args()
    needs(ARTICLES)
    with lzma.open(DATA / ARTICLES, "rt", encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    register = read_people(SHIPPED)
    tallies = [measure(article, register) for article in articles if is_worked(article["id"]) == given.worked]
    counts = [tally.counts for tally in tallies if tally.counts]
    print(f"{len(counts)} articles with quotations, {sum(c['gold'] for c in counts)} direct and partial ones")
    print("\n| figure | value | 95 % interval |\n|---|---|---|")
    for name, figure in FIGURES.items():
        low, high = interval(counts, figure)
        print(f"| {name} | {figure(counts):.3f} | [{low:.3f}, {high:.3f}] |")
    took_ms = np.array([tally.took_s for tally in tallies]) * 1_000
    others = sum(not tally.is_article for tally in tallies)
    print(f"\n{others} of {len(tallies)} texts were read as transcripts: questions and answers under labels.")
    print(f"\nan article takes {np.median(took_ms):.1f} ms (median), {took_ms.max():.1f} ms (longest)")


if __name__ == "__main__":
    main()
