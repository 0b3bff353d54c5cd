from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import KnowledgeError, Problem
from bot.store.load import read_knowledge
from tests.store.folders import BRIEFING, HEAD, PEOPLE, check_folder, write_folder

ONE_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def test_every_problem_of_every_file_is_told_at_once_in_order(tmp_path: Path) -> None:
    files = {"c.yaml": BRIEFING + "when: x\n", "a.yaml": "a: [", "b.yaml": BRIEFING, "vocabulary.yaml": "x: y\n"}
    with pytest.raises(KnowledgeError) as raised:
        read_knowledge(write_folder(tmp_path, files))
    assert [(problem.path, problem.line) for problem in raised.value.problems] == [
        ("a.yaml", 1),
        ("c.yaml", 6),
        ("vocabulary.yaml", 1),
    ]


def test_one_id_in_two_files_names_both(tmp_path: Path) -> None:
    write_folder(tmp_path, {"a.yaml": "id: x\n" + BRIEFING, "b.yaml": "# copied\nid: x\n" + BRIEFING + "wrong: y\n"})
    assert Problem("b.yaml", 2, "id: x is taken by a.yaml; give one of the two another id") in check_folder(tmp_path)


def test_briefings_are_ordered_by_day_then_id(tmp_path: Path) -> None:
    write_folder(tmp_path, {"z.yaml": BRIEFING.replace("05-14", "05-13"), "b.yaml": BRIEFING, "a.yaml": BRIEFING})
    assert list(read_knowledge(tmp_path).briefings) == ["z", "a", "b"]


def test_the_version_follows_names_and_bytes_of_every_file(tmp_path: Path) -> None:
    def version(name: str, files: dict[str, str]) -> str:
        return read_knowledge(write_folder(tmp_path / name, files)).version

    one = version("one", {"a.yaml": BRIEFING})
    assert len(one) == 12
    assert one == version("same", {"a.yaml": BRIEFING, "README.md": "read me"})
    others = [
        version("renamed", {"b.yaml": BRIEFING}),
        version("mended", {"a.yaml": BRIEFING + "# mended\n"}),
        version("people", {"a.yaml": BRIEFING, "speakers.yaml": PEOPLE + "# mended\n"}),
        version("terms", {"a.yaml": BRIEFING, "vocabulary.yaml": "- [tide, flood]\n"}),
    ]
    assert len({one, *others}) == 5


@ONE_FOLDER
@given(content=st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_can_crash_the_check(tmp_path: Path, content: bytes) -> None:
    for name in ("b.yaml", "speakers.yaml", "vocabulary.yaml"):
        write_folder(tmp_path, {"b.yaml": BRIEFING, "vocabulary.yaml": "- [a1, b1]\n", name: content})
        assert all(isinstance(problem, Problem) for problem in check_folder(tmp_path))


NODES = st.recursive(
    st.none()
    | st.integers()
    | st.sampled_from(["", "x", "on_background", "2030-05-14", "vesna-okoro", "2030-05-14T10:00Z"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "id title held_on started_at time_zone source ground_rule embargo audience turns speech by number marks "
                "publisher kind status url rule attribution partial sentence name roles labels from to".split()
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)


@ONE_FOLDER
@given(
    changed=st.dictionaries(st.sampled_from(["title", "source", "turns", "ground_rule", "audience", "embargo"]), NODES),
    whole=NODES,
)
def test_no_shape_of_yaml_can_crash_the_check(tmp_path: Path, changed: dict[str, object], whole: object) -> None:
    briefing = yaml.safe_dump(yaml.load(BRIEFING, Loader=yaml.BaseLoader) | changed)
    write_folder(
        tmp_path, {"b.yaml": briefing, "c.yaml": yaml.safe_dump(whole), "speakers.yaml": yaml.safe_dump([whole])}
    )
    assert all(isinstance(problem, Problem) for problem in check_folder(tmp_path))


CUT = HEAD + (
    "  - speech: |-\n      The gauges are new.\n      They are blue.\n    by: vesna-okoro\n"
    "  - {question: 'Who''s paying?', printed: Q}\n"
    '  - speech: "We are — all of us."\n    by: vesna-okoro\n    number: 12\n    partial: true\n'
)


def test_a_file_cut_anywhere_gives_a_problem_or_a_shorter_briefing(tmp_path: Path) -> None:
    whole = read_knowledge(write_folder(tmp_path, {"b.yaml": CUT})).briefings["b"]
    unnoticed = []
    for end in range(len(CUT.encode())):
        kept = CUT.encode()[:end]
        write_folder(tmp_path, {"b.yaml": kept})
        if check_folder(tmp_path):
            continue
        unnoticed.append(kept.rstrip(b" ")[-1:])
        turns = read_knowledge(tmp_path).briefings["b"].turns
        assert all(whole.turns[n].text.startswith(turn.text) for n, turn in enumerate(turns))
        assert all(turn.by in (None, "vesna-okoro") for turn in turns)
    # Only a cut between two lines, or behind a closing mark, leaves a whole file.
    assert set(unnoticed) == {b"\n", b"}", b'"'}
