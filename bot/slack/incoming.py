"""The one reader of Slack's payloads: any shape in, a question or a reason out."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.slack.payload.escape import escape
from bot.slack.payload.plain import plain_text, without_surrogates
from bot.state.arrivals import Arrival, Entrance

ID_MAX_CHARS: Final = 255
URL_MAX_CHARS: Final = 2_000
# Source: docs.slack.dev, message event subtypes: these alone are a person's own new words. The second is a reply that is
# also shown in the channel, the third is what "/me" writes.
SPOKEN_SUBTYPES: Final = (None, "file_share", "thread_broadcast", "me_message")
BLOCKS_DEPTH_MAX: Final = 8
FILES_MAX: Final = 5
NAME_MAX_CHARS: Final = 200
SLACKBOT: Final = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who we are in a workspace, as Slack told us."""

    bot_user_id: str | None
    bot_id: str | None = None


@dataclass(frozen=True, slots=True)
class Ignored:
    """A payload that asks nothing of us, and why."""

    reason: str


def read_event(body: Any, own: Identity) -> Arrival | Ignored:
    """Read an Events API payload: a mention in a channel or a direct message."""
    event = body.get("event") if isinstance(body, dict) else None
    if not isinstance(event, dict):
        return Ignored("no event")
    own_ids = _own_ids(body, own)
    place = _place_of(event)
    if isinstance(place, Ignored):
        return place
    reason = _reason_to_ignore(event, own, own_ids)
    if reason:
        return Ignored(reason)
    team = _team_of(body, event)
    channel, ts = id_in(event.get("channel")), ts_in(event.get("ts"))
    event_id, thread_ts = id_in(body.get("event_id")), ts_in(event.get("thread_ts"))
    return Arrival(
        entrance=place,
        event_key=f"{team}:{event_id}" if event_id else None,
        message_key=f"{channel}:{ts}",  # Names one message wherever it is told of: a shared channel has one id.
        team=team,
        channel=channel,
        user=id_in(event.get("user")) or "",
        text=plain_text(_written_in(event), own_ids),
        message_ts=ts,
        thread_ts=None if thread_ts == ts else thread_ts,
        is_external=_is_true(body.get("is_ext_shared_channel")) or _is_true(event.get("is_ext_shared_channel")),
        files=_files_in(event) if place is Entrance.DIRECT else None,
    )


def read_command(body: Any) -> Arrival | Ignored:
    """Read a slash command's payload."""
    if not isinstance(body, dict):
        return Ignored("no command")
    user = id_in(body.get("user_id"))
    if user is None:
        return Ignored("no user")
    team = id_in(body.get("team_id")) or id_in(body.get("enterprise_id")) or ""
    text, name = body.get("text"), body.get("user_name")
    return Arrival(
        entrance=Entrance.COMMAND,
        event_key=f"{team}:command:{id_in(body.get('trigger_id')) or digest_of(body)}",
        message_key=None,
        team=team,
        channel=id_in(body.get("channel_id")),
        user=user,
        text=plain_text(text if isinstance(text, str) else ""),
        response_url=url_in(body.get("response_url")),
        is_external=_is_true(body.get("is_ext_shared_channel")),
        name=plain_text(name) if isinstance(name, str) and len(name) <= ID_MAX_CHARS else None,
    )


def _written_in(event: Mapping[str, Any]) -> str:
    """What a message says, as its text has it; of one that has none, as its blocks have it."""
    text = event.get("text")
    if isinstance(text, str) and text.strip():
        return text
    blocks = event.get("blocks")
    return "".join(_leaves(blocks if isinstance(blocks, list) else [], BLOCKS_DEPTH_MAX)).strip()


def _leaves(parts: Sequence[Any], depth: int) -> Iterator[str]:
    for part in parts if depth else ():
        if not isinstance(part, dict):
            continue
        inner, text, user = part.get("elements"), part.get("text"), id_in(part.get("user_id"))
        if part.get("type") == "user" and user:
            yield f"<@{user}>"
        elif isinstance(text, str):
            yield escape(text)
        elif isinstance(inner, list):
            yield from _leaves(inner, depth - 1)
            yield "\n"


def _place_of(event: Mapping[str, Any]) -> Entrance | Ignored:
    kind, channel = event.get("type"), id_in(event.get("channel"))
    if channel is None:
        return Ignored("no channel")
    is_direct = event.get("channel_type") == "im" or (
        channel.startswith("D") and event.get("channel_type") in (None, "app_home")
    )
    if kind == "message":
        return Entrance.DIRECT if is_direct else Ignored("a message that does not mention us")
    if kind == "app_mention":
        return Entrance.DIRECT if is_direct else Entrance.MENTION
    return Ignored("another event")


def _reason_to_ignore(event: Mapping[str, Any], own: Identity, own_ids: frozenset[str]) -> str | None:
    user = id_in(event.get("user"))
    if event.get("bot_id") or event.get("bot_profile") or user == SLACKBOT:
        return "said by a bot"
    if user is None:
        return "no user"
    if user in own_ids or user == own.bot_id:
        return "said by ourselves"
    if event.get("subtype") not in SPOKEN_SUBTYPES or event.get("hidden"):
        return "not said by a person"
    if "edited" in event:
        return "an edit"
    return None if ts_in(event.get("ts")) else "no time stamp"


def _own_ids(body: Mapping[str, Any], own: Identity) -> frozenset[str]:
    """Our bot user's ids: as auth.test told it, and as the envelope says for this workspace."""
    ids = {own.bot_user_id} if own.bot_user_id else set()
    authorizations = body.get("authorizations")
    for one in authorizations if isinstance(authorizations, list) else ():
        if isinstance(one, dict) and _is_true(one.get("is_bot")) and (user := id_in(one.get("user_id"))):
            ids.add(user)
    return frozenset(ids)


def _team_of(body: Mapping[str, Any], event: Mapping[str, Any]) -> str:
    """The workspace that the event was sent for; in a shared channel only the authorization names it."""
    authorizations = body.get("authorizations")
    first = authorizations[0] if isinstance(authorizations, list) and authorizations else None
    named = first if isinstance(first, dict) else {}
    return (
        id_in(named.get("team_id"))
        or id_in(body.get("team_id"))
        or id_in(named.get("enterprise_id"))
        or id_in(body.get("enterprise_id"))
        or id_in(event.get("team"))
        or ""
    )


def id_in(value: Any) -> str | None:
    """A name Slack gave something; None for anything that cannot be one."""
    if not isinstance(value, str) or not 0 < len(value) <= ID_MAX_CHARS:
        return None
    return value if value.isascii() and value.isprintable() and " " not in value else None


def ts_in(value: Any) -> str | None:
    """A message's time stamp: ``1700000000.000100``."""
    name = id_in(value)
    seconds, _, fraction = (name or "").partition(".")
    return name if seconds.isdigit() and (fraction.isdigit() or not fraction) else None


def url_in(value: Any) -> str | None:
    """An address Slack gave us to answer at."""
    if not isinstance(value, str) or len(value) > URL_MAX_CHARS or not value.isascii() or not value.isprintable():
        return None
    return value if value.startswith(("https://", "http://")) and " " not in value else None


def _files_in(event: Mapping[str, Any]) -> str | None:
    """The files of a message, as they are written down; None where it has none."""
    named = event.get("files")
    kept = []
    for one in (named if isinstance(named, list) else [])[:FILES_MAX]:
        if isinstance(one, dict) and (file_id := id_in(one.get("id"))):
            name, size = one.get("name"), one.get("size")
            # A file of another organisation comes without its facts; they can be asked for. Source: docs.slack.dev, file object.
            url = url_in(one.get("url_private_download")) or url_in(one.get("url_private"))
            kept.append(
                {
                    "id": file_id,
                    "name": without_surrogates(name)[:NAME_MAX_CHARS] if isinstance(name, str) and name else file_id,
                    "size": size if isinstance(size, int) and size > 0 else 0,
                    "url": url,
                }
            )
    return json.dumps(kept) if kept else None


def _is_true(value: Any) -> bool:
    return value is True or value == "true"


def digest_of(body: Mapping[str, Any]) -> str:
    """Tells one payload from another where Slack gave no key."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()
