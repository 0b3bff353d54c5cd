"""Small invented archives that change, and questions about them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.answer.contract import json_of
from bot.answer.model import TERMINAL, Asker, Question
from bot.answer.responder import Responder
from bot.store.kept.cache import Cache
from bot.store.live import KnowledgeStore
from tests.store.folders import PEOPLE

NOON = datetime(2030, 6, 12, 12, tzinfo=UTC)
TARIQ = """\
- id: tariq-lindqvist
  name: Tariq Lindqvist
  labels: [MR. LINDQVIST]
  roles:
    - {title: Minister, organization: Ministry of Tides, from: 2030-01-01}
"""
SPEECHES = (
    "The gauges are new and blue.",
    "We won't raise the herring quota.",
    "Ebbe — “the tide”, as we say — is the U.S. harbour's own.",
    "Thanks, Vesna Okoro. The ferry sails at noon.",
    "THE FERRY SAILS AT NOON.",
    "Yes.",
)
QUESTIONS = (
    "gauges",
    "What did Okoro say about the herring quota?",
    "What did Lindqvist say about ferries in May 2030?",
    "tide harbour",
    "what was said at the pier?",
    "“sails at noon”",
    "“raises the herring quota”",
    "speaker:Tariq",
    "herrings gauge zanthorium",
    "What did the minister say?",
)
ASKERS = (TERMINAL, Asker(user="U0123", channel="C0123"))

TURNS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["speech", "question", "narration", "reported"]),
        "text": st.sampled_from(SPEECHES),
        "rule": st.sampled_from(["", "", "on_background", "off_the_record"]),
        "printed": st.sampled_from(["", "MS. OKORO", "MR. LINDQVIST", "OFFICIAL:"]),
        "sentence": st.sampled_from(["", "", "At the pier they said of it: {}"]),
    }
)
BRIEFINGS = st.builds(
    lambda day, audience, turns: briefing(f"2030-05-{day:02}", audience, turns),
    st.integers(10, 14),
    st.sampled_from(["", "[C0123]"]),
    st.lists(TURNS, min_size=1, max_size=6),
)
FILES = st.dictionaries(
    st.sampled_from(["a.yaml", "b.yaml", "c.yaml", "deep/d.yaml"]), BRIEFINGS, min_size=1, max_size=4
).flatmap(
    lambda files: st.builds(
        lambda people, terms: files | {"speakers.yaml": people} | terms,
        st.sampled_from([PEOPLE, PEOPLE + TARIQ, TARIQ]),
        st.sampled_from([{}, {"vocabulary.yaml": "- [tide, gauges]\n"}]),
    )
)


def briefing(held_on: str, audience: str, turns: list[dict[str, str]]) -> str:
    lines = [
        "title: Weekly Briefing",
        f"held_on: {held_on}",
        "venue: Ministry of Tides",
        "source: {publisher: Harbour Gazette, kind: transcript, status: official}",
        *([f"audience: {audience}"] if audience else []),
        "turns:",
    ]
    for turn in turns:
        lines.append(f"  - {turn['kind']}: |-\n      {turn['text']}")
        if turn["printed"] and turn["kind"] != "narration":
            lines.append(f'    printed: "{turn["printed"]}"')
        if turn.get("sentence") and turn["kind"] == "speech":
            sentence = turn["sentence"].format(turn["text"])
            lines += ["    partial: true", f"    sentence: |-\n      {sentence}"]
        if turn["rule"] and not turn["printed"].startswith("M"):  # whoever is on background may not be named
            lines.append(f"    ground_rule: {{rule: {turn['rule']}, attribution: an official}}")
    return "\n".join([*lines, ""])


def rewrite(folder: Path, files: Mapping[str, str]) -> None:
    """Make a folder hold these files and no others."""
    folder.mkdir(exist_ok=True)
    for path in list(folder.rglob("*.yaml")):
        if path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def clock() -> datetime:
    return NOON


def cache_in(folder: Path) -> Cache:
    """A cache that keeps even the smallest knowledge."""
    return Cache(folder, least_turns=0)


def kept_file(cache: Cache) -> Path:
    (file,) = cache.folder.glob("*/snapshot")
    return file


def answers(store: KnowledgeStore) -> list[dict[str, Any]]:
    """What a store answers to every question, to those who may see everything and to those who may not."""
    responder = Responder(store, clock=clock, time_zone=ZoneInfo("UTC"))
    return [json_of(responder.respond(Question(text), asker)) for text in QUESTIONS for asker in ASKERS]
