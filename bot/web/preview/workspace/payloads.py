"""The payloads that tell an app what people did, shaped as docs.slack.dev shows them."""

import secrets
import time
from typing import Any

from bot.web.preview.workspace.model import APP, BOT_USER, TEAM, Channel, Json, Message, Person


def event(fields: Json) -> Json:
    """An event in its envelope."""
    own = {"enterprise_id": None, "team_id": TEAM, "user_id": BOT_USER, "is_bot": True, "is_enterprise_install": False}
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": APP,
        "event": fields,
        "event_id": f"Ev{secrets.token_hex(6).upper()}",
        "event_time": int(time.time()),
        "authorizations": [own],
        "is_ext_shared_channel": False,
        "event_context": f"4-{secrets.token_hex(16)}",
    }


def message_event(kind: str, channel: Channel, message: Message) -> Json:
    """An ``app_mention``, or the ``message`` of a direct message."""
    fields = {**message.as_told(), "type": kind, "channel": channel.id, "event_ts": message.ts}
    fields["client_msg_id"] = secrets.token_hex(16)
    if channel.is_direct:
        fields["channel_type"] = "im"
    if message.files:
        fields["subtype"] = "file_share"
    return event(fields)


def home_event(person: Person, view: Json | None) -> Json:
    """Somebody looks at the app's home."""
    fields = {"type": "app_home_opened", "user": person.id, "channel": person.direct, "tab": "home"}
    return event(fields | ({"view": view} if view else {}) | {"event_ts": f"{time.time():.6f}"})


def command(person: Person, channel: Channel, words: tuple[str, str], response_url: str, trigger: str) -> Json:
    """A slash command and the words after it."""
    return {
        "team_id": TEAM,
        "team_domain": "newsroom",
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.is_direct else channel.name,
        "user_id": person.id,
        "user_name": _user_name(person),
        "command": words[0],
        "text": words[1],
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger,
    }


def message_press(
    person: Person, channel: Channel, message: Message, action: Json, response_url: str, trigger: str
) -> Json:
    """Somebody used an element of a message; of a private one, the message itself is not told."""
    is_private = message.only_for is not None
    container = {"type": "message", "message_ts": message.ts, "channel_id": channel.id, "is_ephemeral": is_private}
    fields = {
        **_interaction("block_actions", person, trigger),
        "container": container | ({"thread_ts": message.thread_ts} if message.thread_ts else {}),
        "channel": {"id": channel.id, "name": "directmessage" if channel.is_direct else channel.name},
        "state": {"values": {}},
        "response_url": response_url,
        "actions": [action],
    }
    return fields if is_private else {**fields, "message": message.as_told()}


def view_press(person: Person, view: Json, action: Json, trigger: str) -> Json:
    """Somebody used an element of a view."""
    return {
        **_interaction("block_actions", person, trigger),
        "container": {"type": "view", "view_id": view["id"]},
        "view": view,
        "actions": [action],
    }


def view_submission(person: Person, view: Json, trigger: str) -> Json:
    """Somebody sent a view off."""
    return {**_interaction("view_submission", person, trigger), "view": view, "response_urls": []}


def view_closed(person: Person, view: Json, is_cleared: bool) -> Json:
    """Somebody closed a view that wants to know."""
    fields = _interaction("view_closed", person, "")
    del fields["trigger_id"]
    return {**fields, "view": view, "is_cleared": is_cleared}


def global_shortcut(person: Person, callback_id: str, trigger: str) -> Json:
    """Somebody chose the app's entry in the composer's menu."""
    return {
        **_interaction("shortcut", person, trigger),
        "callback_id": callback_id,
        "action_ts": f"{time.time():.6f}",
    }


def message_shortcut(
    person: Person, channel: Channel, message: Message, callback_id: str, response_url: str, trigger: str
) -> Json:
    """Somebody chose the app's entry in a message's menu."""
    return {
        **_interaction("message_action", person, trigger),
        "callback_id": callback_id,
        "action_ts": f"{time.time():.6f}",
        "channel": {"id": channel.id, "name": "directmessage" if channel.is_direct else channel.name},
        "message_ts": message.ts,
        "message": message.as_told(),
        "response_url": response_url,
    }


def suggestion(person: Person, view: Json, element: Json, block_id: str, value: str) -> Json:
    """Somebody types into a select whose options the app gives."""
    fields = _interaction("block_suggestion", person, "")
    del fields["trigger_id"]
    asked: dict[str, Any] = {"action_id": element.get("action_id"), "block_id": block_id, "value": value}
    return {**fields, **asked, "container": {"type": "view", "view_id": view["id"]}, "view": view}


def _interaction(kind: str, person: Person, trigger: str) -> Json:
    name = _user_name(person)
    return {
        "type": kind,
        "team": {"id": TEAM, "domain": "newsroom"},
        "user": {"id": person.id, "username": name, "name": name, "team_id": TEAM},
        "api_app_id": APP,
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": trigger,
    }


def _user_name(person: Person) -> str:
    return person.name.lower().replace(" ", ".")
