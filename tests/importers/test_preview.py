import json
from dataclasses import replace
from pathlib import Path

import click

from bot.briefing.model import GroundRule, Rule
from bot.importers.preview import changes_shown, json_of, preview_of
from bot.importers.settling.wishes import Wishes
from bot.importers.versions import Changes
from tests.importers.documents import PAGE, WISHES, bring, importer_into


def test_the_json_has_the_documented_fields_and_offsets_into_the_extracted_text(tmp_path: Path) -> None:
    found = bring(importer_into(tmp_path), PAGE)
    shown = json.loads(json.dumps(json_of(found)))
    text = found.draft.extract.text

    assert shown["briefing"]["id"] == "2030-05-14-weekly-briefing"
    assert shown["briefing"]["held_on"] == "2030-05-14"
    assert set(shown) == {"briefing", "turns", "problems"}
    for turn in shown["turns"]:
        assert text[turn["start"] : turn["end"]] == turn["text"]
        assert text[turn["printed_start"] : turn["printed_end"]] == turn["printed"]
    assert set(shown["turns"][0]) == {
        "kind", "text", "start", "end", "printed", "printed_start", "printed_end", "speaker", "name", "role",
        "confidence", "partial", "sentence_start", "sentence_end", "ground_rule",
    }  # fmt: skip
    assert (shown["turns"][0]["speaker"], shown["turns"][0]["role"]) == ("vesna-okoro", "Spokesperson")


def test_any_readable_text_has_a_preview_and_what_it_does_not_say_is_a_problem(tmp_path: Path) -> None:
    shown = json_of(
        bring(importer_into(tmp_path), "MS. OKORO: We do.\n\nQ    Why?\n\nMS. OKORO: The tide.\n", Wishes(), "x")
    )

    assert shown["briefing"]["held_on"] is None
    assert any("--held-on" in problem["says"] for problem in shown["problems"])
    assert all(set(problem) == {"line", "says"} for problem in shown["problems"])
    assert [turn["kind"] for turn in shown["turns"]] == ["speech", "question", "speech"]


def test_a_person_is_shown_people_doubts_terms_and_a_sample(tmp_path: Path) -> None:
    page = PAGE.replace("Q    And when", "Visitor Umbra: Nobody asked me.\n\nQ    And when")
    wishes = replace(WISHES, ground_rule=GroundRule(Rule.ON_BACKGROUND, "a tide official"), embargo="the blessing")
    said = click.unstyle(preview_of(bring(importer_into(tmp_path), page, wishes)))

    for piece in (
        "Weekly Briefing",
        "1 line unassigned",
        "Open questions (1)",
        "Visitor Umbra",
        "on background, attributable to “a tide official”",
        "embargo: the blessing",
        "MS. OKORO  Good afternoon.",
    ):
        assert piece in said


def test_duplicates_and_changes_are_shown(tmp_path: Path) -> None:
    importer = importer_into(tmp_path)
    bring(importer, PAGE)
    changed = bring(importer, PAGE.replace("gladly", "in full"))
    twin = bring(importer, PAGE, replace(WISHES, title="Gauges"))

    assert "[-gladly,-] {+in full,+}" in click.unstyle(preview_of(changed))
    assert "the same words as 2030-05-14-weekly-briefing" in click.unstyle(preview_of(twin))


def test_of_many_moved_ids_a_few_are_shown_and_the_rest_is_counted() -> None:
    moved = tuple((f"old{number}", f"new{number}") for number in range(20))
    lines = list(changes_shown(Changes((), moved, ())))

    assert lines[0] == "  moved old0 → new0"
    assert lines[8:] == ["  … and 12 more moved; `briefing quote ID` says where an old id leads"]
