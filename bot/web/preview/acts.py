"""What a person does on the page, told to the bot as Slack would tell it."""

import asyncio
import logging
import mimetypes
import secrets
import time
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from typing import Any, Final

from bot.web.preview.workspace import payloads, views
from bot.web.preview.workspace.api import Api
from bot.web.preview.workspace.blocks import RefusedError, chosen, elements_of, find_element
from bot.web.preview.workspace.model import BOT_USER, Channel, Json, Message, OpenView, Person, Workspace
from bot.web.preview.workspace.sockets import Sockets, UndeliveredError

Fields = Mapping[str, Any]

NOT_IN_THREADS: Final = "Slack takes no commands in threads. Mention the bot here instead."
NO_ANSWER: Final = "The bot did not take this within three seconds. Look at the terminal, then try again."
OFFERED: Final = ("button", "overflow", "feedback_buttons", "icon_button")

log = logging.getLogger(__name__)


class OddActError(Exception):
    """The page asks for something that cannot be done."""


class Acts:
    """Everything a person can do; each act returns at once, and what follows is seen in the workspace."""

    def __init__(self, workspace: Workspace, api: Api, sockets: Sockets) -> None:
        self._workspace, self._api, self._sockets = workspace, api, sockets
        self._under_way: set[asyncio.Task[None]] = set()
        self._acts: Mapping[str, Callable[[Person, Fields], None]] = {
            "say": self._say,
            "press": self._press,
            "press_in_view": self._press_in_view,
            "submit": self._submit,
            "close": self._close,
            "shortcut": self._shortcut,
            "visit_home": self._visit_home,
        }

    def do(self, name: str, person: Person, fields: Fields) -> None:
        """Do what the page asks for.

        Raises:
            OddActError: There is no such act, message, view or element.
        """
        act = self._acts.get(name)
        if act is None:
            raise OddActError(name)
        act(person, fields)

    async def close(self) -> None:
        """Give up what is still under way."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    def upload(self, person: Person, name: str, content: bytes) -> None:
        """Send a file to the bot, in the direct message."""
        file_id = f"F{secrets.token_hex(6).upper()}"
        address = f"{self._api.url}/files/{file_id}/{secrets.token_hex(8)}"
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        file: Json = {
            "id": file_id,
            "name": name,
            "title": name,
            "mimetype": kind,
            "filetype": name.rpartition(".")[2].lower() if "." in name else "binary",
            "size": len(content),
            "mode": "hosted",
            "user": person.id,
            "created": int(time.time()),
            "url_private": address,
            "url_private_download": address,
        }
        self._workspace.files[file_id] = (file, content)
        channel = self._workspace.channels[person.direct]
        message = Message(channel.id, self._workspace.new_ts(), person.id, "", files=(file,))
        self._workspace.keep(message)
        self._tell_of("message", channel, message)

    # -- words ------------------------------------------------------------------------------------------------------

    def _say(self, person: Person, fields: Fields) -> None:
        channel, text = self._channel(person, fields), str(fields.get("text") or "").strip()
        thread_ts = str(fields.get("thread_ts") or "") or None
        if not text:
            return
        if text.startswith("/"):
            self._command(person, channel, text, is_in_thread=thread_ts is not None)
            return
        written = _as_slack_writes(text, self._workspace.manifest.name)
        message = Message(channel.id, self._workspace.new_ts(), person.id, written, thread_ts)
        self._workspace.keep(message)
        if channel.is_direct:
            self._tell_of("message", channel, message)
        elif f"<@{BOT_USER}>" in written:
            self._tell_of("app_mention", channel, message)

    def _tell_of(self, kind: str, channel: Channel, message: Message) -> None:
        subscription = "message.im" if kind == "message" else kind
        if subscription in self._workspace.manifest.events:
            self._later(self._sockets.insist(payloads.message_event(kind, channel, message)), None)

    def _command(self, person: Person, channel: Channel, text: str, *, is_in_thread: bool) -> None:
        name, _, words = text.partition(" ")
        if is_in_thread:
            self._workspace.notice(person.id, NOT_IN_THREADS)
        elif name not in {one.command for one in self._workspace.manifest.commands}:
            self._workspace.notice(person.id, f"{name} is not a command here. Type /briefing and your question.")
        else:
            url = self._api.new_address(channel.id, person.id)
            trigger = self._workspace.new_trigger(person.id)
            payload = payloads.command(person, channel, (name, words.strip()), url, trigger)
            self._later(self._answered("slash_commands", payload, url), person)

    # -- presses ----------------------------------------------------------------------------------------------------

    def _press(self, person: Person, fields: Fields) -> None:
        message = self._message(person, fields)
        channel = self._workspace.channels[message.channel]
        action = _action_in(message.blocks, fields)
        url = self._api.new_address(channel.id, person.id, message)
        trigger = self._workspace.new_trigger(person.id)
        payload = payloads.message_press(person, channel, message, action, url, trigger)
        self._later(self._answered("interactive", payload, url), person)

    def _press_in_view(self, person: Person, fields: Fields) -> None:
        view = self._view(person, fields)
        filled = _filled(view, fields.get("values") or {})
        payload = payloads.view_press(
            person, filled, _action_in(view["blocks"], fields), self._workspace.new_trigger(person.id)
        )
        self._later(self._told("interactive", payload), person)

    def _submit(self, person: Person, fields: Fields) -> None:
        view, stack = self._view(person, fields), self._workspace.views[person.id]
        if not stack or stack[-1].view["id"] != view["id"]:
            raise OddActError("not on top")
        filled = _filled(view, fields.get("values") or {})
        missing = _missing(view, filled["state"]["values"])
        if missing:
            stack[-1] = replace(stack[-1], errors=missing, edition=stack[-1].edition + 1)
            self._workspace.changed()
            return
        stack[-1] = replace(stack[-1], errors={}, is_waiting=True)
        self._workspace.changed()
        self._later(self._submitted(person, filled), person)

    async def _submitted(self, person: Person, view: Json) -> None:
        payload = payloads.view_submission(person, view, self._workspace.new_trigger(person.id))
        try:
            said = await self._sockets.tell("interactive", payload)
            views.after_submission(self._workspace, person.id, view["id"], said)
        finally:
            stack = self._workspace.views[person.id]
            stack[:] = [replace(one, is_waiting=False) if one.view["id"] == view["id"] else one for one in stack]

    def _close(self, person: Person, fields: Fields) -> None:
        view, stack = self._view(person, fields), self._workspace.views[person.id]
        is_cleared = bool(fields.get("all"))
        closed = [one.view for one in (stack if is_cleared else stack[-1:])]
        del stack[0 if is_cleared else -1 :]
        self._workspace.changed()
        for one in closed:
            if one.get("notify_on_close"):
                self._later(self._told("interactive", payloads.view_closed(person, one, is_cleared)), None)
        log.debug("view closed", extra={"view": view["id"]})

    def _shortcut(self, person: Person, fields: Fields) -> None:
        name = str(fields.get("callback_id"))
        found = next((one for one in self._workspace.manifest.shortcuts if one.callback_id == name), None)
        if found is None:
            raise OddActError(name)
        trigger = self._workspace.new_trigger(person.id)
        if found.on_messages:
            message = self._message(person, fields)
            channel = self._workspace.channels[message.channel]
            url = self._api.new_address(channel.id, person.id, message)
            payload = payloads.message_shortcut(person, channel, message, name, url, trigger)
        else:
            payload = payloads.global_shortcut(person, name, trigger)
        self._later(self._told("interactive", payload), person)

    def _visit_home(self, person: Person, _fields: Fields) -> None:
        if "app_home_opened" in self._workspace.manifest.events:
            home = self._workspace.homes.get(person.id)
            self._later(self._sockets.insist(payloads.home_event(person, home.view if home else None)), None)

    async def suggest(self, person: Person, fields: Fields) -> Json:
        """The options that the bot offers for what was typed into a select.

        Raises:
            OddActError: There is no such view or element.
        """
        view = self._view(person, fields)
        element = find_element(view["blocks"], str(fields.get("block_id")), str(fields.get("action_id")))
        if element is None:
            raise OddActError("no such element")
        block_id, typed = str(fields.get("block_id")), str(fields.get("typed") or "")
        try:
            return await self._sockets.tell("interactive", payloads.suggestion(person, view, element, block_id, typed))
        except UndeliveredError:
            return {}

    # -- delivery ---------------------------------------------------------------------------------------------------

    def _later(self, work: Coroutine[Any, Any, None], person: Person | None) -> None:
        task = asyncio.get_running_loop().create_task(self._tended(work, person))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _tended(self, work: Coroutine[Any, Any, None], person: Person | None) -> None:
        try:
            await work
        except UndeliveredError as error:
            log.warning("not_taken", extra={"kind": str(error)})
            if person is not None:
                self._workspace.notice(person.id, NO_ANSWER)

    async def _told(self, kind: str, payload: Json) -> None:
        await self._sockets.tell(kind, payload)

    async def _answered(self, kind: str, payload: Json, url: str) -> None:
        """Tell the bot; its ack may carry a message."""
        said = await self._sockets.tell(kind, payload)
        if said.get("text") or said.get("blocks"):
            try:
                self._api.respond(url, said)
            except RefusedError as error:
                log.warning("ack_refused", extra={"error": error.error})

    # -- what is named ----------------------------------------------------------------------------------------------

    def _channel(self, person: Person, fields: Fields) -> Channel:
        channel = self._workspace.channels.get(str(fields.get("channel")))
        if channel is None or channel.only_for not in (None, person.id):
            raise OddActError("no such conversation")
        return channel

    def _message(self, person: Person, fields: Fields) -> Message:
        channel = self._channel(person, fields)
        message = self._workspace.messages.get((channel.id, str(fields.get("ts"))))
        if message is None or message.only_for not in (None, person.id):
            raise OddActError("no such message")
        return message

    def _view(self, person: Person, fields: Fields) -> Json:
        home = self._workspace.homes.get(person.id)
        opened: list[OpenView] = [*self._workspace.views[person.id], *([home] if home else [])]
        for one in opened:
            if one.view["id"] == fields.get("view"):
                return one.view
        raise OddActError("no such view")


def _as_slack_writes(text: str, bot_name: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace(f"@{bot_name}", f"<@{BOT_USER}>")


def _action_in(blocks: Any, fields: Fields) -> Json:
    block_id, action_id = str(fields.get("block_id")), str(fields.get("action_id") or "")
    element = find_element(blocks, block_id, action_id)
    if element is None:
        raise OddActError("no such element")
    named = {"type": element["type"], "action_id": action_id, "block_id": block_id}
    return {**named, **chosen(element, fields.get("picked")), "action_ts": f"{time.time():.6f}"}


def _filled(view: Json, given: Fields) -> Json:
    """The view with what stands in its fields."""
    values: Json = {}
    for block in view["blocks"]:
        held = given.get(block["block_id"]) or {}
        for element in elements_of(block):
            action_id = element.get("action_id", "")
            if element["type"] not in OFFERED and action_id in held:
                filled = {"type": element["type"], **chosen(element, held[action_id])}
                values.setdefault(block["block_id"], {})[action_id] = filled
    return {**view, "state": {"values": values}}


def _missing(view: Json, values: Json) -> dict[str, str]:
    """What a field that must be filled in says when it is empty."""
    missing = {}
    for block in view["blocks"]:
        if block["type"] == "input" and not block.get("optional"):
            held: Json = next(iter(values.get(block["block_id"], {}).values()), {})
            if not any(value for key, value in held.items() if key != "type"):
                missing[block["block_id"]] = "Please complete this field."
    return missing
