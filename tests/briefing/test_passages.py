import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.briefing.model import Briefing
from bot.briefing.passages import Changed, Moved, Passage, QuoteId, Same, locate
from tests.briefings import briefing, question, speech


def passage(words: str, held: Briefing) -> Passage:
    for turn in held.turns:
        if words in turn.text:
            start = turn.text.index(words)
            return Passage(held, turn, start, start + len(words))
    raise AssertionError(f"{words!r} was never said")


def id_of(words: str, held: Briefing) -> QuoteId:
    quote = QuoteId.parse(passage(words, held).id)
    assert quote is not None
    return quote


def test_a_passage_is_the_very_slice_of_its_turn() -> None:
    held = briefing(speech("The tide comes in. It goes out."))
    cut = Passage(held, held.turns[0], 19, 31)
    assert (cut.text, cut.is_whole_turn) == ("It goes out.", False)
    assert Passage(held, held.turns[0], 0, 31).is_whole_turn


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 4), (-1, 3), (0, 5)])
def test_a_passage_outside_its_turn_cannot_be_made(start: int, end: int) -> None:
    held = briefing(speech("Tide"))
    with pytest.raises(ValueError, match="no slice"):
        Passage(held, held.turns[0], start, end)


def test_a_quote_id_names_briefing_turn_slice_and_words() -> None:
    held = briefing(question("Why?"), speech("Because."))
    assert passage("Because.", held).id == "2030-03-04-tides#2:0-8~8e18bd2e"


@given(
    id=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._%-]{0,239}", fullmatch=True),
    text=st.text(min_size=1, max_size=60),
    number=st.integers(1, 999_999_999),
    data=st.data(),
)
def test_every_id_is_read_as_it_was_written(id: str, text: str, number: int, data: st.DataObject) -> None:
    held = briefing(speech(text), id=id)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    cut = Passage(held, held.turns[0], start, end)
    quote = QuoteId.parse(f"  {cut.id}\n")
    assert quote == QuoteId(id, 1, start, end, cut.id[-8:])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tides",
        "b#1:0-4",
        "b#1:0-4~0000000",
        "b#1:4-4~00000000",
        "b#1:0-4~0000000G",
        "b c#1:0-4~00000000",
        "b#١:0-4~00000000",
    ],
)
def test_what_is_no_id_is_none(text: str) -> None:
    assert QuoteId.parse(text) is None


def test_words_are_found_where_they_were() -> None:
    held = briefing(speech("The tide comes in. It goes out."))
    found = locate(id_of("It goes out.", held), held)
    assert isinstance(found, Same)
    assert found.passage.text == "It goes out."


def test_words_in_another_turn_or_place_have_moved_nearest_first() -> None:
    before = briefing(question("?"), question("?"), speech("It goes out."))
    after = briefing(
        speech("It goes out."), speech("So: It goes out."), question("?"), question("?"), speech("It goes out.")
    )
    found = locate(id_of("It goes out.", before), after)
    assert isinstance(found, Moved)
    assert [(one.turn.number, one.start) for one in found.passages] == [(2, 4), (1, 0), (5, 0)]


def test_words_that_were_changed_are_not_replaced_by_others() -> None:
    before, after = briefing(speech("We pay 5 crowns.")), briefing(speech("We pay 6 crowns."))
    assert locate(id_of("We pay 5 crowns.", before), after) == Changed(after)


WORDS = st.lists(st.sampled_from(["yes", "no", "we", "pay", "5", "crowns", "café", "—"]), min_size=1, max_size=8).map(
    " ".join
)


@given(before=st.lists(WORDS, min_size=1, max_size=5), after=st.lists(WORDS, min_size=1, max_size=5), data=st.data())
def test_no_id_ever_leads_to_other_words(before: list[str], after: list[str], data: st.DataObject) -> None:
    old, new = (briefing(*(speech(text) for text in texts)) for texts in (before, after))
    turn = data.draw(st.sampled_from(old.turns))
    start = data.draw(st.integers(0, len(turn.text) - 1))
    end = data.draw(st.integers(start + 1, len(turn.text)))
    cut = Passage(old, turn, start, end)
    assume(cut.text.strip() == cut.text)
    quote = QuoteId.parse(cut.id)
    assert quote is not None
    match locate(quote, new):
        case Same(found):
            assert (found.text, found.turn.number, found.start) == (cut.text, turn.number, start)
        case Moved(places):
            assert {found.text for found in places} == {cut.text}
        case Changed():
            assert not any(f" {cut.text} " in f" {text} " for text in after)
