"""The Web API's methods about messages; errors are named as Slack names them.

Source: docs.slack.dev, Web API methods.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from bot.web.preview.workspace.blocks import MESSAGE_BLOCKS_MAX, RefusedError, blocks_of, decoded
from bot.web.preview.workspace.model import BOT, BOT_USER, SITE, TEAM, Channel, Json, Message, Workspace

Arguments = Mapping[str, Any]
Method = Callable[[Workspace, Arguments], Json]

TEXT_MAX_CHARS: Final = 40_000  # Source: docs.slack.dev, chat.postMessage, "Truncating content"


def auth_test(workspace: Workspace, _arguments: Arguments) -> Json:
    """Who the token belongs to."""
    who = {"user": "briefing-bot", "team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT}
    return {"url": SITE, "team": "Newsroom", "is_enterprise_install": False, **who}


def post_message(workspace: Workspace, arguments: Arguments) -> Json:
    """A message for everybody in the conversation."""
    channel = channel_of(workspace, arguments)
    message = workspace.keep(made(workspace, channel.id, arguments, "chat.postMessage"))
    return {"channel": channel.id, "ts": message.ts, "message": message.as_told()}


def post_ephemeral(workspace: Workspace, arguments: Arguments) -> Json:
    """A message that one person sees."""
    channel, user = channel_of(workspace, arguments), str(arguments.get("user"))
    if user not in workspace.people:
        raise RefusedError("user_not_in_channel")
    message = made(workspace, channel.id, arguments, "chat.postEphemeral")
    return {"message_ts": workspace.keep(replace(message, only_for=user)).ts}


def update(workspace: Workspace, arguments: Arguments) -> Json:
    """Another wording for a message of the bot's."""
    old = _own(workspace, arguments, "cant_update_message")
    new = made(workspace, old.channel, {**arguments, "thread_ts": old.thread_ts}, "chat.update")
    metadata = new.metadata or old.metadata
    workspace.keep(replace(new, ts=old.ts, metadata=metadata, edition=old.edition + 1))
    return {"channel": old.channel, "ts": old.ts, "text": new.text}


def delete(workspace: Workspace, arguments: Arguments) -> Json:
    """Take a message of the bot's away."""
    message = _own(workspace, arguments, "cant_delete_message")
    del workspace.messages[message.channel, message.ts]
    workspace.changed()
    return {"channel": message.channel, "ts": message.ts}


def permalink(workspace: Workspace, arguments: Arguments) -> Json:
    """The address of a message."""
    channel, ts = channel_of(workspace, arguments), str(arguments.get("message_ts"))
    if (channel.id, ts) not in workspace.messages:
        raise RefusedError("message_not_found")
    return {"channel": channel.id, "permalink": f"{SITE}archives/{channel.id}/p{ts.replace('.', '')}"}


def replies(workspace: Workspace, arguments: Arguments) -> Json:
    """The messages of a thread, page by page."""
    channel = channel_of(workspace, arguments)
    if ("im:history" if channel.is_direct else "channels:history") not in workspace.scopes:
        raise RefusedError("missing_scope")
    thread = workspace.thread(channel.id, str(arguments.get("ts")))
    if not thread:
        raise RefusedError("thread_not_found")
    oldest, latest = str(arguments.get("oldest") or ""), str(arguments.get("latest") or "9")
    found = [thread[0], *(one for one in thread[1:] if oldest < one.ts <= latest)]
    first, most = int(arguments.get("cursor") or 0), int(arguments.get("limit") or 1_000)
    has_more = first + most < len(found)
    with_metadata = str(arguments.get("include_all_metadata")).lower() in ("1", "true")
    told = [
        one.as_told() | ({"metadata": one.metadata} if with_metadata and one.metadata else {})
        for one in found[first : first + most]
    ]
    cursor = str(first + most) if has_more else ""
    return {"messages": told, "has_more": has_more, "response_metadata": {"next_cursor": cursor}}


def open_conversation(workspace: Workspace, arguments: Arguments) -> Json:
    """The direct message with a person."""
    person = workspace.people.get(str(arguments.get("users")))
    if person is None:
        raise RefusedError("user_not_found")
    return {"channel": {"id": person.direct}}


def channel_info(workspace: Workspace, arguments: Arguments) -> Json:
    """A conversation's facts, where the app may know them; nobody from outside reads along here."""
    channel = channel_of(workspace, arguments)
    if "channels:read" not in workspace.scopes:
        raise RefusedError("missing_scope")
    facts = {"id": channel.id, "name": channel.name, "is_im": channel.is_direct, "is_archived": False}
    shared = dict.fromkeys(("is_shared", "is_ext_shared", "is_org_shared", "is_pending_ext_shared"), False)
    return {"channel": {**facts, **shared}}


def user_info(workspace: Workspace, arguments: Arguments) -> Json:
    """A person's name, where the app may know it."""
    if "users:read" not in workspace.scopes:
        raise RefusedError("missing_scope")
    person = workspace.people.get(str(arguments.get("user")))
    if person is None:
        raise RefusedError("user_not_found")
    user = {"id": person.id, "team_id": TEAM, "name": person.name, "real_name": person.name, "tz": "UTC"}
    return {"user": {**user, "is_admin": False, "is_restricted": False, "is_bot": False}}


def file_info(workspace: Workspace, arguments: Arguments) -> Json:
    """A file that somebody sent."""
    if "files:read" not in workspace.scopes:
        raise RefusedError("missing_scope")
    found = workspace.files.get(str(arguments.get("file")))
    if found is None:
        raise RefusedError("file_not_found")
    return {"file": found[0]}


METHODS: Final[Mapping[str, Method]] = {
    "auth.test": auth_test,
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "chat.getPermalink": permalink,
    "conversations.info": channel_info,
    "conversations.open": open_conversation,
    "conversations.replies": replies,
    "files.info": file_info,
    "users.info": user_info,
}


def channel_of(workspace: Workspace, arguments: Arguments) -> Channel:
    """The conversation that a call names; a person's id names the direct message.

    Raises:
        RefusedError: There is none of that name.
    """
    name = str(arguments.get("channel"))
    person = workspace.people.get(name)
    channel = workspace.channels.get(person.direct if person else name)
    if channel is None:
        raise RefusedError("channel_not_found")
    return channel


def made(workspace: Workspace, channel: str, arguments: Arguments, method: str) -> Message:
    """The message that a call describes.

    Raises:
        RefusedError: It says nothing, or too much.
    """
    blocks = blocks_of(arguments.get("blocks"), MESSAGE_BLOCKS_MAX)
    text, metadata = str(arguments.get("text") or ""), decoded(arguments.get("metadata") or None)
    if not text and not blocks:
        raise RefusedError("no_text")
    if len(text) > TEXT_MAX_CHARS:
        raise RefusedError("msg_too_long")
    return Message(
        channel=channel,
        ts=workspace.new_ts(),
        user=BOT_USER,
        text=text,
        thread_ts=arguments.get("thread_ts") or None,
        blocks=blocks,
        metadata=metadata if isinstance(metadata, dict) else None,
        sent={"method": method, "arguments": as_sent(arguments)},
    )


def as_sent(arguments: Arguments) -> Json:
    """The arguments of a call, with what came as JSON text read."""
    nested = ("blocks", "metadata", "view")
    return {key: decoded(value) if key in nested and value else value for key, value in arguments.items()}


def _own(workspace: Workspace, arguments: Arguments, error: str) -> Message:
    message = workspace.messages.get((channel_of(workspace, arguments).id, str(arguments.get("ts"))))
    if message is None or message.only_for is not None:
        raise RefusedError("message_not_found")
    if message.user != BOT_USER:
        raise RefusedError(error)
    return message
