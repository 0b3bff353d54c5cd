"""Collected papers: labels in mixed case with a full stop, editors' heads above the questions."""

import pytest

from bot.briefing.model import Kind
from bot.briefing.speakers import Register
from bot.importers.model import Draft, Extract
from bot.importers.transcripts import looks_like_transcript, read_transcript

PAPERS = """\
The Governor. Good afternoon. The lock is open, and it is paid for. Minister Lind.
Minister Lind. Thank you, Governor.
It took nine years. Mr. President of the lock-keepers, thank you.
Where is Steve? Steve—yes.
Tolls on the River Aure/Second Lock at Riverton
Q. Who pays for the second one?
The Governor. Everybody does
Q. Including the ferries?
The Governor. Ask the Minister. [Laughter]
Minister Lind. Including the ferries.
Mr. Minister.
Q. And the bridges?
The Governor. No. Thank you all.
"""


def read(text: str, title: str | None = None) -> Draft:
    return read_transcript(Extract(text, "t", title=title), Register())


def turns_of(draft: Draft) -> list[tuple[str, str | None, str]]:
    return [(turn.kind.value[0], turn.printed, turn.text) for turn in draft.turns]


def test_a_label_in_mixed_case_with_a_full_stop_begins_a_turn() -> None:
    draft = read(PAPERS)
    assert turns_of(draft) == [
        ("s", "The Governor", "Good afternoon. The lock is open, and it is paid for. Minister Lind."),
        (
            "s",
            "Minister Lind",
            "Thank you, Governor.\nIt took nine years. Mr. President of the lock-keepers, thank you.\n"
            "Where is Steve? Steve—yes.",
        ),
        ("q", "Q", "Who pays for the second one?"),
        ("s", "The Governor", "Everybody does"),
        ("q", "Q", "Including the ferries?"),
        ("s", "The Governor", "Ask the Minister. [Laughter]"),
        ("s", "Minister Lind", "Including the ferries.\nMr. Minister."),
        ("q", "Q", "And the bridges?"),
        ("s", "The Governor", "No. Thank you all."),
    ]
    assert not draft.unassigned
    assert looks_like_transcript(Extract(PAPERS, "t"))


def test_an_editors_head_above_a_question_is_a_note_to_it_and_nobodys_words() -> None:
    notes = [(turn.text, turn.note) for turn in read(PAPERS).turns if turn.note]
    assert notes == [
        ("Who pays for the second one?", "Under the head: Tolls on the River Aure/Second Lock at Riverton")
    ]


def test_an_editors_head_above_the_first_question_is_no_venue() -> None:
    opening = "We opened a lock today. " * 12 + "\nThank you very much.\nTolls on the River Aure\n"
    later = PAPERS.partition("River Aure/Second Lock at Riverton\n")[2]
    draft = read(opening + later, "The Governor's News Conference With Minister Oda Lind")
    assert (draft.venue, draft.turns[0].note) == (None, "Under the head: Tolls on the River Aure")


def test_a_name_that_stands_so_only_once_is_a_question_and_nobodys_turn() -> None:
    draft = read(PAPERS + "Commissioner Perrow. I hold the keys.\n")
    assert [draft.extract.text[start:end] for start, end in draft.unassigned] == [
        "Commissioner Perrow. I hold the keys."
    ]
    assert any("Commissioner Perrow" in doubt.says and doubt.is_open for doubt in draft.doubts)


def test_reporters_under_a_word_for_them_ask() -> None:
    turn = read(PAPERS + "Audience member. Well said!\n").turns[-1]
    assert (turn.kind, turn.printed, turn.text) == (Kind.QUESTION, "Audience member", "Well said!")


@pytest.mark.parametrize("line", ["Minister Lind. She is here.", "The Governor. A good man.", "Mr. Lind. Yes, you."])
def test_a_name_with_a_full_stop_stays_with_its_speaker_where_labels_have_colons(line: str) -> None:
    colons = "MS. LIND:  Hello.\nQ    Hello.\nMS. LIND:  Yes?\nQ    Well.\nMR. ORM:  So.\n"
    assert read(f"{colons}{line}\n{line}").turns[-1].text == f"So.\n{line}\n{line}"


def test_what_editors_tell_in_brackets_is_nobodys_words() -> None:
    told = (
        "[The Governor spoke in Tidal, and his remarks were translated by an interpreter of the ministry as follows.]"
    )
    turn = read(f"{PAPERS}{told}\nGoodbye.").turns[-1]
    assert (turn.text, turn.marks) == ("No. Thank you all.\nGoodbye.", (told,))


@pytest.mark.parametrize("name", ["Ada P.J. Lind", "Ada Maria Lind", "Ada Lind", "Ada Maria Rosa Lind"])
def test_the_whole_name_behind_a_title_is_whose_label_it_is(name: str) -> None:
    draft = read(PAPERS, f"The Governor's News Conference With Minister {name} of Riverton")
    assert {turn.name for turn in draft.turns if turn.printed == "Minister Lind"} == {name}


def test_the_editors_note_below_is_told_and_nobodys_turn() -> None:
    draft = read(f"{PAPERS}NOTE: The Governor spoke at 1:22 p.m. in the East Hall.")
    assert (turns_of(draft)[-1], draft.unassigned) == (("s", "The Governor", "No. Thank you all."), ())
    assert [doubt.is_open for doubt in draft.doubts if "NOTE: The Governor spoke" in doubt.says] == [False]


def test_mr_and_ms_may_be_reporters_there_and_are_nobody_until_somebody_says_so() -> None:
    asked = PAPERS + "Ms. Orm. And mine?\nThe Governor. Yours too.\nMs. Orm. Thank you.\n"
    draft = read(asked)
    assert [draft.extract.text[start:end] for start, end in draft.unassigned] == [
        "Ms. Orm. And mine?",
        "Ms. Orm. Thank you.",
    ]
    assert read(asked, "Press Briefing by Commissioner Ada Orm").turns[-1].name == "Ada Orm"


@pytest.mark.parametrize(
    ("line", "turns"),
    [
        ("Q. You said twice today—— The Governor. I did.", [("q", "Q", "You said twice today——")]),
        ("Q. Yes, sir. The Governor. All right.", [("q", "Q", "Yes, sir.")]),
    ],
)
def test_an_answer_on_the_line_of_its_question_is_no_reporters(line: str, turns: list[tuple[str, str, str]]) -> None:
    draft = read(PAPERS + line)
    assert turns_of(draft)[-1:] == turns
    assert draft.extract.text[slice(*draft.unassigned[0])].startswith("The Governor.")


@pytest.mark.parametrize("before", ["Yes. ", "Tolls on the River Aure ", "Tolls/Locks "])
def test_a_question_on_the_line_of_the_words_before_is_no_officials(before: str) -> None:
    draft = read(f"{PAPERS}Go ahead.\n{before}Q. Who are you?\n")
    assert turns_of(draft)[-1] == ("q", "Q", "Who are you?")
    assert turns_of(draft)[-2][1] == "The Governor"


def test_the_person_whom_a_speaker_calls_on_says_nothing() -> None:
    text = PAPERS + "I thank her. Minister Lind. She is here. I met John Q. Orm—and the Governor. He left.\n"
    assert turns_of(read(text))[-1][2].endswith(text.splitlines()[-1])
    assert turns_of(read(f"{text}Q. Hello, Mr. Minister Lind. Well?\n"))[-1][2] == "Hello, Mr. Minister Lind. Well?"
