"""The smallest change that turns what was said into something else is never called the source's words."""

import json
import re
from pathlib import Path
from typing import Final

import pytest

from bot.answer.model import TERMINAL
from bot.answer.verifying.model import AS_SPOKEN, Claim, Mark, Verdict, Verification
from bot.answer.verifying.verify import verify
from tests.answer.desk import Desk, briefing

N: Final = (Mark.NUMBER,)
NOT: Final = (Mark.NEGATION,)
CHANGED: Final = (
    ("The bay has 10² islets of white rock.", "The bay has 102 islets of white rock.", "10²", N),
    ("The tolls rise by -5 points for each barge.", "The tolls rise by 5 points for each barge.", "-5", N),
    ("The fees rise by +3 points for each skiff.", "The fees rise by -3 points for each skiff.", "+3", N),
    ("The dues are < 5 crowns for each canoe.", "The dues are > 5 crowns for each canoe.", "< 5", N),
    ("The fines are 5-10 crowns for each raft.", "The fines are 510 crowns for each raft.", "5-10", N),
    ("A storm is unlikely in the outer basin.", "A storm is likely in the outer basin.", "unlikely", NOT),
    ("The trade is legal in the inner basin.", "The trade is illegal in the inner basin.", "legal", NOT),
    ("The crossing is impossible in a north wind.", "The crossing is possible in a north wind.", "impossible", NOT),
    ("We no longer support the sale of the old pier.", "We support the sale of the old pier.", "no longer", NOT),
    ("We do not know that the whales return in autumn.", "We know that the whales return in autumn.", "do not", NOT),
    (
        "The crews failed to mend the nets of the fleet.",
        "The crews managed to mend the nets of the fleet.",
        "failed",
        NOT,
    ),
    ("We press the herring into barrels of oak.", "We impress the herring into barrels of oak.", "press", ()),
    ("He told us the truth of the reef.", "He told U.S. the truth of the reef.", "us", ()),
    ("The diver cannot see the wreck from there.", "The diver can't see the wreck from there.", "cannot", ()),
    ("我们不会关闭港口因为潮水很高", "我们会关闭港口因为潮水很高", "不", ()),
)
SAME: Final = (
    ("The e-mail of the pilots came at noon today.", "The email of the pilots came at noon today."),
    ("The covid-19 rules end on the ferry.", "The covid19 rules end on the ferry."),
    ("The prize was ５０ crowns for quick crews.", "The prize was 50 crowns for quick crews."),
    ("The U.S. sent two ships to the reef.", "The US sent two ships to the reef."),
    ("At 10 a.m. the U.S. crew will dive.", "at 10 am the US crew will dive"),
    ("Us it does not trouble, said the crew.", "us it does not trouble, said the crew"),
    ("The room is filled with CO₂ at night.", "The room is filled with CO2 at night."),
)
JOINED: Final = (
    "The storm sirens are funded for two years.",
    "I agree that the sirens matter and the beacons are paid in part.",
)
SPACED: Final = (
    "The buoys are blue.  The chains\u00a0are new,\nand the anchors hold " + "well  and " * 60 + "in any storm."
)
QUOTING: Final = (
    'He told me "the sails are torn" and I mended them.',
    "She wrote “the keel is sound” and left.",
    "Er schrieb „der Kiel ist fest“ und ging.",
    'The mast "is high" and the rudder is broken, "they say".',
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder: Path = tmp_path_factory.mktemp("knowledge")
    said = [*(one[0] for one in CHANGED), *(one[0] for one in SAME), *JOINED, *QUOTING, SPACED]
    return Desk(folder, {"a.yaml": briefing(*(f"{{speech: {json.dumps(one)}, by: vesna-okoro}}" for one in said))})


def verdict_on(desk: Desk, text: str) -> Verification:
    sight = desk.responder.sight(TERMINAL)
    return verify(sight, sight.people, Claim(text))


@pytest.mark.parametrize(("said", "claimed", "there", "marks"), CHANGED, ids=[one[1] for one in CHANGED])
def test_a_change_is_told_by_the_sources_words_and_marked(
    desk: Desk, said: str, claimed: str, there: str, marks: tuple[Mark, ...]
) -> None:
    found = verdict_on(desk, claimed)
    assert found.verdict is Verdict.ALTERED
    assert found.quotes[0].passage.text == said
    assert (found.changes[0].real and found.changes[0].real.text, found.changes[0].marks) == (there, marks)
    assert verdict_on(desk, said).verdict is Verdict.VERBATIM


@pytest.mark.parametrize(("said", "claimed"), SAME)
def test_another_way_to_print_the_same_words_is_typography(desk: Desk, said: str, claimed: str) -> None:
    assert verdict_on(desk, claimed).verdict is Verdict.TYPOGRAPHY_ONLY


def test_a_part_of_words_without_spaces_is_verbatim(desk: Desk) -> None:
    assert verdict_on(desk, "关闭港口因为").verdict is Verdict.VERBATIM


def test_two_statements_joined_by_an_ellipsis_are_spliced(desk: Desk) -> None:
    found = verdict_on(desk, "The storm sirens are funded … the beacons are paid in part.")
    assert found.verdict is Verdict.SPLICED
    assert [quote.passage.text for quote in found.quotes] == list(JOINED)


@pytest.mark.parametrize("claimed", ["the sails are torn", "the keel is sound", "der Kiel ist fest", "they say"])
def test_words_that_the_speaker_quotes_are_told_as_such(desk: Desk, claimed: str) -> None:
    found = verdict_on(desk, claimed)
    assert found.verdict in AS_SPOKEN
    assert "words that the speaker quotes" in found.message


@pytest.mark.parametrize(
    "claimed", ["I mended them", "and the rudder is broken", 'told me "the sails are torn" and I', "He told"]
)
def test_the_speakers_own_words_beside_a_quotation_are_not(desk: Desk, claimed: str) -> None:
    assert "quotes" not in verdict_on(desk, claimed).message


@pytest.mark.parametrize("claimed", ["The buoys are blue … and the anchors hold", "The buoys are blue … in any storm."])
def test_what_an_ellipsis_leaves_out_is_told_in_the_sources_very_characters(desk: Desk, claimed: str) -> None:
    found = verdict_on(desk, claimed)
    assert found.verdict is Verdict.ELIDED
    told = re.findall("“([^”]+)”", found.message)
    assert told
    assert all(words in SPACED for words in told)
