"""What a person reads in a message: its quotes, its words, its notification."""

from collections.abc import Iterator
from typing import Any

from tests.loopback.payloads import texts_of
from tests.loopback.workspace import Message


def quotes_in(message: Message) -> list[str]:
    """The words of each quotation, in order."""
    return ["".join(texts_of(part)) for part in _parts(message.blocks) if part.get("type") == "rich_text_quote"]


def words_of(message: Message) -> str:
    """Every word in the blocks; the text where there are no blocks."""
    return "\n".join(texts_of(message.blocks)) if message.blocks else message.text


def labels_in(message: Message) -> list[str]:
    """What stands on the buttons, in order."""
    return [part["text"]["text"] for part in _parts(message.blocks) if part.get("type") == "button"]


def button(message: Message, label: str) -> dict[str, Any]:
    """The action that pressing a button with this label sends."""
    for part in _parts(message.blocks):
        if part.get("type") == "button" and part["text"]["text"].startswith(label):
            kept: dict[str, Any] = {key: part[key] for key in ("action_id", "value", "text", "type") if key in part}
            return {"block_id": "b1", **kept}
    raise LookupError(f"no button {label!r} in {message.blocks}")


def pressed(message: Message, action_id: str) -> dict[str, Any]:
    """The action that pressing a button of this action id sends; of feedback, the second thumb is ``feedback.bad``."""
    wanted, _, thumb = action_id.partition(".")
    for part in _parts(message.blocks):
        if part.get("action_id") == wanted:
            value = (
                part["negative_button" if thumb == "bad" else "positive_button"]["value"] if thumb else part["value"]
            )
            return {"block_id": "b1", "action_id": wanted, "type": part["type"], "value": value}
    raise LookupError(f"no action {action_id!r} in {message.blocks}")


def _parts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _parts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _parts(inner)
