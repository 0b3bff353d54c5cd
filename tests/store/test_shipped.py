"""The knowledge that ships with the product, and the page that explains it."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.briefing.model import Kind, Rule, SourceKind, Status
from bot.store.load import read_knowledge
from bot.store.schema.briefing import BRIEFING_KEYS, SOURCE_KEYS
from bot.store.schema.people import ROLE_KEYS, SPEAKER_KEYS
from bot.store.schema.terms import GROUND_RULE_KEYS
from bot.store.schema.turns import TURN_KEYS
from tests.store.folders import check_folder

ROOT = Path(__file__).parents[2]
KNOWLEDGE = ROOT / "knowledge"
README = (KNOWLEDGE / "README.md").read_text("utf-8")
ORIGINALS = ROOT.parent / "shared" / "seed"


@pytest.fixture
def original() -> str:
    if not ORIGINALS.is_dir():
        pytest.skip(f"the originals are not published with the project; {ORIGINALS} is not here")
    return "\n".join(path.read_text("utf-8") for path in sorted(ORIGINALS.glob("*.txt")))


def test_the_shipped_knowledge_has_no_problem() -> None:
    assert check_folder(KNOWLEDGE) == ()


def test_every_shipped_quotation_stands_in_its_original(original: str) -> None:
    (briefing,) = read_knowledge(KNOWLEDGE).briefings.values()
    spoken = [turn.text for turn in briefing.turns if turn.kind is Kind.SPEECH]
    assert [f'"{text}"' in original for text in spoken] == [True] * 7
    # A title somebody else coined stands in marks too, and is nobody's quotation.
    assert [text for text in re.findall(r'"([^"]*)"', original) if text not in spoken] == ["America First"]


def test_no_sentence_of_the_shipped_summaries_is_the_agencys(original: str) -> None:
    printed = words_of(original)
    (briefing,) = read_knowledge(KNOWLEDGE).briefings.values()
    written = [words_of(turn.text) for turn in briefing.turns if turn.kind is Kind.NARRATION]
    runs = {text[n : n + 9] for text in written for n in range(len(text) - 8)}
    assert not runs & {printed[n : n + 9] for n in range(len(printed) - 8)}


def words_of(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z]+", text.lower()))


def test_the_documented_example_is_read_whole(tmp_path: Path) -> None:
    files = dict(re.findall(r"^`([\w.-]+\.yaml)`\n\n```yaml\n(.*?)^```$", README, re.MULTILINE | re.DOTALL))
    assert sorted(files) == ["2030-05-14-ministry-of-tides.yaml", "speakers.yaml", "vocabulary.yaml"]
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert check_folder(tmp_path) == ()
    (briefing,) = read_knowledge(tmp_path).briefings.values()
    assert {turn.kind for turn in briefing.turns} == set(Kind)
    example = files["2030-05-14-ministry-of-tides.yaml"]
    every = {*BRIEFING_KEYS, *SOURCE_KEYS, *TURN_KEYS, *GROUND_RULE_KEYS} - {"ground_rule"}
    assert [key for key in sorted(every) if f"{key}: " not in example and f"{key}:\n" not in example] == []


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("## Keys of a briefing", BRIEFING_KEYS),
        ("### Keys of `source`", SOURCE_KEYS),
        ("### Keys of a turn", TURN_KEYS),
        ("### Keys of `ground_rule`", GROUND_RULE_KEYS),
        ("## Keys of `speakers.yaml`", SPEAKER_KEYS),
        ("### Keys of a role", ROLE_KEYS),
    ],
)
def test_the_documented_keys_are_the_keys(heading: str, keys: tuple[str, ...]) -> None:
    section = README.split(f"\n{heading}\n", 1)[1].split("\n#", 1)[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == keys


@pytest.mark.parametrize("choices", [SourceKind, Status, Rule])
def test_every_choice_is_documented(choices: Iterable[str]) -> None:
    assert [choice for choice in choices if f"`{choice}`" not in README] == []
