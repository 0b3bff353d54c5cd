"""The keys of one mapping, each read as what it must be."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar
from urllib.parse import urlsplit

from bot.store.problems import Problems, near, shown
from bot.store.yaml_nodes import Mapping, Node, Scalar, Sequence

LINE_CHARS_MAX: Final = 1_000
TEXT_CHARS_MAX: Final = 200_000

# Python's calendar goes further, arithmetic at its ends overflows.
_FIRST_DAY: Final = date(1800, 1, 1)
_LAST_DAY: Final = date(2199, 12, 31)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NOT_IN_URL = re.compile(r'[\s\x00-\x20\x7f-\x9f|<>"\\]')

Choice = TypeVar("Choice", bound=StrEnum)


class Fields:
    """A mapping's values by key; notes unknown keys at once, wrong values when read."""

    def __init__(self, node: Mapping, known: Iterable[str], problems: Problems) -> None:
        self.line = node.line
        self._node = node
        self._problems = problems
        names = tuple(known)
        for name, key in node.keys.items():
            if name not in names:
                problems.add(key.line, _unknown_says(node, name, names))

    def has(self, key: str) -> bool:
        """Whether the key stands there with a value."""
        node = self._node.values.get(key)
        return node is not None and not (isinstance(node, Scalar) and node.is_null)

    def line_of(self, key: str) -> int:
        """Where the key stands; the mapping's own line if it does not."""
        return self._node.keys[key].line if key in self._node.keys else self.line

    def problem(self, key: str, says: str) -> None:
        """Note what is wrong with the key's value."""
        self._problems.add(self.line_of(key), f"{key}: {says}")

    def node(self, key: str, *, required: bool = False) -> Node | None:
        """The value as it stands; empty is a problem, ``null`` is absence."""
        if not self.has(key):
            if required:
                self._problems.add(self.line, f"{key} is missing; add it")
            return None
        node = self._node.values[key]
        if isinstance(node, Scalar) and node.is_empty:
            self.problem(key, "has no value; write one or take the key out")
            return None
        return node

    def scalar(self, key: str, *, required: bool = False) -> Scalar | None:
        """The value if it is a piece of text."""
        node = self.node(key, required=required)
        if node is None or isinstance(node, Scalar):
            return node
        self.problem(key, "must be text, not a list or mapping; put text with [ ] or { } in quotation marks")
        return None

    def text(self, key: str, *, required: bool = False) -> str | None:
        """Text of any number of lines, exactly as YAML gives it.

        The last line breaks of a block are layout and belong to no text; any
        other outer white space is a problem rather than silently cut.
        """
        scalar = self.scalar(key, required=required)
        if scalar is None:
            return None
        text = scalar.text.rstrip("\n") if scalar.is_block else scalar.text
        if not text.strip():
            self.problem(key, "is empty; write the text or take the key out")
        elif len(text) > TEXT_CHARS_MAX:
            self.problem(key, f"has {len(text):,} characters; at most {TEXT_CHARS_MAX:,} are allowed")
        elif text != text.strip():
            self.problem(
                key, "begins or ends with white space; take it out, or write the text as a block with |- or >-"
            )
        else:
            return text
        return None

    def words(self, key: str, *, required: bool = False) -> str | None:
        """Text of one line, such as a title or a name."""
        text = self.text(key, required=required)
        if text is None:
            return None
        says = _line_says(text)
        if says:
            self.problem(key, says)
            return None
        return text

    def choice(self, key: str, choices: type[Choice]) -> Choice | None:
        """One of a few words; required."""
        scalar = self.scalar(key, required=True)
        if scalar is None:
            return None
        values = [choice.value for choice in choices]
        if scalar.text in values:
            return choices(scalar.text)
        self.problem(key, f"{shown(scalar.text)} is not one of {', '.join(values)}{near(scalar.text, values)}")
        return None

    def day(self, key: str, *, required: bool = False) -> date | None:
        """A calendar day, ``YYYY-MM-DD``."""
        scalar = self.scalar(key, required=required)
        if scalar is None:
            return None
        try:
            day = date.fromisoformat(scalar.text) if _DAY.fullmatch(scalar.text) else None
        except ValueError:
            day = None
        if day is None or not _FIRST_DAY <= day <= _LAST_DAY:
            self.problem(key, f"{shown(scalar.text)} is not a date; write YYYY-MM-DD")
            return None
        return day

    def number(self, key: str, *, least: int) -> int | None:
        """A whole number, not less than ``least``."""
        scalar = self.scalar(key)
        if scalar is None:
            return None
        if not _NUMBER.fullmatch(scalar.text) or int(scalar.text) < least:
            self.problem(key, f"{shown(scalar.text)} is not a whole number from {least} up to 999999999")
            return None
        return int(scalar.text)

    def flag(self, key: str) -> bool:
        """``true`` or ``false``; absent is false."""
        scalar = self.scalar(key)
        if scalar is None:
            return False
        if scalar.text not in ("true", "false"):
            self.problem(key, f"{shown(scalar.text)} is neither true nor false")
        return scalar.text == "true"

    def url(self, key: str) -> str | None:
        """A web address that is safe inside a link."""
        scalar = self.scalar(key)
        if scalar is None:
            return None
        if not _is_web_address(scalar.text):
            self.problem(
                key, f"{shown(scalar.text)} is not a web address; it begins with https:// and has no spaces or | < >"
            )
            return None
        return scalar.text

    def sha256(self, key: str) -> str | None:
        """A digest of 64 hex digits."""
        scalar = self.scalar(key)
        if scalar is None:
            return None
        if not _SHA256.fullmatch(scalar.text.lower()):
            self.problem(key, f"{shown(scalar.text)} is not a sha256 digest; it has 64 digits from 0 to f")
            return None
        return scalar.text.lower()

    def mapping(self, key: str, known: Iterable[str], *, required: bool = False) -> "Fields | None":
        """The fields of a mapping inside this one."""
        node = self.node(key, required=required)
        if node is None:
            return None
        if isinstance(node, Mapping):
            return Fields(node, known, self._problems)
        names = ", ".join(f"{name}: …" for name in known)
        self.problem(key, f"must be a mapping; write {{{names}}}")
        return None

    def items(self, key: str) -> list[Node]:
        """The nodes of a list; one alone may stand without the list."""
        node = self.node(key)
        if node is None:
            return []
        return node.items if isinstance(node, Sequence) else [node]

    def list_of_words(self, key: str) -> tuple[str, ...]:
        """A list of one-line texts."""
        return tuple(text for node in self.items(key) if (text := read_words(node, key, self._problems)) is not None)


def read_words(node: Node, what: str, problems: Problems) -> str | None:
    """A one-line text in a list; None, with a problem, if it is not one."""
    if not isinstance(node, Scalar) or node.is_empty or node.is_null:
        problems.add(
            node.line, f"{what}: each must be one piece of text; put text with [ ] or {{ }} in quotation marks"
        )
        return None
    text = node.text.rstrip("\n") if node.is_block else node.text
    says = _line_says(text) if text.strip() == text and text else "begins or ends with white space; take it out"
    if says:
        problems.add(node.line, f"{what}: {says}")
        return None
    return text


def _line_says(text: str) -> str:
    """What is wrong with a text that must be one line, or nothing."""
    if len(text) > LINE_CHARS_MAX:
        return f"has {len(text):,} characters; at most {LINE_CHARS_MAX:,} are allowed"
    return "has line breaks; write it on one line" if len(text.splitlines()) > 1 or "\t" in text else ""


def _unknown_says(node: Mapping, name: str, known: tuple[str, ...]) -> str:
    value = node.values[name]
    if node.is_flow and isinstance(value, Scalar) and value.is_empty:
        return (
            f"{shown(name)} is not a key here; inside {{ }} a comma ends a value: "
            "put the text that holds the comma in quotation marks"
        )
    hint = near(name, known) or f"; the keys are {', '.join(known)}"
    return f"{shown(name)} is not a key here{hint}"


def _is_web_address(text: str) -> bool:
    if len(text) > LINE_CHARS_MAX * 2 or _NOT_IN_URL.search(text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("https", "http") and bool(parts.hostname) and (parts.port or 0) >= 0
    except ValueError:
        return False
