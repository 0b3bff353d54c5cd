"""Reserved words are few, and everything else is a question."""

import pytest

from bot.slack.showing.commands import (
    AboutAlerts,
    Administer,
    Command,
    DidYouMean,
    Elsewhere,
    Help,
    Show,
    Status,
    read_words,
)
from bot.state.arrivals import Entrance

COMMAND, MENTION, DIRECT = Entrance.COMMAND, Entrance.MENTION, Entrance.DIRECT


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", Help()),
        ("  HELP ", Help()),
        ("ask", Help()),
        ("status", Status()),
        ("reload", Administer("reload", "")),
        ("reload --dry-run", Administer("reload", "--dry-run")),
        ("reload —dry-run", Administer("reload", "—dry-run")),
        ("ask help wanted at the dam", Show("ask", "help wanted at the dam")),
        ("Ask  reload", Show("ask", "reload")),
        ("help wanted at the dam", Show("ask", "help wanted at the dam")),
        ("reload the archive please", Show("ask", "reload the archive please")),
        ("stauts", DidYouMean("stauts", "status")),
        ("helo", DidYouMean("helo", "help")),
        ("relaod", DidYouMean("relaod", "reload")),
        ("withdraw 2024-rivers", Administer("withdraw", "2024-rivers")),
        ("withdraw rivers", Administer("withdraw", "rivers")),
        ("withdraw 2024-rivers#1:0-9~0a wrong speaker", Administer("withdraw", "2024-rivers#1:0-9~0a wrong speaker")),
        ("Withdrawn", Administer("withdrawn", "")),
        ("withdraw troops from the border", Show("ask", "withdraw troops from the border")),
        ("restore order in the city", Show("ask", "restore order in the city")),
        ("withdrawn from the treaty", Show("ask", "withdrawn from the treaty")),
        ("release", Help()),
        ("alert", AboutAlerts("alert", "")),
        ("Alert here  grain corridor", AboutAlerts("alert", "here  grain corridor")),
        ("alerts", AboutAlerts("alerts", "")),
        ("alerts about the dam", Show("ask", "alerts about the dam")),
        ("alrets", DidYouMean("alrets", "alerts")),
        ("dam", Show("ask", "dam")),
        ("task", Show("ask", "task")),
        ("what about the dam?", Show("ask", "what about the dam?")),
    ],
)
def test_the_words_of_a_command(typed: str, read: Command) -> None:
    assert read_words(typed, COMMAND) == read


@pytest.mark.parametrize("entrance", [MENTION, DIRECT])
@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", Help()),
        ("help", Help()),
        ("Status", Status()),
        ("reload", Elsewhere("reload")),
        ("reload --dry-run", Elsewhere("reload")),
        ("withdraw 2024-03-04-rivers", Elsewhere("withdraw")),
        ("withdraw troops", Show("ask", "withdraw troops")),
        ("withdrawn", Elsewhere("withdrawn")),
        ("ask the minister", Show("ask", "ask the minister")),
        ("stauts", Show("ask", "stauts")),
        ("alert levels at the dam", Show("ask", "alert levels at the dam")),
        ("reload and shoot", Show("ask", "reload and shoot")),
    ],
)
def test_the_words_of_a_mention_or_message(entrance: Entrance, typed: str, read: Command) -> None:
    assert read_words(typed, entrance) == read
