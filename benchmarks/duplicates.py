"""Briefings published twice, some under two dates, and look-alikes that are none: which are reported?

python -m benchmarks.duplicates

Of each pair one is imported, then the other over it: the second has to be reported as having the same
words. The look-alikes of one day and title must not be.
"""

import json
import lzma
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.data import DATA, needs
from benchmarks.dump import BRIEFINGS, TURNS, read_lines, write_some
from benchmarks.importing import imported, importer
from benchmarks.intervals import of_share
from bot.importers.importing import Reviewed, State

PAIRS, DROPPED, DECOYS = (
    "benchmarks/duplicates_dev.jsonl",
    "benchmarks/duplicates_dev_turns.jsonl.xz",
    "benchmarks/duplicates_decoys.jsonl",
)


def write_dropped(folder: Path) -> Path:
    """The second copies as a table, each with the title and address it was found under."""
    with lzma.open(DATA / DROPPED, "rt", encoding="utf-8") as lines:
        (folder / "turns.jsonl").write_text(lines.read(), encoding="utf-8")
    facts = [
        {"briefing_id": p["dropped"], "date": p["dropped_date"], "title": p["dropped_title"], "url": p["dropped_url"]}
        for p in read_lines(PAIRS)
    ]
    (folder / "briefings.jsonl").write_text("".join(json.dumps(fact) + "\n" for fact in facts), encoding="utf-8")
    return folder / "turns.jsonl"


def reported(first: Path, second: Path) -> dict[str, list[str]]:
    """For each briefing of the second table, those it is said to have the same words as."""
    with importer() as into:
        for _ in imported(into, first, first.name):
            pass
        outcomes = [o for o in imported(into, second, second.name) if isinstance(o, Reviewed)]
    return {
        o.draft.id or "": [known.id for _, known in o.duplicates] if o.state is State.DUPLICATE else []
        for o in outcomes
    }


def section() -> Iterator[str]:
    """How many pairs and how many look-alikes are reported."""
    pairs, decoys = list(read_lines(PAIRS)), list(read_lines(DECOYS))
    with tempfile.TemporaryDirectory() as home:
        folders = [Path(home) / name for name in ("kept", "dropped", "a", "b")]
        for folder in folders:
            folder.mkdir()
        kept = write_some(folders[0], {pair["kept"] for pair in pairs})
        found = reported(kept, write_dropped(folders[1]))
        one = write_some(folders[2], {decoy["a"] for decoy in decoys})
        other = reported(one, write_some(folders[3], {decoy["b"] for decoy in decoys}))
    missed = [pair for pair in pairs if pair["kept"] not in found.get(pair["dropped"], [])]
    wrong = [decoy for decoy in decoys if decoy["a"] in other.get(decoy["b"], [])]
    right = len(pairs) - len(missed)
    yield "| what | count | share | 95 % interval |\n|---|---|---|---|"
    yield f"| second copies reported | {right} of {len(pairs)} | {of_share(right, len(pairs))} |"
    yield f"| look-alikes reported | {len(wrong)} of {len(decoys)} | {of_share(len(wrong), len(decoys))} |"
    yield "".join(f"\n- missed: {pair['dropped']}, a copy of {pair['kept']}" for pair in missed)
    yield "".join(f"\n- reported wrongly: {decoy['b']} for {decoy['a']} ({decoy['why']})" for decoy in wrong)


def main() -> None:
    """Print the section."""
    needs(PAIRS, DROPPED, DECOYS, TURNS, BRIEFINGS)
    print("\n".join(filter(None, section())))


if __name__ == "__main__":
    main()
