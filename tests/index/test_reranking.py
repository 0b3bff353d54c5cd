import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.model import Briefing
from bot.index import reranking
from bot.index.passages import Mask, PassageIndex
from bot.index.reranking import RERANKED, reranked
from bot.index.search import Ranking, search
from bot.index.statistics import Statistics
from bot.index.vocabulary import Vocabulary
from tests.briefings import REGISTER, briefing, briefings_of, speech
from tests.index.test_search import TEXTS, WORDS

QUESTIONS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


def index_of(*briefings: Briefing) -> PassageIndex:
    return PassageIndex.build(briefings, REGISTER, Vocabulary())


def first_stage(index: PassageIndex, words: str, seen: Mask | None = None, limit: int = 500) -> Ranking:
    seen = np.ones(len(index), dtype=bool) if seen is None else seen
    return search(Statistics.of(index, seen), index.vocabulary.concepts_of(words), seen, limit)


def of_all(index: PassageIndex) -> Statistics:
    return Statistics.of(index, np.ones(len(index), dtype=bool))


def best_texts(index: PassageIndex, words: str) -> list[str]:
    ranking = reranked(index, first_stage(index, words), of_all(index))
    return [index.passages[number].text for number in ranking.numbers]


@given(TEXTS, QUESTIONS)
def test_only_the_order_changes_each_passage_keeps_its_score_and_share(texts: list[str], words: str) -> None:
    index = index_of(*briefings_of(texts))
    before = first_stage(index, words)
    after = reranked(index, before, of_all(index))
    assert sorted(zip(before.numbers, before.scores, before.shares, strict=True)) == sorted(
        zip(after.numbers, after.scores, after.shares, strict=True)
    )
    assert after.matched == before.matched


def test_what_follows_the_best_stays_as_ranked() -> None:
    texts = [f"the ferry waits {'and waits ' * (number % 7)}" for number in range(RERANKED + 30)]
    index = index_of(*briefings_of(texts))
    before = first_stage(index, "ferry")
    after = reranked(index, before, of_all(index))
    assert after.numbers[RERANKED:].tolist() == before.numbers[RERANKED:].tolist()
    assert set(after.numbers[:RERANKED].tolist()) == set(before.numbers[:RERANKED].tolist())


@given(TEXTS, TEXTS, QUESTIONS)
def test_what_is_hidden_changes_no_order(shown: list[str], hidden: list[str], words: str) -> None:
    turns = [speech(text) for text in shown]
    alone = index_of(briefing(*turns, id="b1"))
    both = index_of(
        briefing(*turns, id="b1"), briefing(*map(speech, hidden), id="b0"), briefing(*map(speech, hidden), id="b2")
    )
    seen = np.array([passage.briefing.id == "b1" for passage in both.passages], dtype=bool)
    among_hidden = reranked(both, first_stage(both, words, seen), Statistics.of(both, seen))
    by_itself = reranked(alone, first_stage(alone, words), of_all(alone))
    assert [both.passages[n].turn for n in among_hidden.numbers] == [alone.passages[n].turn for n in by_itself.numbers]


def test_turns_hidden_between_two_are_passed_over() -> None:
    turns = [speech("The ferry waits."), speech("Salt and lamps."), speech("The harbour, the ferry.")]
    index = index_of(briefing(*turns), *briefings_of(["the tide turns"] * 5))
    seen = np.array([not passage.text.startswith("Salt") for passage in index.passages], dtype=bool)
    shorter = index_of(briefing(turns[0], turns[2]), *briefings_of(["the tide turns"] * 5))
    with_gap = reranked(index, first_stage(index, "ferry harbour", seen), Statistics.of(index, seen))
    without = reranked(shorter, first_stage(shorter, "ferry harbour"), of_all(shorter))
    assert [index.passages[n].text for n in with_gap.numbers] == [shorter.passages[n].text for n in without.numbers]


def test_of_two_equal_turns_the_one_whose_neighbours_speak_of_it_comes_first() -> None:
    lonely = briefing(speech("Salt burns."), speech("The ferry waits here."), speech("Lamps burn."), id="a")
    talked = briefing(
        speech("The ferry, the ferry and tides."),
        speech("The ferry waits here."),
        speech("A ferry, again, sails."),
        id="b",
    )
    index = index_of(lonely, talked)
    waits = [n for n in reranked(index, first_stage(index, "ferry waits"), of_all(index)).numbers]
    both = [n for n in waits if index.passages[n].text == "The ferry waits here."]
    assert [index.passages[n].briefing.id for n in both] == ["b", "a"]


def test_a_neighbour_in_another_briefing_is_none() -> None:
    first = briefing(speech("The ferry waits here."), id="a")
    second = briefing(speech("The ferry and the ferry."), speech("The ferry waits here."), id="b")
    index = index_of(first, second)
    beside = reranking._beside(index, np.array([0], dtype=np.int32), np.ones(len(index)), of_all(index))
    assert beside.tolist() == [0.0]


def test_a_rare_word_outweighs_frequent_ones_that_score_as_much_together() -> None:
    common = ["the tide rises", "the harbour closes"] * 20
    index = index_of(*briefings_of(["granite lies there", "tide and harbour", *common]))
    assert best_texts(index, "granite tide harbour")[0] == "granite lies there"


def test_whoever_is_named_comes_first_of_equals() -> None:
    said = briefing(speech("The ferry waits."), speech("The ferry waits.", by="tariq-lindqvist"))
    index = index_of(said, *briefings_of(["the tide turns"] * 9))
    ranking = reranked(index, first_stage(index, "Lindqvist ferry"), of_all(index))
    assert index.passages[ranking.numbers[0]].turn.by == "tariq-lindqvist"


@pytest.mark.parametrize("words", ["", "granite", "tide"])
def test_none_and_one_stay_as_they_are(words: str) -> None:
    index = index_of(*briefings_of(["the tide rises", "the ferry waits"]))
    before = first_stage(index, words)
    assert reranked(index, before, of_all(index)).numbers.tolist() == before.numbers.tolist()


@given(TEXTS, QUESTIONS)
def test_equal_runs_give_equal_orders(texts: list[str], words: str) -> None:
    first, second = (best_texts(index_of(*briefings_of(texts)), words) for _ in range(2))
    assert first == second
