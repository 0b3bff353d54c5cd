"""The terms of use of a briefing or turn: ground rule, embargo, audience; and its time."""

import re
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.briefing.model import ON_THE_RECORD, Embargo, GroundRule, Rule
from bot.store.problems import near, shown
from bot.store.schema.fields import Fields
from bot.store.yaml_nodes import Scalar

GROUND_RULE_KEYS: Final = ("rule", "attribution", "sentence")

# Source: docs.slack.dev, object ids: C channel, G private channel, S user group, U and W person, D direct message.
_AUDIENCE = re.compile(r"[CGSUWD][A-Z0-9]{2,30}")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9+_-]*(/[A-Za-z0-9+_-]+)*", re.ASCII)
_LOOKS_LIKE_TIME = re.compile(r"^\d|\d:\d\d|\d{4}-\d\d|\d\s?[ap]\.?m\b", re.ASCII | re.IGNORECASE)
_YEARS: Final = range(1900, 2200)


def read_ground_rule(fields: Fields) -> GroundRule | None:
    """The ground rule; None if none is given or it cannot be read.

    The rule alone may stand there as a word, except that words on background
    need the attribution agreed on.
    """
    node = fields.node("ground_rule")
    if isinstance(node, Scalar):
        rule, attribution, sentence = fields.choice("ground_rule", Rule), None, None
    else:
        inner = fields.mapping("ground_rule", GROUND_RULE_KEYS)
        if inner is None:
            return None
        rule, attribution, sentence = inner.choice("rule", Rule), inner.words("attribution"), inner.text("sentence")
        if inner.has("attribution") and attribution is None:
            return None
    if rule is Rule.ON_BACKGROUND and attribution is None:
        fields.problem(
            "ground_rule", "on_background needs the attribution agreed on; write {rule: on_background, attribution: …}"
        )
        return None
    return GroundRule(rule, attribution, sentence) if rule is not None else None


def rule_or_record(fields: Fields) -> GroundRule:
    """A briefing's ground rule; on the record where none is given."""
    return read_ground_rule(fields) or ON_THE_RECORD


def read_embargo(fields: Fields) -> Embargo | None:
    """An embargo until a time with its zone, or until an event in words."""
    text = fields.words("embargo")
    if text is None:
        return None
    try:
        until = datetime.fromisoformat(text)
    except ValueError:
        if _LOOKS_LIKE_TIME.search(text):
            fields.problem(
                "embargo", f"{shown(text)} is not a time; write 2021-02-09T17:00-05:00, or an event in words"
            )
            return None
        return Embargo(event=text)
    if until.tzinfo is None or until.year not in _YEARS:
        fields.problem("embargo", f"{shown(text)} names no moment; add the time and its zone: 2021-02-09T17:00-05:00")
        return None
    return Embargo(until=until)


def read_audience(fields: Fields) -> frozenset[str]:
    """Ids of the channels, user groups or people that may see it; empty means everyone."""
    if fields.node("audience") is None:
        return frozenset()
    ids = fields.list_of_words("audience")
    for one in ids:
        if not _AUDIENCE.fullmatch(one):
            fields.problem("audience", f"{shown(one)} is not a channel or user group id; ids look like C0123ABCD")
    if not fields.items("audience"):
        fields.problem("audience", "names nobody; list ids of channels or user groups, or take the key out")
    return frozenset(ids)


def read_time_zone(fields: Fields) -> ZoneInfo | None:
    """The zone of the place, by its IANA name."""
    name = fields.words("time_zone")
    if name is None:
        return None
    try:
        if _ZONE.fullmatch(name):
            return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    hint = near(name, available_timezones()) or "; write one such as America/New_York"
    fields.problem("time_zone", f"{shown(name)} is not a time zone{hint}")
    return None


def read_started_at(fields: Fields, day: date | None, zone: ZoneInfo | None) -> datetime | None:
    """The moment it began; of a clock time that comes twice that day, the first."""
    text = fields.words("started_at")
    if text is None:
        return None
    clock = _CLOCK.fullmatch(text)
    if clock is None:
        fields.problem("started_at", f'{shown(text)} is not a time; write "HH:MM", from "00:00" to "23:59"')
        return None
    if not fields.has("time_zone"):
        fields.problem("started_at", "needs time_zone; add one such as America/New_York")
    if day is None or zone is None:
        return None
    started_at = datetime.combine(day, time(int(clock[1]), int(clock[2])), zone)
    if not _exists(started_at):
        fields.problem("started_at", f"{text} did not exist on {day} in {zone.key}: the clocks went forward; mend it")
        return None
    return started_at


def _exists(moment: datetime) -> bool:
    """Whether the clocks did not jump over it: there, both readings differ from the round trip."""
    utc = ZoneInfo("UTC")
    return moment.astimezone(utc).astimezone(moment.tzinfo).replace(tzinfo=None) == moment.replace(tzinfo=None)
