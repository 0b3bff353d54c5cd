from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.model import Briefing, GroundRule, Rule
from bot.briefing.speakers import Register
from bot.index.analysis import analyse
from bot.index.building.lines import Lines, LinesBuilder
from bot.index.passages import PassageIndex
from bot.index.postings import postings_of
from bot.index.vocabulary import Vocabulary
from tests.briefings import REGISTER, TARIQ, briefing, narration, question, speech
from tests.index.comparing import same

TEXTS = [
    "The tide rises.",
    "U.S. gauges — won't fall",
    "LAMPS BURN",
    "cease-fire, cease fire",
    "日本 salt",
    "…",
    "Vesna Okoro",
]
TURNS = st.builds(
    speech, st.sampled_from(TEXTS), st.sampled_from(["vesna-okoro", "tariq-lindqvist", None])
) | st.builds(lambda make, text: make(text), st.sampled_from([question, narration]), st.sampled_from(TEXTS))
RULED = st.builds(
    lambda turn, rule: turn | {"ground_rule": GroundRule(rule, "an official")} if rule else turn,
    TURNS,
    st.sampled_from([None, None, Rule.ON_BACKGROUND, Rule.DEEP_BACKGROUND]),
)
BRIEFINGS = st.lists(st.lists(RULED, min_size=1, max_size=5), min_size=1, max_size=5).map(
    lambda each: [briefing(*turns, id=f"b{number}") for number, turns in enumerate(each)]
)


def build(briefings: Sequence[Briefing], register: Register = REGISTER) -> PassageIndex:
    return PassageIndex.build(briefings, register, Vocabulary())


@given(BRIEFINGS, BRIEFINGS, st.data())
def test_an_index_built_upon_another_equals_one_built_from_nothing(
    before: list[Briefing], after: list[Briefing], data: st.DataObject
) -> None:
    kept = {one.id: one for one in before if data.draw(st.booleans())}
    after = [kept.get(one.id, one) for one in after]
    register = data.draw(st.sampled_from([REGISTER, Register((TARIQ,))]))
    index = PassageIndex.build(after, register, Vocabulary(), build(before), same_people=register is REGISTER)
    assert same(index, build(after, register))
    assert same(PassageIndex.build(after, register, Vocabulary(), index, same_people=True), index)


def test_the_same_briefings_and_people_need_no_building_at_all() -> None:
    said = [briefing(speech("The tide rises."))]
    before = build(said)
    after = PassageIndex.build(said, REGISTER, Vocabulary((("tide", "flood"),)), before, same_people=True)
    assert after.own is before.own
    assert after.vocabulary.groups == (("tide", "flood"),)


def test_the_words_of_deep_background_enter_nothing() -> None:
    said = briefing(
        speech("Granite."), speech("Zanthorium leaks.", ground_rule=GroundRule(Rule.DEEP_BACKGROUND, "an official"))
    )
    index = build([said])
    assert "granit" in index.lines.lexicon.terms
    assert not any("zanthor" in token.casefold() for token in (*index.lines.lexicon.tokens, *index.lines.lexicon.terms))


@given(st.lists(st.lists(st.text(max_size=40) | st.sampled_from(TEXTS), max_size=3), max_size=5))
def test_every_term_of_every_text_stands_at_its_place(texts: list[list[str]]) -> None:
    builder = LinesBuilder(Lines.empty())
    expected: set[tuple[str, int, int]] = set()
    begin = 0
    for owner, own in enumerate(texts):
        for text in own:
            builder.add(text)
            terms = analyse(text)
            expected |= {(term, begin + place, owner) for term, place in terms}
            begin += max((place for _, place in terms), default=-1) + 2
    owners = np.repeat(np.arange(len(texts)), [len(own) for own in texts])
    postings = postings_of(builder.finish(), np.arange(len(owners)), owners, len(texts))
    found = {
        (term, int(place), int(owner))
        for term in postings.term_nos
        for places in [postings.places_of({0: (term,)})]
        for place, owner in zip(places, postings.owners_of(places), strict=True)
    }
    assert found == expected
