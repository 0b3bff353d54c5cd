"""Slack's notation → the words a person typed: mentions, links, entities.

Everything is found with ``find`` and walked once: no pattern can run away.
"""

from collections.abc import Iterable
from typing import Final

RAW_MAX_CHARS: Final = 12_000
TEXT_MAX_CHARS: Final = 2_000  # Twice what a question may have: too long still shows as too long.


def plain_text(text: str, own_ids: Iterable[str] = ()) -> str:
    """What was typed, without mentions of the bot itself; other people stay."""
    own = frozenset(own_ids)
    rest, parts = text[:RAW_MAX_CHARS], []
    while rest:
        before, opened, after = rest.partition("<")
        parts.append(unescape(before))
        if not opened:
            break
        inside, closed, rest = after.partition(">")
        if closed:
            parts.append(_written_out(inside, own))
        else:
            parts.append(f"<{unescape(inside)}")
    return without_surrogates("".join(parts)).strip()[:TEXT_MAX_CHARS]


def unescape(text: str) -> str:
    """Undo Slack's three entities, once. Source: docs.slack.dev, formatting, "Escaping text"."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def without_surrogates(text: str) -> str:
    """Text that any encoder takes: half characters and NUL are replaced."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").replace("\0", "�")


def _written_out(inside: str, own: frozenset[str]) -> str:
    target, has_label, label = inside.partition("|")
    label = unescape(label)
    match target[:1]:
        case "@":
            return "" if target[1:] in own else "@" + (label.removeprefix("@") or target[1:])
        case "#":
            return "#" + (label.removeprefix("#") or target[1:])
        case "!":
            return label if has_label else "@" + target[1:].partition("^")[0]
        case _:
            return label or unescape(target)
