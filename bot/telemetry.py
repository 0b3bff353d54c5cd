"""Counters, and log lines: one JSON object each, in UTC, without secrets."""

import json
import logging
import re
import threading
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, TextIO

HIDDEN: Final = "[hidden]"
_TOKENS: Final = re.compile(r"x(?:ox[abeprs][-.]|app-)[\w.%-]+")
_HEADER: Final = re.compile(r"(authorization\W{1,8})(?:(?:bearer|basic) )?[^\s\"',;}]+", re.IGNORECASE)
_TICKET: Final = re.compile(r"(ticket=)[^\s&\"'\\]+")
_USUAL: Final = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}
# Below these levels they print whole payloads, and so people's words. The handler asks, because bolt gives each
# of its loggers the root's level.
_LEVELS: Final = {
    "slack_bolt": logging.CRITICAL,
    "slack_sdk": logging.WARNING,
    "aiohttp.access": logging.CRITICAL,
    "asyncio": logging.WARNING,
}


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON; a line break in a value cannot start another."""

    def __init__(self, secrets: Sequence[str] = ()) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """The line: time, level, room, event, then whatever the caller added."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        line |= {key: value for key, value in record.__dict__.items() if key not in _USUAL}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps({key: self._shown(value) for key, value in line.items()})

    def _shown(self, value: object) -> object:
        """A value as it may be logged: numbers as they are, all else as text without secrets."""
        if value is None or isinstance(value, (bool, int, float)):
            return value
        text = str(value)
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        text = _TOKENS.sub(HIDDEN, text)
        text = _TICKET.sub(rf"\g<1>{HIDDEN}", text)
        return _HEADER.sub(rf"\g<1>{HIDDEN}", text)


def log_to(stream: TextIO, secrets: Sequence[str] = ()) -> logging.Handler:
    """Send every record from INFO on to the stream as JSON lines; replaces an earlier such handler."""
    root = logging.getLogger()
    for earlier in [handler for handler in root.handlers if isinstance(handler.formatter, JsonLines)]:
        root.removeHandler(earlier)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines(secrets))
    handler.addFilter(_is_wanted)
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return handler


def _is_wanted(record: logging.LogRecord) -> bool:
    return all(
        record.levelno >= level
        for name, level in _LEVELS.items()
        if record.name == name or record.name.startswith(f"{name}.")
    )


class Counters:
    """How often what happened since the program started."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[str, tuple[tuple[str, str], ...]]] = Counter()

    def count(self, name: str, **labels: str) -> None:
        """Add one."""
        with self._lock:
            self._counts[name, tuple(sorted(labels.items()))] += 1

    def value(self, name: str, **labels: str) -> int:
        """How often, for exactly these labels."""
        return self._counts[name, tuple(sorted(labels.items()))]

    def lines(self) -> list[str]:
        """One line a counter, as Prometheus reads them, sorted."""
        with self._lock:
            counts = sorted(self._counts.items())
        return [f"{name}{_labels(labels)} {count}" for (name, labels), count in counts]


def _labels(labels: tuple[tuple[str, str], ...]) -> str:
    return "{" + ",".join(f"{key}={json.dumps(value)}" for key, value in labels) + "}" if labels else ""
