"""Reserved words are few, and everything else is a question."""

import pytest

from bot.slack.commands import (
    Ask,
    Command,
    DidYouMean,
    Help,
    ReloadArchive,
    ReloadElsewhere,
    Status,
    read_words,
)
from bot.state.inbox import Entrance

COMMAND, MENTION, DIRECT = Entrance.COMMAND, Entrance.MENTION, Entrance.DIRECT


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", Help()),
        ("  HELP ", Help()),
        ("ask", Help()),
        ("status", Status()),
        ("reload", ReloadArchive(dry_run=False)),
        ("reload --dry-run", ReloadArchive(dry_run=True)),
        ("reload —dry-run", ReloadArchive(dry_run=True)),
        ("ask help wanted at the dam", Ask("help wanted at the dam")),
        ("Ask  reload", Ask("reload")),
        ("help wanted at the dam", Ask("help wanted at the dam")),
        ("reload the archive please", Ask("reload the archive please")),
        ("stauts", DidYouMean("stauts", "status")),
        ("helo", DidYouMean("helo", "help")),
        ("relaod", DidYouMean("relaod", "reload")),
        ("dam", Ask("dam")),
        ("task", Ask("task")),
        ("what about the dam?", Ask("what about the dam?")),
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
        ("reload", ReloadElsewhere()),
        ("reload --dry-run", ReloadElsewhere()),
        ("ask the minister", Ask("ask the minister")),
        ("stauts", Ask("stauts")),
        ("reload and shoot", Ask("reload and shoot")),
    ],
)
def test_the_words_of_a_mention_or_message(entrance: Entrance, typed: str, read: Command) -> None:
    assert read_words(typed, entrance) == read
