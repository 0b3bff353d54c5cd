"""Whether a text without a word about itself is taken for a transcript or for an article."""

import pytest

from bot.briefing.model import Kind, SourceKind
from bot.importers.model import Draft, Extract
from bot.importers.reading import draft_of
from bot.importers.settling.wishes import Wishes
from tests.briefings import REGISTER

STORY = (
    "The harbour ministry will close the mole for a month, it said on Monday.\n\n"
    "“We have no choice, and the keepers know it,” Ada Quill told the council in the evening.\n\n"
    "Quill, who has run the harbour for ten years, said that “a ferry is not a toy” and left the room.\n"
)


def read(text: str, kind: SourceKind | None = None) -> Draft:
    return draft_of(Extract(text, "x.txt"), REGISTER, Wishes(kind=kind))


@pytest.mark.parametrize(
    "headline",
    [
        "Ada Quill: No Ferry Before The Frost.",
        "Ada Quill: ‘A Ferry Is Not A Toy’",
        "Harbour Daily: A Month Without Ferries",
        "Mayor Ada Quill: We Have No Choice",
        "Well, Mayor Quill: We Have No Choice",
    ],
)
def test_a_headline_with_a_colon_puts_the_story_in_nobodys_mouth(headline: str) -> None:
    found = read(f"{headline}\n\n{STORY}")
    assert found.kind is SourceKind.ARTICLE
    words = [turn.text for turn in found.turns if turn.kind is Kind.SPEECH]
    assert words == ["We have no choice, and the keepers know it,", "a ferry is not a toy"]


def test_headlines_over_several_parts_of_a_story_are_no_labels() -> None:
    found = read(f"Ada Quill: Ferries\n\n{STORY}\n\nTom Steen: Lamps\n\n{STORY.replace('Quill', 'Steen')}")
    assert found.kind is SourceKind.ARTICLE
    assert all("ministry will close" not in turn.text for turn in found.turns)


def test_a_headline_over_a_story_without_a_quotation_has_to_be_settled() -> None:
    found = read(
        "Ada Quill: No Ferry Before The Frost\n\nThe harbour will close for a month.\nThe keepers know it well.\n"
    )
    assert found.turns == ()
    assert any(doubt.is_open for doubt in found.doubts)


@pytest.mark.parametrize(
    "text",
    [
        "MS. QUILL: Good morning. “A ferry is not a toy,” my mother told me, and she was right.\n\nWe will close the mole.\n",
        "Ms. Quill: Good morning to you all.\n\nWe will close the mole for a month, and the keepers know it.\n",
        "Moderator: Good morning.\n\nMs. Quill: “A ferry is not a toy,” my mother said.\n\nQuestion: For how long?\n\nMs. Quill: A month.\n",
    ],
)
def test_words_under_labels_stay_a_transcript(text: str) -> None:
    found = read(text)
    assert found.kind is not SourceKind.ARTICLE
    assert any("Quill" in (turn.printed or "") or "QUILL" in (turn.printed or "") for turn in found.turns)


def test_somebody_can_say_that_it_is_a_transcript() -> None:
    text = "Vesna Okoro: No ferry before the frost.\n\nWe will close the mole for a month, and that is that.\n"
    assert any("say --kind transcript" in doubt.says for doubt in read(text).doubts)
    (turn,) = read(text, SourceKind.TRANSCRIPT).turns
    assert (turn.printed, turn.text) == (
        "Vesna Okoro",
        "No ferry before the frost.\nWe will close the mole for a month, and that is that.",
    )
