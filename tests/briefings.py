"""Invented briefings for tests: ministries, names and words that never were."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.briefing.model import Briefing, Kind, Source, SourceKind, Status, Turn, sha256_of
from bot.briefing.speakers import Register, Role, Speaker

VESNA = Speaker(
    "vesna-okoro",
    "Vesna Okoro",
    labels=("MS. OKORO", "MS OKORO"),
    roles=(Role("Spokesperson", "Ministry of Tides", date(2030, 1, 1), date(2031, 12, 31)),),
)
TARIQ = Speaker(
    "tariq-lindqvist",
    "Tariq Lindqvist",
    aliases=("Tariq J. Lindqvist",),
    labels=("MR. LINDQVIST", "MINISTER LINDQVIST"),
    roles=(
        Role("Deputy Minister", "Ministry of Tides", date(2029, 1, 1), date(2030, 5, 31)),
        Role("Minister", "Ministry of Tides", date(2030, 6, 1), None),
    ),
)
REGISTER = Register((VESNA, TARIQ))
SOURCE = Source("Harbour Gazette", SourceKind.TRANSCRIPT, Status.OFFICIAL, url="https://gazette.example/tides")


def turn(kind: Kind | str, text: str, number: int = 1, **fields: Any) -> Turn:
    return Turn(number=number, kind=Kind(kind), text=text, sha256=sha256_of(text), line=number + 10, **fields)


def question(text: str, **fields: Any) -> dict[str, Any]:
    return {"kind": "question", "text": text, "printed": "Q", **fields}


def speech(text: str, by: str | None = "vesna-okoro", **fields: Any) -> dict[str, Any]:
    return {"kind": "speech", "text": text, "by": by, **fields}


def narration(text: str) -> dict[str, Any]:
    return {"kind": "narration", "text": text}


def briefing(*turns: dict[str, Any], id: str = "2030-03-04-tides", **fields: Any) -> Briefing:
    numbered = tuple(turn(number=number, **given) for number, given in enumerate(turns, 1))
    given: dict[str, Any] = {
        "title": "Weekly Tides Briefing",
        "held_on": date(2030, 3, 4),
        "source": SOURCE,
        "venue": "Ministry of Tides, Port Amber",
        "path": f"{id}.yaml",
        "sha256": sha256_of(id),
    }
    return Briefing(id=id, turns=numbered, **(given | fields))


def briefings_of(texts: Sequence[str]) -> list[Briefing]:
    """One briefing a text, each a day of its own, in order."""
    return [
        briefing(speech(text), id=f"b{number:05}", held_on=date(2030, 1, 1 + number % 28))
        for number, text in enumerate(texts)
    ]
