"""What is a label, and what only looks like one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.model import Kind
from bot.briefing.speakers import Register
from bot.importers.model import Draft, Extract
from bot.importers.transcripts import read_transcript
from bot.importers.transcripts.labels.forms import Form, form_of
from bot.importers.transcripts.labels.grammar import candidate_at

OPENING = "MS. LIND:  Hello.\nQ    Hello.\nMS. LIND:  Yes?\nQ    Well.\nMS. LIND:  So.\n"


def read(lines: str) -> Draft:
    return read_transcript(Extract(OPENING + lines, "t"), Register())


def last(lines: str) -> tuple[str | None, str]:
    turn = read(lines).turns[-1]
    return turn.printed, turn.text


@pytest.mark.parametrize(
    ("line", "printed", "words"),
    [
        ("Q    Thank you.", "Q", "Thank you."),
        ("Q\xa0\xa0 Thank you.", "Q", "Thank you."),
        ("QThank you.", "Q", "Thank you."),
        ("QI do.", "Q", "I do."),
        ("Q: Thank you.", "Q", "Thank you."),
        ("QUESTION:  Thank you.", "QUESTION", "Thank you."),
        ("MR. CARNEVAL:  Thank you.", "MR. CARNEVAL", "Thank you."),
        ("MS. JEAN-PAULE:  Thank you.", "MS. JEAN-PAULE", "Thank you."),
        ("MR. McDOWELL:  Thank you.", "MR. McDOWELL", "Thank you."),
        ("MR PENN:  Thank you.", "MR PENN", "Thank you."),
        ("THE PRESIDENT:  Thank you.", "THE PRESIDENT", "Thank you."),
        ("SENIOR MINISTRY OFFICIAL:  Thank you.", "SENIOR MINISTRY OFFICIAL", "Thank you."),
        ("SENIOR MINISTRY OFFICIAL TWO:  Thank you.", "SENIOR MINISTRY OFFICIAL TWO", "Thank you."),
        ("UNDER SECRETARY O’HARE:  Thank you.", "UNDER SECRETARY O’HARE", "Thank you."),
        ("FOREIGN MINISTER LE GRAND:  Thank you.", "FOREIGN MINISTER LE GRAND", "Thank you."),
        ("MODERATOR:  Thank you.", "MODERATOR", "Thank you."),
        ("MR. PENN.  Thank you.", "MR. PENN", "Thank you."),
        ("MR. HONORÉ.  Thank you.", "MR. HONORÉ", "Thank you."),
        ("MR. PENN —  Thank you.", "MR. PENN", "Thank you."),
        ("MS. PENN:Thank you.", "MS. PENN", "Thank you."),
        ("**MODERATOR:** Thank you.", "MODERATOR", "Thank you."),
        ("[0:24:15.5] MS. LIND: Thank you.", "MS. LIND", "Thank you."),
        ("Ms. LIND:  Thank you.", "Ms. LIND", "Thank you."),
        ("MS. LIND (via interpreter):  Thank you.", "MS. LIND (via interpreter)", "Thank you."),
        ("MS. LIND:  (As interpreted.)  Thank you.", "MS. LIND", "(As interpreted.)  Thank you."),
        ("QMS. LIND:  Thank you.", "MS. LIND", "Thank you."),
    ],
)
def test_every_form_of_label_begins_a_turn_and_is_kept_as_printed(line: str, printed: str, words: str) -> None:
    assert last(line) == (printed, words)


@pytest.mark.parametrize(
    "line",
    [
        "Let me be clear: we do.",
        "QAnon is not a question.",
        "Qualms: I have none.",
        "Number One: the bridge.",
        "So the President’s point is this: we go.",
        "And to the Secretary: thank you.",
        "NATO is a word, as in: NATO.",
        "MS. LIND is what they call me, and I said: yes.",
        "U.S. exports rose.",
        "GDP. It rose.",
        "At 10:30 we leave.",
    ],
)
def test_an_opening_with_a_colon_or_in_capitals_stays_with_its_speaker(line: str) -> None:
    assert last(line) == ("MS. LIND", f"So.\n{line}")


@pytest.mark.parametrize(
    "line", ["TODAY:  It rains.", "BARD:  Sing!", "Rena Tarrow: “It rains.”", "GRAND OLD RIVER CHOIR: We sing."]
)
def test_what_may_be_a_label_and_is_unknown_is_asked_and_never_merged(line: str) -> None:
    draft = read(f"{line}\nIt goes on.\nMS. LIND:  Right.")
    assert [turn.text for turn in draft.turns[-2:]] == ["So.", "Right."]
    assert [draft.extract.text[start:end] for start, end in draft.unassigned] == [f"{line}\nIt goes on."]
    assert [doubt.line for doubt in draft.doubts if doubt.is_open] == [6]


@pytest.mark.parametrize(
    ("line", "turns"),
    [
        ("Q    Is it?  MS. LIND:  It is.", [("Q", "Is it?"), ("MS. LIND", "It is.")]),
        ("Q    Is it?MS. LIND: It is.", [("Q", "Is it?"), ("MS. LIND", "It is.")]),
        ("MS. LIND:  It is.  Q    Is it?", [("MS. LIND", "It is."), ("Q", "Is it?")]),
        ("Q    Is it?  MR. PENN:  It is.", [("Q", "Is it?"), ("MR. PENN", "It is.")]),
        ("Q    The sign said “MS. LIND: GO”.", [("MS. LIND", "So."), ("Q", "The sign said “MS. LIND: GO”.")]),
        ("MS. LIND:  Q    Is it?", [("MS. LIND", "So."), ("Q", "Is it?")]),
        ("MS. LIND:  It is. Q Is it? MS. LIND: No.", [("Q", "Is it?"), ("MS. LIND", "No.")]),
        ("MS. LIND:  He has one. Q Clearance?", [("MS. LIND", "So."), ("MS. LIND", "He has one. Q Clearance?")]),
        ("MS. LIND:  Next, please. Q: Is it?", [("MS. LIND", "Next, please."), ("Q", "Is it?")]),
        ("MS. LIND:  It is. PRIME MINISTER ORM: No.", [("MS. LIND", "It is."), ("PRIME MINISTER ORM", "No.")]),
        ("MS. LIND:  (Inaudible.) SECRATARY ORM: No.", [("MS. LIND", "(Inaudible.)"), ("SECRATARY ORM", "No.")]),
    ],
)
def test_two_turns_in_one_paragraph_are_parted_at_the_label(line: str, turns: list[tuple[str, str]]) -> None:
    assert [(turn.printed, turn.text) for turn in read(line).turns[-2:]] == turns


def test_a_name_in_capitals_inside_a_paragraph_is_a_question_and_nobodys_turn() -> None:
    draft = read("MS. LIND:  It is. ADA ORM: No, it is not.")
    assert [draft.extract.text[start:end] for start, end in draft.unassigned] == ["ADA ORM: No, it is not."]
    assert draft.turns[-1].text == "It is."


def test_a_misspelt_label_is_read_as_the_one_meant_and_kept_as_printed() -> None:
    draft = read("MODEARTOR:  Next.\nTHE PRESIDNET:  Hello.\nS. LIND:  Bye.")
    assert [turn.printed for turn in draft.turns[-3:]] == ["MODEARTOR", "THE PRESIDNET", "S. LIND"]
    assert not draft.unassigned
    assert [doubt.line for doubt in draft.doubts if "was read as" in doubt.says] == [6, 7, 8]


@pytest.mark.parametrize("label", ["MR. WRIGHT", "MR. BRANDT", "MS. BRIGHT"])
def test_a_rare_name_near_a_frequent_one_stays_another_person(label: str) -> None:
    lines = "".join(f"MR. BRIGHT:  Yes {n}.\n" for n in range(4)) + f"{label}:  No."
    draft = read(lines)
    assert draft.turns[-1].printed == label
    assert not any("was read as" in doubt.says for doubt in draft.doubts)


def test_a_turn_cut_off_and_resumed_stays_two_turns() -> None:
    draft = read("MS. LIND:  We are —\nQ    Are you?\nMS. LIND:  — leaving.")
    assert [turn.text for turn in draft.turns[-3:]] == ["We are —", "Are you?", "— leaving."]


def test_the_same_label_twice_in_a_row_stays_two_turns() -> None:
    assert [turn.text for turn in read("MS. LIND:  One.\nMS. LIND:  Two.").turns[-2:]] == ["One.", "Two."]


def test_a_mark_on_a_line_of_its_own_is_kept_beside_the_words() -> None:
    lines = "MS. LIND:  One.\n(The Minister nods.)\nTwo [sic].\n(Applause.)\n* * *\n(Applause.)\nQ    Three?"
    assert [turn.marks for turn in read(lines).turns[-2:]] == [("(The Minister nods.)", "(Applause.)", "[sic]"), ()]


def test_a_rule_of_escaped_stars_is_nobodys_words() -> None:
    assert last("MS. LIND:  One.\n\\*\\*\\*\nTwo.") == ("MS. LIND", "One.\nTwo.")


def test_a_line_that_is_only_a_mark_belongs_to_nobody() -> None:
    assert last("MS. LIND:  One.\n(Applause.)\n* * *\nTwo.  (Laughter.)") == ("MS. LIND", "One.\nTwo.  (Laughter.)")


@pytest.mark.parametrize(
    "end",
    [
        "END",
        "END 2:14 P.M. EDT",
        "END2:04 P.M. EST",
        "2:04 P.M.  EST\n###",
        "END                3:10 P.M. EDT",
        "# # #",
        "###",
        "\\###",
        "\\# \\# \\#",
        "(END)",
        "-30-",
    ],
)
def test_nothing_after_the_end_is_anybodys_words(end: str) -> None:
    assert last(f"MS. LIND:  Bye.\n{end}\nRead also: the weather.") == ("MS. LIND", "Bye.")


def test_a_time_alone_below_the_last_words_is_no_words() -> None:
    assert last("MS. LIND:  Bye.\n2:14 P.M. EDT") == ("MS. LIND", "Bye.")


def test_a_label_on_its_own_line_holds_the_lines_below() -> None:
    assert last("MR. PENN:\nI see.\nIndeed.") == ("MR. PENN", "I see.\nIndeed.")


def test_a_wrapped_line_that_looks_like_a_mixed_case_label_goes_on_with_its_sentence() -> None:
    draft = read("Q    First off,\nSecretary Penn: Given the rain, will you go?")
    assert draft.turns[-1].text == "First off, Secretary Penn: Given the rain, will you go?"


def test_answers_under_a_are_speech_beside_questions_under_q() -> None:
    text = "Interview\nQ: When?\nA: Soon.\nQ: How?\nA: By boat."
    draft = read_transcript(Extract(text, "t"), Register())
    assert [(turn.kind, turn.printed) for turn in draft.turns] == [(Kind.QUESTION, "Q"), (Kind.SPEECH, "A")] * 2


def test_reporters_under_other_labels_ask() -> None:
    draft = read("REPORTER:  When?\nAUDIENCE MEMBER:  Hear!\nUNIDENTIFIED REPORTER:  Why?\nPARTICIPANT:  How?")
    assert [turn.kind for turn in draft.turns[-4:]] == [Kind.QUESTION] * 4


@pytest.mark.parametrize(
    ("label", "form"),
    [
        ("SENIOR MINISTRY OFFICIAL NUMBER ONE", Form.ANONYMOUS),
        ("U.S. OFFICIAL #2", Form.ANONYMOUS),
        ("OFFICIAL", Form.WORD),
        ("RIVER AIDE", Form.ROLE),
        ("Prime Minister Penn", Form.TITLED),
        ("ODA LIND, PRESS SECRETARY", Form.NAME_AND_ROLE),
        ("ODA LIND", Form.NAME),
        ("Let me be clear", Form.OTHER),
    ],
)
def test_a_labels_form_is_told_by_its_words(label: str, form: Form) -> None:
    assert form_of(label) is form


@given(st.text(max_size=300))
def test_a_candidate_lies_within_its_line(head: str) -> None:
    candidate = candidate_at(head)
    if candidate is not None:
        assert 0 <= candidate.start < candidate.end <= candidate.words_start <= len(head)
        assert head[candidate.start : candidate.end] == candidate.printed


@given(
    st.lists(st.sampled_from(["MS. LIND:  A.", "Q    B?", "words: c", "BARD:  D", "(Laughter.)", "END", "x" * 50, ""]))
)
def test_every_word_is_in_one_turn_or_unassigned_or_left_out_and_never_twice(lines: list[str]) -> None:
    draft = read("\n".join(lines))
    spans = sorted([(turn.start, turn.end) for turn in draft.turns] + list(draft.unassigned))
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
