"""A press, a filled-in form or a shortcut, out of any payload Slack may send."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.slack.incoming import Ignored, digest_of, id_in, ts_in, url_in
from bot.state.arrivals import Arrival, Entrance

HOME_OPENED: Final = "home_opened"
MESSAGES_OPENED: Final = "messages_opened"
_OPENED: Final[Mapping[object, str]] = {None: HOME_OPENED, "home": HOME_OPENED, "messages": MESSAGES_OPENED}


@dataclass(frozen=True, slots=True)
class Click:
    """Somebody pressed something.

    Attributes:
        action: The ``action_id`` of a button, the ``callback_id`` of a form or shortcut.
        value: What the button carried; empty where it carried nothing.
        key: The same for the same press.
        name: What the presser is called.
        channel, message_ts, thread_ts: Where the button stood; None outside messages.
        view_id: The window in which it was pressed; None outside windows.
        form: What was filled in: block and action ids to values.
    """

    action: str
    value: str
    key: str
    team: str
    user: str
    name: str
    channel: str | None = None
    message_ts: str | None = None
    thread_ts: str | None = None
    trigger_id: str | None = None
    response_url: str | None = None
    view_id: str | None = None
    text: str = ""
    form: Mapping[str, str] | None = None
    private_metadata: str = ""

    @property
    def arrival(self) -> Arrival:
        """The press as an accepted question: written down before the ack, answered once."""
        return Arrival(
            entrance=Entrance.CLICK,
            event_key=f"{self.team}:click:{self.key}",
            message_key=None,
            team=self.team,
            channel=self.channel,
            user=self.user,
            text=f"{self.action} {self.value} {self.name}",
            message_ts=self.message_ts,
            thread_ts=self.thread_ts,
            response_url=self.response_url,
        )


def read_click(body: Any) -> Click | Ignored:
    """A press of a button in a message, a modal or the Home."""
    actions = body.get("actions") if isinstance(body, dict) else None
    action = actions[0] if isinstance(actions, list) and actions else None
    if not isinstance(action, dict):
        return Ignored("no action")
    name = id_in(action.get("action_id"))
    name = name.partition(":")[0] if name else None
    return _read(body, name, id_in(_value_of(action)) or "")


def read_submission(body: Any) -> Click | Ignored:
    """A form that was filled in."""
    view = body.get("view") if isinstance(body, dict) else None
    if not isinstance(view, dict):
        return Ignored("no view")
    return _read(body, id_in(view.get("callback_id")), "", form=_form_of(view), kept=view.get("private_metadata"))


def read_shortcut(body: Any) -> Click | Ignored:
    """A shortcut, of a message or from anywhere."""
    if not isinstance(body, dict):
        return Ignored("no shortcut")
    message = body.get("message")
    text = message.get("text") if isinstance(message, dict) else ""
    return _read(body, id_in(body.get("callback_id")), "", text=text if isinstance(text, str) else "")


def read_suggestion(body: Any) -> tuple[Click, str] | Ignored:
    """Somebody types into a select, and what has been typed."""
    if not isinstance(body, dict):
        return Ignored("no suggestion")
    click, typed = _read(body, id_in(body.get("action_id")), ""), body.get("value")
    return click if isinstance(click, Ignored) else (click, typed if isinstance(typed, str) else "")


def read_home(body: Any) -> Click | Ignored:
    """Somebody who opened the app: its Home, or its messages."""
    event = body.get("event") if isinstance(body, dict) else None
    tab = event.get("tab") if isinstance(event, dict) else ""
    if not isinstance(event, dict) or not isinstance(tab, str | None) or tab not in _OPENED:
        return Ignored("another tab")
    user, team = id_in(event.get("user")), id_in(body.get("team_id")) or ""
    if user is None:
        return Ignored("no user")
    key, channel = id_in(body.get("event_id")) or digest_of(body), id_in(event.get("channel"))
    return Click(_OPENED[tab], "", key, team, user, user, channel)


def _read(
    body: Mapping[str, Any],
    action: str | None,
    value: str,
    *,
    text: str = "",
    form: Mapping[str, str] | None = None,
    kept: Any = "",
) -> Click | Ignored:
    person, container, message = (_part(body, name) for name in ("user", "container", "message"))
    user = id_in(person.get("id"))
    if action is None or user is None:
        return Ignored("no action" if action is None else "no user")
    trigger_id = id_in(body.get("trigger_id"))
    named = person.get("name") or person.get("username")
    return Click(
        action=action,
        value=value,
        key=trigger_id or digest_of(body),
        team=id_in(_part(body, "team").get("id")) or id_in(person.get("team_id")) or "",
        user=user,
        name=named if isinstance(named, str) else user,
        channel=id_in(container.get("channel_id")) or id_in(_part(body, "channel").get("id")),
        message_ts=ts_in(container.get("message_ts")) or ts_in(message.get("ts")) or ts_in(body.get("message_ts")),
        thread_ts=ts_in(container.get("thread_ts")) or ts_in(message.get("thread_ts")),
        trigger_id=trigger_id,
        response_url=url_in(body.get("response_url")),
        view_id=id_in(_part(body, "view").get("id")),
        text=text,
        form=form,
        private_metadata=kept if isinstance(kept, str) else "",
    )


def _part(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = body.get(name)
    return part if isinstance(part, dict) else {}


def _value_of(action: Mapping[str, Any]) -> Any:
    chosen = action.get("selected_option")
    return chosen.get("value") if isinstance(chosen, dict) else action.get("value")


def _form_of(view: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the fields of a form, by action id."""
    filled: dict[str, str] = {}
    for block in _part(_part(view, "state"), "values").values():
        for action_id, element in block.items() if isinstance(block, dict) else ():
            if isinstance(element, dict):
                chosen = element.get("selected_option")
                value = chosen.get("value") if isinstance(chosen, dict) else None
                value = value or element.get("value") or element.get("selected_date") or element.get("selected_time")
                if isinstance(value, str):
                    filled[str(action_id)] = value
    return filled
