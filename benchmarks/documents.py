"""Import every document as it comes: what is written, what stays open and why, labels that hide inside words.

python -m benchmarks.documents [--misses] [FOLDER …]     # --misses: each of them with its document
"""

import argparse
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.data import DATA, needs
from benchmarks.importing import Outcome, imported, importer, is_facts_only
from bot.briefing.model import Kind
from bot.importers.importing import Reviewed, State
from bot.importers.model import Draft

RAW = "raw"
# On purpose another way of looking than the importer's: a line of somebody's words that starts as labels do.
_LABEL = re.compile(
    r"^(?:Q(?:UESTION)?[\s:\u00a0]|(?:(?:MR|MS|MRS|DR)\.? [A-Z]|THE [A-Z]{4}|[A-Z]{3,}(?: [A-Z.'’-]{2,}){0,5}\s*[:.])[^a-z]{0,40}[:.])",
    re.M,
)


@dataclass
class Folder:
    """What the documents of one folder came to."""

    documents: int = 0
    took_s: float = 0.0
    counts: Counter[str] = field(default_factory=Counter)


def hidden_labels(draft: Draft) -> list[str]:
    """Lines inside somebody's words that start like a label."""
    said = (turn for turn in draft.turns if turn.kind in (Kind.SPEECH, Kind.QUESTION))
    return [turn.text[found.start() :][:60] for turn in said for found in _LABEL.finditer(turn.text)]


def count(folder: Folder, outcomes: Iterable[Outcome], name: str, told: dict[str, list[str]]) -> None:
    for outcome in outcomes:
        if is_facts_only(outcome):
            folder.counts["facts only"] += 1
        elif not isinstance(outcome, Reviewed):
            folder.counts["unreadable"] += 1
            told["not readable"].append(f"{name}: {outcome}")
        else:
            _count_reviewed(folder.counts, outcome, name, told)


def _count_reviewed(counts: Counter[str], reviewed: Reviewed, name: str, told: dict[str, list[str]]) -> None:
    draft = reviewed.draft
    counts["briefings"] += 1
    counts["turns"] += len(draft.turns)
    counts["unassigned"] += len(draft.unassigned)
    counts["named"] += sum(bool(turn.name) for turn in draft.turns if turn.kind is Kind.SPEECH)
    counts["speeches"] += sum(turn.kind is Kind.SPEECH for turn in draft.turns)
    merged = hidden_labels(draft)
    counts["like labels"] += len(merged)
    told["lines inside words that start like a label"] += [f"{name}: {line!r}" for line in merged]
    if reviewed.state.is_written or reviewed.state is State.UNCHANGED:
        counts["imported"] += 1
    elif reviewed.state is State.DUPLICATE:
        counts["duplicate"] += 1
        told["the same words as another one"].append(f"{name}: {reviewed.duplicates[0][1].id}")
    else:
        counts["open"] += 1
        told["left open"].append(f"{name}: {reviewed.says}")


COLUMNS = (
    "briefings",
    "imported",
    "duplicate",
    "open",
    "unreadable",
    "turns",
    "speeches",
    "named",
    "unassigned",
    "like labels",
)


def main() -> None:
    """Import all documents and print the section."""
    parser = argparse.ArgumentParser(description="Import every document of the development data.")
    parser.add_argument("folders", nargs="*", help="only these folders")
    parser.add_argument("--misses", action="store_true", help="list what was not imported, and why")
    given = parser.parse_args()
    chosen = set(given.folders)
    needs(RAW)
    folders: dict[str, Folder] = defaultdict(Folder)
    told: dict[str, list[str]] = defaultdict(list)
    with importer() as into:
        for file in sorted(path for path in (DATA / RAW).rglob("*") if path.is_file() and path.parent != DATA / RAW):
            name = file.relative_to(DATA / RAW)
            if chosen and name.parts[0] not in chosen:
                continue
            folder = folders[name.parts[0]]
            folder.documents += 1
            started = time.perf_counter()
            count(folder, imported(into, file, file.name), str(name), told)
            folder.took_s += time.perf_counter() - started
    print("\n".join(table(folders)))
    print("\n".join(reasons(told)))
    for what, lines in told.items() if given.misses else ():
        print(f"\n{what}:\n\n" + "\n".join(f"- {line}" for line in lines))


def reasons(told: dict[str, list[str]]) -> Iterable[str]:
    """How often each reason stopped an import."""
    yield "\n| why not imported | documents |\n|---|---|"
    counted = Counter(reason for line in told["left open"] for reason in set(_reasons_in(line)))
    yield from (f"| {reason} | {count} |" for reason, count in counted.most_common())


def _reasons_in(line: str) -> Iterable[str]:
    for part in line.partition(": ")[2].split("; "):
        yield re.sub(r"“[^”]*”|\([^)]*\)|\d{4}-\d\d-\d\d", "…", part.partition(": ")[0])


def table(folders: dict[str, Folder]) -> Iterable[str]:
    yield f"| folder | documents | {' | '.join(COLUMNS)} | s |"
    yield "|---" * (len(COLUMNS) + 3) + "|"
    whole = Folder(sum(f.documents for f in folders.values()), sum(f.took_s for f in folders.values()))
    for folder in folders.values():
        whole.counts.update(folder.counts)
    for name, folder in [*folders.items(), ("all", whole)]:
        cells = " | ".join(str(folder.counts[column]) for column in COLUMNS)
        yield f"| {name} | {folder.documents} | {cells} | {folder.took_s:.1f} |"


if __name__ == "__main__":
    main()
