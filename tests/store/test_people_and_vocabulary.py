from datetime import date
from pathlib import Path

import pytest

from bot.briefing.speakers import Role, Speaker
from bot.store.load import read_knowledge
from tests.store.folders import BRIEFING, PEOPLE, check_folder, write_folder

ANONYMOUS = BRIEFING.replace("by: vesna-okoro, ", "")


def problems_with_people(folder: Path, people: str) -> list[str]:
    write_folder(folder, {"speakers.yaml": people, "b.yaml": ANONYMOUS})
    return [str(problem) for problem in check_folder(folder)]


def problems_with_terms(folder: Path, terms: str) -> list[str]:
    write_folder(folder, {"vocabulary.yaml": terms, "b.yaml": BRIEFING})
    return [str(problem) for problem in check_folder(folder)]


def test_people_are_read_with_labels_and_roles(tmp_path: Path) -> None:
    people = PEOPLE + "- {id: t-l, name: Tariq Lindqvist, aliases: T. Lindqvist, roles: {title: Minister}}\n"
    write_folder(tmp_path, {"speakers.yaml": people, "b.yaml": BRIEFING})
    held = Role("Spokesperson", "Ministry of Tides", date(2030, 1, 1), date(2030, 12, 31))
    assert read_knowledge(tmp_path).register.speakers == (
        Speaker("vesna-okoro", "Vesna Okoro", labels=("MS. OKORO",), roles=(held,)),
        Speaker("t-l", "Tariq Lindqvist", aliases=("T. Lindqvist",), roles=(Role("Minister"),)),
    )


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ("id: x\n", "1: must be a list of people"),
        ("- x\n", "1: must be a person with an id and a name"),
        ("- name: X\n", "1: id is missing"),
        ("- id: x\n", "1: name is missing"),
        ("- {id: Mr X, name: X}\n", "1: id: Mr X is not an id; use small letters"),
        ("- {id: x, name: X}\n- {id: x, name: Y}\n", "2: id: x stands here twice"),
        ("- {id: x, name: X, role: y}\n", "1: role is not a key here; did you mean roles?"),
        ("- id: x\n  name: X\n  roles:\n  - Minister\n", "4: roles: each must be a mapping"),
        ("- id: x\n  name: X\n  roles:\n  - {from: 2030-01-01}\n", "4: title is missing"),
        ("- {id: x, name: X, roles: [{title: y, from: 2030-02-30}]}\n", "1: from: 2030-02-30 is not a date"),
        ("- {id: x, name: X, roles: [{title: y, from: 2030-02-02, to: 2030-02-01}]}\n", "1: to: 2030-02-01 is before"),
        ("- {id: x, name: X, labels: ['']}\n", "1: labels: begins or ends with white space"),
        ("- {id: x, name: X, labels: [a, null]}\n", "1: labels: each must be one piece of text"),
    ],
)
def test_a_wrong_person_is_named_with_its_mend(tmp_path: Path, people: str, expected: str) -> None:
    found = problems_with_people(tmp_path, people)
    assert len(found) == 1, found
    assert found[0].startswith(f"speakers.yaml:{expected}")


def test_two_people_may_share_a_label(tmp_path: Path) -> None:
    people = "- {id: a, name: A B, labels: [MR. B]}\n- {id: c, name: C B, labels: [MR. B]}\n"
    assert problems_with_people(tmp_path, people) == []


def test_people_and_terms_are_optional(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(ANONYMOUS)
    knowledge = read_knowledge(tmp_path)
    assert (knowledge.register.speakers, knowledge.vocabulary.groups) == ((), ())


def test_unreadable_people_do_not_make_every_speaker_unknown(tmp_path: Path) -> None:
    write_folder(tmp_path, {"speakers.yaml": "- [\n", "b.yaml": BRIEFING.replace("title:", "titel:")})
    assert [(problem.path, problem.line) for problem in check_folder(tmp_path)] == [
        ("b.yaml", 1),
        ("b.yaml", 1),
        ("speakers.yaml", 1),
    ]


def test_terms_are_read_in_groups(tmp_path: Path) -> None:
    write_folder(tmp_path, {"vocabulary.yaml": "- [tide, flood]\n-\n  - US\n  - America\n", "b.yaml": BRIEFING})
    assert read_knowledge(tmp_path).vocabulary.groups == (("tide", "flood"), ("US", "America"))


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("a: b\n", "1: must be a list of groups"),
        ("- tide\n", "1: must be a group of at least two"),
        ("- [tide]\n", "1: must be a group of at least two"),
        ("- [tide, flood]\n- [wave, Floods]\n", "2: Floods stands in another group (line 1)"),
        ("- [US, America]\n- [U.S., States]\n", "2: U.S. stands in another group (line 1)"),
        ("- [tide, the]\n", "1: the holds no word that is searched for"),
        ("- [tide, '--']\n", "1: -- holds no word that is searched for"),
        ("- [tide, [a]]\n", "1: a term: each must be one piece of text"),
    ],
)
def test_a_wrong_term_is_named_with_its_mend(tmp_path: Path, terms: str, expected: str) -> None:
    found = problems_with_terms(tmp_path, terms)
    assert len(found) == 1, found
    assert found[0].startswith(f"vocabulary.yaml:{expected}")


def test_an_acronym_is_another_term_than_the_word(tmp_path: Path) -> None:
    assert problems_with_terms(tmp_path, "- [WHO, health body]\n- [who knows, nobody knows]\n") == []
