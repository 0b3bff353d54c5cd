"""A small desk for tests: a knowledge folder of the test's own, and somebody who asks."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.answer.contract import json_of
from bot.answer.model import TERMINAL, Answer, Asker, Question
from bot.answer.responder import Responder
from bot.store.live import KnowledgeStore

NOON = datetime(2030, 6, 12, 12, tzinfo=UTC)
PEOPLE = """\
- id: vesna-okoro
  name: Vesna Okoro
  labels: [MS. OKORO]
  roles:
    - {title: Spokesperson, organization: Ministry of Tides, from: 2030-01-01, to: 2030-12-31}
- id: tariq-lindqvist
  name: Tariq Lindqvist
  labels: [MR. LINDQVIST]
  roles:
    - {title: Deputy Minister, organization: Ministry of Tides, from: 2029-01-01, to: 2030-05-31}
    - {title: Minister, organization: Ministry of Tides, from: 2030-06-01}
"""


def briefing(*turns: str, held_on: str = "2030-06-10", **fields: str) -> str:
    """The text of a briefing file; each turn as it stands in the list."""
    head = {
        "title": "Weekly Tides Briefing",
        "held_on": held_on,
        "venue": "Ministry of Tides, Port Amber",
        "source": "{publisher: Harbour Gazette, kind: transcript, status: official, url: 'https://gazette.example/1'}",
    }
    lines = [f"{key}: {value}" for key, value in (head | fields).items()]
    return "\n".join([*lines, "turns:", *(f"  - {turn}" for turn in turns), ""])


class Desk:
    """Asks the real responder over a real folder, at a fixed time."""

    def __init__(self, folder: Path, files: Mapping[str, str], now: datetime = NOON) -> None:
        for name, text in ({"speakers.yaml": PEOPLE} | dict(files)).items():
            (folder / name).write_text(text, encoding="utf-8")
        self.now = now
        self.store = KnowledgeStore(folder, lambda: self.now)
        self.responder = Responder(self.store, clock=lambda: self.now, time_zone=ZoneInfo("UTC"))

    def ask(self, text: str, asker: Asker = TERMINAL, **fields: Any) -> Answer:
        """The answer to a question."""
        return self.responder.respond(Question(text, **fields), asker)

    def json(self, text: str, asker: Asker = TERMINAL, **fields: Any) -> dict[str, Any]:
        """The same as the contract's JSON."""
        return json_of(self.ask(text, asker, **fields))

    def texts(self, text: str, asker: Asker = TERMINAL, **fields: Any) -> list[str]:
        """The words of the quotes alone."""
        return [quote["text"] for quote in self.json(text, asker, **fields)["quotes"]]
