from pathlib import Path

import pytest

from bot.importers.originals import Proof, digest_of, find_original, keep_original, prove
from bot.importers.reading import texts_in
from bot.store.load import read_knowledge
from tests.importers.documents import PAGE, bring, importer_into, reviewed
from tests.importers.test_importing import ID, dump


def proofs(folder: Path) -> list[Proof]:
    return list(prove(read_knowledge(folder).briefings.values(), folder, texts_in))


def test_every_turn_of_an_imported_briefing_stands_in_its_original(tmp_path: Path) -> None:
    bring(importer_into(tmp_path), PAGE)
    (proof,) = proofs(tmp_path)

    assert (proof.proven, proof.unproven, proof.says) == (5, (), None)


def test_a_turn_changed_by_hand_is_not_proven(tmp_path: Path) -> None:
    bring(importer_into(tmp_path), PAGE)
    file = tmp_path / f"2030/{ID}.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("whole bill", "half bill"), encoding="utf-8")
    (proof,) = proofs(tmp_path)

    assert [turn.number for turn in proof.unproven] == [3]
    assert proof.proven == 4


@pytest.mark.parametrize("loss", ["absent", "altered"])
def test_without_its_very_original_a_briefing_is_not_verifiable(tmp_path: Path, loss: str) -> None:
    found = bring(importer_into(tmp_path), PAGE)
    original = find_original(found.digest, tmp_path)
    assert original is not None
    if loss == "absent":
        original.unlink()
    else:
        original.write_bytes(original.read_bytes() + b" ")
    (proof,) = proofs(tmp_path)

    assert proof.says is not None
    assert loss in proof.says
    assert proof.proven == 0


def test_each_briefing_of_a_dump_is_compared_with_its_own_rows(tmp_path: Path) -> None:
    reviewed(importer_into(tmp_path), dump("tides-1", "tides 2-"), name="turns.jsonl")
    file = tmp_path / "2030/tides-1.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("tides-1, twice", "tides 2-, twice"), encoding="utf-8")

    assert {proof.briefing.id: len(proof.unproven) for proof in proofs(tmp_path)} == {"tides-1": 1, "tides-2-": 0}


def test_words_parted_by_a_page_break_stand_in_the_original_and_words_in_another_order_do_not(tmp_path: Path) -> None:
    bring(importer_into(tmp_path), PAGE)
    briefing = read_knowledge(tmp_path).briefings[ID]

    def proven(text: str) -> int:
        (proof,) = prove([briefing], tmp_path, lambda _, __: [(None, text)])
        return proof.proven

    parted = PAGE.replace("We pay the whole bill,", "We pay the\n\n3 of 9\nWeekly Briefing\n\nwhole bill,")
    assert proven(PAGE) == 5
    assert proven(parted) == 5
    assert (
        proven(
            PAGE.replace("We pay the whole bill, and we pay it gladly,", "And we pay it gladly, we pay the whole bill,")
        )
        == 4
    )


def test_an_original_is_kept_once_by_its_digest_and_never_as_a_briefing(tmp_path: Path) -> None:
    for name in ("page.HTML", "page.html", "../../evil.yaml", "dump.jsonl.xz"):
        data = name.encode()
        keep_original(data, digest_of(data), name, tmp_path)
        keep_original(data, digest_of(data), name, tmp_path)
    kept = sorted((tmp_path / "originals").iterdir())

    assert sorted(file.name[64:] for file in kept) == [".html", ".html", ".jsonl.xz", ".txt"]
    assert all(digest_of(file) == file.name[:64] for file in kept)
