"""What is read above the first label: day and time, place, who is announced."""

from dataclasses import replace
from datetime import date

import pytest

from bot.briefing.model import Status
from bot.briefing.speakers import Register, Role, Speaker
from bot.importers.model import Draft, Extract
from bot.importers.transcripts import read_transcript

BODY = "MS. LIND:  Hello.\nQ    Hello?\nMS. LIND:  Bye."


def read(header: str, *, title: str | None = "Press Briefing by Press Secretary Oda Lind", url: str | None = None,
         published_on: date | None = None, held_on: date | None = None, register: Register | None = None) -> Draft:  # fmt: skip
    extract = Extract(f"{header}\n{BODY}", "t", title=title, url=url, published_on=published_on, held_on=held_on)
    return read_transcript(extract, register or Register())


@pytest.mark.parametrize(
    ("header", "started_at", "zone"),
    [
        ("1:40 P.M. EST", "13:40", "America/New_York"),
        ("12:02 p.m. EDT", "12:02", "America/New_York"),
        ("12:05 A.M. CDT", "00:05", "America/Chicago"),
        ("River Hall 8:39 A.M. EEST", "08:39", "Europe/Helsinki"),
        ("16:05 CET", "16:05", "Europe/Brussels"),
        ("12:40 P.M. JST", "12:40", "Asia/Tokyo"),
        ("Washington, D.C.\n1:50 P.M.", "13:50", "America/New_York"),
        ("6:33 P.M. (Local)", "18:33", None),
        ("25:61 P.M. EST", None, None),
        ("Good afternoon", None, None),
    ],
)
def test_the_time_and_its_zone_are_read(header: str, started_at: str | None, zone: str | None) -> None:
    draft = read(header)
    assert (draft.started_at, draft.time_zone) == (started_at, zone)


@pytest.mark.parametrize(
    ("below", "is_doubtful"),
    [
        ("12:28 P.M. CEST", True),
        ("END  12:28 P.M. CEST", True),
        ("END  12:28 P.M. EST", False),
        ("12:28 P.M.", False),
        ("", False),
    ],
)
def test_an_end_in_another_zone_than_the_beginning_is_a_doubt(below: str, is_doubtful: bool) -> None:
    draft = read_transcript(Extract(f"12:06 P.M. EDT\n{BODY}\n{below}", "t"), Register())
    doubts = [doubt for doubt in draft.doubts if "misprinted" in doubt.says]
    assert bool(doubts) == is_doubtful
    assert all(draft.extract.text.split("\n")[doubt.line - 1] == below for doubt in doubts)


def test_a_time_without_a_known_zone_is_a_doubt() -> None:
    assert any("zone" in doubt.says for doubt in read("6:33 P.M. (Local)").doubts)


@pytest.mark.parametrize(
    ("header", "title", "held_on"),
    [
        ("March 4, 2021", "Briefing", date(2021, 3, 4)),
        ("(March 4, 2021)", "Briefing", date(2021, 3, 4)),
        ("Thursday, March 4, 2021, 1:50 P.M. EST", "Briefing", date(2021, 3, 4)),
        ("WEDNESDAY, AUGUST 30, l995", "Briefing", date(1995, 8, 30)),
        ("4 March 2021", "Briefing", date(2021, 3, 4)),
        ("Hall", "Briefing, 3/4/21", date(2021, 3, 4)),
        ("Hall", "Briefing, 3-4-2021", date(2021, 3, 4)),
        ("Hall", "Briefing – Sept. 4, 2021", date(2021, 9, 4)),
        ("Hall", "Briefing, 31/31/21", None),
        ("Hall", "Briefing", None),
    ],
)
def test_the_day_of_the_event_is_read_from_header_or_title(header: str, title: str, held_on: date | None) -> None:
    assert read(header, title=title).held_on == held_on


def test_the_day_of_posting_is_never_the_day_of_the_event() -> None:
    assert read("River Hall", published_on=date(2021, 3, 5)).held_on is None
    assert read("For Immediate Release March 5, 2021\n(March 4, 2021)").held_on == date(2021, 3, 4)
    assert read("For Immediate Release\nMarch 5, 2021\nRiver Hall", title="Briefing, 3/4/2021").held_on == date(
        2021, 3, 4
    )


def test_the_day_of_release_alone_is_taken_with_a_doubt() -> None:
    draft = read("For Immediate Release March 5, 2021")
    assert draft.held_on == date(2021, 3, 5)
    assert any("release" in doubt.says for doubt in draft.doubts)


@pytest.mark.parametrize(
    ("header", "title", "held_on", "published_on"),
    [
        ("(March 4, 2021)", "Briefing, March 6, 2021", None, None),
        ("(March 4, 2021)", "Briefing", date(2021, 3, 5), None),
        ("(March 4, 2021)", "Briefing", None, date(2021, 3, 3)),
        ("Friday, March 4, 2021", "Briefing", None, None),
    ],
)
def test_dates_that_differ_are_a_doubt(
    header: str, title: str, held_on: date | None, published_on: date | None
) -> None:
    draft = read(header, title=title, held_on=held_on, published_on=published_on)
    assert draft.held_on == date(2021, 3, 4)
    assert any("2021-03-0" in doubt.says for doubt in draft.doubts)


def test_posting_a_day_later_is_no_doubt() -> None:
    assert not read("(March 4, 2021)", published_on=date(2021, 3, 5)).doubts


def test_place_and_publisher_are_read_without_letterhead_and_menu() -> None:
    header = (
        "Skip to content\nTHE WHITE HOUSE\nOffice of the Press Secretary\n___________\nFor Immediate Release\n"
        "March 4, 2021\nPRESS BRIEFING BY PRESS SECRETARY ODA LIND\nAboard Air Boat One\nEn Route Riverton\n1:40 P.M. EST"
    )
    draft = read(header)
    assert draft.venue == "Aboard Air Boat One, En Route Riverton"
    assert (draft.publisher, draft.status) == ("The White House", Status.OFFICIAL)


@pytest.mark.parametrize("day", ["March 4, 2021", "(March 4, 2021)", "Thursday, March 4, 2021."])
@pytest.mark.parametrize("clock", ["1:40 P.M. EST", ""])
def test_the_place_may_stand_above_the_day(day: str, clock: str) -> None:
    draft = read(f"PRESS BRIEFING BY ODA LIND\nTide House, Riverton\n{day}\n{clock}")
    assert draft.venue == "Tide House, Riverton"


def test_an_answer_given_later_may_stand_between_the_place_and_the_time() -> None:
    answer = "The ministry released a statement last night, which says that the gate stays open."
    draft = read(f"PRESS BRIEFING BY ODA LIND\nTide House, Riverton\n{answer}\n1:40 P.M. EST")
    assert draft.venue == "Tide House, Riverton"


@pytest.mark.parametrize(
    "between", ["1 The northern gate\n2-3 The gauges", "The video is also available.", "I N D E X"]
)
def test_the_place_above_the_day_is_found_though_time_and_day_stand_apart(between: str) -> None:
    draft = read(f"PRESS BRIEFING BY ODA LIND\nRiverton, N.Y.\nMarch 4, 2021\n{between}\n1:40 P.M. EST")
    assert draft.venue == "Riverton, N.Y."


def test_the_address_tells_the_publisher() -> None:
    assert read("Hall", url="https://www.state.gov/briefings/x").publisher == "U.S. Department of State"
    assert read("Hall", url="https://notstate.gov.example.org/x").publisher is None


def test_the_title_is_found_in_the_text_where_the_format_gives_none() -> None:
    header = "You are in: Home > Briefings\nI N D E X\nRiver Hall\nPRESS BRIEFING BY ODA LIND"
    assert read(header, title=None).title == "PRESS BRIEFING BY ODA LIND"


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("RUSH TRANSCRIPT", Status.RUSH),
        ("As Prepared for Delivery", Status.AS_PREPARED),
        ("(Via interpreter)", Status.INTERPRETED),
        ("River Hall", None),
    ],
)
def test_the_status_is_read_where_the_header_says_it(header: str, status: Status | None) -> None:
    assert read(header).status is status


@pytest.mark.parametrize(
    ("title", "header", "official"),
    [
        ("Press Briefing by Press Secretary Oda Lind and Mayor Ilan Penn", "Hall", ("Oda Lind", "Press Secretary")),
        ("Gaggle with Secretary of Boats and Human Bridges Oda Lind en route Riverton", "Hall",
         ("Oda Lind", "Secretary of Boats and Human Bridges")),
        ("Briefing", "Oda F. Lind, Department Spokesperson", ("Oda F. Lind", "Department Spokesperson")),
        ("Briefing", "Briefer: Oda Lind", ("Oda Lind", None)),
    ],
)  # fmt: skip
def test_officials_are_announced_with_their_roles(title: str, header: str, official: tuple[str, str | None]) -> None:
    draft = read(header, title=title)
    assert draft.officials[0] == official
    assert (draft.turns[0].name, draft.turns[0].role) == official
    assert draft.turns[0].confidence < 1


ODA = Speaker("oda-lind", "Oda Lind", labels=("MS. LIND",), roles=(Role("Spokesperson", None, date(2020, 1, 1)),))
OTTO = Speaker("otto-lind", "Otto Lind", labels=("MS. LIND",), roles=(Role("Speaker", None, date(2020, 1, 1)),))


def test_the_register_gives_the_person_and_the_role_of_that_day() -> None:
    turn = read("March 4, 2021", register=Register((ODA,))).turns[0]
    assert (turn.speaker, turn.name, turn.role, turn.confidence) == ("oda-lind", "Oda Lind", "Spokesperson", 1.0)
    assert read("March 4, 2019", register=Register((ODA,))).turns[0].speaker is None


def test_two_of_one_surname_in_the_register_are_told_apart_by_the_header() -> None:
    register = Register((ODA, OTTO))
    assert read("March 4, 2021", register=register).turns[0].speaker == "oda-lind"
    nobody = read("March 4, 2021", register=register, title="Press Briefing").turns[0]
    assert (nobody.speaker, nobody.name) == (None, None)


def test_two_of_one_surname_in_the_header_stay_unresolved() -> None:
    draft = read("March 4, 2021", title="Press Briefing by Oda Lind and Minister Rena Lind", register=Register((ODA,)))
    assert (draft.turns[0].speaker, draft.turns[0].name) == (None, None)
    assert any("several people" in doubt.says for doubt in draft.doubts)


def test_the_header_counts_against_a_register_that_knows_somebody_else() -> None:
    turn = read("March 4, 2021", title="Press Briefing by Rena Lind", register=Register((ODA,))).turns[0]
    assert (turn.speaker, turn.name) == (None, "Rena Lind")


def test_words_above_the_first_label_are_no_turn() -> None:
    prose = "The river rose again last night and nobody in the hall could say for how long it would go on " * 3
    draft = read(prose)
    assert draft.turns[0].text == "Hello."
    assert any("before the first label" in doubt.says for doubt in draft.doubts)


def test_an_answer_posted_above_the_briefing_goes_to_the_turn_with_the_asterisk() -> None:
    text = (
        "See below for an answer (marked with an asterisk).\n*On May 4, the gate was mended by hand.\n1:40 P.M. EST\n"
    )
    draft = read_transcript(Extract(f"{text}MS. LIND:  I will check.*\nQ    Thanks.", "t"), Register())
    assert draft.turns[0].note == "*On May 4, the gate was mended by hand."
    assert [doubt.line for doubt in draft.doubts if "header says" in doubt.says] == [1]


def test_a_note_that_no_turn_refers_to_is_shown_as_a_doubt() -> None:
    draft = read_transcript(Extract(f"{BODY}\nEND\n**The gate was mended by hand and only then.", "t"), Register())
    assert any("mended by hand" in doubt.says for doubt in draft.doubts)


def test_a_full_name_is_not_another_one_of_the_same_surname_and_initial() -> None:
    draft = read("March 4, 2021", title="Press Briefing by Olga Lind", register=Register((replace(ODA, labels=()),)))
    assert (draft.turns[0].speaker, draft.turns[0].name) == (None, "Olga Lind")
