from pathlib import Path

import pytest

from bot.briefing.passages import Changed, Moved, Passage, QuoteId, Same
from bot.store.load import read_knowledge
from bot.store.snapshot import Knowledge
from bot.store.where import Place, UnknownBriefing, place_of, where
from tests.store.folders import HEAD, write_folder

WRITTEN = HEAD + (
    "  - {narration: On gauges.}\n"
    "  - speech: |\n      The gauges are new.\n\n      They are blue.\n"
    "  - speech: >-\n      One line that goes on\n      to a second, and here\n\n      ends the third.\n"
    "  - speech: plain words run\n      over two lines\n"
    "  - speech: 'it''s quoted, and\n      it''s folded twice'\n"
    '  - speech: "tabs\\t\\"and\\" caf\\u00e9 \\\n      with\\x20one break,\n      then\\nescapes"\n'
    "  - {speech: all on one line, printed: P}\n"
)


def id_of(knowledge: Knowledge, words: str) -> str:
    for turn in knowledge.briefings["b"].turns:
        at = turn.text.find(words)
        if at >= 0:
            return Passage(knowledge.briefings["b"], turn, at, at + len(words)).id
    raise AssertionError(f"{words!r} was never said")


def found(quote_id: str, knowledge: Knowledge) -> Same | Moved | Changed | UnknownBriefing:
    quote = QuoteId.parse(quote_id)
    assert quote is not None
    return where(quote, knowledge)


def place(quote_id: str, knowledge: Knowledge, folder: Path) -> Place:
    same = found(quote_id, knowledge)
    assert isinstance(same, Same)
    return place_of(same.passage, folder)


def places(quote_id: str, knowledge: Knowledge, folder: Path) -> list[Place]:
    moved = found(quote_id, knowledge)
    assert isinstance(moved, Moved)
    return [place_of(passage, folder) for passage in moved.passages]


@pytest.mark.parametrize(
    "words",
    [
        "The gauges",
        "They",
        "One line",
        "to a second",
        "second",
        "ends",
        "plain",
        "over",
        "it's quoted",
        "it's folded",
        "twice",
        "tabs",
        '"and"',
        "one break",
        "then",
        "escapes",
        "all on",
        "line",
    ],
)
def test_a_quote_is_found_on_the_line_where_its_words_begin(tmp_path: Path, words: str) -> None:
    knowledge = read_knowledge(write_folder(tmp_path, {"b.yaml": WRITTEN}))
    there = place(id_of(knowledge, words), knowledge, tmp_path)
    assert there.path == "b.yaml"
    written = words.replace("'", "''").replace('"', '\\"')
    line = WRITTEN.splitlines()[there.line - 1]
    assert words in line or written in line


def test_the_turns_line_is_given_where_the_file_has_changed(tmp_path: Path) -> None:
    knowledge = read_knowledge(write_folder(tmp_path, {"b.yaml": WRITTEN}))
    write_folder(tmp_path, {"b.yaml": "# mended\n" + WRITTEN})
    assert place(id_of(knowledge, "They"), knowledge, tmp_path).line == 7


def test_fifty_ids_survive_a_turn_put_first_and_a_mended_label(tmp_path: Path) -> None:
    turns = "".join(f"  - {{speech: Gauge {n} reads {n * n} today., printed: MS OKORO}}\n" for n in range(50))
    before = read_knowledge(write_folder(tmp_path, {"b.yaml": HEAD + turns}))
    ids = [Passage(before.briefings["b"], turn, 0, len(turn.text)).id for turn in before.briefings["b"].turns]
    mended = "  - {narration: On gauges.}\n" + turns.replace("MS OKORO", "MS. OKORO")
    after = read_knowledge(write_folder(tmp_path, {"b.yaml": HEAD + mended}))
    for number, (old, turn) in enumerate(zip(ids, before.briefings["b"].turns, strict=True)):
        (there,) = places(old, after, tmp_path)
        assert there.line == 6 + number
        assert there.id == old.replace(f"#{turn.number}:", f"#{turn.number + 1}:")


def test_words_said_twice_list_the_nearest_place_first(tmp_path: Path) -> None:
    spoken = ["Yes, we do.", "No.", "Not now.", "Yes, we do."]
    before = read_knowledge(
        write_folder(tmp_path, {"b.yaml": HEAD + "".join(f"- speech: {text}\n" for text in spoken[2:])})
    )
    after = read_knowledge(write_folder(tmp_path, {"b.yaml": HEAD + "".join(f"- speech: {text}\n" for text in spoken)}))
    assert [there.line for there in places(id_of(before, "Yes, we do."), after, tmp_path)] == [5, 8]


def test_changed_words_and_unknown_briefings_are_told_apart(tmp_path: Path) -> None:
    knowledge = read_knowledge(write_folder(tmp_path, {"b.yaml": WRITTEN, "2030-tides.yaml": WRITTEN}))
    assert found("b#1:0-9~00000000", knowledge) == Changed(knowledge.briefings["b"])
    assert found("2030-tide#1:0-9~00000000", knowledge) == UnknownBriefing("2030-tide", "; did you mean 2030-tides?")
