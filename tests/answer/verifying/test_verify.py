"""Every kind of claim gets its verdict, always with the true source and never with a quote that is not verbatim."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.model import TERMINAL
from bot.answer.verifying.model import Claim, Mark, Verdict, Verification, Voice
from bot.answer.verifying.verify import verify
from bot.errors import QueryError
from tests.answer.desk import Desk, briefing

SAID = (
    "We will open 30 locks before the spring tide, and no ship will wait. "
    "The harbour master’s crew — all of it — is ready to work through the night (laughter) until the last gate stands."
)
TIDES = briefing(
    "{question: Will the quiet ferry sail through the storm again tonight?, printed: Q}",
    f"{{speech: '{SAID}', by: vesna-okoro, printed: MS. OKORO}}",
    "{speech: 'The dredging of the northern channel begins when the ice is gone from the inner bay.', "
    "by: tariq-lindqvist, printed: MR. LINDQVIST}",
    "{reported: 'The ministry expects the tolls to rise by a tenth next year.', by: vesna-okoro}",
)
LATER = briefing(
    "{speech: 'The dredging of the northern channel begins when the ice is gone from the inner bay.', "
    "by: tariq-lindqvist, printed: MR. LINDQVIST}",
    "{speech: 'I have nothing on the eastern breakwater for you today.', by: vesna-okoro, printed: MS. OKORO}",
    held_on="2030-06-11",
)
CALL = briefing(
    "{speech: 'The treaty on the shallow straits is nearly ready for the ministers to sign.', printed: SENIOR OFFICIAL}",
    held_on="2030-06-09",
    ground_rule="{rule: on_background, attribution: a senior ministry official}",
)
HIDDEN = briefing(
    "{speech: 'The lighthouse keepers will be paid in full by the end of the winter.', by: vesna-okoro, printed: MS. OKORO}",
    embargo="2030-07-01T09:00+00:00",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder: Path = tmp_path_factory.mktemp("knowledge")
    return Desk(folder, {"tides.yaml": TIDES, "later.yaml": LATER, "call.yaml": CALL, "hidden.yaml": HIDDEN})


def verdict_on(desk: Desk, text: str, said_by: str | None = None, on: date | None = None) -> Verification:
    sight = desk.responder.sight(TERMINAL)
    return verify(sight, sight.people, Claim(text, said_by, on))


@pytest.mark.parametrize(
    ("text", "said_by", "expected"),
    [
        ("We will open 30 locks before the spring tide", "Vesna Okoro", Verdict.VERBATIM),
        ("“We will open 30 locks before the spring tide,”", "Vesna Okoro", Verdict.VERBATIM),
        ("we will open 30 locks before the spring tide", None, Verdict.TYPOGRAPHY_ONLY),
        ("The harbour master's crew -- all of it -- is ready", "MS. OKORO", Verdict.TYPOGRAPHY_ONLY),
        ("We will open 30 locks … and no ship will wait.", None, Verdict.ELIDED),
        ("The harbour master’s crew [...] is ready to work through the night", None, Verdict.ELIDED),
        ("ready to work through the night until the last gate stands", None, Verdict.ELIDED),
        ("We will open 80 locks before the spring tide", None, Verdict.ALTERED),
        ("We will not open 30 locks before the spring tide", None, Verdict.ALTERED),
        ("We will shut 30 locks before the spring tide", "Vesna Okoro", Verdict.ALTERED),
        ("We will open 30 locks before the spring tide", "Tariq Lindqvist", Verdict.WRONG_SPEAKER),
        ("Will the quiet ferry sail through the storm", None, Verdict.REPORTERS_WORDS),
        ("The ministry expects the tolls to rise", "Vesna Okoro", Verdict.REPORTERS_WORDS),
        ("We will open 30 locks before the ice is gone from the inner bay", None, Verdict.SPLICED),
        ("A dragon sleeps beneath the customs house and dreams of gold", None, Verdict.NOT_FOUND),
        ("The lighthouse keepers will be paid in full", None, Verdict.NOT_FOUND),
    ],
)
def test_each_claim_gets_its_verdict(desk: Desk, text: str, said_by: str | None, expected: Verdict) -> None:
    assert verdict_on(desk, text, said_by).verdict is expected


def test_a_changed_number_and_a_lost_negation_are_marked(desk: Desk) -> None:
    number = verdict_on(desk, "We will open 80 locks before the spring tide").changes
    negation = verdict_on(desk, "before the spring tide, and ship will wait").changes
    assert [(c.asked, c.real.text if c.real else "", c.marks) for c in number] == [("80", "30", (Mark.NUMBER,))]
    assert [c.marks for c in negation] == [(Mark.NEGATION,)]


def test_what_an_ellipsis_leaves_out_is_told_and_a_negation_in_it_too(desk: Desk) -> None:
    found = verdict_on(desk, "We will open 30 locks before the spring tide, … will wait.")
    assert [cut.text for cut in found.cuts] == ["and no ship"]
    assert "What is left out holds a negation." in found.message


def test_the_claimed_speakers_own_words_come_before_the_same_words_of_others(desk: Desk) -> None:
    found = verdict_on(desk, "The dredging of the northern channel begins", on=date(2030, 6, 11))
    assert found.quotes[0].passage.briefing.held_on == date(2030, 6, 11)
    assert found.stands_in == 2
    assert not found.is_other_day


def test_another_day_than_claimed_is_told(desk: Desk) -> None:
    found = verdict_on(desk, "We will open 30 locks", "Okoro", date(2030, 6, 1))
    assert found.verdict is Verdict.VERBATIM
    assert "They are of 10 June 2030, not of 1 June 2030." in found.message


def test_on_background_no_name_is_confirmed_or_denied(desk: Desk) -> None:
    for name in ("Vesna Okoro", "Tariq Lindqvist", "Somebody Else"):
        found = verdict_on(desk, "The treaty on the shallow straits is nearly ready", name)
        assert (found.verdict, found.voice) == (Verdict.VERBATIM, Voice.NOT_NAMED)
        assert "neither confirms nor denies the name" in found.message


def test_an_embargoed_briefing_shows_in_nothing(desk: Desk) -> None:
    found = verdict_on(desk, "The lighthouse keepers will be paid in full by the end of the winter.")
    assert not found.quotes
    assert found.coverage.briefings == 3


def test_not_found_never_says_that_it_was_not_said(desk: Desk) -> None:
    message = verdict_on(desk, "A dragon sleeps beneath the customs house and dreams of gold").message
    assert message.startswith("Not found. I found no passage with these words in 3 briefings")
    assert "may stand elsewhere" in message


@pytest.mark.parametrize("text", ["", "  ", "“”", "…", "?!", "x" * 3_001])
def test_what_holds_no_words_or_too_many_is_refused(desk: Desk, text: str) -> None:
    with pytest.raises(QueryError):
        verdict_on(desk, text)


WORDS = SAID.split()


@given(st.data())
def test_one_changed_word_is_never_called_as_spoken(desk: Desk, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(WORDS) - 9))
    piece = WORDS[at : at + 9]
    piece[data.draw(st.integers(0, 8))] = data.draw(st.sampled_from(["glacier", "not", "44", "never", "quietly"]))
    assert verdict_on(desk, " ".join(piece)).verdict in (Verdict.ALTERED, Verdict.SPLICED, Verdict.NOT_FOUND)


@given(st.text(max_size=300), st.one_of(st.none(), st.text(max_size=40)))
def test_whatever_is_typed_every_quote_is_a_slice_of_a_visible_turn(desk: Desk, text: str, said_by: str | None) -> None:
    try:
        found = verdict_on(desk, text, said_by)
    except QueryError:
        return
    for quote in found.quotes:
        assert quote.passage.text in quote.passage.turn.text
        assert "lighthouse" not in quote.passage.text
