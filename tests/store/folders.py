"""Small knowledge folders, written for one test each."""

from collections.abc import Mapping
from pathlib import Path

from bot.errors import KnowledgeError, Problem
from bot.store.load import read_knowledge

HEAD = """\
title: Weekly Briefing
held_on: 2030-05-14
source: {publisher: Harbour Gazette, kind: transcript, status: official}
turns:
"""
"""Four lines, so that the first turn stands on line 5."""

BRIEFING = HEAD + "  - {speech: The gauges are new., by: vesna-okoro, printed: MS. OKORO}\n"

PEOPLE = """\
- id: vesna-okoro
  name: Vesna Okoro
  labels: [MS. OKORO]
  roles:
    - {title: Spokesperson, organization: Ministry of Tides, from: 2030-01-01, to: 2030-12-31}
"""


def write_folder(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files, with the invented people unless the files hold their own."""
    for name, content in {"speakers.yaml": PEOPLE, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def check_folder(folder: Path) -> tuple[Problem, ...]:
    """Every problem that loading the folder tells; empty if it loads."""
    try:
        read_knowledge(folder)
    except KnowledgeError as error:
        return error.problems
    return ()


def problems_with(folder: Path, briefing: str | bytes) -> list[str]:
    """The problems of a folder that holds this briefing as ``b.yaml``."""
    return [str(problem) for problem in check_folder(write_folder(folder, {"b.yaml": briefing}))]


def problems_with_turn(folder: Path, turn: str) -> list[str]:
    """The problems of a briefing whose first turn, on line 5, is this."""
    return problems_with(folder, HEAD + turn)
