"""A pasted text becomes the quotations that it claims."""

from datetime import date

import pytest

from bot.answer.verifying.model import Claim
from bot.briefing.speakers import Register, Role, Speaker
from bot.errors import QueryError
from bot.importers.articles.claims import claims_in
from bot.query.people import People

OKORO = Speaker("vesna-okoro", "Vesna Okoro", roles=(Role("Spokesperson", "Ministry of Tides", None, None),))
LINDQVIST = Speaker("tariq-lindqvist", "Tariq Lindqvist", roles=(Role("Minister", "Ministry of Tides", None, None),))
REGISTER = Register((OKORO, LINDQVIST))
PEOPLE = People(REGISTER, ())


def read(text: str) -> list[tuple[str, str | None, date | None]]:
    claims = claims_in(text, PEOPLE, REGISTER, date(2030, 6, 12))
    return [(claim.text, claim.said_by, claim.on) for claim in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the tide waits for nobody", ("the tide waits for nobody", None, None)),
        ('"the tide waits for nobody"', ("the tide waits for nobody", None, None)),
        ("“the tide waits for nobody”", ("the tide waits for nobody", None, None)),
        ('"the tide waits for nobody" — Vesna Okoro', ("the tide waits for nobody", "Vesna Okoro", None)),
        ('"the tide waits," Okoro said.', ("the tide waits,", "Okoro", None)),
        ('Vesna Okoro said: "the tide waits"', ("the tide waits", "Vesna Okoro", None)),
        ('did Okoro say "the tide waits"?', ("the tide waits", "Okoro", None)),
        ('"the tide waits" speaker:"Vesna Okoro"', ("the tide waits", "Vesna Okoro", None)),
        ("the tide waits speaker:Vesna Okoro on:2030-06-10", ("the tide waits", "Vesna Okoro", date(2030, 6, 10))),
        ('on:yesterday speaker:okoro "the tide waits"', ("the tide waits", "okoro", date(2030, 6, 11))),
        ('"the tide waits" (Vesna Okoro, 10 June 2030)', ("the tide waits", "Vesna Okoro", date(2030, 6, 10))),
        ('"the tide waits" — Okoro, spokesperson, June 10, 2030', ("the tide waits", "Okoro", date(2030, 6, 10))),
        ('"the tide waits" — Vesna Okoro on 2030-06-10', ("the tide waits", "Vesna Okoro", date(2030, 6, 10))),
        ('"the tide waits," Okoro said on 10 June 2030.', ("the tide waits,", "Okoro", date(2030, 6, 10))),
        ('"the tide waits" (10 June 2030)', ("the tide waits", None, date(2030, 6, 10))),
        ('"the tide waits" — Harbour Gazette, 10 June 2030', ("the tide waits", None, None)),
        ('"the tide waits" - is that right?', ("the tide waits", None, None)),
        ('"the tide waits" — so they sang', ("the tide waits", None, None)),
        ("it's the harbour's tide", ("it's the harbour's tide", None, None)),
        ("'the tide waits for nobody'", ("the tide waits for nobody", None, None)),
    ],
)
def test_one_quotation_with_whom_it_names(text: str, expected: tuple[str, str | None, date | None]) -> None:
    assert read(text) == [expected]


def test_a_paragraph_gives_each_quotation_the_name_of_its_sentence() -> None:
    text = (
        "The ministry met the press in Port Amber on Monday. “We will open every lock before the spring,” spokesperson "
        "Vesna Okoro said. Minister Tariq Lindqvist told reporters: “The dredging begins when the ice is gone.”"
    )
    assert read(text) == [
        ("We will open every lock before the spring,", "Vesna Okoro", None),
        ("The dredging begins when the ice is gone.", "Tariq Lindqvist", None),
    ]


def test_a_name_that_the_sentence_does_not_settle_is_not_claimed() -> None:
    text = "Okoro and Lindqvist stood at the gate. “Nobody will wait at the northern lock tonight,” one of them said."
    assert [name for _, name, _ in read(text)] == [None]


@pytest.mark.parametrize("text", ["x" * 12_001, '"words" on:sometime'])
def test_what_cannot_be_read_is_told(text: str) -> None:
    with pytest.raises(QueryError):
        read(text)


def test_a_text_full_of_quotations_is_read_so_far_only() -> None:
    assert len(claims_in('"a b c" ' * 300, PEOPLE, REGISTER, date(2030, 6, 12))) == 20


def test_an_empty_text_is_one_empty_claim() -> None:
    assert claims_in("", PEOPLE, REGISTER, date(2030, 6, 12)) == (Claim(""),)
