from hypothesis import given
from hypothesis import strategies as st

from bot.answer.cutting import READABLE_CHARS, best_excerpt, excerpt_around
from bot.briefing.passages import Passage
from bot.index.analysis import scored_terms
from bot.index.phrases import Occurrence
from tests.briefings import briefing, speech

FILLER = [f"Sentence {n} is about the weather over the outer reef." for n in range(60)]


def whole(text: str) -> Passage:
    said = briefing(speech(text))
    return Passage(said, said.turns[0], 0, len(text))


def test_a_readable_turn_stays_whole() -> None:
    passage = whole("The ferry runs. The lamps burn.")
    assert best_excerpt(passage, scored_terms("lamps")) is passage


def test_of_a_long_turn_the_sentence_that_answers_is_shown_with_its_neighbours() -> None:
    sentences = [*FILLER[:30], "The granite pier closes in May.", *FILLER[30:]]
    cut = best_excerpt(whole(" ".join(sentences)), scored_terms("when does the granite pier close"))
    assert "The granite pier closes in May." in cut.text
    assert READABLE_CHARS / 2 < len(cut.text) <= READABLE_CHARS
    assert cut.text.startswith("Sentence")
    assert cut.text.endswith(".")


def test_the_neighbour_that_also_answers_is_joined_first() -> None:
    sentences = [*FILLER[:30], "The granite pier closes in May.", "x" * 800 + ".", *FILLER[30:]]
    sentences[29] = "The granite pier is old."
    cut = best_excerpt(whole(" ".join(sentences)), scored_terms("granite pier closes"))
    assert "The granite pier is old. The granite pier closes in May." in cut.text


def test_a_sentence_that_takes_back_is_never_cut_off() -> None:
    text = " ".join(
        [*FILLER[:30], "We will close the granite pier. " + "x" * 860 + ".", "But not before the vote.", *FILLER[30:]]
    )
    cut = best_excerpt(whole(text), scored_terms("xxxx granite pier vote"))
    assert ("But not before the vote." in cut.text) == ("x" * 860 + "." in cut.text)


def test_where_only_the_question_matched_the_answer_is_shown_from_its_beginning() -> None:
    cut = best_excerpt(whole(" ".join(FILLER)), scored_terms("granite"))
    assert cut.start == 0


@given(st.integers(0, 59), st.integers(0, 3))
def test_an_excerpt_around_words_holds_them(first: int, more: int) -> None:
    text = " ".join(FILLER)
    start = text.index(FILLER[first])
    end = min(len(text), start + 40 + more * 300)
    passage = whole(text)
    cut = excerpt_around(passage, Occurrence(passage.turn, start, end))
    assert cut.start <= start < end <= cut.end
