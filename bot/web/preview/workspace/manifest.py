"""What an app may do in a workspace, as its manifest says."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A command that people can type."""

    command: str
    description: str
    hint: str


@dataclass(frozen=True, slots=True)
class Shortcut:
    """An entry of a menu: of every message, or of the composer."""

    callback_id: str
    name: str
    description: str
    on_messages: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    """An app as it is installed."""

    name: str
    description: str
    commands: tuple[SlashCommand, ...]
    shortcuts: tuple[Shortcut, ...]
    events: frozenset[str]
    scopes: frozenset[str]
    has_home: bool


def read_manifest(path: Path) -> Manifest:
    """The app that a manifest describes."""
    fields: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    features, settings = fields.get("features") or {}, fields.get("settings") or {}
    home = features.get("app_home") or {}
    events = (settings.get("event_subscriptions") or {}).get("bot_events") or ()
    return Manifest(
        name=features.get("bot_user", {}).get("display_name") or fields["display_information"]["name"],
        description=fields["display_information"].get("description", ""),
        commands=tuple(_command(one) for one in features.get("slash_commands") or ()),
        shortcuts=tuple(_shortcut(one) for one in features.get("shortcuts") or ()),
        events=frozenset(events),
        scopes=frozenset(fields["oauth_config"]["scopes"]["bot"]),
        has_home=bool(home.get("home_tab_enabled")),
    )


def _command(fields: Mapping[str, Any]) -> SlashCommand:
    return SlashCommand(fields["command"], fields.get("description", ""), fields.get("usage_hint", ""))


def _shortcut(fields: Mapping[str, Any]) -> Shortcut:
    is_message = fields.get("type") == "message"
    return Shortcut(fields["callback_id"], fields["name"], fields.get("description", ""), is_message)
