from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.model import Briefing
from bot.importers.versions import changes_between, word_pieces
from tests.briefings import briefing, question, speech

ONE = speech("The gauges are new and they are ours.")
TWO = question("Who pays for them?")
THREE = speech("We pay the whole bill, and gladly.")


def of(*turns: dict[str, Any]) -> Briefing:
    return briefing(*turns)


def test_an_equal_version_has_no_changes() -> None:
    assert not changes_between(of(ONE, TWO), of(ONE, TWO))


def test_a_changed_word_is_shown_within_its_turn_and_its_quote_id_is_listed_as_changed() -> None:
    changes = changes_between(of(ONE, THREE), of(ONE, speech("We pay the whole bill, and sadly.")))

    assert [change.pieces for change in changes.turns] == [
        (("=", "We pay the whole bill, and"), ("-", "gladly."), ("+", "sadly."))
    ]
    assert len(changes.changed) == 1
    assert not changes.moved


def test_a_turn_put_in_moves_those_after_it() -> None:
    changes = changes_between(of(ONE, THREE), of(ONE, TWO, THREE))

    assert [(change.before, change.pieces) for change in changes.turns] == [(None, (("+", "Who pays for them?"),))]
    ((old, new),) = changes.moved
    assert ("#2:" in old, "#3:" in new) == (True, True)
    assert not changes.changed


def test_a_turn_taken_out_is_shown_whole() -> None:
    changes = changes_between(of(ONE, TWO, THREE), of(ONE, THREE))

    assert [(change.after, change.pieces) for change in changes.turns] == [(None, (("-", "Who pays for them?"),))]


def test_words_given_to_somebody_else_are_a_change_though_they_are_the_same() -> None:
    changes = changes_between(of({**ONE, "printed": "MS. OKORO"}), of({**ONE, "printed": "MR. LINDQVIST"}))

    assert [(c.before and c.before.printed, c.after and c.after.printed) for c in changes.turns] == [
        ("MS. OKORO", "MR. LINDQVIST")
    ]


WORDS = st.lists(st.sampled_from("the gauges are not new but old".split()), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_kept_and_taken_out_are_the_old_words_kept_and_put_in_the_new(before: str, after: str) -> None:
    pieces = word_pieces(before, after)

    assert " ".join(words for sign, words in pieces if sign != "+") == before
    assert " ".join(words for sign, words in pieces if sign != "-") == after
