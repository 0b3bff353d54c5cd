import pytest

from bot.briefing.speakers import Register
from bot.importers.model import Draft, Extract
from bot.importers.transcripts.read import read_transcript


def read(*lines: str) -> Draft:
    return read_transcript(Extract("\n".join(lines), "t", title="Weekly Briefing"), Register())


def told(draft: Draft) -> list[tuple[str, str | None]]:
    return [(turn.text, turn.note) for turn in draft.turns]


def test_a_note_in_the_middle_of_a_turn_is_no_word_of_it_and_stays_with_it() -> None:
    draft = read(
        "MS. LIND:  I have not asked the harbour master.",
        "**[The harbour master was asked on Monday, and he had no objection to the plan.]",
        "Next question.",
        "Q    Thanks.",
    )
    assert told(draft) == [
        (
            "I have not asked the harbour master.\nNext question.",
            "**[The harbour master was asked on Monday, and he had no objection to the plan.]",
        ),
        ("Thanks.", None),
    ]


def test_a_note_behind_the_last_sentence_of_a_line_is_no_word_of_the_speaker() -> None:
    draft = read(
        "MS. LIND:  Only one harbour has voted so far*, and it voted for the gate.",
        "That is a good sign.  *The southern harbour voted for it too, a week before.",
        "Rosa.",
        "Q    Thanks.",
    )
    assert told(draft)[0] == (
        "Only one harbour has voted so far*, and it voted for the gate.\nThat is a good sign.\nRosa.",
        "*The southern harbour voted for it too, a week before.",
    )


def test_an_asterisk_before_mended_words_takes_nothing_from_the_speaker() -> None:
    said = "It costs *ten eleven crowns. *The gate is old. It stays."
    assert read(f"MS. LIND:  {said}", "Q    Thanks.").turns[0].text == said


def test_a_paragraph_with_words_struck_out_is_the_speakers() -> None:
    draft = read(
        "MS. LIND:  Yes.*", "* That is true of [struck: Norrhamn] Sundby, and of all the towns.", "Q    Thanks."
    )
    assert draft.turns[0].text == "Yes.*\n* That is true of [struck: Norrhamn] Sundby, and of all the towns."


@pytest.mark.parametrize(
    "notice",
    [
        "**Please see below for a correction, marked with an asterisk.",
        "Please see below for a correction (marked with asterisks) to the transcript.",
        "*Please see below for corrections and clarifications, marked with asterisks.",
    ],
)
def test_a_notice_reaches_the_words_that_bear_an_asterisk_and_no_others(notice: str) -> None:
    draft = read(notice, "1:40 P.M. EST", "MS. LIND:  It costs *ten eleven crowns.", "Q    Thanks.", "MS. LIND:  Yes.")
    assert [turn.note for turn in draft.turns] == [notice, None, None]


def test_a_notice_is_not_needed_where_a_note_says_what_it_is() -> None:
    draft = read(
        "See below for answers (marked with an asterisk).",
        "*The gate has twelve locks.",
        "1:40 P.M. EST",
        "MS. LIND:  I will check.*",
        "Q    Thanks.",
    )
    assert draft.turns[0].note == "*The gate has twelve locks."


def test_a_note_above_the_briefing_keeps_all_its_lines_and_leaves_place_and_time() -> None:
    draft = read(
        "* The bill of today is nine crowns, and what is spent in the end will likely vary",
        "from this bill.",
        "$4 crowns - For the lock",
        "Harbour House, Eastport",
        "1:40 P.M. EST",
        "MS. LIND:  They will pay.*",
        "Q    Thanks.",
    )
    assert draft.turns[0].note == (
        "* The bill of today is nine crowns, and what is spent in the end will likely vary\n"
        "from this bill.\n$4 crowns - For the lock"
    )
    assert draft.venue == "Harbour House, Eastport"


def test_a_list_posted_below_the_end_stays_whole() -> None:
    draft = read(
        "Q    Who came?",
        "MS. LIND:  I will get you the list.**",
        "END  2:04 P.M. EST",
        "**Those who came on Wednesday:",
        "Rosa Delgado, Harbour Wire",
        "Per Ek, Tidal Post",
    )
    assert told(draft)[1] == (
        "I will get you the list.**",
        "**Those who came on Wednesday:\nRosa Delgado, Harbour Wire\nPer Ek, Tidal Post",
    )


def test_a_sign_behind_a_space_at_the_end_of_a_line_is_one() -> None:
    draft = read("MS. LIND:  I would have to look.  *", "Q    Thanks.", "END", "*She has looked, and it is open.")
    assert draft.turns[0].note == "*She has looked, and it is open."


def test_the_same_note_twice_is_one() -> None:
    later = "*The southern harbour voted for it too."
    draft = read(
        f"MS. LIND:  One harbour has voted*, and well. {later}", "Q    Thanks.", f"MS. LIND:  One has voted*. {later}"
    )
    assert [turn.note for turn in draft.turns] == [later, None, later]


@pytest.mark.parametrize(("times", "is_told"), [(1, False), (8, True)])
def test_more_below_the_end_than_a_footer_is_told(times: int, is_told: bool) -> None:
    below = "The harbour master spoke as well. " * times
    draft = read("MS. LIND:  Good day.", "Q    Thanks.", "END  2:04 P.M. EST", below)
    told = [doubt for doubt in draft.doubts if "below the end" in doubt.says]
    assert [(doubt.line, doubt.is_open) for doubt in told] == ([(4, False)] if is_told else [])
