import os
import socket
from pathlib import Path

import pytest

from bot.store.files import KnowledgeFile, read_bytes
from bot.store.load import read_knowledge
from bot.store.problems import Problems
from tests.store.folders import BRIEFING, check_folder, problems_with, write_folder


def ids(folder: Path) -> list[str]:
    return list(read_knowledge(folder).briefings)


def test_sub_folders_are_read_and_hidden_files_and_leftovers_are_not(tmp_path: Path) -> None:
    others = (".hidden.yaml", ".git/c.yaml", "a.yaml~", ".#a.yaml", "a.yaml.tmp", ".a.yaml.swp", "README.md")
    write_folder(tmp_path, {"a.yaml": BRIEFING, "deep/er/b.yml": BRIEFING} | dict.fromkeys(others, "[broken"))
    assert ids(tmp_path) == ["a", "b"]


def test_a_published_config_map_is_read(tmp_path: Path) -> None:
    published = tmp_path / "mounted"
    write_folder(published / "..2030_05_14", {"a.yaml": BRIEFING})
    (published / "..data").symlink_to("..2030_05_14")
    for name in ("a.yaml", "speakers.yaml"):
        (published / name).symlink_to(f"..data/{name}")
    (tmp_path / "knowledge").symlink_to("mounted")
    assert ids(tmp_path / "knowledge") == ["a"]


def test_a_linked_folder_is_walked_once_and_a_loop_ends(tmp_path: Path) -> None:
    write_folder(tmp_path, {".store/a.yaml": BRIEFING})
    (tmp_path / "current").symlink_to(".store")
    (tmp_path / ".store" / "loop").symlink_to(tmp_path)
    (tmp_path / "again.yaml").symlink_to("current/a.yaml")
    assert len(ids(tmp_path)) == 1


@pytest.mark.parametrize("target", ["/etc/hostname", "/etc", "../outside.yaml", "../outside"])
def test_a_link_that_leaves_the_folder_is_refused(tmp_path: Path, target: str) -> None:
    write_folder(tmp_path / "outside", {"a.yaml": BRIEFING})
    (tmp_path / "outside.yaml").write_text(BRIEFING)
    folder = write_folder(tmp_path / "knowledge", {"a.yaml": BRIEFING})
    (folder / "b.yaml").symlink_to(target)
    assert [str(problem) for problem in check_folder(folder)] == [
        "b.yaml: is a link that leaves the knowledge folder; copy the file here instead"
    ]


def test_a_link_to_nothing_is_a_problem(tmp_path: Path) -> None:
    (write_folder(tmp_path, {"a.yaml": BRIEFING}) / "b.yaml").symlink_to("gone.yaml")
    assert "b.yaml: cannot be read (No such file" in str(check_folder(tmp_path)[0])


def test_pipes_and_sockets_are_refused_without_waiting(tmp_path: Path) -> None:
    write_folder(tmp_path, {"a.yaml": BRIEFING})
    os.mkfifo(tmp_path / "pipe.yaml")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s.yaml"))
        found = [str(problem) for problem in check_folder(tmp_path)]
    assert found == [
        f"{name}: is not a regular file but a device, pipe or socket; remove it" for name in ("pipe.yaml", "s.yaml")
    ]


def test_a_device_reached_by_a_link_is_refused(tmp_path: Path) -> None:
    (write_folder(tmp_path, {"a.yaml": BRIEFING}) / "zero.yaml").symlink_to("/dev/zero")
    assert "zero.yaml: is a link that leaves" in str(check_folder(tmp_path)[0])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "b.yaml: is empty"),
        (b"a: 1\nb: caf\xe9\n", "b.yaml:2: byte 0xE9 is not UTF-8"),
        (BRIEFING.encode("utf-16"), "b.yaml:1: byte 0xFF is not UTF-8"),
        (b"a: 1\nb: \xed\xa0\x80\n", "b.yaml:2: byte 0xED is not UTF-8"),
        (b"a: 1\nb: x\0y\n", "b.yaml:2: U+0000 is an invisible"),
        (b"a: x\x1b[2Jy\n", "b.yaml:1: U+001B is an invisible"),
        ("a: x\x85y\n".encode(), "b.yaml:1: U+0085 is an invisible"),
        ("a: 1\n\nb: x\u202ey\n".encode(), "b.yaml:3: U+202E is an invisible"),
        ("a: x\ufeffy\n".encode(), "b.yaml:1: U+FEFF is an invisible"),
        ("a: x\uffffy\n".encode(), "b.yaml:1: U+FFFF is an invisible"),
    ],
)
def test_bytes_that_are_not_clean_text_are_a_problem_with_its_line(
    tmp_path: Path, content: bytes, expected: str
) -> None:
    found = problems_with(tmp_path, content)
    assert len(found) == 1
    assert found[0].startswith(expected)


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    assert problems_with(tmp_path, b"\xef\xbb\xbf" + BRIEFING.replace("\n", "\r\n").encode()) == []


def test_a_file_too_large_is_refused_without_reading_it(tmp_path: Path) -> None:
    with open(write_folder(tmp_path, {"a.yaml": BRIEFING}) / "b.yaml", "wb") as file:
        file.truncate(50_000_001)
    assert [str(problem) for problem in check_folder(tmp_path)] == [
        "b.yaml: is larger than 50 MB; split it into one file a briefing"
    ]


def test_a_missing_folder_a_file_and_an_empty_folder_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "empty").mkdir()
    says = [check_folder(tmp_path / name)[0].says for name in ("missing", "file", "empty")]
    assert [one.split(";")[0] for one in says] == ["does not exist", "is not a folder", "holds no briefing"]


def test_a_name_that_cannot_be_shown_is_a_problem(tmp_path: Path) -> None:
    write_folder(tmp_path, {"a.yaml": BRIEFING, "b\n.yaml": BRIEFING})
    (tmp_path / os.fsdecode(b"c\xff.yaml")).write_text(BRIEFING)
    assert [problem.path for problem in check_folder(tmp_path)] == ["b\\n.yaml", "c\\udcff.yaml"]


def test_a_file_that_grows_while_it_is_read_is_a_problem() -> None:
    problems = Problems("b.yaml")
    # The kernel tells a size of 0 for this regular file, and then there is more.
    assert read_bytes(KnowledgeFile("b.yaml", Path("/proc/self/status")), problems) is None
    assert "is being written while it is read; try again" in problems.found[0].says


def test_a_file_that_vanishes_before_it_is_read_is_a_problem(tmp_path: Path) -> None:
    problems = Problems("b.yaml")
    assert read_bytes(KnowledgeFile("b.yaml", tmp_path / "b.yaml"), problems) is None
    assert "cannot be read (No such file or directory)" in problems.found[0].says


def test_a_pipe_that_took_a_files_place_does_not_block(tmp_path: Path) -> None:
    problems = Problems("b.yaml")
    os.mkfifo(tmp_path / "b.yaml")
    assert read_bytes(KnowledgeFile("b.yaml", tmp_path / "b.yaml"), problems) is None
    assert problems.found[0].says == "is not a regular file; remove it"


def test_a_link_that_took_a_files_place_is_not_followed(tmp_path: Path) -> None:
    problems = Problems("b.yaml")
    (tmp_path / "outside").write_text("secret: words\n")
    (tmp_path / "b.yaml").symlink_to("outside")
    assert read_bytes(KnowledgeFile("b.yaml", tmp_path / "b.yaml"), problems) is None
    assert "cannot be read" in problems.found[0].says
