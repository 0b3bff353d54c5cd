"""Words above the first label, and whose the user says they are."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.briefing.model import GroundRule, Kind, Rule
from bot.cli.importing import import_documents
from bot.importers.importing import State
from bot.store.load import read_knowledge
from tests.importers.documents import OKORO, WISHES, bring, importer_into

FIRST = "Good noon, everybody."
SECOND = "The ferry to the outer islands sails again from Monday on, after " + "weeks and " * 40 + "days of repair."
PAGE = f"""\
Noon Briefing of the Ministry of Tides
May 14, 2030

{FIRST}

{SECOND}

** Lighthouses

The light at the northern cape burns again, and the keeper tells us that he sees it from his window every night.

12:20 P.M. EDT

Question: Who pays for the light?

MS. OKORO: We pay for it, and we pay for it gladly, since the cape is ours and the keeper as well.

Question: And the ferry?

MS. OKORO: The ferry pays for itself.
"""
SPEAKERS = "- {id: vesna-okoro, name: Vesna Okoro, labels: [MS. OKORO]}\n"
ID = "2030-05-14-weekly-briefing"


def test_the_opening_is_a_speakers_who_is_named_for_it(tmp_path: Path) -> None:
    found = bring(importer_into(tmp_path), PAGE, replace(WISHES, opening=OKORO.id))
    (tmp_path / "speakers.yaml").write_text(SPEAKERS)
    opening, lights, question, *_ = read_knowledge(tmp_path).briefings[ID].turns

    assert found.state is State.NEW
    assert (opening.by, opening.printed, opening.text) == (OKORO.id, None, SECOND)
    assert (lights.by, lights.note) == (OKORO.id, "Under the head: Lighthouses")
    assert (question.kind, question.text) == (Kind.QUESTION, "Who pays for the light?")
    assert not any("before the first label" in doubt.says for doubt in found.draft.doubts)


def test_the_line_where_the_opening_begins_can_be_said(tmp_path: Path) -> None:
    found = bring(importer_into(tmp_path), PAGE, replace(WISHES, opening=OKORO.id, opening_line=3))
    assert found.draft.turns[0].text == f"{FIRST}\n{SECOND}"


def test_an_opening_of_nobody_stays_out_and_the_doubt_names_what_settles_it(tmp_path: Path) -> None:
    found = bring(importer_into(tmp_path), PAGE)
    assert found.draft.turns[0].kind is Kind.QUESTION
    assert [doubt.line for doubt in found.draft.doubts if "--opening" in doubt.says] == [4]


def test_an_introduced_spokesperson_gives_way_to_the_speaker_who_is_said(tmp_path: Path) -> None:
    page = PAGE.replace(FIRST, "The following is a transcript of the noon briefing by Rena Lind, Spokesperson.")
    told = bring(importer_into(tmp_path / "a"), page)
    said = bring(importer_into(tmp_path / "b"), page, replace(WISHES, opening=OKORO.id))

    assert (told.state, told.draft.turns[0].name) == (State.OPEN, "Rena Lind")
    assert (said.state, said.draft.turns[0].speaker, said.draft.turns[0].text) == (State.NEW, OKORO.id, SECOND)


def test_on_background_the_opening_names_nobody(tmp_path: Path) -> None:
    rule = GroundRule(Rule.ON_BACKGROUND, "a ministry official")
    page = PAGE.replace("MS. OKORO", "MINISTRY OFFICIAL")
    bring(importer_into(tmp_path), page, replace(WISHES, opening=OKORO.id, ground_rule=rule))
    assert OKORO.id not in (tmp_path / f"2030/{ID}.yaml").read_text()


def test_words_without_any_label_are_no_opening(tmp_path: Path) -> None:
    found = bring(importer_into(tmp_path), PAGE.partition("Question")[0], replace(WISHES, opening=OKORO.id))
    assert all(turn.speaker is None for turn in found.draft.turns)


@pytest.mark.parametrize("given", ["nobody-known", "x=vesna-okoro", "99999999999=vesna-okoro", "=", ""])
def test_an_opening_of_an_unknown_speaker_is_refused(tmp_path: Path, given: str) -> None:
    run = CliRunner().invoke(import_documents, ["--knowledge", str(tmp_path), "--opening", given, "page.txt"])
    assert run.exit_code == 2
    assert "write an id of speakers.yaml, or LINE=ID" in run.output
