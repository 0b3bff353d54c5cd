"""A YAML file as small nodes with line numbers; whatever could explode is refused."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from bot.store.problems import Problems, shown
from bot.store.yaml_faults import fault_mark, fault_says

DEPTH_MAX: Final = 12
EVENTS_MAX: Final = 2_000_000

# The pure-Python loader gives the same events about ten times slower.
_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_BLOCK_STYLES: Final = ("|", ">")
_ENDS_ITSELF: Final = '"'

# libyaml counts U+2028 and U+2029 as line breaks, editors do not.
_ODD_BREAK = re.compile("[\u2028\u2029]")
_LINE_BREAK = re.compile("\r\n|\r|\n")

# What a value may not hold even when it is written as an escape.
_UNSAFE_VALUE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(slots=True)
class Scalar:
    """A piece of text, always a string.

    Attributes:
        line: Where the text begins: of a block, the line after its ``|`` or ``>``.
        style: ``|`` or ``>`` for blocks, the quotation mark, or empty for plain.
        start: Where it begins in the file, in characters; of a block, its ``|`` or ``>``.
    """

    text: str
    line: int
    style: str
    start: int

    @property
    def is_block(self) -> bool:
        """Whether it is a literal or folded block."""
        return self.style in _BLOCK_STYLES

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands where a value belongs."""
        return not self.style and not self.text

    @property
    def is_null(self) -> bool:
        """Whether it says that there is no value."""
        return not self.style and self.text in ("~", "null", "Null", "NULL")


@dataclass(slots=True)
class Sequence:
    """A list of nodes."""

    line: int
    items: "list[Node]" = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys with their nodes, in the order of the file."""

    line: int
    is_flow: bool
    values: "dict[str, Node]" = field(default_factory=dict)
    keys: dict[str, Scalar] = field(default_factory=dict)
    open_key: Scalar | None = None


Node = Scalar | Sequence | Mapping

# The type stubs do not know the C parser's events and marks.
_Event = Any


class _RefusedError(Exception):
    """Reading must stop here."""

    def __init__(self, line: int, says: str) -> None:
        self.line, self.says = line, says


def read_nodes(text: str, problems: Problems) -> Node | None:
    """Read one document in one pass over the parser's events.

    Nothing is expanded or resolved: anchors, aliases, tags, merge keys, deep
    nesting and a second document end the reading with a problem. The nodes
    are built without recursion.

    Returns:
        The root; None if the file cannot be read or holds nothing.
    """
    builder = _Builder(text, problems)
    try:
        for count, event in enumerate(_events(text)):
            if count > EVENTS_MAX:
                raise _RefusedError(builder.line(event.start_mark), "too many values in one file; split it")
            builder.take(event)
    except _RefusedError as refused:
        problems.add(refused.line, refused.says)
        return None
    except yaml.YAMLError as error:
        # A file that ends too early has its fault on the line after the last.
        line = min(builder.line(fault_mark(error)), max(1, len(_LINE_BREAK.split(text.rstrip()))))
        problems.add(line, fault_says(error))
        return None
    if builder.root is None:
        problems.add(0, "the file holds nothing; write a briefing into it or remove it")
    builder.check_end()
    return builder.root


def _events(text: str) -> Iterator[_Event]:
    events: Iterator[_Event] = yaml.parse(text, Loader=_LOADER)
    return events


class _Builder:
    """Turns events into nodes; open lists and mappings wait on a stack."""

    def __init__(self, text: str, problems: Problems) -> None:
        self.root: Node | None = None
        self._text = text
        self._problems = problems
        self._open: list[Sequence | Mapping] = []
        self._documents = 0
        self._last: tuple[Scalar, int] | None = None
        self._breaks = [found.end() for found in _LINE_BREAK.finditer(text)] if _ODD_BREAK.search(text) else None

    def line(self, mark: Any) -> int:
        """The line of a mark as an editor counts it, from 1; 0 for no mark."""
        if mark is None:
            return 0
        return int(mark.line) + 1 if self._breaks is None else bisect_right(self._breaks, mark.index) + 1

    def take(self, event: _Event) -> None:
        """Take one event."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._refuse_anchor_and_tag(event)
            self._put(self._scalar(event))
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._start(event)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._open.pop()
        elif kind is yaml.AliasEvent:
            raise _RefusedError(
                self.line(event.start_mark),
                f"*{shown(event.anchor)} is an alias, which is not allowed here; write the value out, "
                "or put it in quotation marks if it is text that begins with *",
            )
        elif kind is yaml.DocumentStartEvent:
            self._start_document(event)

    def check_end(self) -> None:
        """Note a file that seems to be cut off in its last value."""
        if self._last is None or self._text.endswith(("\n", "\r", "\u2028", "\u2029")):
            return
        scalar, end = self._last
        if scalar.style != _ENDS_ITSELF and not self._text[end:].strip(" \t"):
            self._problems.add(
                self._text.count("\n") + 1,
                "looks half-written: the last line has no line break; complete it and end the file with a line break",
            )

    def _scalar(self, event: _Event) -> Scalar:
        style = event.style or ""
        line = self.line(event.start_mark) + (1 if style in _BLOCK_STYLES else 0)
        scalar = Scalar(event.value, line, style, event.start_mark.index)
        self._last = (scalar, event.end_mark.index)
        if style == '"':
            unsafe = _UNSAFE_VALUE.search(scalar.text)
            if unsafe is not None:
                self._problems.add(line, f"U+{ord(unsafe[0]):04X} is a control character; take it out of the text")
        return scalar

    def _start(self, event: _Event) -> None:
        self._refuse_anchor_and_tag(event)
        line = self.line(event.start_mark)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        node: Mapping | Sequence = Mapping(line, bool(event.flow_style)) if is_mapping else Sequence(line)
        self._put(node)
        self._open.append(node)
        if len(self._open) > DEPTH_MAX:
            raise _RefusedError(line, f"nested more than {DEPTH_MAX} deep; a briefing needs far less")

    def _start_document(self, event: _Event) -> None:
        self._documents += 1
        if self._documents > 1:
            raise _RefusedError(
                self.line(event.start_mark), "a second document begins here (---); write one briefing a file"
            )

    def _put(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif parent.open_key is None:
            parent.open_key = self._key(node)
        else:
            key, parent.open_key = parent.open_key, None
            self._put_value(parent, key, node)

    def _put_value(self, parent: Mapping, key: Scalar, node: Node) -> None:
        first = parent.keys.get(key.text)
        if first is not None:
            self._problems.add(key.line, f"{shown(key.text)} stands here twice (first on line {first.line}); keep one")
            return
        parent.keys[key.text] = key
        parent.values[key.text] = node

    def _key(self, node: Node) -> Scalar:
        if not isinstance(node, Scalar):
            raise _RefusedError(
                node.line, "a key must be one word, not a list or mapping; put text with { } or [ ] in quotation marks"
            )
        if node.text == "<<":
            raise _RefusedError(node.line, "<< (a merge key) is not allowed here; write the keys out")
        return node

    def _refuse_anchor_and_tag(self, event: _Event) -> None:
        if event.anchor is not None:
            raise _RefusedError(
                self.line(event.start_mark),
                f"&{shown(event.anchor)} is an anchor, which is not allowed here; take it out, "
                "or put the value in quotation marks if it is text that begins with &",
            )
        if event.tag is not None:
            raise _RefusedError(
                self.line(event.start_mark),
                "! begins a tag, which is not allowed here; take it out, or put text that begins with ! in quotation marks",
            )
