"""Payloads of any shape: a question where a person asked one, a reason everywhere else."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.incoming import Identity, Ignored, read_command, read_event
from bot.state.arrivals import Arrival, Entrance

OWN = Identity("U0BOT", "B0BOT")
TS = "1700000000.000100"


def envelope(event: Any, **fields: Any) -> dict[str, Any]:
    return {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": event, **fields}


def mention(**fields: Any) -> dict[str, Any]:
    return {"type": "app_mention", "user": "U1", "text": "<@U0BOT> dam", "ts": TS, "channel": "C1", **fields}


def direct(**fields: Any) -> dict[str, Any]:
    return {"type": "message", "channel_type": "im", "user": "U1", "text": "dam", "ts": TS, "channel": "D1", **fields}


def read(event: Any, **fields: Any) -> Arrival:
    arrival = read_event(envelope(event, **fields), OWN)
    assert isinstance(arrival, Arrival), arrival
    return arrival


def test_a_mention_is_a_question_with_two_keys() -> None:
    assert read(mention()) == Arrival(
        entrance=Entrance.MENTION,
        event_key="T1:Ev1",
        message_key=f"C1:{TS}",
        team="T1",
        channel="C1",
        user="U1",
        text="dam",
        message_ts=TS,
    )


def test_a_mention_in_a_thread_names_the_thread() -> None:
    assert read(mention(thread_ts="1699999999.000100")).thread_ts == "1699999999.000100"


def test_the_first_message_of_a_thread_does_not_stand_in_a_thread() -> None:
    assert read(mention(thread_ts=TS)).thread_ts is None


def test_the_files_of_a_direct_message_are_written_down_and_those_of_a_mention_are_not() -> None:
    file = {"id": "F1", "name": "tides.txt", "size": 9, "url_private": "https://files.slack.com/F1"}
    kept = read(direct(subtype="file_share", files=[file])).files
    assert json.loads(kept or "") == [{"id": "F1", "name": "tides.txt", "size": 9, "url": "https://files.slack.com/F1"}]
    assert read(mention(files=[file])).files is None


@pytest.mark.parametrize(
    "files",
    ["x", {}, None, [], [None, 3, {"id": 5}, {"name": "x"}], [{"id": "F 1"}], [[{"id": "F1"}]]],
)
def test_files_of_an_odd_shape_are_none(files: Any) -> None:
    assert read(direct(files=files)).files is None


def test_a_file_with_odd_facts_keeps_its_id_and_few_are_kept() -> None:
    odd = {"id": "F1", "name": "\ud800" + "n" * 999, "size": "big", "url_private": "ftp://x"}
    (kept, *rest) = json.loads(read(direct(files=[odd] * 99)).files or "")
    assert (kept["id"], kept["size"], kept["url"], len(kept["name"])) == ("F1", 0, None, 200)
    assert len(rest) == 4


def test_a_direct_message_needs_no_mention() -> None:
    arrival = read(direct())
    assert (arrival.entrance, arrival.text) == (Entrance.DIRECT, "dam")


def test_a_direct_message_is_known_by_its_channel_when_the_type_is_missing() -> None:
    event = direct()
    del event["channel_type"]
    assert read(event).entrance is Entrance.DIRECT


def test_twins_of_a_direct_message_share_a_key() -> None:
    twin = read(mention(channel="D1"), event_id="Ev2")
    assert twin.message_key == read(direct()).message_key
    assert twin.entrance is Entrance.DIRECT


def test_a_message_with_a_file_is_a_question() -> None:
    assert read(direct(subtype="file_share", files=[{}])).text == "dam"


@pytest.mark.parametrize("subtype", ["thread_broadcast", "me_message"])
def test_a_reply_shown_in_the_channel_too_and_what_me_writes_are_questions(subtype: str) -> None:
    assert read(direct(subtype=subtype)).text == read(mention(subtype=subtype)).text == "dam"


def test_a_message_without_text_says_what_its_blocks_say() -> None:
    leaves = [
        {"type": "user", "user_id": "U0BOT"},
        {"type": "text", "text": " was the <dam> & "},
        {"type": "text", "text": "pier", "style": {"bold": True}},
        {"type": "emoji", "name": "wave"},
        {"type": "text", "text": " inspected?"},
    ]
    blocks = [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": leaves}]}]
    assert read(direct(text="", blocks=blocks)).text == "was the <dam> & pier inspected?"
    assert read(mention(text=None, blocks=blocks)).text == "was the <dam> & pier inspected?"
    assert read(direct(blocks=blocks)).text == "dam"


@pytest.mark.parametrize("blocks", ["x", 5, {}, [None, 3], [{"elements": "x"}], [{"elements": [{"text": {}}]}], []])
def test_blocks_of_an_odd_shape_say_nothing(blocks: Any) -> None:
    assert read(direct(text="", blocks=blocks)).text == ""


def test_blocks_that_hold_themselves_over_and_over_say_nothing() -> None:
    block: dict[str, Any] = {"text": "dam"}
    for _ in range(500):
        block = {"elements": [block]}
    assert read(direct(text="", blocks=[block])).text == ""


def test_a_message_told_of_for_two_workspaces_is_one_question() -> None:
    other = [{"team_id": "T2", "user_id": "U0BOT", "is_bot": True}]
    assert read(mention()).message_key == read(mention(), authorizations=other, event_id="Ev2").message_key


def test_only_our_own_mention_is_taken_out() -> None:
    text = "<@U0BOT> what did <@U0LIND|Oda> say about a &amp; b?"
    assert read(mention(text=text)).text == "what did @Oda say about a & b?"


def test_our_id_in_this_workspace_may_stand_in_the_envelope_alone() -> None:
    authorizations = [{"team_id": "T9", "user_id": "U9BOT", "is_bot": True}, {"user_id": "U1", "is_bot": False}]
    arrival = read(mention(text="<@U9BOT> dam"), authorizations=authorizations)
    assert (arrival.text, arrival.team) == ("dam", "T9")


def test_an_organisation_stands_in_for_a_missing_workspace() -> None:
    assert read(mention(), team_id=None, enterprise_id="E1").event_key == "E1:Ev1"


def test_a_missing_event_id_leaves_the_message_key() -> None:
    arrival = read(mention(), event_id=None)
    assert (arrival.event_key, arrival.message_key) == (None, f"C1:{TS}")


@pytest.mark.parametrize("value", [True, "true"])
def test_a_channel_shared_outside_is_told_by_the_envelope(value: object) -> None:
    assert read(mention(), is_ext_shared_channel=value).is_external
    assert not read(mention(), is_ext_shared_channel=False).is_external


@pytest.mark.parametrize(
    "event",
    [
        mention(bot_id="B1"),
        mention(bot_profile={"id": "B1"}),
        mention(user="U0BOT"),
        mention(user="USLACKBOT"),
        mention(user=None),
        mention(user={"id": "U1"}),
        mention(subtype="message_changed"),
        mention(subtype=["file_share"]),
        mention(hidden=True),
        mention(edited={"user": "U1", "ts": TS}),
        mention(ts=None),
        mention(ts="yesterday"),
        mention(ts=1700000000.0001),
        mention(channel=None),
        mention(channel=""),
        mention(channel=["C1"]),
        mention(channel="C1\n"),
        direct(subtype="message_deleted"),
        direct(subtype="channel_join"),
        direct(channel="C1", channel_type="channel"),
        direct(channel="G1", channel_type="mpim"),
        direct(channel_type="group"),
        {"type": "reaction_added", "user": "U1", "channel": "C1"},
        {},
        None,
        "app_mention",
        [mention()],
    ],
)
def test_whatever_no_person_asked_is_ignored(event: Any) -> None:
    assert isinstance(read_event(envelope(event), OWN), Ignored)


def test_a_command_is_known_by_its_trigger() -> None:
    body = {
        "command": "/briefing",
        "text": "dam &amp; <https://a.example|report>",
        "team_id": "T1",
        "channel_id": "C1",
        "user_id": "U1",
        "trigger_id": "13.37",
        "response_url": "https://hooks.slack.example/commands/1",
    }
    arrival = read_command(body)
    assert arrival == Arrival(
        entrance=Entrance.COMMAND,
        event_key="T1:command:13.37",
        message_key=None,
        team="T1",
        channel="C1",
        user="U1",
        text="dam & report",
        response_url="https://hooks.slack.example/commands/1",
    )


def test_a_command_without_a_trigger_is_known_by_what_it_holds() -> None:
    body = {"command": "/briefing", "text": "dam", "team_id": "T1", "user_id": "U1"}
    first, same, other = (read_command(one) for one in (body, dict(body), {**body, "text": "pier"}))
    assert isinstance(first, Arrival)
    assert isinstance(other, Arrival)
    assert first == same
    assert first.event_key != other.event_key
    assert first.channel is None


@pytest.mark.parametrize("url", ["ftp://x/1", "javascript:1", "https://a b", "https://" + "x" * 3000, 5, None])
def test_an_odd_response_address_is_not_used(url: object) -> None:
    arrival = read_command({"user_id": "U1", "response_url": url})
    assert isinstance(arrival, Arrival)
    assert arrival.response_url is None


@pytest.mark.parametrize("body", [None, [], "x", {}, {"user_id": None}, {"user_id": {"id": "U1"}}])
def test_a_command_from_nobody_is_ignored(body: Any) -> None:
    assert isinstance(read_command(body), Ignored)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
_FIELDS = ["type", "user", "text", "ts", "channel", "channel_type", "thread_ts", "subtype", "bot_id", "edited"]
_BODY = ["team_id", "authorizations", "event_id", "is_ext_shared_channel", "enterprise_id"]


@given(st.dictionaries(st.sampled_from(_FIELDS), _json), st.dictionaries(st.sampled_from(_BODY), _json))
def test_no_shape_of_an_event_breaks_the_reader(event: dict[str, Any], fields: dict[str, Any]) -> None:
    for base in ({}, mention(), direct()):
        arrival = read_event({**envelope({**base, **event}), **fields}, OWN)
        if isinstance(arrival, Arrival):
            assert arrival.user
            assert arrival.channel
            assert arrival.message_ts


@given(_json)
def test_no_shape_of_a_command_breaks_the_reader(value: Any) -> None:
    for body in (value, {"user_id": "U1", "text": value, "trigger_id": value, "channel_id": value, "team_id": value}):
        assert isinstance(read_command(body), Arrival | Ignored)
