import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.index.analysis import scored_terms
from bot.index.passages import PassageIndex
from bot.index.scores import Okapi, idf
from bot.index.search import Ranking, search
from bot.index.statistics import Statistics
from bot.index.vocabulary import Vocabulary
from tests.briefings import REGISTER, briefing, briefings_of, narration, question, speech

WORDS = ["tide", "harbour", "quota", "ferry", "lamp", "salt", "north", "review", "the", "not"]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join), min_size=1, max_size=12)


NO_EQUIVALENTS = Vocabulary()


def index_of(texts: list[str], vocabulary: Vocabulary = NO_EQUIVALENTS) -> PassageIndex:
    return PassageIndex.build(briefings_of(texts), REGISTER, vocabulary)


def ranked(index: PassageIndex, words: str, limit: int = 100) -> Ranking:
    everything = np.ones(len(index), dtype=bool)
    return search(Statistics.of(index, everything), index.vocabulary.concepts_of(words), everything, limit)


def texts_found(index: PassageIndex, words: str) -> list[str]:
    return [index.passages[number].text for number in ranked(index, words).numbers]


@given(TEXTS, st.lists(st.sampled_from(WORDS), min_size=1, max_size=5, unique=True))
@settings(max_examples=200)
def test_scores_equal_rank_bm25s_own(texts: list[str], words: list[str]) -> None:
    index = index_of(texts)
    terms = scored_terms(" ".join(words))
    passages = [scored_terms(passage.text) for passage in index.passages]
    if not any(passages):
        return
    expected = Okapi(passages).get_scores(terms)
    ranking = ranked(index, " ".join(words))
    mine = np.zeros(len(index))
    mine[ranking.numbers] = ranking.scores
    np.testing.assert_allclose(mine, expected, rtol=1e-6, atol=1e-12)


@given(TEXTS, st.lists(st.sampled_from(WORDS), min_size=1, max_size=5, unique=True))
def test_a_question_counts_half_of_what_the_answer_counts(texts: list[str], words: list[str]) -> None:
    exchanges = [turn for text in texts for turn in (question(text), speech("Granite."))]
    index = PassageIndex.build([briefing(*exchanges)], REGISTER, NO_EQUIVALENTS)
    asked = [scored_terms(text) for text in texts if scored_terms(text)]
    if not asked:
        return
    expected = Okapi(asked).get_scores(scored_terms(" ".join(words))) / 2
    ranking = search(
        Statistics.of(index, ~index.is_question), index.vocabulary.concepts_of(" ".join(words)), ~index.is_question, 100
    )
    mine = {int(number): score for number, score in zip(ranking.numbers, ranking.scores, strict=True)}
    holders = [n for n, text in zip(np.flatnonzero(~index.is_question), texts, strict=True) if scored_terms(text)]
    np.testing.assert_allclose([mine.get(int(n), 0.0) for n in holders], expected, rtol=1e-6, atol=1e-12)


@given(TEXTS, st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
def test_equal_scores_come_in_passage_order_and_the_limit_only_cuts(texts: list[str], words: list[str]) -> None:
    index = index_of(texts)
    whole = ranked(index, " ".join(words))
    order = sorted(range(len(whole.numbers)), key=lambda n: (-whole.scores[n], whole.numbers[n]))
    assert order == list(range(len(whole.numbers)))
    assert ranked(index, " ".join(words), 2).numbers.tolist() == whole.numbers[:2].tolist()


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_very_small_collections_find_what_holds_the_word(count: int) -> None:
    texts = ["the tide rises", "the ferry waits", "the lamp burns"][:count]
    index = index_of(texts)
    assert texts_found(index, "tide") == texts[:1]
    assert texts_found(index, "ferry") == texts[1:2]
    assert texts_found(index, "granite") == []


@given(st.integers(1, 10_000), st.data())
def test_no_word_ever_weighs_less_than_nothing(passages: int, data: st.DataObject) -> None:
    assert idf(data.draw(st.integers(0, passages)), passages) > 0


@given(TEXTS, TEXTS, st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
def test_what_is_hidden_changes_no_score_and_no_order(shown: list[str], hidden: list[str], words: list[str]) -> None:
    alone, both = index_of(shown), index_of([*shown, *hidden])
    seen = np.array([passage.briefing.id < f"b{len(shown):05}" for passage in both.passages], dtype=bool)
    concepts = alone.vocabulary.concepts_of(" ".join(words))
    among_hidden = search(Statistics.of(both, seen), concepts, seen, 100)
    by_itself = ranked(alone, " ".join(words))
    assert [both.passages[n].id for n in among_hidden.numbers] == [alone.passages[n].id for n in by_itself.numbers]
    np.testing.assert_array_equal(among_hidden.scores, by_itself.scores)
    np.testing.assert_array_equal(among_hidden.shares, by_itself.shares)


def test_an_equivalent_finds_every_form_of_it() -> None:
    vocabulary = Vocabulary((("Amber Coast", "AC", "the Coast"),))
    texts = ["Amber Coast ships sail", "AC ships sail", "the Coast is clear", "a coast is long", "amber is a stone"]
    index = index_of(texts, vocabulary)
    for words in ("Amber Coast", "AC", "the Coast", "the coast"):
        assert sorted(texts_found(index, words)) == sorted(texts[:3])


def test_the_longest_equivalent_wins() -> None:
    vocabulary = Vocabulary((("the North", "NR"), ("North Reef", "Outer Reef")))
    concepts = vocabulary.concepts_of("the North Reef quota")
    assert [concept.asked for concept in concepts] == ["North Reef", "quota"]


def test_a_hyphenated_word_is_found_joined_and_apart() -> None:
    texts = ["a ceasefire holds", "a cease-fire holds", "a cease fire holds", "they cease to fire"]
    assert sorted(texts_found(index_of(texts), "cease-fire")) == sorted(texts[:3])


def test_a_passage_is_found_by_its_question_and_lead_in() -> None:
    said = briefing(
        question("Will the ministry raise the herring quota?"),
        speech("We have made no decision."),
        narration("Asked about lamps, the spokesperson set worries aside."),
        speech("They burn every night."),
    )
    index = PassageIndex.build([said], REGISTER, Vocabulary())
    officials = ~index.is_question
    for words, text in (("herring quota", "We have made no decision."), ("worries lamps", "They burn every night.")):
        ranking = search(Statistics.of(index, officials), index.vocabulary.concepts_of(words), officials, 5)
        assert index.passages[ranking.numbers[0]].text == text


def test_a_speakers_name_alone_matches_nothing_but_counts_beside_another_word() -> None:
    said = briefing(speech("The ferry waits."), speech("The ferry sails.", by="tariq-lindqvist"))
    index = PassageIndex.build([said], REGISTER, NO_EQUIVALENTS)
    assert texts_found(index, "Lindqvist") == []
    assert texts_found(index, "Lindqvist ferry") == ["The ferry sails.", "The ferry waits."]


def test_a_negation_counts_as_a_word() -> None:
    index = index_of(["we will raise the quota", "we will not raise the quota"])
    assert texts_found(index, "won't raise quota")[0] == "we will not raise the quota"
