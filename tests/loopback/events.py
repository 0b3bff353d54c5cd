"""The payloads Slack sends, shaped as docs.slack.dev shows them."""

import time
from typing import Any
from uuid import uuid4

from tests.loopback.workspace import APP, BOT_USER, TEAM, Channel


def event_callback(event: dict[str, Any], channel: Channel | None = None) -> dict[str, Any]:
    """An event in its envelope, with a fresh event id."""
    return {
        "token": "verification-token",
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": APP,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{uuid4().hex[:12].upper()}",
        "event_time": int(time.time()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": bool(channel and channel.is_shared_outside),
        "event_context": f"4-{uuid4().hex}",
    }


def message_event(
    kind: str, channel: Channel, user: str, text: str, ts: str, thread_ts: str | None = None
) -> dict[str, Any]:
    """An ``app_mention`` or ``message`` event, as a person's message makes it."""
    event: dict[str, Any] = {
        "type": kind,
        "user": user,
        "ts": ts,
        "client_msg_id": str(uuid4()),
        "text": text,
        "team": TEAM,
        "blocks": [
            {
                "type": "rich_text",
                "block_id": uuid4().hex[:5],
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}],
            }
        ],
        "channel": channel.id,
        "event_ts": ts,
    }
    if kind == "message":
        event["channel_type"] = channel.kind
    if thread_ts is not None:
        event |= {"thread_ts": thread_ts, "parent_user_id": user}
    return event


def command_payload(
    channel: str, user: str, command: str, text: str, response_url: str, trigger_id: str
) -> dict[str, Any]:
    """A slash command."""
    return {
        "token": "verification-token",
        "team_id": TEAM,
        "team_domain": "newsroom",
        "channel_id": channel,
        "channel_name": "directmessage" if channel.startswith("D") else "desk",
        "user_id": user,
        "user_name": user.lower(),
        "command": command,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def click_payload(
    channel: str, user: str, action: dict[str, Any], response_url: str, trigger_id: str, message: dict[str, Any]
) -> dict[str, Any]:
    """A press of a button on a message."""
    return {
        "type": "block_actions",
        "user": {"id": user, "username": user.lower(), "name": user.lower(), "team_id": TEAM},
        "api_app_id": APP,
        "token": "verification-token",
        "container": {
            "type": "message",
            "message_ts": message.get("ts"),
            "thread_ts": message.get("thread_ts"),
            "channel_id": channel,
            "is_ephemeral": False,
        },
        "trigger_id": trigger_id,
        "team": {"id": TEAM, "domain": "newsroom"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": channel, "name": "desk"},
        "message": message,
        "state": {"values": {}},
        "response_url": response_url,
        "actions": [{"action_ts": f"{time.time():.6f}", **action}],
    }


def shortcut_payload(
    user: str, callback_id: str, trigger_id: str, message: dict[str, Any] | None, channel: str, response_url: str
) -> dict[str, Any]:
    """A shortcut: of a message, or from anywhere."""
    payload: dict[str, Any] = {
        "type": "shortcut" if message is None else "message_action",
        "user": {"id": user, "username": user.lower(), "name": user.lower(), "team_id": TEAM},
        "api_app_id": APP,
        "token": "verification-token",
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        "action_ts": f"{time.time():.6f}",
        "team": {"id": TEAM, "domain": "newsroom"},
        "enterprise": None,
        "is_enterprise_install": False,
    }
    if message is not None:
        payload |= {
            "channel": {"id": channel, "name": "desk"},
            "message_ts": message["ts"],
            "message": message,
            "response_url": response_url,
        }
    return payload


def view_payload(kind: str, user: str, view: dict[str, Any], trigger_id: str, **fields: Any) -> dict[str, Any]:
    """Something done in a window: a press (``block_actions``), or a name typed (``block_suggestion``)."""
    return {
        "type": kind,
        "user": {"id": user, "username": user.lower(), "name": user.lower(), "team_id": TEAM},
        "api_app_id": APP,
        "token": "verification-token",
        "container": {"type": "view", "view_id": view["id"]},
        "trigger_id": trigger_id,
        "team": {"id": TEAM, "domain": "newsroom"},
        "enterprise": None,
        "is_enterprise_install": False,
        "view": view,
        **fields,
    }


def submission_payload(user: str, view: dict[str, Any], values: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A form that somebody filled in and sent; ``values`` by block id."""
    return {
        "type": "view_submission",
        "user": {"id": user, "username": user.lower(), "name": user.lower(), "team_id": TEAM},
        "api_app_id": APP,
        "token": "verification-token",
        "trigger_id": f"{time.time_ns()}.{TEAM}.{uuid4().hex}",
        "team": {"id": TEAM, "domain": "newsroom"},
        "enterprise": None,
        "is_enterprise_install": False,
        "view": {**view, "state": {"values": values}},
        "response_urls": [],
    }
