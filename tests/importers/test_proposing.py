"""A document from somebody without a terminal: told in plain words, answered in a form, written as by the command."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.commands import briefing
from bot.errors import UnreadableFileError
from bot.importers.importing import Importer
from bot.importers.proposing import Proposals
from bot.store.register import read_people
from tests.answer.desk import PEOPLE

TEXT = b"""Ministry of Tides Press Briefing
May 14, 2030

MS. OKORO: Good afternoon. The lighthouse will be painted in June.

QUESTION: Will it be white?

MS. OKORO: It will be white with one red band.

Stagehand: The lamp is lit now and will stay lit for the rest of the night.
"""
GIVEN = {"publisher": "Ministry of Tides"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "speakers.yaml").write_text(PEOPLE, encoding="utf-8")
    return folder


@pytest.fixture
def proposals(folder: Path) -> Proposals:
    return Proposals(lambda: Importer(folder, read_people(folder), datetime.now(UTC).date()))


def test_looking_writes_nothing_and_names_what_is_open_without_options_of_a_command_line(
    proposals: Proposals, folder: Path
) -> None:
    before = sorted(folder.rglob("*"))
    seen = proposals.look(TEXT, "tides.txt", None, {})
    assert (seen.addable, seen.open) == (0, True)
    assert "does not say who published it" in seen.says
    assert "--" not in seen.says
    assert sorted(folder.rglob("*")) == before


def test_what_is_added_is_what_the_command_writes(proposals: Proposals, folder: Path, tmp_path: Path) -> None:
    given = {**GIVEN, "leave_out": "yes"}
    assert proposals.look(TEXT, "tides.txt", None, given).addable == 1
    briefings, turns, lines = proposals.add(TEXT, "tides.txt", None, given)
    assert (briefings, turns) == (1, 3)
    assert lines.startswith("2030-05-14-")
    other = tmp_path / "other"
    other.mkdir()
    (other / "speakers.yaml").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "tides.txt").write_bytes(TEXT)
    command = ["import", "--yes", "--publisher", "Ministry of Tides", "--leave-out", str(tmp_path / "tides.txt")]
    CliRunner().invoke(
        briefing, [*command, "--knowledge", str(other)], env={"BRIEFING_TIME_ZONE": "UTC"}, standalone_mode=False
    )
    (ours,), (theirs,) = ([*where.glob("2030/*.yaml")] for where in (folder, other))
    assert ours.read_text(encoding="utf-8") == theirs.read_text(encoding="utf-8")
    assert proposals.add(TEXT, "tides.txt", None, given)[0] == 0


def test_how_close_it_is_to_the_spoken_word_can_be_said(proposals: Proposals, folder: Path) -> None:
    given = {**GIVEN, "leave_out": "yes", "status": "official"}
    assert "taken for a rush transcript" not in proposals.look(TEXT, "tides.txt", None, given).says
    proposals.add(TEXT, "tides.txt", None, given)
    assert "status: official" in next(folder.glob("2030/*.yaml")).read_text(encoding="utf-8")


def test_what_is_added_under_embargo_says_until_when(proposals: Proposals) -> None:
    given = {**GIVEN, "leave_out": "yes", "embargo": "2030-05-14T18:00+00:00"}
    assert "under embargo: 2030-05-14T18:00+00:00" in proposals.add(TEXT, "tides.txt", None, given)[2]


def test_a_known_name_is_not_called_unknown_while_the_day_is_asked(proposals: Proposals) -> None:
    cues = (b"Vesna Okoro>The lamp is lit.", b"Reporter>And at night?", b"Vesna Okoro>It stays lit at night.")
    captions = b"WEBVTT\n" + b"".join(b"\n00:0%d.000 --> 00:09.000\n<v %b\n" % one for one in enumerate(cues, 1))
    asked = proposals.look(captions, "lamp.vtt", None, {}).says
    assert "on which day" in asked
    assert "nor in speakers.yaml" not in asked
    unknown = proposals.look(captions.replace(b"Vesna Okoro", b"Runa Vale"), "lamp.vtt", None, {}).says
    assert "“Runa Vale” is neither announced nor in speakers.yaml" in unknown


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"labels": "MS. OKORO"}, "write LABEL = speech"),
        ({"labels": "MS. OKORO = nobody-known"}, "an id of speakers.yaml"),
        ({"held_on": "yesterday"}, "the day is not understood"),
        ({"accepted": "all of them"}, "is no line"),
    ],
)
def test_an_answer_that_is_not_understood_is_told(proposals: Proposals, given: Mapping[str, str], says: str) -> None:
    with pytest.raises(UnreadableFileError, match=says):
        proposals.look(TEXT, "tides.txt", None, given)


def test_a_label_is_settled_by_its_use_or_by_a_speaker(proposals: Proposals) -> None:
    seen = proposals.look(TEXT, "tides.txt", None, {**GIVEN, "labels": "MS. OKORO = vesna-okoro", "leave_out": "yes"})
    assert "Not certain whose: MS. OKORO" not in seen.says


def test_an_embargo_that_was_given_is_written(proposals: Proposals, folder: Path) -> None:
    proposals.add(TEXT, "tides.txt", None, {**GIVEN, "leave_out": "yes", "embargo": "2031-01-01T18:00+00:00"})
    (file,) = folder.glob("2030/*.yaml")
    assert "embargo" in file.read_text(encoding="utf-8")
