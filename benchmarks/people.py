"""Measure who is named for printed labels: against known answers, and over a whole archive.

python -m benchmarks.people [--knowledge DIR] [--unresolved N]

The data holds ``benchmarks/people_dev.jsonl`` (date, venue, label, person or null) and
``turns/turns.jsonl.xz`` (date, venue, speaker, is_question).
"""

import argparse
import json
import lzma
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.data import DATA, needs
from bot.briefing.speakers import Register
from bot.store.load import read_knowledge

SHIPPED = Path(__file__).parent.parent / "knowledge"
Label = tuple[str, str, str]
"""As printed, the day, the venue."""


def known_answers(data: Path) -> Iterator[dict[str, Any]]:
    with (data / "benchmarks" / "people_dev.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def official_turns(data: Path) -> Counter[Label]:
    with lzma.open(data / "turns" / "turns.jsonl.xz", "rt", encoding="utf-8") as lines:
        turns = (json.loads(line) for line in lines)
        return Counter((turn["speaker"], turn["date"], turn["venue"]) for turn in turns if not turn["is_question"])


def is_same(name: str, person: str, register: Register) -> bool:
    """Whether two names are one person's: ``Mike Froman`` and ``Michael Froman``."""
    return name == person or any(speaker.name == name for speaker in register.find(person))


def measure_answers(register: Register, answers: list[dict[str, Any]]) -> tuple[int, int, list[str]]:
    """How many that can be named are named, how many there are, and every wrong name."""
    named, namable, wrong = 0, 0, []
    for answer in answers:
        found = register.resolve(answer["label"], date.fromisoformat(answer["date"]), answer["venue"])
        namable += answer["person"] is not None
        if found is None:
            continue
        if answer["person"] is not None and is_same(found.name, answer["person"], register):
            named += 1
        else:
            wrong.append(f"{answer['date']} {answer['label']}: {found.name}, not {answer['person']}")
    return named, namable, wrong


def measure_turns(register: Register, turns: Counter[Label]) -> tuple[float, Counter[str]]:
    """The share of turns whose label is resolved, and the labels that are not, by turns."""
    unresolved: Counter[str] = Counter()
    for (label, day, venue), count in turns.items():
        if register.resolve(label, date.fromisoformat(day), venue) is None:
            unresolved[label] += count
    return 1 - unresolved.total() / turns.total(), unresolved


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--knowledge", type=Path, default=SHIPPED)
    parser.add_argument("--unresolved", type=int, default=20, metavar="N")
    given = parser.parse_args()
    needs("benchmarks/people_dev.jsonl", "turns/turns.jsonl.xz")
    started = time.perf_counter()
    register = read_knowledge(given.knowledge).register
    print(f"{len(register.speakers)} people, read in {time.perf_counter() - started:.2f} s\n")
    named, namable, wrong = measure_answers(register, list(known_answers(DATA)))
    print(f"- known answers: {named} of {namable} named ({named / namable:.1%}), {len(wrong)} wrong")
    print("".join(f"  - {line}\n" for line in wrong), end="")
    turns = official_turns(DATA)
    started = time.perf_counter()
    share, unresolved = measure_turns(register, turns)
    took = time.perf_counter() - started
    print(
        f"- turns of officials: {turns.total()}, resolved {share:.2%} ({len(turns)} labels by day and venue, {took:.2f} s)"
    )
    print("\n| not resolved | turns |\n|---|---|")
    for label, count in unresolved.most_common(given.unresolved):
        print(f"| {label} | {count} |")


if __name__ == "__main__":
    main()
