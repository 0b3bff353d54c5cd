"""Settings, read once from a mapping at the edge.

Every variable is optional to start with: what a command cannot do without is
asked for by ``require_socket`` and ``require_http``. All problems are told at
once, each by its variable's name and never by its value.
"""

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tzlocal import get_localzone

from bot.errors import SettingsError
from bot.values import (
    WORKSPACE_ADMINS,
    QuietHours,
    admins,
    api_url,
    cache,
    days,
    feeds,
    file_text,
    hosts,
    is_number,
    on_or_off,
    quiet_hours,
    time_zone,
    user_cache,
    watch_s,
)

PORT_MAX: Final = 65_535
RATE_MAX_DIGITS: Final = 6

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen; port 0 takes any free one."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class RateLimits:
    """How many questions are taken in a minute."""

    person: int = 10
    channel: int = 30
    workspace: int = 120


@dataclass(frozen=True, slots=True)
class _Secret:
    """What a secret looks like and where Slack's app settings show it."""

    variable: str
    prefix: str
    where: str

    def problem(self, value: str | None) -> str | None:
        """What is wrong with it, in one line; None when it can be tried."""
        if value is None:
            return f"{self.variable} is missing: it {self.where}"
        if not value.isascii() or not value.isprintable() or " " in value:
            return f"{self.variable} holds a space or a character no secret has; copy it again: it {self.where}"
        for other in (BOT_TOKEN, APP_TOKEN):
            if other is not self and value.startswith(other.prefix):
                return f"{self.variable} holds what belongs in {other.variable}; the right value {self.where}"
        if not value.startswith(self.prefix):
            return f"{self.variable} does not begin with {self.prefix}; the right value {self.where}"
        return None


BOT_TOKEN: Final = _Secret(
    "SLACK_BOT_TOKEN",
    "xoxb-",
    "begins with xoxb- and stands in api.slack.com's app settings under OAuth & Permissions, once the app is installed",
)
APP_TOKEN: Final = _Secret(
    "SLACK_APP_TOKEN",
    "xapp-",
    "begins with xapp- and is made in api.slack.com's app settings under Basic Information, App-Level Tokens, "
    "with the scope connections:write",
)
SIGNING_SECRET: Final = _Secret(
    "SLACK_SIGNING_SECRET",
    "",
    "stands in api.slack.com's app settings under Basic Information, App Credentials, Signing Secret",
)


def machine_zone() -> ZoneInfo:
    """The machine's time zone; UTC where it names none, or two at once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        try:
            zone = get_localzone()
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return ZoneInfo("UTC")
    # Without any configuration, tzlocal picks one of UTC's names at random.
    named_utc = not isinstance(zone, ZoneInfo) or str(zone) in ("UTC", "Etc/UTC")
    return ZoneInfo("UTC") if named_utc else zone


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set from outside: variable, meaning, default.

    README's table of settings is held equal to the list below by a test.

    Attributes:
        bot_token: `SLACK_BOT_TOKEN`. The bot's token, `xoxb-…`, for `briefing serve`. Default: none.
        app_token: `SLACK_APP_TOKEN`. The app-level token, `xapp-…`, for Socket Mode. Default: none.
        signing_secret: `SLACK_SIGNING_SECRET`. Proves in HTTP mode that a request is Slack's. Default: none.
        api_url: `SLACK_API_URL`. Slack's Web API, or a proxy for it. Default: `https://slack.com/api/`.
        knowledge: `BRIEFING_KNOWLEDGE`. The knowledge folder. Default: `./knowledge`, else the one in the package.
        cache: `BRIEFING_CACHE`. Keeps the last snapshot of a large knowledge folder, so that the next start is quick: a folder; or `off`. Default: `briefing-bot` in the user's cache folder.
        watch_s: `BRIEFING_WATCH`. How often a running bot looks whether the folder has changed, in seconds; or `off`. Default: `5`.
        state: `BRIEFING_STATE`. A SQLite file: its path, or `sqlite:///` and the path. Default: `./briefing-state.sqlite3`.
        admins: `BRIEFING_ADMINS`. Who may do what admins do: `U1,U2`, Slack member ids; with people facts also user groups, `S1`, and `workspace-admins`. Default: nobody.
        listen: `BRIEFING_LISTEN`. `host:port` for HTTP, health and metrics; port 0: any. Default: `127.0.0.1:8080`.
        time_zone: `BRIEFING_TIME_ZONE`. Decides what "yesterday" means. Default: the machine's, else `UTC`.
        quiet_hours: `BRIEFING_QUIET_HOURS`. Hours of the day, in this time zone, in which no alert tells anything: `22:00-07:00`; or `off`. Default: `off`.
        rate_limits: `BRIEFING_RATE_LIMITS`. Questions a minute, `person/channel/workspace`; or `off`. Default: `10/30/120`.
        channel_facts: `BRIEFING_CHANNEL_FACTS`. Whether Share asks Slack who reads a channel: `on`, with the scopes of `deploy/channel-facts.yaml`; or `off`. Default: `off`.
        people_facts: `BRIEFING_PEOPLE_FACTS`. Whether Slack is asked who is a guest, who gets no answers, and who an admin: `on`, with the scopes of `deploy/people-facts.yaml`; or `off`. Default: `off`.
        imports: `BRIEFING_IMPORTS`. Whether admins import documents by direct message: `on`, with the scope of `deploy/imports.yaml`; or `off`. Default: `off`.
        agent_view: `BRIEFING_AGENT_VIEW`. Whether the bot's pane suggests questions and says when an answer takes longer: `on`, with what `deploy/agent-view.yaml` adds to the app; or `off`. Default: `off`.
        keep_days: `BRIEFING_KEEP_DAYS`. How long answers in Slack, their questions and what people thought of them are kept, for the buttons, in days. Default: `30`.
        fetch_hosts: `BRIEFING_FETCH_HOSTS`. Hosts that pages and feeds are fetched from, with the hosts below them: names parted by commas. Default: any public one.
        feeds: `BRIEFING_FEEDS`. RSS or Atom feeds for `briefing fetch`: addresses parted by commas, or a file with one a line. Default: none.
    """

    bot_token: str | None = field(default=None, repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    api_url: str = "https://slack.com/api/"
    knowledge: Path | None = None
    cache: Path | None = None
    watch_s: float | None = 5.0
    state: str = field(default="./briefing-state.sqlite3", repr=False)  # A URL may carry a password.
    admins: frozenset[str] = frozenset()
    listen: Address = Address("127.0.0.1", 8080)
    time_zone: ZoneInfo = field(default_factory=machine_zone)
    quiet_hours: QuietHours | None = None
    rate_limits: RateLimits | None = RateLimits()
    channel_facts: bool = False
    people_facts: bool = False
    imports: bool = False
    agent_view: bool = False
    keep_days: int = 30
    fetch_hosts: frozenset[str] = frozenset()
    feeds: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Read every setting; a variable that is empty counts as not set.

        Raises:
            SettingsError: One line for each problem, all of them.
        """
        reader, default = _Reader(environ), cls()
        settings = cls(
            bot_token=reader.secret(BOT_TOKEN.variable),
            app_token=reader.secret(APP_TOKEN.variable),
            signing_secret=reader.secret(SIGNING_SECRET.variable),
            api_url=reader.read("SLACK_API_URL", api_url, default.api_url),
            knowledge=reader.read("BRIEFING_KNOWLEDGE", Path, default.knowledge),
            watch_s=reader.read("BRIEFING_WATCH", watch_s, default.watch_s),
            cache=reader.read("BRIEFING_CACHE", cache, user_cache(environ)),
            state=reader.read("BRIEFING_STATE", str, default.state),
            admins=reader.read("BRIEFING_ADMINS", admins, default.admins),
            listen=reader.read("BRIEFING_LISTEN", _address, default.listen),
            time_zone=reader.read("BRIEFING_TIME_ZONE", time_zone, default.time_zone),
            quiet_hours=reader.read("BRIEFING_QUIET_HOURS", quiet_hours, default.quiet_hours),
            rate_limits=reader.read("BRIEFING_RATE_LIMITS", _rate_limits, default.rate_limits),
            channel_facts=reader.read("BRIEFING_CHANNEL_FACTS", on_or_off, default.channel_facts),
            people_facts=reader.read("BRIEFING_PEOPLE_FACTS", on_or_off, default.people_facts),
            imports=reader.read("BRIEFING_IMPORTS", on_or_off, default.imports),
            agent_view=reader.read("BRIEFING_AGENT_VIEW", on_or_off, default.agent_view),
            keep_days=reader.read("BRIEFING_KEEP_DAYS", days, default.keep_days),
            fetch_hosts=reader.read("BRIEFING_FETCH_HOSTS", hosts, default.fetch_hosts),
            feeds=reader.read("BRIEFING_FEEDS", feeds, default.feeds),
        )
        _refuse([*reader.problems, *_unfit(settings)])
        return settings

    @property
    def scopes_needed(self) -> dict[str, frozenset[str]]:
        """The overlays that are on, by their variables, with the scopes they add."""
        overlays = {
            "BRIEFING_CHANNEL_FACTS": (self.channel_facts, {"channels:read", "groups:read"}),
            "BRIEFING_PEOPLE_FACTS": (self.people_facts, {"users:read", "usergroups:read"}),
            "BRIEFING_IMPORTS": (self.imports, {"files:read"}),
            "BRIEFING_AGENT_VIEW": (self.agent_view, {"assistant:write"}),
        }
        return {variable: frozenset(scopes) for variable, (is_on, scopes) in overlays.items() if is_on}

    def require_socket(self) -> tuple[str, str]:
        """The bot token and the app token, for Socket Mode.

        Raises:
            SettingsError: One is missing or cannot be right; says where to get it.
        """
        return _required((BOT_TOKEN, self.bot_token), (APP_TOKEN, self.app_token))

    def require_http(self) -> tuple[str, str]:
        """The bot token and the signing secret, for HTTP mode.

        Raises:
            SettingsError: One is missing or cannot be right; says where to get it.
        """
        return _required((BOT_TOKEN, self.bot_token), (SIGNING_SECRET, self.signing_secret))


class _Reader:
    """Reads variables and gathers what is wrong with them."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.problems: list[str] = []

    def _text(self, variable: str) -> str | None:
        return self._environ.get(variable, "").strip() or None

    def read(self, variable: str, parse: Callable[[str], T], default: T) -> T:
        """The variable's value parsed; the default where it is not set or wrong."""
        text = self._text(variable)
        if text is None:
            return default
        try:
            return parse(text)
        except ValueError as error:
            self.problems.append(f"{variable} {error}")
            return default

    def secret(self, variable: str) -> str | None:
        """A secret, given as it is or as the path of the file that holds it."""
        plain, path = self._text(variable), self._text(f"{variable}_FILE")
        if plain and path:
            self.problems.append(f"{variable} and {variable}_FILE are both set: keep one of them")
        if path is None:
            return plain
        return self.read(f"{variable}_FILE", file_text, None)


def _address(text: str) -> Address:
    host, _, port = text.rpartition(":")
    is_bracketed = host.startswith("[") and host.endswith("]") and ":" in host
    is_host = is_bracketed or (bool(host) and not any(mark in host for mark in ":[]/@ "))
    if not is_host or not is_number(port, max_digits=5) or int(port) > PORT_MAX:
        raise ValueError(
            f"is not host:port: write it like 127.0.0.1:8080, [::1]:8080 or 0.0.0.0:8080, port at most {PORT_MAX}"
        )
    return Address(host.strip("[]"), int(port))


def _rate_limits(text: str) -> RateLimits | None:
    if text.lower() == "off":
        return None
    parts = [part.strip() for part in text.split("/")]
    if len(parts) != 3 or not all(is_number(part, RATE_MAX_DIGITS) and int(part) > 0 for part in parts):
        raise ValueError("is not person/channel/workspace a minute: write three whole numbers like 10/30/120, or off")
    return RateLimits(*(int(part) for part in parts))


def _unfit(settings: Settings) -> list[str]:
    """What single values do not show: settings that need each other."""
    asked = any(name == WORKSPACE_ADMINS or name.startswith("S") for name in settings.admins)
    if asked and not settings.people_facts:
        return [f"BRIEFING_ADMINS names a user group or {WORKSPACE_ADMINS}: that needs BRIEFING_PEOPLE_FACTS=on"]
    return []


def _required(*secrets: tuple[_Secret, str | None]) -> tuple[str, str]:
    _refuse([problem for secret, value in secrets if (problem := secret.problem(value))])
    first, second = (value or "" for _, value in secrets)
    return first, second


def _refuse(problems: list[str]) -> None:
    if problems:
        raise SettingsError("\n".join(problems))
