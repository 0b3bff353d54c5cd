"""One entry of a list in ``desk.yaml`` more or less; comments and the other entries stay as they stand."""

import re
from typing import Final

from bot.briefing.decisions import Decisions
from bot.errors import KnowledgeError, Problem
from bot.store.problems import Problems
from bot.store.schema.desk import read_decisions
from bot.store.yaml_nodes import Mapping, Node, Scalar, Sequence, read_nodes

HEAD: Final = "# What the desk has decided: withdrawn words are shown to nobody, released embargoes hold no more.\n"
_EMPTY_LIST: Final = re.compile(r":\s*(\[\s*\]|~|null)?\s*(#.*)?$")


def with_entry(text: str, key: str, entry: str) -> str:
    """The file with an entry at the head of a list.

    Raises:
        KnowledgeError: The list is written in a way that is not edited here.
    """
    node = _lists(text).get(key)
    lines = (text or HEAD).splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    at = _key_line(lines, key)
    if at is None:
        lines += [f"{key}:\n", f"  - {entry}\n"]
    elif isinstance(node, Sequence) and node.items and _is_block(lines, node):
        first = _dash_line(lines, node, 0)
        indent = re.match(r"\s*", lines[first])
        lines.insert(first, f"{indent[0] if indent else ''}- {entry}\n")
    else:
        lines[at : at + 1] = [_EMPTY_LIST.sub(r": \2", lines[at].rstrip("\n")).rstrip() + "\n", f"  - {entry}\n"]
    return _proven(text, "".join(lines), key, +1)


def without_entry(text: str, key: str, number: int) -> str:
    """The file without one entry of a list.

    Raises:
        KnowledgeError: The list is written in a way that is not edited here.
    """
    node = _lists(text).get(key)
    lines = text.splitlines(keepends=True)
    at = _key_line(lines, key)
    if at is None or not isinstance(node, Sequence) or not _is_block(lines, node):
        raise _by_hand(text, key)
    first, last = _dash_line(lines, node, number), _last_line(node.items[number])
    del lines[first:last]
    if len(node.items) == 1:
        lines[at] = re.sub(r":", ": []", lines[at], count=1)
    return _proven(text, "".join(lines), key, -1)


def _lists(text: str) -> dict[str, Node]:
    root = read_nodes(text, Problems("")) if text.strip() else None
    return root.values if isinstance(root, Mapping) else {}


def _key_line(lines: list[str], key: str) -> int | None:
    return next((n for n, line in enumerate(lines) if re.match(rf"{key}\s*:", line)), None)


def _is_block(lines: list[str], node: Sequence) -> bool:
    return all(lines[item.line - 1].lstrip().startswith("- ") for item in node.items)


def _dash_line(lines: list[str], node: Sequence, number: int) -> int:
    return node.items[number].line - 1


def _last_line(node: Node) -> int:
    """The line on which an entry ends, as far as its values show."""
    if isinstance(node, Mapping):
        values = [value.line for value in node.values.values() if isinstance(value, Scalar)]
        return max([node.line, *values])
    return node.line


def _proven(before: str, after: str, key: str, more: int) -> str:
    """The new text, if it holds the same decisions but for the one."""
    old, new = _decisions(before), _decisions(after)
    for one, is_meant in (("withdrawn", key == "withdrawn"), ("released", key == "released")):
        had, has = ({(d.id, d.at, d.by, d.reason) for d in getattr(each, one)} for each in (old, new))
        if len(has) != len(had) + more * is_meant or not (had <= has or has <= had):
            raise _by_hand(before, key)
    return after


def _decisions(text: str) -> Decisions:
    problems = Problems("")
    root = read_nodes(text, problems) if text.strip() else None
    decisions = read_decisions(root, problems) if root is not None else Decisions()
    return decisions if not problems else Decisions()


def _by_hand(text: str, key: str) -> KnowledgeError:
    line = next((n for n, line in enumerate(text.splitlines(), 1) if line.startswith(key)), 0)
    says = f"{key} is written in a way that I do not edit; write each entry on a line of its own, as - {{id: …}}"
    return KnowledgeError([Problem("desk.yaml", line, says)])
