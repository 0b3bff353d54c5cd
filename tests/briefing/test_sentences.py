from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.sentences import sentence_spans, unit_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Okoro met Sen. J. F. Lamb of the U.S. Navy at 5 p.m. on Jan. 3 in the hall.",
        "We pay $3.5 million, i.e. less than St. Amber did.",
        "Well... perhaps not",
        "He asked “why?” and left",
    ],
)
def test_abbreviations_numbers_and_small_letters_do_not_end_a_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yes. No.", ["Yes.", "No."]),
        ("“We will.” And then? He left!", ["“We will.”", "And then?", "He left!"]),
        ("One\nTwo", ["One", "Two"]),
        ("是的。不是。", ["是的。", "不是。"]),
        ("  \n ", []),
    ],
)
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


WORDS = st.lists(
    st.sampled_from(["tide", "But", "Mr.", "salt.", "quota?", "“Yes.”", "\n", "no", "x" * 700]), max_size=400
)


@given(WORDS)
def test_pieces_hold_every_word_once_and_in_order(words: list[str]) -> None:
    text = " ".join(words)
    spans = unit_spans(text)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(last <= start for (_, last), (start, _) in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)


@pytest.mark.parametrize(
    "turnaround", ["But not before June.", "However, we have not decided.", "Unless they leave.", "That said, no."]
)
def test_a_sentence_that_takes_back_the_last_one_stays_with_it(turnaround: str) -> None:
    text = f"The sea is calm. We will open the harbour. {turnaround} Other words follow here."
    pieces = [text[start:end] for start, end in unit_spans(text)]
    assert pieces == ["The sea is calm.", f"We will open the harbour. {turnaround}", "Other words follow here."]


def test_a_sentence_without_an_end_is_never_cut() -> None:
    text = "salt " * 3_000 + "not today"
    assert unit_spans(text) == [(0, len(text))]


@pytest.mark.parametrize(
    "turnaround",
    [
        "I take that back: we will not.",
        "-- But only if they leave.",
        "— but only if they leave.",
        "[Laughter.] But not before June.",
        "Nevertheless, we wait.",
        "Instead, we will not.",
        "And that is not true.",
        "Assuming they leave.",
        "Subject to a vote.",
        "While that is so, we do not.",
    ],
)
def test_every_way_of_taking_back_stays_with_what_it_takes_back(turnaround: str) -> None:
    text = f"We will open the harbour. {turnaround}"
    assert len(unit_spans(text)) == 1


def test_a_quotation_inside_the_words_is_not_cut_open() -> None:
    text = 'Would it be false to say: “We will resign. The dam is sold.” Is it? They wrote: "One. Two." Yes.'
    assert sentences(text) == [
        "Would it be false to say: “We will resign. The dam is sold.”",
        "Is it?",
        'They wrote: "One. Two."',
        "Yes.",
    ]
