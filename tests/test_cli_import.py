import json
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.commands import briefing
from bot.cli.import_session import Session
from bot.errors import UnreadableFileError
from bot.importers.fetching import fetch
from bot.importers.settling.wishes import Wishes
from bot.settings import Settings
from tests.importers.documents import PAGE, importer_into
from tests.importers.pages import serving
from tests.importers.test_importing import dump

ID = "2030-05-14-weekly-briefing"
TOLD = ("--title", "Weekly Briefing", "--held-on", "2030-05-14", "--publisher", "Ministry of Tides")


def run(*arguments: str | Path, given: bytes | None = None) -> Result:
    return CliRunner().invoke(briefing, [str(one) for one in arguments], input=given, standalone_mode=False)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.txt"
    file.write_text(PAGE, encoding="utf-8")
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "knowledge"


def test_an_imported_document_answers_questions(page: Path, folder: Path) -> None:
    done = run("import", page, *TOLD, "--knowledge", folder)
    answer = json.loads(run("ask", "--json", "southern harbour winter storms", "--knowledge", folder).stdout)

    assert done.return_value == 0, done.stderr
    assert "new" in done.stderr
    assert answer["quotes"][0]["text"].startswith("The southern harbour will have its own")
    assert answer["quotes"][0]["briefing"]["id"] == ID


def test_a_new_folder_begins_with_the_people_and_terms_that_ship(page: Path, folder: Path) -> None:
    run("import", page, *TOLD, "--knowledge", folder)

    assert sorted(file.name for file in folder.glob("*.yaml")) == ["speakers.yaml", "vocabulary.yaml"]


def test_a_preview_writes_nothing_at_all(page: Path, folder: Path) -> None:
    done = run("import", "--preview", page, *TOLD, "--knowledge", folder)

    assert done.return_value == 0
    assert "5 turns" in done.stdout
    assert not folder.exists()


def test_the_json_preview_refers_to_the_text_that_is_printed(page: Path, folder: Path) -> None:
    shown = json.loads(run("import", "--preview", "--json", page, "--knowledge", folder).stdout)
    text = run("import", "--text", page, "--knowledge", folder).stdout

    assert [text[turn["start"] : turn["end"]] for turn in shown["turns"]] == [turn["text"] for turn in shown["turns"]]
    assert any("publish" in problem["says"] for problem in shown["problems"])


def test_standard_input_is_a_document(folder: Path) -> None:
    done = run("import", "-", *TOLD, "--knowledge", folder, given=PAGE.encode())

    assert done.return_value == 0, done.stderr
    assert (folder / "2030" / f"{ID}.yaml").is_file()


def test_a_bad_file_stops_no_other_and_leaves_nothing_half_done(page: Path, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    page.rename(tmp_path / "in" / "page.txt")
    (tmp_path / "in" / "bad.pdf").write_bytes(b"%PDF-1.7 no more")
    (tmp_path / "in" / "cut.jsonl").write_bytes(dump("tides-1", "tides-2")[:-30])
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    done = run("import", tmp_path / "in", "no-such-file", *TOLD, "--knowledge", folder)

    assert done.return_value == 3
    for name in ("bad.pdf", "cut.jsonl", "empty.txt", "no-such-file"):
        assert name in done.stderr
    assert "1 new" in done.stderr
    assert [file.name for file in (folder / "2030").iterdir()] == [f"{ID}.yaml"]


def test_open_questions_are_told_and_end_with_their_exit_code(page: Path, folder: Path) -> None:
    done = run("import", "--yes", page, *TOLD[:4], "--knowledge", folder)

    assert done.return_value == 3
    assert "--publisher" in done.stderr
    assert not (folder / "2030").exists()


def test_the_same_folder_again_is_unchanged(page: Path, folder: Path) -> None:
    run("import", page, *TOLD, "--knowledge", folder)
    done = run("import", page, *TOLD, "--knowledge", folder)

    assert "1 unchanged" in done.stderr
    assert done.return_value == 0


def test_a_changed_document_shows_its_word_diff_and_the_quote_ids(page: Path, folder: Path) -> None:
    run("import", page, *TOLD, "--knowledge", folder)
    page.write_text(PAGE.replace("gladly", "in full"), encoding="utf-8")
    done = run("import", page, *TOLD, "--knowledge", folder)

    assert "[-gladly,-] {+in full,+}" in done.stdout
    assert f"changed {ID}#3:" in done.stdout


def test_a_dump_is_told_in_sums(folder: Path) -> None:
    many = b"".join(
        dump(f"tides-{n}", text=f"Gauge {n} at pier {n * 7} showed {n * 13} inches over {n * 3} days")
        for n in range(30)
    )
    done = run("import", "-", "--knowledge", folder, given=many)

    assert done.return_value == 0, done.stderr
    assert done.stderr.count("\n") < 10
    assert "30 new" in done.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        ("--label", "MR. X"),
        ("--label", "MR. X=maybe"),
        ("--speaker", "MR. X=nobody-known"),
        ("--ground-rule", "on_background"),
        ("--ground-rule", "secret"),
        ("--held-on", "14.5.2030"),
        ("--kind", "poem"),
    ],
)
def test_an_option_that_cannot_be_read_is_a_usage_error(page: Path, folder: Path, wrong: tuple[str, str]) -> None:
    done = run("import", page, *wrong, "--knowledge", folder)

    assert type(done.exception).__name__ in ("UsageError", "BadParameter")


def test_verify_tells_proven_turns_and_a_turn_that_was_changed(page: Path, folder: Path) -> None:
    run("import", page, *TOLD, "--knowledge", folder)
    fine = run("check", "--verify", "--knowledge", folder)
    file = folder / "2030" / f"{ID}.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("whole bill", "half bill"), encoding="utf-8")
    broken = run("check", "--verify", "--knowledge", folder)

    assert (fine.return_value, broken.return_value) == (0, 3)
    assert "5 turns stand in their originals, 0 do not" in fine.stdout
    assert "turn 3 does not stand in its original" in broken.stdout


def test_an_address_inside_a_private_network_is_refused(folder: Path) -> None:
    with serving() as web:
        done = run("import", web.url("/a"), "--knowledge", folder)

        assert done.return_value == 3
        assert "private network" in done.stderr
        assert not web.asked


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Ministry of Tides</title>
<item><title>Weekly Briefing</title><link>{0}</link><description>The spokesperson on gauges.</description></item>
<item><title>Gone</title><link>{1}</link><description>No more.</description></item>
</channel></rss>"""


def test_a_feed_brings_the_pages_it_leads_to_once_and_a_lost_page_stops_nothing(folder: Path) -> None:
    with serving() as web:
        get = partial(fetch, allowed=frozenset({web.address}))
        web.pages["/feed"] = (
            200,
            {"Content-Type": "application/rss+xml"},
            FEED.format(web.url("/1.txt"), web.url("/2")).encode(),
        )
        web.pages["/1.txt"] = (200, {"Content-Type": "text/plain"}, PAGE.encode())
        wishes = Wishes(publisher="Ministry of Tides")
        counts = []
        for _ in range(2):
            session = Session(importer_into(folder), wishes, shows=None, asks=False)
            session.take_feed(web.url("/feed"), get)
            session.finish()
            counts.append((session.failed, [path for path, _ in web.asked]))
            web.asked.clear()

    assert counts == [(1, ["/feed", "/1.txt", "/2"]), (1, ["/feed", "/2"])]
    assert len(list((folder / "2030").iterdir())) == 1


def test_fetch_without_feeds_names_the_setting(folder: Path) -> None:
    done = run("fetch", "--knowledge", folder)

    assert "BRIEFING_FEEDS" in str(done.exception)


def test_feeds_are_a_list_or_a_file(tmp_path: Path) -> None:
    listed = tmp_path / "feeds.txt"
    listed.write_text("# tides\nhttps://tides.example/rss\n\n", encoding="utf-8")

    assert Settings.from_environment({"BRIEFING_FEEDS": str(listed)}).feeds == ("https://tides.example/rss",)
    assert Settings.from_environment({"BRIEFING_FEEDS": "https://a.example/1, https://b.example/2"}).feeds == (
        "https://a.example/1",
        "https://b.example/2",
    )


@pytest.mark.parametrize("value", ["no-such-file", "https://a.example/1,ftp://b.example"])
def test_a_feed_setting_that_cannot_be_right_is_named(value: str) -> None:
    with pytest.raises(Exception, match="BRIEFING_FEEDS"):
        Settings.from_environment({"BRIEFING_FEEDS": value})


def test_unreadable_is_an_error_of_exit_code_3() -> None:
    assert UnreadableFileError.exit_code == 3


def test_a_label_that_no_line_has_is_told_with_the_near_one(page: Path, folder: Path) -> None:
    done = run("import", page, *TOLD, "--label", "MS. OKRO=skip", "--knowledge", folder)

    assert done.return_value == 0
    assert "no line has the label “MS. OKRO”" in done.stderr
    assert "did you mean MS. OKORO?" in done.stderr


def test_an_embargo_that_was_set_is_told_and_stays_when_the_document_comes_again(page: Path, folder: Path) -> None:
    done = run("import", page, *TOLD, "--embargo", "until noon comes", "--knowledge", folder)
    again = run("import", page, "--knowledge", folder)
    answer = json.loads(run("ask", "--json", "southern harbour winter storms", "--knowledge", folder).stdout)

    assert "under an embargo (until noon comes)" in done.stderr
    assert "unchanged" in again.stderr
    assert answer["outcome"] == "nothing_found"
