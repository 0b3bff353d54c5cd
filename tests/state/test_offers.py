"""Offers: kept until they are pressed or too old, taken by one press."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.state.database import Database
from bot.state.offers import KEEP_S, Offer, Offers

NOW = 1_900_000_000.0
OFFER = Offer("a" * 32, "correction", "T1", "U1", "2024-rivers", NOW)


@pytest.fixture
def offers(tmp_path: Path) -> Iterator[Offers]:
    database = Database(str(tmp_path / "state.db"))
    yield Offers(database)
    database.close()


def test_an_offer_is_found_in_its_own_workspace_alone(offers: Offers) -> None:
    offers.keep(OFFER)
    assert offers.get(OFFER.id, "T1") == OFFER
    assert offers.get(OFFER.id, "T2") is None
    assert offers.get("b" * 32, "T1") is None


def test_one_press_takes_it_and_keeps_it_through_its_own_second_try(offers: Offers) -> None:
    offers.keep(OFFER)
    assert offers.take(OFFER.id, "first", NOW)
    assert not offers.take(OFFER.id, "second", NOW)
    assert offers.take(OFFER.id, "first", NOW)
    assert not offers.take("b" * 32, "first", NOW)


def test_it_is_given_back_by_its_holder_alone(offers: Offers) -> None:
    offers.keep(OFFER)
    offers.take(OFFER.id, "first", NOW)
    offers.give_back(OFFER.id, "second")
    assert not offers.take(OFFER.id, "second", NOW)
    offers.give_back(OFFER.id, "first")
    assert offers.take(OFFER.id, "second", NOW)


def test_a_second_attempt_at_offering_changes_what_was_not_taken(offers: Offers) -> None:
    offers.keep(OFFER)
    offers.keep(replace(OFFER, about="2024-lakes"))
    assert offers.get(OFFER.id, "T1") == replace(OFFER, about="2024-lakes")
    offers.take(OFFER.id, "first", NOW)
    offers.keep(OFFER)
    assert not offers.take(OFFER.id, "second", NOW)


def test_old_offers_are_forgotten(offers: Offers) -> None:
    offers.keep(OFFER)
    offers.purge(NOW + KEEP_S)
    assert offers.get(OFFER.id, "T1") == OFFER
    offers.purge(NOW + KEEP_S + 1)
    assert offers.get(OFFER.id, "T1") is None
