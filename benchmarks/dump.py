"""Chosen briefings of the dump as a table of their own, so that the importer reads them as it reads the whole."""

import json
import lzma
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from benchmarks.data import DATA

TURNS, BRIEFINGS = "turns/turns.jsonl.xz", "turns/briefings.jsonl"


def read_lines(name: str) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines, packed or not."""
    file = DATA / name
    with lzma.open(file, "rt", encoding="utf-8") if file.suffix == ".xz" else file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def write_some(folder: Path, chosen: Collection[str]) -> Path:
    """Write these briefings' turns, and their facts beside them; returns the table of turns."""
    mark = '"briefing_id": "'
    with lzma.open(DATA / TURNS, "rt", encoding="utf-8") as lines:
        # Most lines are not wanted: their ids are told without reading them as JSON.
        wanted = (line for line in lines if line.partition(mark)[2].partition('"')[0] in chosen)
        with (folder / "turns.jsonl").open("w", encoding="utf-8") as out:
            out.writelines(wanted)
    with (folder / "briefings.jsonl").open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(facts) + "\n" for facts in read_lines(BRIEFINGS) if facts["briefing_id"] in chosen)
    return folder / "turns.jsonl"
