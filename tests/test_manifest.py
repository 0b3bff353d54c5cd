"""The manifest, app.yaml, asks for what the code listens to and calls, and for nothing more."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings
from bot.slack.agent.prompts import PROMPTS_MAX
from bot.slack.agent.status import LOADING
from bot.slack.app import COMMANDS, EVENTS, SHORTCUTS
from bot.slack.showing.commands import DidYouMean, Elsewhere, Show, read_words
from bot.state.arrivals import Entrance

ROOT = Path(__file__).parent.parent
MANIFEST: dict[str, Any] = yaml.safe_load((ROOT / "app.yaml").read_text(encoding="utf-8"))
# Which scope a call or a subscription needs. Source: docs.slack.dev, reference, methods and events.
SCOPE_OF_METHOD = {
    "chat_postMessage": "chat:write",
    "chat_postEphemeral": "chat:write",
    "chat_delete": "chat:write",
    "chat_update": "chat:write",
    "chat_getPermalink": None,
    "conversations_replies": "im:history",
    "conversations_history": "im:history",
    "conversations_info": None,  # Asked only to know more; without its scope the answer is no, and that is taken.
    "users_info": None,
    "usergroups_users_list": None,
    "files_info": None,
    "views_open": None,
    "views_push": None,
    "views_update": None,
    "views_publish": None,
    "assistant_threads_setStatus": "chat:write",
    "assistant_threads_setSuggestedPrompts": None,  # Called where the pane for agents is on, which brings its scope.
    "auth_test": None,
    "apps_connections_open": None,
}
# What the overlays in deploy/ are for: with their scopes a call that the base app does without is answered.
SCOPES_OF_OVERLAY = {
    "channel-facts.yaml": ({"conversations_info"}, {"channels:read", "groups:read"}),
    "people-facts.yaml": ({"users_info", "usergroups_users_list"}, {"users:read", "usergroups:read"}),
    "imports.yaml": ({"files_info"}, {"files:read"}),
    "agent-view.yaml": ({"assistant_threads_setSuggestedPrompts"}, {"assistant:write"}),
    "history.yaml": ({"conversations_replies"}, {"channels:history", "groups:history"}),
}
SCOPE_OF_EVENT = {"app_mention": "app_mentions:read", "message.im": "im:history", "app_home_opened": None}


def events() -> list[str]:
    return list(MANIFEST["settings"]["event_subscriptions"]["bot_events"])


def scopes() -> list[str]:
    return list(MANIFEST["oauth_config"]["scopes"]["bot"])


def methods_called() -> set[str]:
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "bot" / "slack").rglob("*.py")))
    rooms = "chat|conversations|users|usergroups|views|reactions|files|assistant"
    return set(re.findall(r"(?:_client|client)\.([a-z]+(?:_[a-zA-Z]+)+)\b", source)) & (
        set(SCOPE_OF_METHOD) | set(re.findall(rf"client\.((?:{rooms})_\w+)", source))
    )


def test_every_event_of_the_manifest_is_listened_to_and_every_listener_is_in_it() -> None:
    assert {event.partition(".")[0] for event in events()} == set(EVENTS)


def test_every_command_of_the_manifest_is_listened_to_and_every_listener_is_in_it() -> None:
    assert [one["command"] for one in MANIFEST["features"]["slash_commands"]] == list(COMMANDS)


def test_every_shortcut_of_the_manifest_is_listened_to_and_every_listener_is_in_it() -> None:
    assert {one["callback_id"] for one in MANIFEST["features"].get("shortcuts") or ()} == set(SHORTCUTS)


def test_every_scope_is_needed_and_every_need_has_its_scope() -> None:
    needed = {SCOPE_OF_METHOD[method] for method in methods_called()} | {SCOPE_OF_EVENT[event] for event in events()}
    assert set(scopes()) == {scope for scope in needed if scope} | {"commands"}
    assert len(scopes()) == 4


@pytest.mark.parametrize("name", SCOPES_OF_OVERLAY)
def test_an_overlay_adds_the_scopes_of_calls_that_are_made_and_nothing_else(name: str) -> None:
    text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
    calls, wanted = SCOPES_OF_OVERLAY[name]
    added: dict[str, Any] = yaml.safe_load(text)
    assert set(added) - {"features"} == {"oauth_config"}
    assert set(added["oauth_config"]["scopes"]["bot"]) == wanted
    assert not wanted & set(scopes())
    assert calls <= methods_called()
    assert name in (ROOT / "deploy" / "README.md").read_text(encoding="utf-8")
    needed = Settings(channel_facts=True, people_facts=True, imports=True, agent_view=True).scopes_needed
    assert [needed[variable] for variable in re.findall(r"set (BRIEFING_\w+)=on", text)] in ([], [wanted])


def test_the_agent_view_adds_what_slack_takes_and_prompts_that_the_bot_answers() -> None:
    text = (ROOT / "deploy" / "agent-view.yaml").read_text(encoding="utf-8")
    features: dict[str, Any] = yaml.safe_load(text)["features"]
    assert list(features) == ["agent_view"]
    assert set(features["agent_view"]) == {"agent_description", "suggested_prompts"}
    assert 0 < len(features["agent_view"]["agent_description"]) <= 300
    prompts = features["agent_view"]["suggested_prompts"]
    assert 0 < len(prompts) <= PROMPTS_MAX == 4
    assert all(set(prompt) == {"title", "message"} for prompt in prompts)
    read = [read_words(prompt["message"], Entrance.DIRECT) for prompt in prompts]
    assert not [one for one in read if isinstance(one, Elsewhere | DidYouMean)]
    assert not [one for one in read if isinstance(one, Show) and one.kind == "ask"]


def test_the_events_of_the_agent_view_are_in_the_manifest_and_listened_to() -> None:
    text = (ROOT / "deploy" / "agent-view.yaml").read_text(encoding="utf-8")
    named = set(re.findall(r"app_home_opened|message\.im|assistant_\w+", text))
    assert named == {"app_home_opened", "message.im"} <= set(events())
    assert {name.partition(".")[0] for name in named} <= set(EVENTS)
    assert len(LOADING) <= 10


def test_no_overlay_takes_the_place_of_what_the_manifest_has() -> None:
    for path in sorted((ROOT / "deploy").glob("*.yaml")):
        added = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert not set(added.get("features", {})) & set(MANIFEST["features"])
        assert path.name in SCOPES_OF_OVERLAY


def test_no_channel_is_read_and_no_user_token_is_asked_for() -> None:
    assert not {"message.channels", "message.groups"} & set(events())
    assert set(MANIFEST["oauth_config"]["scopes"]) == {"bot"}


def test_people_can_write_to_the_bot_directly() -> None:
    assert MANIFEST["features"]["app_home"]["messages_tab_enabled"] is True
    assert MANIFEST["features"]["app_home"]["messages_tab_read_only_enabled"] is False


def test_the_home_is_shown_and_its_event_is_asked_for() -> None:
    assert MANIFEST["features"]["app_home"]["home_tab_enabled"] is True
    assert "app_home_opened" in events()


def test_socket_mode_is_on() -> None:
    assert MANIFEST["settings"]["socket_mode_enabled"] is True


# Source: Slack's app manifest schema, read for the limits named in the design.
LIMITS = [
    ("display_information.name", 1, 35),
    ("display_information.description", 1, 140),
    ("display_information.long_description", 175, 4_000),
    ("features.bot_user.display_name", 1, 80),
]


@pytest.mark.parametrize(("place", "shortest", "longest"), LIMITS)
def test_texts_have_the_lengths_slack_takes(place: str, shortest: int, longest: int) -> None:
    value: Any = MANIFEST
    for key in place.split("."):
        value = value[key]
    assert shortest <= len(value) <= longest


def test_commands_have_the_lengths_slack_takes() -> None:
    for one in MANIFEST["features"]["slash_commands"]:
        assert re.fullmatch(r"/[a-z0-9_-]{1,31}", one["command"])
        assert 1 <= len(one["description"]) <= 2_000
        assert len(one["usage_hint"]) <= 1_000
