from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.briefing.model import GroundRule, Rule, Turn
from bot.store.load import read_knowledge
from tests.store.folders import BRIEFING, HEAD, problems_with, problems_with_turn, write_folder

WHOLE = """\
id: spring-tides
title: Weekly Briefing
held_on: 2030-05-14
started_at: "14:05"
time_zone: Europe/Lisbon
venue: Harbour House
source: {publisher: Harbour Gazette, kind: article, status: as_quoted, url: https://gazette.example/1, version: 2}
ground_rule: {rule: on_background, attribution: an official, sentence: This is on background.}
embargo: 2030-05-14T17:00:00Z
audience: [C0123, S0456]
turns:
  - {question: Who pays?, printed: Q, number: 7}
  - speech: |
      We do.

      All of it.
    by: vesna-okoro
    number: 9
    marks: [Laughter.]
    note: Corrected.
    ground_rule: on_the_record
  - {speech: in time, number: 10, partial: true, sentence: It would come in time.}
"""


def turns_of(folder: Path, text: str) -> Sequence[Turn]:
    (briefing,) = read_knowledge(write_folder(folder, {"b.yaml": text})).briefings.values()
    return briefing.turns


def test_every_key_is_read(tmp_path: Path) -> None:
    (briefing,) = read_knowledge(write_folder(tmp_path, {"b.yaml": WHOLE})).briefings.values()
    assert (briefing.id, briefing.path, briefing.venue) == ("spring-tides", "b.yaml", "Harbour House")
    assert briefing.held_on == date(2030, 5, 14)
    assert briefing.started_at == datetime(2030, 5, 14, 13, 5, tzinfo=UTC)
    assert briefing.ground_rule == GroundRule(Rule.ON_BACKGROUND, "an official", "This is on background.")
    assert briefing.embargo is not None
    assert briefing.embargo.until == datetime(2030, 5, 14, 17, tzinfo=UTC)
    assert briefing.audience == {"C0123", "S0456"}
    assert (briefing.source.url, briefing.source.version) == ("https://gazette.example/1", 2)
    asked, answered, partial = briefing.turns
    assert (asked.number, asked.printed, asked.by) == (7, "Q", None)
    assert (answered.text, answered.line, answered.marks) == ("We do.\n\nAll of it.", 14, ("Laughter.",))
    assert briefing.rule_for(answered).rule is Rule.ON_THE_RECORD
    assert (partial.partial, partial.sentence) == (True, "It would come in time.")
    assert all(turn.is_untouched for turn in briefing.turns)


def test_an_id_is_the_files_name_unless_given(tmp_path: Path) -> None:
    assert list(read_knowledge(write_folder(tmp_path, {"deep/2030-05-14-tides.yaml": BRIEFING})).briefings) == [
        "2030-05-14-tides"
    ]


def test_turns_without_a_number_take_their_position(tmp_path: Path) -> None:
    assert [
        turn.number for turn in turns_of(tmp_path, HEAD + "- speech: a\n- speech: b\n- speech: c\n  number: 0\n")
    ] == [1, 2, 0]


def test_null_is_the_same_as_leaving_a_key_out(tmp_path: Path) -> None:
    (turn,) = turns_of(tmp_path, "venue: null\nembargo: ~\n" + HEAD + "- {speech: a, by: null, number: ~}\n")
    assert (turn.by, turn.number) == (None, 1)


def test_words_that_yaml_likes_to_change_stay_words(tmp_path: Path) -> None:
    written = ["no", "010", "12:30", "1e3", "2030-05-14", "0x1F"]
    turns = turns_of(tmp_path, HEAD + "".join(f"- speech: {text}\n" for text in written))
    assert [turn.text for turn in turns] == written


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("titel: x", "titel is not a key here; did you mean title?"),
        ("weather: x", "weather is not a key here; the keys are id, title,"),
        ("id: a b", "id: a b is not an id; use letters"),
        ("id: [a]", "id: must be text"),
        ("venue:", "venue: has no value"),
        ('venue: ""', "venue: is empty"),
        ('venue: " x"', "venue: begins or ends with white space"),
        ('venue: "x\\ny"', "venue: has line breaks"),
        ('started_at: "14:05"', "started_at: needs time_zone"),
        ('started_at: "25:00"', "started_at: 25:00 is not a time"),
        ("time_zone: Europe/Lisbonne", "time_zone: Europe/Lisbonne is not a time zone; did you mean Europe/Lisbon?"),
        ("time_zone: ../../etc/passwd", "time_zone: ../../etc/passwd is not a time zone"),
        ("embargo: 2030-05-14T17:00", "embargo: 2030-05-14T17:00 names no moment; add the time and its zone"),
        ("embargo: 2030-05-14", "embargo: 2030-05-14 names no moment"),
        ("embargo: 5 p.m. today", "embargo: 5 p.m. today is not a time"),
        ("embargo: until 5pm Eastern", "embargo: until 5pm Eastern is not a time"),
        ("audience: [general]", "audience: general is not a channel or user group id"),
        ("audience: []", "audience: names nobody"),
        ("audience: [[C0123]]", "audience: each must be one piece of text"),
        ("ground_rule: secret", "ground_rule: secret is not one of on_the_record, on_background"),
        ("ground_rule: on_background", "ground_rule: on_background needs the attribution"),
        ("ground_rule: {rule: on_background}", "ground_rule: on_background needs the attribution"),
        ("ground_rule: {attribution: an official}", "rule is missing; add it"),
        ("ground_rule: {rule: on_the_record, who: x}", "who is not a key here"),
    ],
)
def test_a_wrong_line_is_named_with_its_mend(tmp_path: Path, line: str, expected: str) -> None:
    found = problems_with(tmp_path, f"{line}\n{BRIEFING}")
    assert len(found) == 1, found
    assert found[0].startswith(f"b.yaml:1: {expected}")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Gazette", "source: must be a mapping; write {publisher: …"),
        ("{kind: transcript, status: official}", "publisher is missing"),
        (
            "{publisher: G, kind: transcripts, status: official}",
            "kind: transcripts is not one of transcript, article, captions, summary; did you mean transcript?",
        ),
        (
            "{publisher: G, kind: article, status: as_quoted, url: javascript:x}",
            "url: javascript:x is not a web address",
        ),
        (
            '{publisher: G, kind: article, status: as_quoted, url: "https://x/|y>"}',
            "url: https://x/|y> is not a web address",
        ),
        ('{publisher: G, kind: article, status: as_quoted, url: "https://[x"}', "url: https://[x is not a web address"),
        ("{publisher: G, kind: article, status: as_quoted, sha256: 12}", "sha256: 12 is not a sha256 digest"),
        ("{publisher: G, kind: article, status: as_quoted, version: 0}", "version: 0 is not a whole number from 1"),
        ("{publisher: G, kind: article, status: as_quoted, retrieved: today}", "retrieved: today is not a date"),
    ],
)
def test_a_wrong_source_is_named_with_its_mend(tmp_path: Path, source: str, expected: str) -> None:
    found = problems_with(tmp_path, f"title: x\nheld_on: 2030-05-14\nsource: {source}\nturns: [{{reported: y}}]\n")
    assert len(found) == 1, found
    assert found[0].startswith(f"b.yaml:3: {expected}")


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        ("- x", "a turn must be a mapping; write - speech: …"),
        ("- {by: vesna-okoro}", "a turn needs one of speech, question, reported, narration"),
        ("- {speech: a, question: b}", "a turn holds only one of speech"),
        ("- {speech: a, speker: b}", "speker is not a key here"),
        ("- {speech: We will, of course, go}", "go is not a key here; inside { } a comma ends a value"),
        ("- {speech: ' '}", "speech: is empty"),
        ("- {speech: ' a'}", "speech: begins or ends with white space"),
        ("- {speech: [a]}", "speech: must be text"),
        ("- {speech: a, by: vesna-okora}", "by: vesna-okora is not in speakers.yaml; did you mean vesna-okoro?"),
        ("- {speech: a, by: zz}", "by: zz is not in speakers.yaml; add the person there"),
        ("- {speech: a, number: -1}", "number: -1 is not a whole number from 0"),
        ("- {speech: a, number: ²}", "number: ² is not a whole number from 0"),
        ("- {speech: a, partial: yes}", "partial: yes is neither true nor false"),
        ("- {reported: a, partial: true}", "partial: only a speech or question"),
        ("- {speech: a, sentence: a b}", "sentence: belongs to a partial quotation"),
        ("- {speech: soon, partial: true, sentence: later}", "sentence: does not hold the quoted words"),
        ("- {narration: a, by: vesna-okoro}", "by: a narration is the editors' own"),
        ("- {narration: a, printed: Q}", "printed: a narration is the editors' own"),
        ("- {speech: a, ground_rule: on_background}", "ground_rule: on_background needs the attribution"),
        ("- {speech: a, marks: [[x]]}", "marks: each must be one piece of text"),
    ],
)
def test_a_wrong_turn_is_named_with_its_mend(tmp_path: Path, turn: str, expected: str) -> None:
    found = problems_with_turn(tmp_path, f"{turn}\n")
    assert any(problem.startswith(f"b.yaml:5: {expected}") for problem in found), found


def test_required_keys_are_all_asked_for_at_once(tmp_path: Path) -> None:
    assert problems_with(tmp_path, "venue: x\n") == [
        f"b.yaml:1: {key} is missing; add it" for key in ("held_on", "source", "title", "turns")
    ]


@pytest.mark.parametrize("turns", ["turns: []", "turns: x"])
def test_a_briefing_has_at_least_one_turn(tmp_path: Path, turns: str) -> None:
    assert "must be a list of at least one turn" in problems_with(tmp_path, HEAD.replace("turns:", turns))[0]


def test_a_day_that_is_none_is_named(tmp_path: Path) -> None:
    for day in ("2030-13-01", "14 May 2030", "20300514", "0001-01-01"):
        assert problems_with(tmp_path, BRIEFING.replace("2030-05-14", day)) == [
            f"b.yaml:2: held_on: {day} is not a date; write YYYY-MM-DD"
        ]


def test_colliding_numbers_name_both_turns(tmp_path: Path) -> None:
    found = problems_with_turn(tmp_path, "- {speech: a, number: 2}\n- {speech: b}\n")
    assert found == [
        "b.yaml:6: number: 2 is taken by the turn on line 5; "
        "number every turn or none (a turn without a number takes its position)"
    ]


def test_a_speaker_must_hold_a_role_on_that_day(tmp_path: Path) -> None:
    found = problems_with(tmp_path, BRIEFING.replace("2030-05-14", "2031-05-14"))
    assert found[0].startswith("b.yaml:5: by: vesna-okoro holds no role on 2031-05-14 in speakers.yaml")


def test_a_speaker_without_any_role_may_speak(tmp_path: Path) -> None:
    write_folder(tmp_path, {"speakers.yaml": "- {id: vesna-okoro, name: Vesna Okoro}\n", "b.yaml": BRIEFING})
    assert len(read_knowledge(tmp_path).briefings) == 1


@pytest.mark.parametrize("source", ["kind: summary, status: official", "kind: article, status: summary"])
def test_a_summary_holds_no_speech(tmp_path: Path, source: str) -> None:
    found = problems_with(tmp_path, BRIEFING.replace("kind: transcript, status: official", source))
    assert found == ["b.yaml:5: speech: a summary holds nobody's own words; use reported"]


def test_a_clock_time_that_was_skipped_is_a_problem(tmp_path: Path) -> None:
    found = problems_with(
        tmp_path, 'started_at: "02:30"\ntime_zone: Europe/Berlin\n' + BRIEFING.replace("05-14", "03-31")
    )
    assert found[0].startswith("b.yaml:1: started_at: 02:30 did not exist on 2030-03-31 in Europe/Berlin")


def test_a_clock_time_that_came_twice_is_the_first(tmp_path: Path) -> None:
    text = 'started_at: "02:30"\ntime_zone: Europe/Berlin\n' + BRIEFING.replace("05-14", "10-27")
    (briefing,) = read_knowledge(write_folder(tmp_path, {"b.yaml": text})).briefings.values()
    assert briefing.started_at is not None
    assert briefing.started_at.astimezone(UTC) == datetime(2030, 10, 27, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("embargo", ["2030-05-14T17:00-05:00", "2030-05-14 17:00:30Z", "2030-05-14T17:00:00+05:30"])
def test_an_embargo_until_a_moment_has_its_zone(tmp_path: Path, embargo: str) -> None:
    (briefing,) = read_knowledge(
        write_folder(tmp_path, {"b.yaml": f"embargo: {embargo}\n{BRIEFING}"})
    ).briefings.values()
    assert briefing.embargo is not None
    assert briefing.embargo.until == datetime.fromisoformat(embargo)


def test_other_words_are_an_event(tmp_path: Path) -> None:
    text = "embargo: until the treaty is signed\n" + BRIEFING
    (briefing,) = read_knowledge(write_folder(tmp_path, {"b.yaml": text})).briefings.values()
    assert briefing.embargo is not None
    assert briefing.embargo.event == "until the treaty is signed"


BACKGROUND = "ground_rule: {rule: on_background, attribution: an official}\n"


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        (BACKGROUND + BRIEFING.replace("Weekly Briefing", "Call with Vesna Okoro"), 2, "title"),
        (BACKGROUND + "venue: Ms. Okoro's office\n" + BRIEFING, 2, "venue"),
        (BACKGROUND.replace("an official", "an aide to Okoro") + BRIEFING, 1, "ground_rule"),
        (BACKGROUND + "id: call-vesna-okoro\n" + BRIEFING, 2, "id"),
        (BACKGROUND + BRIEFING.replace("official}", "official, url: https://x.example/Vesna_Okoro}"), 4, "source"),
        (BACKGROUND + BRIEFING.replace("by: vesna-okoro, ", "").replace("Weekly", "Okoro's"), 2, "title"),
    ],
)
def test_a_speaker_on_background_is_not_named_by_what_is_shown(tmp_path: Path, text: str, line: int, key: str) -> None:
    found = problems_with(tmp_path, text)
    assert len(found) == 1
    assert found[0].startswith(f"b.yaml:{line}: {key}: ")
    assert "okoro" not in found[0].lower()


def test_a_turns_own_attribution_may_not_name_its_speaker(tmp_path: Path) -> None:
    rule = "ground_rule: {rule: on_background, attribution: somebody near Okoro}"
    found = problems_with_turn(tmp_path, f"- {{speech: a, by: vesna-okoro, {rule}}}\n")
    assert found == ["b.yaml:5: ground_rule: names the speaker, who may not be named; write it without the name"]


def test_a_background_briefing_that_names_nobody_is_fine(tmp_path: Path) -> None:
    assert problems_with(tmp_path, BACKGROUND + BRIEFING) == []


def test_a_turn_has_at_most_two_hundred_thousand_characters(tmp_path: Path) -> None:
    assert problems_with_turn(tmp_path, f"- speech: {'a' * 200_000}\n") == []
    assert "has 200,001 characters" in problems_with_turn(tmp_path, f"- speech: {'a' * 200_001}\n")[0]


def test_a_briefing_has_at_most_a_hundred_thousand_turns(tmp_path: Path) -> None:
    assert "100,001 turns; at most 100,000" in problems_with_turn(tmp_path, "- x\n" * 100_001)[0]


def test_a_file_wrong_everywhere_is_cut_short(tmp_path: Path) -> None:
    found = problems_with_turn(tmp_path, "- {speech: a, by: nobody-at-all}\n" * 5_000)
    assert len(found) == 101
    assert found[0] == "b.yaml: more than 100 problems; mend these and check again"


def test_a_long_value_is_cut_where_it_is_shown(tmp_path: Path) -> None:
    found = problems_with(tmp_path, f"{'k' * 900}: x\n{BRIEFING}")
    assert len(found[0]) < 300


@pytest.mark.parametrize(
    ("turn", "says"),
    [
        ("{reported: Okoro told us that it leaks., by: vesna-okoro}", "reported: names the speaker"),
        (
            "{speech: leaks, by: vesna-okoro, partial: true, sentence: 'It leaks, said Okoro.'}",
            "sentence: names the speaker",
        ),
        ("{speech: 'This is Vesna Okoro speaking, and it leaks.', by: vesna-okoro}", "says the own name"),
    ],
)
def test_words_on_background_that_name_their_speaker_are_a_problem(tmp_path: Path, turn: str, says: str) -> None:
    text = (
        HEAD.replace("turns:", "ground_rule: {rule: on_background, attribution: an official}\nturns:") + f"  - {turn}\n"
    )
    (problem,) = problems_with(tmp_path, text)
    assert says in problem
    assert "Okoro" not in problem
