from datetime import date
from typing import Any

import pytest

from bot.answer.showing.citations import ap_date, citations_of
from bot.briefing.model import GroundRule, Rule, Source, SourceKind, Status
from bot.briefing.passages import Passage
from tests.answer.test_citation import quote_of
from tests.briefings import briefing, question, speech

SAID = "The tide turns at dawn, not before, and the well-kept lamps stay lit."
OCCASION = "March 4, 2030, at “Weekly Tides Briefing”, Ministry of Tides, Port Amber"
BACKGROUND = GroundRule(Rule.ON_BACKGROUND, "a senior tides official")


@pytest.mark.parametrize(
    ("turn", "ap"),
    [
        (speech(SAID), f"Vesna Okoro, Spokesperson, Ministry of Tides, said {OCCASION}: “{SAID}”"),
        (speech(SAID, by=None, printed="MR. GULL"), f"MR. GULL said {OCCASION}: “{SAID}”"),
        (speech(SAID, by=None), f"A speaker not named in the source said {OCCASION}: “{SAID}”"),
        (speech(SAID, printed="MS. OKORO", ground_rule=BACKGROUND),
         f"a senior tides official, speaking on background, said {OCCASION}: “{SAID}”"),
        (question("Why?"), f"A reporter asked {OCCASION}: “Why?”"),
        (question("Why?") | {"printed": "JUNE MARROW:"}, f"JUNE MARROW, a reporter, asked {OCCASION}: “Why?”"),
        ({"kind": "reported", "text": "She agreed.", "by": "vesna-okoro"},
         "Harbour Gazette, reporting what Vesna Okoro, Spokesperson, Ministry of Tides said, wrote of "
         f"{OCCASION}: She agreed."),
    ],
)  # fmt: skip
def test_the_ap_form_says_said_and_gives_the_whole_attribution(turn: dict[str, Any], ap: str) -> None:
    assert citations_of(quote_of(briefing(turn))).ap == ap


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.RUSH, ", according to a rush transcript: “"),
        (Status.INTERPRETED, " through an interpreter: “"),
        (Status.AS_QUOTED, ", as quoted by Harbour Gazette (partial quotation): “"),
    ],
)
def test_the_ap_form_says_how_the_words_came_down(status: Status, words: str) -> None:
    source = Source("Harbour Gazette", SourceKind.ARTICLE, status)
    said = briefing(speech(SAID, partial=status is Status.AS_QUOTED), source=source)
    assert f"Port Amber{words}" in citations_of(quote_of(said)).ap


def test_every_form_holds_the_exact_words_and_says_where_they_stand() -> None:
    quote = quote_of(briefing(speech(SAID)))
    cited = citations_of(quote)
    assert cited.plain.startswith(f"“{SAID}”\n— Vesna Okoro, Spokesperson, Ministry of Tides · official transcript · ")
    assert cited.plain.endswith(f" · {quote.passage.id}")
    assert "https://gazette.example/tides#:~:text=" in cited.plain
    assert cited.markdown.startswith(f"> “{SAID}”\n>\n> — Vesna Okoro")


def test_a_short_answer_brings_its_question() -> None:
    said = briefing(question("Does the ferry sail?"), speech("It does."))
    asked = Passage(said, said.turns[0], 0, len(said.turns[0].text))
    cited = citations_of(quote_of(said, 2, asked=asked))
    assert cited.plain.startswith("Question: “Does the ferry sail?”\n“It does.”\n")
    assert cited.ap.startswith("Asked “Does the ferry sail?”, Vesna Okoro")
    assert cited.markdown.startswith("Question: “Does the ferry sail?”")


def test_months_are_printed_as_the_ap_does() -> None:
    assert [ap_date(date(2030, month, 9)) for month in (1, 3, 9)] == ["Jan. 9, 2030", "March 9, 2030", "Sept. 9, 2030"]
