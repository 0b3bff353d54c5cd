"""LoopbackSlack: people speak, the program answers, tests look."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar
from uuid import uuid4

import aiohttp
from aiohttp import web

from tests.loopback.deliveries import Courier, Delivery, Timing
from tests.loopback.events import (
    click_payload,
    command_payload,
    event_callback,
    message_event,
    shortcut_payload,
    submission_payload,
    view_payload,
)
from tests.loopback.faults import Fault, Faults
from tests.loopback.methods import TRIGGER_LIFE_S, direct_channel
from tests.loopback.posting import Poster
from tests.loopback.sockets import Sockets
from tests.loopback.web_api import WebApi
from tests.loopback.workspace import BOT_USER, TEAM, Call, Message, Workspace

Seen = TypeVar("Seen")
QUICK = Timing(ack_within_s=3.0, again_after_s=(0.05, 1.0, 5.0))


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said, and where its answer belongs."""

    channel: str
    user: str
    ts: str
    thread_ts: str | None
    events: tuple[Delivery, ...]

    @property
    def root(self) -> str:
        """The thread an answer stands in."""
        return self.thread_ts or self.ts


class LoopbackSlack:
    """A whole Slack on 127.0.0.1: Web API, Socket Mode, HTTP deliveries, people.

    Attributes:
        workspace: Channels, messages and calls, to look at and to arrange.
        sockets: The app's connections, to break.
    """

    def __init__(self, timing: Timing = QUICK) -> None:
        self.workspace = Workspace()
        self.faults = Faults()
        self.sockets = Sockets()
        self.courier = Courier(timing)
        self._condition = asyncio.Condition()
        self._notices: set[asyncio.Task[None]] = set()
        self.web_api = WebApi(self.workspace, self.faults, self._changed)
        self.web_api.socket_ticket = self._socket_url
        self.url = ""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=16 * 1024 * 1024)
        app.add_routes([*self.web_api.routes(), web.get("/link/", self.sockets.serve)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        self._session = aiohttp.ClientSession()
        self.poster = Poster(self._session)
        self.courier.transport = self.sockets
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.courier.close()
        await self._session.close()
        await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """What ``SLACK_API_URL`` is set to."""
        return f"{self.url}/api/"

    def use_http(self, address: str) -> None:
        """Deliver by signed POST to that address from now on."""
        self.poster.address = address
        self.courier.transport = self.poster

    # -- people -----------------------------------------------------------------------------------------------------

    def say(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> Said:
        """Write a message; the bot hears of it as Slack would tell it."""
        place = self.workspace.channel(channel)
        ts = self.workspace.new_ts()
        self.workspace.messages.append(Message(channel, ts, user, text, via="person", thread_ts=thread_ts))
        kinds = ["message"] if place.kind == "im" else ["app_mention"] if f"<@{BOT_USER}>" in text else []
        events = [self.event(message_event(kind, place, user, text, ts, thread_ts), channel) for kind in kinds]
        return Said(channel, user, ts, thread_ts, tuple(events))

    def mention(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> Said:
        """Mention the bot in a channel."""
        return self.say(user, channel, f"<@{BOT_USER}> {text}", thread_ts)

    def direct(self, user: str, text: str, thread_ts: str | None = None) -> Said:
        """Write to the bot in a direct message."""
        return self.say(user, direct_channel(user), text, thread_ts)

    def send_file(self, user: str, name: str, content: bytes, text: str = "", **facts: Any) -> Said:
        """Send the bot a file in a direct message; ``facts`` take the place of what Slack tells of it."""
        file_id = f"F{uuid4().hex[:10].upper()}"
        self.workspace.files_address = self.url
        self.workspace.files[file_id] = (name, content)
        url = f"{self.url}/files-pri/{file_id}/{name}"
        file = {"id": file_id, "name": name, "size": len(content), "mode": "hosted", "url_private": url, **facts}
        place, ts = self.workspace.channel(direct_channel(user)), self.workspace.new_ts()
        self.workspace.messages.append(Message(place.id, ts, user, text, via="person"))
        event = message_event("message", place, user, text, ts)
        delivery = self.event({**event, "subtype": "file_share", "files": [file]}, place.id)
        return Said(place.id, user, ts, None, (delivery,))

    def command(self, user: str, channel: str, text: str, command: str = "/briefing") -> Delivery:
        """Type a slash command."""
        self.workspace.channel(channel)
        path = self.web_api.new_address(channel, user)
        payload = command_payload(channel, user, command, text, self.url + path, self._new_trigger())
        return self._dispatch_answerable("slash_commands", payload, path)

    def click(self, user: str, message: Message, action: dict[str, Any]) -> Delivery:
        """Press a button of a message."""
        path = self.web_api.new_address(message.channel, user)
        shown = message.as_slack_has_it(with_metadata=False)
        payload = click_payload(message.channel, user, action, self.url + path, self._new_trigger(), shown)
        return self._dispatch_answerable("interactive", payload, path)

    def shortcut(self, user: str, callback_id: str, message: Message | None = None) -> Delivery:
        """Use a shortcut of a message, or one from anywhere."""
        channel = message.channel if message is not None else direct_channel(user)
        path = self.web_api.new_address(channel, user)
        shown = None if message is None else message.as_slack_has_it(with_metadata=False)
        payload = shortcut_payload(user, callback_id, self._new_trigger(), shown, channel, self.url + path)
        return self._dispatch_answerable("interactive", payload, path)

    def press_in(self, user: str, view: dict[str, Any], action: dict[str, Any]) -> Delivery:
        """Press a button of a window."""
        trigger_id = self._new_trigger()
        self.workspace.pressed_in[trigger_id] = view["id"]
        delivery = Delivery("interactive", view_payload("block_actions", user, view, trigger_id, actions=[action]))
        self.courier.dispatch(delivery)
        return delivery

    def type_into(self, user: str, view: dict[str, Any], action_id: str, typed: str) -> Delivery:
        """Type into a select of a window; the ack carries the options."""
        fields = {"action_id": action_id, "block_id": action_id, "value": typed}
        delivery = Delivery("interactive", view_payload("block_suggestion", user, view, self._new_trigger(), **fields))
        self.courier.dispatch(delivery)
        return delivery

    def submit(self, user: str, view: dict[str, Any], values: dict[str, dict[str, Any]]) -> Delivery:
        """Send a form; ``values`` by block id, then action id."""
        delivery = Delivery("interactive", submission_payload(user, view, values))
        self.courier.dispatch(delivery)
        return delivery

    def visit_home(self, user: str, tab: str = "home") -> Delivery:
        """Open the app."""
        channel = self.workspace.channel(direct_channel(user)).id
        return self.event({"type": "app_home_opened", "user": user, "channel": channel, "tab": tab})

    def event(self, event: dict[str, Any], channel: str | None = None) -> Delivery:
        """Tell the program about any event, with a fresh event id."""
        place = self.workspace.channel(channel) if channel else None
        delivery = Delivery("events_api", event_callback(event, place))
        self.courier.dispatch(delivery)
        return delivery

    def again(self, delivery: Delivery) -> Delivery:
        """Deliver the very same payload once more."""
        repeated = Delivery(delivery.kind, delivery.payload)
        self.courier.dispatch(repeated)
        return repeated

    def twin(self, said: Said, kind: str) -> Delivery:
        """Tell of the same message under another event type and event id."""
        text = next(m.text for m in self.workspace.messages if m.ts == said.ts)
        place = self.workspace.channel(said.channel)
        return self.event(message_event(kind, place, said.user, text, said.ts, said.thread_ts), said.channel)

    # -- looking ----------------------------------------------------------------------------------------------------

    def answers_to(self, said: Said) -> list[Message]:
        """The bot's public messages in the thread of what was said, and later than it."""
        thread = self.workspace.thread(said.channel, said.root)
        return [message for message in thread if message.is_ours and message.ts > said.ts]

    def private_to(self, user: str, channel: str | None = None) -> list[Message]:
        """What only that person sees."""
        return [
            message
            for message in self.workspace.messages
            if message.only_for == user and channel in (None, message.channel)
        ]

    def visible_in(self, channel: str) -> list[Message]:
        """The bot's public messages in a channel."""
        return [m for m in self.workspace.messages if m.channel == channel and m.is_ours and m.only_for is None]

    async def wait_for_reply(self, said: Said, within_s: float = 15.0) -> Message:
        """The first public answer to what was said."""
        return (await self.wait_until(lambda: self.answers_to(said), within_s))[0]

    async def wait_for_private(self, user: str, channel: str | None = None, within_s: float = 15.0) -> Message:
        """The first message that only this person sees."""
        return (await self.wait_until(lambda: self.private_to(user, channel), within_s))[0]

    async def wait_until(self, look: Callable[[], Seen], within_s: float = 15.0) -> Seen:
        """Wait until a look at the workspace sees something.

        Raises:
            TimeoutError: It did not within the time given.
        """
        async with asyncio.timeout(within_s), self._condition:
            while not (seen := look()):
                await self._condition.wait()
        return seen

    async def wait_for_connection(self, more_than: int = 0, within_s: float = 15.0) -> None:
        """Wait until the program has opened more connections than that, ever."""
        deadline_s = time.monotonic() + within_s
        while self.sockets.opened <= more_than or not self.sockets.count:
            if time.monotonic() > deadline_s:
                raise TimeoutError("no connection")
            await asyncio.sleep(0.02)

    def calls_to(self, method: str) -> list[Call]:
        """The calls the program made to one method."""
        return self.workspace.calls_to(method)

    # -- trouble ----------------------------------------------------------------------------------------------------

    def fail_next(self, method: str, **trouble: Any) -> Fault:
        """Let the next calls to a method go wrong; see ``Fault`` for the kinds."""
        return self.faults.add(Fault(method, **trouble))

    # -- inside -----------------------------------------------------------------------------------------------------

    def _dispatch_answerable(self, kind: str, payload: dict[str, Any], path: str) -> Delivery:
        delivery = Delivery(kind, payload)
        task = self.courier.dispatch(delivery)
        task.add_done_callback(lambda _: self._show_ack(delivery, path))
        return delivery

    def _show_ack(self, delivery: Delivery, path: str) -> None:
        """An ack may carry the answer itself."""
        if delivery.answer.get("text") or delivery.answer.get("blocks"):
            self.web_api.respond(path.rpartition("/")[2], delivery.answer)
            self._changed()

    def _new_trigger(self) -> str:
        trigger_id = f"{uuid4().int % 10**13}.{TEAM}.{uuid4().hex}"
        self.workspace.trigger_ids[trigger_id] = time.monotonic() + TRIGGER_LIFE_S
        return trigger_id

    def _socket_url(self) -> str:
        return f"ws{self.url.removeprefix('http')}/link/?ticket={self.sockets.new_ticket()}&app_id=A0BRIEFING"

    def _changed(self) -> None:
        notice = asyncio.get_running_loop().create_task(self._notify())
        self._notices.add(notice)
        notice.add_done_callback(self._notices.discard)

    async def _notify(self) -> None:
        async with self._condition:
            self._condition.notify_all()
