from pathlib import Path

import pytest

from bot.answer.model import Asker, Found, NothingFound
from bot.query.filters import describe_filters
from tests.answer.desk import Desk, briefing

SAID = (
    "{speech: The ministry answered the provocation with sanctions on the harbour., by: vesna-okoro}",
    "{speech: A missile fell into the lagoon., by: vesna-okoro}",
    "{speech: The tariff on salt stays., by: vesna-okoro}",
    "{speech: Whales came close to the mole., by: vesna-okoro}",
    "{speech: The basalt quarry and the cobalt quarry stay closed., by: vesna-okoro}",
    "{speech: Karst towers are safe., by: vesna-okoro}",
    "{speech: Karts may drive on the dam., by: vesna-okoro}",
)
HIDDEN = briefing(
    "{speech: The lighthouse is to be sold., by: vesna-okoro}",
    "{speech: The harbor dues and the tarifa dues rise., by: vesna-okoro}",
    held_on="2030-06-11",
    audience="[C0DESK]",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("open"), {"a.yaml": briefing(*SAID)})


def read_as(desk: Desk, text: str, asker: Asker | None = None) -> tuple[tuple[str, str], ...]:
    answer = desk.ask(text, asker) if asker else desk.ask(text)
    assert isinstance(answer, Found | NothingFound)
    return answer.query.respelt


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sanctoins", "sanctions"),
        ("missle", "missile"),
        ("Tarriff", "tariff"),
        ("provacations", "provocation"),
        ("quary", "quarry"),
    ],
)
def test_a_misspelt_word_is_searched_as_the_nearest_one_said(desk: Desk, typed: str, meant: str) -> None:
    answer = desk.ask(f"what about {typed}?")
    assert isinstance(answer, Found)
    assert answer.query.respelt == ((typed, meant),)
    assert meant in answer.quotes[0].passage.text.casefold()
    assert answer.query.words.endswith(typed)


def test_the_answer_says_how_the_word_was_read(desk: Desk) -> None:
    answer = desk.ask("what did Okoro say about sanctoins?")
    assert isinstance(answer, Found)
    assert describe_filters(answer.query) == ('speaker:"Vesna Okoro"', "sanctions (for sanctoins)")


@pytest.mark.parametrize(
    "text",
    [
        "sanctions",
        "the salf",
        "MISSLE",
        "karsts",
        "harvest",
        "balloons",
        "qaurrries",
        "20301",
        '"sanctoins" harbour',
    ],
)
def test_words_said_short_asked_exactly_or_near_nothing_are_left_as_typed(desk: Desk, text: str) -> None:
    assert read_as(desk, text) == ()


def test_a_word_as_near_to_two_that_were_said_is_taken_for_neither(desk: Desk) -> None:
    assert read_as(desk, "karss") == ()


def test_what_this_asker_may_not_see_is_never_what_was_meant(tmp_path: Path, desk: Desk) -> None:
    both = Desk(tmp_path, {"a.yaml": briefing(*SAID), "b.yaml": HIDDEN})
    for text in ("lighthuose", "lighthouse", "tarifs", "harbours", "lighthouss tariffs"):
        shown, alone = both.json(text), desk.json(text)
        for one in (shown, alone):
            one.pop("knowledge_version", None)
        assert read_as(both, text) == read_as(desk, text)
        assert shown["quotes"] == alone["quotes"]
        assert shown.get("suggestions") == alone.get("suggestions")
    assert read_as(both, "lighthuose", Asker(channel="C0DESK")) == (("lighthuose", "lighthouse"),)
