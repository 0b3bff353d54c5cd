import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.index.analysis import STOP_WORDS, analyse, scored_terms, terms_of_token


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("the ally's allies’ plans", ["alli", "alli", "plan"]),
        ("it won't happen", ["not", "happen"]),
        ("it won’t happen", ["not", "happen"]),
        ("we cannot wait", ["not", "wait"]),
        ("a cease-fire", ["ceas", "ceasefir", "fire"]),
        ("ceasefire", ["ceasefir"]),
        ("COVID-19 tests", ["covid", "covid19", "19", "test"]),
        ("1,000 ships", ["1000", "ship"]),
        ("O’Brien", ["obrien"]),
        ("Erdoğan São", ["erdogan", "sao"]),
        ("北朝", ["北", "朝"]),
        ("किताब", ["किताब"]),
        ("naïve ﬁnance", ["naiv", "financ"]),
        ("", []),
    ],
)
def test_words_of_every_kind_become_terms(text: str, terms: list[str]) -> None:
    assert scored_terms(text) == terms


@pytest.mark.parametrize("text", ["the U.S. position", "the US position", "the U.S position"])
def test_the_acronym_us_is_not_the_pronoun(text: str) -> None:
    assert scored_terms(text) == ["u.s", "posit"]


def test_the_pronoun_us_is_a_stop_word() -> None:
    assert scored_terms("they told us") == ["told"]


def test_capitals_mean_nothing_in_a_text_all_in_capitals() -> None:
    assert scored_terms("THEY TOLD US") == ["told"]


def test_negations_are_never_stop_words() -> None:
    assert not STOP_WORDS & {"not", "no", "nor", "never"}


def test_hyphen_parts_and_joined_word_share_the_first_position() -> None:
    assert analyse("a cease-fire now") == [("a", 0), ("ceas", 1), ("ceasefir", 1), ("fire", 2), ("now", 3)]


def test_a_contraction_takes_the_positions_of_its_words() -> None:
    assert [position for _, position in analyse("won't do")] == [0, 1, 2]


@given(st.text(max_size=300))
def test_any_text_is_analysed_and_positions_never_fall(text: str) -> None:
    positions = [position for _, position in analyse(text)]
    assert positions == sorted(positions)
    assert all(term for term, _ in analyse(text))


@given(st.lists(st.sampled_from(["harbour", "ceasefire", "o'brien", "ferry's", "won't"]), min_size=2, max_size=6))
def test_a_capital_at_the_start_of_a_word_does_not_matter(words: list[str]) -> None:
    assert scored_terms(" ".join(words)) == scored_terms(" ".join(word.capitalize() for word in words))


def test_a_token_of_nothing_but_marks_gives_no_terms() -> None:
    assert terms_of_token("'-'") == ()
