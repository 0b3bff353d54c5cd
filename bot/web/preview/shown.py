"""What one person sees of the workspace, as the page reads it."""

from collections.abc import Sequence
from typing import Final

from bot.web.preview.workspace.model import BOT_USER, PEOPLE, SITE, Json, Message, OpenView, Person, Workspace

BOT_INITIALS: Final = "BB"


def seen_by(person: Person, workspace: Workspace, examples: Sequence[str]) -> Json:
    """Conversations, messages, views and menus; nothing that only others may see."""
    manifest, home = workspace.manifest, workspace.homes.get(person.id)
    return {
        "me": person.id,
        "site": SITE,
        "bot": {"id": BOT_USER, "name": manifest.name, "description": manifest.description},
        "people": [{"id": one.id, "name": one.name, "role": one.role} for one in PEOPLE],
        "commands": [{"command": o.command, "about": o.description, "hint": o.hint} for o in manifest.commands],
        "shortcuts": [
            {"id": one.callback_id, "name": one.name, "about": one.description, "on_messages": one.on_messages}
            for one in manifest.shortcuts
        ],
        "examples": list(examples),
        "conversations": [
            {"id": one.id, "name": one.name, "topic": one.topic, "is_direct": one.is_direct}
            for one in workspace.channels.values()
            if one.only_for in (None, person.id)
        ],
        "has_home": manifest.has_home,
        "messages": [_message(one) for one in _visible(person, workspace)],
        "views": [_view(one) for one in workspace.views[person.id]],
        "home": _view(home) if home else None,
        "notice": _notice(person, workspace),
    }


def _visible(person: Person, workspace: Workspace) -> list[Message]:
    allowed = {one.id for one in workspace.channels.values() if one.only_for in (None, person.id)}
    found = [m for m in workspace.messages.values() if m.channel in allowed and m.only_for in (None, person.id)]
    return sorted(found, key=lambda message: (message.ts, message.channel))


def _message(message: Message) -> Json:
    return {
        "key": f"{message.channel}:{message.ts}",
        "channel": message.channel,
        "ts": message.ts,
        "thread_ts": message.thread_ts,
        "user": message.user,
        "text": message.text,
        "blocks": list(message.blocks),
        "files": [{"name": one["name"], "size": one["size"]} for one in message.files],
        "is_private": message.only_for is not None,
        "edition": message.edition,
        "sent": message.sent,
    }


def _view(opened: OpenView) -> Json:
    return {
        "id": opened.view["id"],
        "view": opened.view,
        "errors": dict(opened.errors),
        "is_waiting": opened.is_waiting,
        "edition": opened.edition,
        "sent": opened.sent,
    }


def _notice(person: Person, workspace: Workspace) -> Json | None:
    found = workspace.notices.get(person.id)
    return {"number": found[0], "text": found[1]} if found else None
