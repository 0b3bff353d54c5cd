"""The Web API's methods about views, and what an ack may say about one.

Source: docs.slack.dev, "Modals" and Web API methods.
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from bot.web.preview.workspace.blocks import VIEW_BLOCKS_MAX, RefusedError, blocks_of, decoded
from bot.web.preview.workspace.methods import Arguments, Method, as_sent
from bot.web.preview.workspace.model import APP, BOT, TEAM, Json, OpenView, Workspace

STACK_MAX: Final = 3


def open_view(workspace: Workspace, arguments: Arguments) -> Json:
    """A modal before the person whose trigger it is."""
    return _put(workspace, arguments, "views.open", on_top=False)


def push_view(workspace: Workspace, arguments: Arguments) -> Json:
    """A modal on top of the one that is open."""
    return _put(workspace, arguments, "views.push", on_top=True)


def update_view(workspace: Workspace, arguments: Arguments) -> Json:
    """Another content for a modal that is still open."""
    found = _find(workspace, arguments)
    if found is None:
        raise RefusedError("not_found")
    person, depth = found
    old = workspace.views[person][depth]
    if arguments.get("hash") and arguments["hash"] != old.view["hash"]:
        raise RefusedError("hash_conflict")
    view = _made(arguments.get("view"), old.view)
    workspace.views[person][depth] = replace(_opened(view, arguments, "views.update"), edition=old.edition + 1)
    workspace.changed()
    return {"view": view}


def publish_home(workspace: Workspace, arguments: Arguments) -> Json:
    """What a person sees in the app's home."""
    person, old = str(arguments.get("user_id")), workspace.homes.get(str(arguments.get("user_id")))
    if person not in workspace.people:
        raise RefusedError("user_not_found")
    if not workspace.manifest.has_home:
        raise RefusedError("not_enabled")
    view = _made(arguments.get("view"), old.view if old else None)
    edition = old.edition + 1 if old else 0
    workspace.homes[person] = replace(_opened(view, arguments, "views.publish"), edition=edition)
    workspace.changed()
    return {"view": view}


METHODS: Final[Mapping[str, Method]] = {
    "views.open": open_view,
    "views.push": push_view,
    "views.update": update_view,
    "views.publish": publish_home,
}


def after_submission(workspace: Workspace, person: str, view_id: str, said: Json) -> None:
    """Do with a modal what the ack of its submission says; without a word it closes."""
    found = workspace.find_view(view_id)
    if found is None:
        return
    stack, depth, action = workspace.views[person], found[1], said.get("response_action")
    old = stack[depth]
    if action == "errors":
        errors = {str(key): str(text) for key, text in (said.get("errors") or {}).items()}
        stack[depth] = replace(old, errors=errors, is_waiting=False, edition=old.edition + 1)
    elif action in ("update", "push"):
        shown = _opened(_made(said.get("view"), old.view if action == "update" else None), said, "ack")
        stack[depth:] = [replace(old, is_waiting=False), shown] if action == "push" else [shown]
    elif action == "clear":
        stack.clear()
    else:
        del stack[depth:]
    workspace.changed()


def _put(workspace: Workspace, arguments: Arguments, method: str, *, on_top: bool) -> Json:
    person, is_good = workspace.spend_trigger(str(arguments.get("trigger_id")))
    if person is None:
        raise RefusedError("invalid_trigger_id")
    if not is_good:
        raise RefusedError("expired_trigger_id")
    view = _made(arguments.get("view"), None)
    below = workspace.views[person] if on_top else []
    if len(below) >= STACK_MAX:
        raise RefusedError("push_limit_reached")
    workspace.views[person] = [*below, _opened(view, arguments, method)]
    workspace.changed()
    return {"view": view}


def _opened(view: Json, arguments: Arguments, method: str) -> OpenView:
    return OpenView(view, {"method": method, "arguments": as_sent(arguments)})


def _made(value: Any, old: Json | None) -> Json:
    view = decoded(value)
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        raise RefusedError("invalid_arguments")
    blocks = list(blocks_of(view.get("blocks"), VIEW_BLOCKS_MAX))
    view_id = old["id"] if old else f"V{secrets.token_hex(6).upper()}"
    own = {"id": view_id, "team_id": TEAM, "app_id": APP, "bot_id": BOT, "hash": secrets.token_hex(8)}
    return {"private_metadata": "", "callback_id": "", **view, "blocks": blocks, "state": {"values": {}}, **own}


def _find(workspace: Workspace, arguments: Arguments) -> tuple[str, int] | None:
    view_id, external_id = arguments.get("view_id"), arguments.get("external_id")
    if external_id and not view_id:
        opened = (one.view for stack in workspace.views.values() for one in stack)
        view_id = next((view["id"] for view in opened if view.get("external_id") == external_id), None)
    return workspace.find_view(str(view_id))
