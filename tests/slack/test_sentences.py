"""What people are told: what happened and what to do next, cut to fit and saying so."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.answer.holding import Holding
from bot.answer.model import Coverage
from bot.errors import Problem
from bot.slack.pacing import OverLimit
from bot.slack.sentences import REPORT_MAX_CHARS, did_you_mean, failed, help_text, over_limit, reload_report, status
from bot.slack.showing.commands import DidYouMean
from bot.store.live import Reload

LOADED = datetime(2024, 7, 1, 14, 2, tzinfo=UTC)
COVERAGE = Coverage(2, date(2024, 3, 4), date(2024, 3, 18), "9f3c00112233", LOADED)
RELOAD = Reload(
    added=("b-pier", "c-dam"),
    changed=("a-ferry",),
    removed=(),
    people_changed=True,
    vocabulary_changed=False,
    problems=(),
    briefings_before=1,
    briefings_after=3,
    turns_before=10,
    turns_after=1_234,
    version_before="0000",
    version_after="9f3c",
    took_s=1.26,
    dry_run=False,
)


def test_help_tells_every_way_in_and_that_threads_need_a_mention() -> None:
    for part in ("mention me", "direct message", "/briefing", "cannot be typed in a thread", "speaker:", "Privacy"):
        assert part in help_text(30)


def test_help_tells_for_how_long_it_keeps_what_it_was_asked() -> None:
    assert "for 30 days, for the buttons" in help_text(30)
    assert "for 1 day, for the buttons" in help_text(1)


def test_status_tells_what_is_loaded_and_since_when_we_listen() -> None:
    assert status(Holding(COVERAGE, 7, 1), LOADED).splitlines() == [
        "2 briefings loaded, from 4 March 2024 to 18 March 2024.",
        "7 statements to quote, of 1 speaker.",
        "Loaded at 2024-07-01 14:02 UTC, version 9f3c00112233.",
        "Connected to Slack since 2024-07-01 14:02 UTC.",
    ]


def test_status_of_an_empty_archive_names_no_days() -> None:
    nothing = Holding(replace(COVERAGE, briefings=0, first=None, last=None), 0, 0)
    assert status(nothing, None).splitlines()[0] == "0 briefings loaded."


def test_a_limit_says_whose_it_is_and_when_it_ends() -> None:
    said = over_limit(OverLimit("person", 10, 39.2, is_first=True))
    assert said == "You asked 10 questions in a minute. I answer again in 40 seconds."
    assert over_limit(OverLimit("channel", 1, 0.2, is_first=True)).startswith("This channel asked 1 question in")


def test_a_failure_gives_its_ref() -> None:
    assert "(ref 7F3A12BC)" in failed("7F3A12BC")


def test_a_near_miss_offers_the_command_and_the_search() -> None:
    said = did_you_mean(DidYouMean("stauts", "status"))
    assert "`/briefing status`" in said
    assert "`/briefing ask stauts`" in said


def test_a_reload_tells_counts_before_and_after_and_what_changed() -> None:
    assert reload_report(RELOAD).splitlines() == [
        "The archive was reloaded (1.3 s): 3 briefings, 1,234 turns; before, 1 briefing, 10 turns.",
        "Added 2: b-pier, c-dam",
        "Changed 1: a-ferry",
        "The register of speakers changed.",
        "Version 9f3c; before, 0000.",
    ]


def test_a_dry_run_says_that_nothing_was_done() -> None:
    assert reload_report(replace(RELOAD, dry_run=True)).startswith("A reload would work")


def test_an_unchanged_folder_is_told_in_one_sentence() -> None:
    unchanged = replace(RELOAD, version_before="9f3c", added=(), changed=())
    assert reload_report(unchanged) == "Nothing has changed: 3 briefings, 1,234 turns, version 9f3c."


def test_a_refused_reload_names_file_line_and_mend() -> None:
    problem = Problem("2024-05-01-dot.yaml", 3, "held_on is 2024-13-01, write YYYY-MM-DD")
    assert reload_report(replace(RELOAD, problems=(problem,))).splitlines() == [
        "Nothing was changed: 1 problem.",
        "2024-05-01-dot.yaml:3: held_on is 2024-13-01, write YYYY-MM-DD",
    ]


def test_a_report_too_long_says_how_much_is_left_and_where_to_see_it() -> None:
    problems = tuple(Problem(f"file-{number:03}.yaml", number, "says something " * 3) for number in range(100))
    lines = reload_report(replace(RELOAD, problems=problems)).splitlines()
    assert lines[-1] == f"and {100 - (len(lines) - 2)} more: run `briefing check`"
    assert len("\n".join(lines)) <= REPORT_MAX_CHARS + 100


def test_one_endless_problem_is_shortened() -> None:
    report = reload_report(replace(RELOAD, problems=(Problem("a.yaml", 1, "x" * 10_000),)))
    assert len(report) < REPORT_MAX_CHARS
    assert report.splitlines()[1].endswith("…")


def test_many_changes_are_counted_and_some_named() -> None:
    report = reload_report(replace(RELOAD, added=tuple(f"b{number:03}" for number in range(500))))
    assert "Added 500: b000" in report
    assert "and 490 more" in report
    assert len(report) < REPORT_MAX_CHARS
