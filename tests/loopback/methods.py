"""The Web API methods, each a function from arguments to its answer.

Source: docs.slack.dev, Web API methods; errors named as there.
"""

import time
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from tests.loopback.agents import AGENTS
from tests.loopback.payloads import Refused, check_blocks, check_message, decoded
from tests.loopback.workspace import APP_TOKEN, BOT, BOT_USER, TEAM, Channel, Message, Workspace

Arguments = Mapping[str, Any]
Answered = dict[str, Any]
TRIGGER_LIFE_S = 3.0
VIEW_BLOCKS_MAX = 100
STACK_MAX = 3  # Source: docs.slack.dev, views.push, "After a modal is opened"


def call(workspace: Workspace, method: str, token: str | None, arguments: Arguments, socket_url: str) -> Answered:
    """Run one method.

    Raises:
        Refused: With the error code Slack would answer.
    """
    if method == "apps.connections.open":
        _need_token(workspace, token, APP_TOKEN)
        return {"url": socket_url}
    function = _METHODS.get(method)
    if function is None:
        raise Refused("unknown_method", method)
    _need_token(workspace, token, workspace.bot_token)
    return function(workspace, arguments)


def _need_token(workspace: Workspace, token: str | None, right: str) -> None:
    if not token:
        raise Refused("not_authed")
    if token != right:
        known = token in (APP_TOKEN, workspace.bot_token)
        raise Refused("not_allowed_token_type" if known else "invalid_auth")


def _auth_test(workspace: Workspace, arguments: Arguments) -> Answered:
    return {
        "url": "https://newsroom.example/",
        "team": "Newsroom",
        "user": "briefing-bot",
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": False,
    }


def _post_message(workspace: Workspace, arguments: Arguments) -> Answered:
    channel = _writable(workspace, arguments)
    message = _message(workspace, channel, arguments, via="chat.postMessage")
    workspace.messages.append(message)
    workspace.statuses.pop((channel.id, str(message.thread_ts)), None)
    return {"channel": channel.id, "ts": message.ts, "message": message.as_slack_has_it(with_metadata=True)}


def _post_ephemeral(workspace: Workspace, arguments: Arguments) -> Answered:
    user = arguments.get("user")
    if not user:
        raise Refused("invalid_arguments", "user")
    channel = _writable(workspace, arguments)
    if user in channel.outsiders:
        raise Refused("user_not_in_channel")
    message = _message(workspace, channel, arguments, via="chat.postEphemeral")
    message.only_for = str(user)
    workspace.messages.append(message)
    return {"message_ts": message.ts}


def _update(workspace: Workspace, arguments: Arguments) -> Answered:
    message = _own_message(workspace, arguments, "cant_update_message")
    message.blocks, metadata = check_message(arguments)
    message.text = str(arguments.get("text", ""))
    message.metadata = metadata or message.metadata
    message.edited = True
    return {"channel": message.channel, "ts": message.ts, "text": message.text}


def _permalink(workspace: Workspace, arguments: Arguments) -> Answered:
    channel, ts = _known(workspace, arguments), str(arguments.get("message_ts"))
    if workspace.find(channel.id, ts) is None:
        raise Refused("message_not_found")
    return {
        "channel": channel.id,
        "permalink": f"https://newsroom.example/archives/{channel.id}/p{ts.replace('.', '')}",
    }


def _delete(workspace: Workspace, arguments: Arguments) -> Answered:
    message = _own_message(workspace, arguments, "cant_delete_message")
    workspace.messages.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def _replies(workspace: Workspace, arguments: Arguments) -> Answered:
    channel = _known(workspace, arguments)
    if not workspace.can_read(channel):
        raise Refused("missing_scope")
    thread = workspace.thread(channel.id, str(arguments.get("ts")))
    if not thread:
        raise Refused("thread_not_found")
    oldest, latest = str(arguments.get("oldest") or ""), str(arguments.get("latest") or "9")
    root, rest = thread[0], [m for m in thread[1:] if oldest < m.ts <= latest]
    page = int(arguments.get("limit") or 1000)
    first = int(arguments.get("cursor") or 0)
    with_metadata = str(arguments.get("include_all_metadata")).lower() in ("1", "true")
    shown = [root, *rest][first : first + page]
    more = first + page < len(rest) + 1
    return {
        "messages": [message.as_slack_has_it(with_metadata) for message in shown],
        "has_more": more,
        "response_metadata": {"next_cursor": str(first + page) if more else ""},
    }


def _history(workspace: Workspace, arguments: Arguments) -> Answered:
    if str(arguments.get("channel")).startswith(("U", "W")):
        raise Refused("channel_not_found")
    channel = _known(workspace, arguments)
    if not workspace.can_read(channel):
        raise Refused("missing_scope")
    oldest = str(arguments.get("oldest") or "")
    with_metadata = str(arguments.get("include_all_metadata")).lower() in ("1", "true")
    said = [m for m in workspace.messages if m.channel == channel.id and not m.only_for and m.ts >= oldest]
    newest = said[::-1][: int(arguments.get("limit") or 100)]
    return {"messages": [m.as_slack_has_it(with_metadata) for m in newest if m.thread_ts is None], "has_more": False}


def _open_conversation(workspace: Workspace, arguments: Arguments) -> Answered:
    users = str(arguments.get("users") or "")
    if not users.startswith(("U", "W")):
        raise Refused("user_not_found")
    return {"channel": {"id": workspace.channel(direct_channel(users.split(",")[0])).id}}


def _user_info(workspace: Workspace, arguments: Arguments) -> Answered:
    if "users:read" not in workspace.scopes:
        raise Refused("missing_scope")
    user = str(arguments.get("user") or "")
    facts = {"is_admin": user in workspace.admins, "is_restricted": user in workspace.guests, "is_bot": False}
    return {"user": {"id": user, "team_id": TEAM, **facts}}


def _group_members(workspace: Workspace, arguments: Arguments) -> Answered:
    if "usergroups:read" not in workspace.scopes:
        raise Refused("missing_scope")
    members = workspace.groups.get(str(arguments.get("usergroup")))
    if members is None:
        raise Refused("no_such_subteam")
    return {"users": members}


def _file_info(workspace: Workspace, arguments: Arguments) -> Answered:
    if "files:read" not in workspace.scopes:
        raise Refused("missing_scope")
    file_id = str(arguments.get("file"))
    if file_id not in workspace.files:
        raise Refused("file_not_found")
    name, content = workspace.files[file_id]
    url = f"{workspace.files_address}/files-pri/{file_id}/{name}"
    return {"file": {"id": file_id, "name": name, "size": len(content), "url_private": url}}


def _open_view(workspace: Workspace, arguments: Arguments) -> Answered:
    _take_trigger(workspace, arguments)
    return _keep_view(workspace, arguments)


def _push_view(workspace: Workspace, arguments: Arguments) -> Answered:
    _take_trigger(workspace, arguments)
    below = workspace.views.get(workspace.pressed_in.get(str(arguments.get("trigger_id")), ""))
    if below is None or below["type"] != "modal":
        raise Refused("not_found", "no window to push onto")
    if below["depth"] >= STACK_MAX:
        raise Refused("push_limit_reached")
    return _keep_view(workspace, arguments, depth=below["depth"] + 1)


def _take_trigger(workspace: Workspace, arguments: Arguments) -> None:
    expires_s = workspace.trigger_ids.pop(str(arguments.get("trigger_id")), None)
    if expires_s is None:
        raise Refused("invalid_trigger_id")
    if time.monotonic() > expires_s:
        raise Refused("expired_trigger_id")


def _update_view(workspace: Workspace, arguments: Arguments) -> Answered:
    view_id = str(arguments.get("view_id"))
    if view_id not in workspace.views:
        raise Refused("not_found", view_id)
    return _keep_view(workspace, arguments, view_id, workspace.views[view_id]["depth"])


def _channel_info(workspace: Workspace, arguments: Arguments) -> Answered:
    channel = _known(workspace, arguments)
    if ("groups:read" if channel.kind == "group" else "channels:read") not in workspace.scopes:
        raise Refused("missing_scope")
    return {"channel": {"id": channel.id, "name": "desk", "is_ext_shared": channel.is_shared_outside}}


def _publish_view(workspace: Workspace, arguments: Arguments) -> Answered:
    if not arguments.get("user_id"):
        raise Refused("invalid_arguments", "user_id")
    return _keep_view(workspace, arguments)


def _keep_view(workspace: Workspace, arguments: Arguments, view_id: str | None = None, depth: int = 1) -> Answered:
    view = decoded(arguments.get("view"), "invalid_arguments")
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        raise Refused("invalid_arguments", "view")
    check_blocks(view.get("blocks"), VIEW_BLOCKS_MAX)
    kept = {**view, "id": view_id or f"V{uuid4().hex[:10].upper()}", "hash": uuid4().hex[:10], "team_id": TEAM}
    kept["depth"] = depth
    workspace.views[str(arguments.get("user_id") or kept["id"])] = kept
    return {"view": kept}


def direct_channel(user: str) -> str:
    """The id of the direct message between a person and the bot."""
    return "D" + user[1:]


def _known(workspace: Workspace, arguments: Arguments) -> Channel:
    name = str(arguments.get("channel"))
    if name.startswith(("U", "W")):
        # A person's id names the direct message with them.
        return workspace.channel(direct_channel(name))
    channel = workspace.channels.get(name)
    if channel is None:
        raise Refused("channel_not_found", str(arguments.get("channel")))
    return channel


def _writable(workspace: Workspace, arguments: Arguments) -> Channel:
    channel = _known(workspace, arguments)
    if not channel.has_bot:
        raise Refused("not_in_channel")
    if channel.is_archived:
        raise Refused("is_archived")
    return channel


def _message(workspace: Workspace, channel: Channel, arguments: Arguments, via: str) -> Message:
    blocks, metadata = check_message(arguments)
    return Message(
        channel=channel.id,
        ts=workspace.new_ts(),
        user=BOT_USER,
        text=str(arguments.get("text") or ""),
        via=via,
        thread_ts=arguments.get("thread_ts"),
        blocks=blocks,
        metadata=metadata,
    )


def _own_message(workspace: Workspace, arguments: Arguments, error: str) -> Message:
    message = workspace.find(_known(workspace, arguments).id, str(arguments.get("ts")))
    if message is None or message.only_for is not None:
        raise Refused("message_not_found")
    if not message.is_ours:
        raise Refused(error)
    return message


_METHODS: dict[str, Callable[[Workspace, Arguments], Answered]] = {
    "auth.test": _auth_test,
    "chat.postMessage": _post_message,
    "chat.postEphemeral": _post_ephemeral,
    "chat.update": _update,
    "chat.getPermalink": _permalink,
    "chat.delete": _delete,
    "conversations.replies": _replies,
    "conversations.history": _history,
    "conversations.open": _open_conversation,
    "files.info": _file_info,
    "users.info": _user_info,
    "usergroups.users.list": _group_members,
    "views.open": _open_view,
    "views.push": _push_view,
    "views.update": _update_view,
    "views.publish": _publish_view,
    "conversations.info": _channel_info,
    **AGENTS,
}
