"""Links to our own messages are proved: a payload leads to those that are spoken of, and nowhere else."""

from dataclasses import replace

import pytest

from bot.slack.payload.blocks import LINKS, render
from bot.slack.payload.proof import ProofFailed, prove
from bot.slack.rendering.sheet import bare_sheet

SHEET = bare_sheet(
    "Withdraw 2024-rivers", "Two messages showed it.", ("https://a.example/1", None, "https://a.example/3")
)


def test_a_message_that_has_no_address_keeps_its_number() -> None:
    (block,) = (block for block in render(SHEET).blocks if block.get("block_id") == LINKS)
    leaves = block["elements"][0]["elements"]
    assert [leaf["text"] for leaf in leaves] == ["Open ", "1", " · ", "3"]
    assert prove(render(SHEET), SHEET).blocks_json


@pytest.mark.parametrize("links", [(), ("https://evil.example/1", None, "https://a.example/3")])
def test_other_links_than_those_of_the_sheet_are_refused(links: tuple[str | None, ...]) -> None:
    with pytest.raises(ProofFailed):
        prove(render(replace(SHEET, links=links)), SHEET)
