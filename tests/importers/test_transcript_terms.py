"""Ground rules and embargoes as a document states them."""

from datetime import date
from pathlib import Path

import pytest

from bot.briefing.model import ON_THE_RECORD, Kind, Rule
from bot.briefing.speakers import Register, Role, Speaker
from bot.importers.model import Draft, Extract
from bot.importers.transcripts import read_transcript

SAMPLES = Path(__file__).parent / "samples" / "transcripts"
LIND = Speaker("oda-lind", "Oda Lind", labels=("MS. LIND",), roles=(Role("Spokesperson", None, date(2020, 1, 1)),))


def read(
    opening: str, *, rest: str = "", title: str = "Press Call", header: str = "(March 4, 2021)\n4:05 P.M. EST"
) -> Draft:
    text = f"{header}\nMODERATOR:  {opening}\nMS. LIND:  The dam opens.\nQ    When?\nMS. LIND:  Soon.\n{rest}"
    return read_transcript(Extract(text, "t", title=title), Register((LIND,)))


def rules_of(draft: Draft) -> list[Rule]:
    spoken = [turn for turn in draft.turns if turn.kind is Kind.SPEECH]
    return [(turn.ground_rule or draft.ground_rule or ON_THE_RECORD).rule for turn in spoken]


def test_a_background_call_has_its_rule_its_sentence_and_its_embargo() -> None:
    text = (SAMPLES / "background_call.txt").read_text(encoding="utf-8")
    draft = read_transcript(Extract(text, "t"), Register((LIND,)))
    assert draft.ground_rule is not None
    assert draft.ground_rule.rule is Rule.ON_BACKGROUND
    assert draft.ground_rule.attribution == "senior ministry officials"
    assert draft.ground_rule.sentence == "This call is on background, attributable to “senior ministry officials.”"
    assert draft.embargo == "2023-09-19T05:00-04:00"


def test_nobody_on_background_is_named_though_a_reporter_says_the_name() -> None:
    text = (SAMPLES / "background_call.txt").read_text(encoding="utf-8")
    draft = read_transcript(Extract(text, "t", title="Background Call by Oda Lind"), Register((LIND,)))
    assert {(turn.speaker, turn.name, turn.role) for turn in draft.turns} == {(None, None, None)}


def test_what_is_only_for_awareness_is_off_the_record() -> None:
    text = (SAMPLES / "background_call.txt").read_text(encoding="utf-8")
    first = read_transcript(Extract(text, "t"), Register()).turns[0]
    assert first.ground_rule is not None
    assert first.ground_rule.rule is Rule.OFF_THE_RECORD


@pytest.mark.parametrize(
    ("opening", "rule", "attribution"),
    [
        ("This call is on background, attributable to a senior ministry official.", Rule.ON_BACKGROUND, "a senior ministry official"),
        ("Today’s call is on background.", Rule.ON_BACKGROUND, "an official speaking on background"),
        ("You can attribute what you hear to senior ministry officials.", Rule.ON_BACKGROUND, "senior ministry officials"),
        ("Our briefers should be referred to as “river officials.”", Rule.ON_BACKGROUND, "river officials"),
        ("Thank you for joining this background briefing.", Rule.ON_BACKGROUND, "an official speaking on background"),
        ("This briefing will be on deep background.", Rule.DEEP_BACKGROUND, None),
        ("This conversation is off the record.", Rule.OFF_THE_RECORD, None),
    ],
)  # fmt: skip
def test_a_rule_agreed_in_the_opening_holds_for_the_whole(opening: str, rule: Rule, attribution: str | None) -> None:
    draft = read(f"Hello. {opening} Go ahead.")
    assert draft.ground_rule is not None
    assert (draft.ground_rule.rule, draft.ground_rule.attribution) == (rule, attribution)
    assert draft.ground_rule.sentence == opening


@pytest.mark.parametrize(
    "opening",
    [
        "This call is on the record.",
        "We had a background briefing earlier today.",
        "We will have a background call later today.",
        "The losses are attributable to the rain.",
        "It was referred to as a dam.",
        "I have nothing on the background check.",
    ],
)
def test_words_that_only_speak_of_background_set_no_rule(opening: str) -> None:
    draft = read(opening)
    assert rules_of(draft) == [Rule.ON_THE_RECORD] * 3
    assert draft.ground_rule is None


def test_a_reporters_words_set_no_rule() -> None:
    draft = read("Hello.", rest="Q    Is this call on background, attributable to senior officials?\nMS. LIND:  No.")
    assert draft.ground_rule is None


def test_labels_without_a_name_are_on_background_each_for_itself() -> None:
    draft = read("Hello.", rest="SENIOR DEFENSE OFFICIAL:  I agree.")
    assert draft.ground_rule is None
    assert rules_of(draft) == [Rule.ON_THE_RECORD] * 3 + [Rule.ON_BACKGROUND]
    assert draft.turns[-1].ground_rule is not None
    assert draft.turns[-1].ground_rule.attribution == "a senior defense official"
    assert draft.turns[0].name is None
    assert draft.turns[1].name == "Oda Lind"


def test_a_title_alone_puts_a_call_on_background() -> None:
    draft = read("Hello.", title="Background Press Call by Senior Ministry Officials on the Dam")
    assert draft.ground_rule is not None
    assert draft.ground_rule.attribution == "a senior ministry official"


def test_a_mixed_call_has_a_rule_for_each_turn() -> None:
    opening = (
        "The opening remarks are on the record. The Q&A portion is on background, attributable to a ministry official."
    )
    draft = read(opening)
    assert draft.ground_rule is None
    assert rules_of(draft) == [Rule.ON_THE_RECORD, Rule.ON_THE_RECORD, Rule.ON_BACKGROUND]
    assert draft.turns[1].name == "Oda Lind"
    assert draft.turns[3].name is None
    labelled = read(opening, rest="SENIOR MINISTRY OFFICIAL:  Yes.")
    assert rules_of(labelled) == [Rule.ON_THE_RECORD] * 3 + [Rule.ON_BACKGROUND]
    assert any("part of it" in doubt.says for doubt in labelled.doubts)


@pytest.mark.parametrize(
    ("opening", "embargo"),
    [
        ("This call is embargoed until 5:00 a.m. Eastern tomorrow.", "2021-03-05T05:00-05:00"),
        ("The call is embargoed until tomorrow, Friday, March 5th, at 5:00 a.m. Eastern.", "2021-03-05T05:00-05:00"),
        ("This call is embargoed until 5:00 a.m. Eastern on Saturday morning.", "2021-03-06T05:00-05:00"),
        ("The contents of this call are embargoed until noon, Eastern Time, today.", "2021-03-04T12:00-05:00"),
        ("This call is under embargo until 7:00 a.m. British Summer Time, June 12.", "2021-06-12T07:00+01:00"),
        ("We will lift the embargo on this call tomorrow at 8:00 a.m. Pacific.", "2021-03-05T08:00-08:00"),
        ("This call is embargoed until the conclusion of the call.", "the conclusion of the call"),
        ("This call is embargoed until it is – until its conclusion.", "its conclusion"),
        ("This call is embargoed [struck: upon] [until] its end.", "its end"),
        ("This call is not embargoed.", None),
        ("There is no embargo on this call.", None),
        ("The interviews are embargoed until 6:00 p.m.", None),
        ("We support the arms embargo until it works.", None),
    ],
)
def test_an_embargo_is_a_moment_with_its_zone_or_the_documents_own_words(opening: str, embargo: str | None) -> None:
    assert read(f"Hello. {opening} Thanks.").embargo == embargo


@pytest.mark.parametrize("number", range(12))
def test_terms_broken_over_two_lines_are_read_all_the_same(number: int) -> None:
    words = "This call is on background, attributable to a river official, embargoed until Monday at 5:00 a.m.".split()
    draft = read(f"Hello. {' '.join(words[: number + 3])}\n{' '.join(words[number + 3 :])} Thanks.")
    assert draft.embargo == "2021-03-08T05:00-05:00"
    assert draft.ground_rule is not None
    assert draft.ground_rule.attribution == "a river official"


def test_an_embargo_broken_over_two_lines_of_the_header_is_read() -> None:
    header = "(April 15, 2021)\nEmbargoed for release until\nFriday, April 16, 2021, at 12:00 a.m. EDT\nVia telephone"
    assert read("Hello.", header=header).embargo == "2021-04-16T00:00-04:00"


def test_an_embargo_in_the_header_or_at_the_close_counts_too() -> None:
    header = "Embargoed For Release Until 12:00 A.M. EDT Friday, April 16, 2021\n(April 15, 2021)"
    assert read("Hello.", header=header).embargo == "2021-04-16T00:00-04:00"
    rest = (
        "Q    Why?\nMS. LIND:  Well.\n" * 10
        + "MODERATOR:  A reminder: this call is embargoed until 5:00 a.m. Eastern tomorrow."
    )
    assert read("Hello.", rest=rest).embargo == "2021-03-05T05:00-05:00"


@pytest.mark.parametrize(
    ("opening", "says"),
    [
        ("This call is embargoed until Monday, March 5th, at 5:00 a.m. Eastern.", "was a Friday"),
        ("This call is embargoed until tomorrow, March 9, 5:00 a.m. Eastern.", "tomorrow"),
        ("This call is embargoed until March 1, 5:00 a.m. Eastern.", "before the day"),
        ("This call is embargoed until 5:00 p.m.", "names no day"),
        ("This call is under embargo.", "without its end"),
    ],
)
def test_an_embargo_that_does_not_fit_the_day_is_a_doubt(opening: str, says: str) -> None:
    assert any(says in doubt.says for doubt in read(opening).doubts)


def test_an_embargo_over_new_year_is_in_the_next_year() -> None:
    header = "(December 30, 2021)\n4:05 P.M. EST"
    assert (
        read("This call is embargoed until January 2nd, 5:00 a.m. Eastern.", header=header).embargo
        == "2022-01-02T05:00-05:00"
    )
