"""Blocks as the workspace takes them: listed, given ids, and searched for an element."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bot.web.preview.workspace.model import Json

MESSAGE_BLOCKS_MAX: Final = 50  # Source: docs.slack.dev, chat.postMessage, "blocks"
VIEW_BLOCKS_MAX: Final = 100
OPTION_LISTS: Final = ("options", "option_groups")


class RefusedError(Exception):
    """The workspace does not take a call; the message is Slack's word for it."""

    def __init__(self, error: str) -> None:
        self.error = error
        super().__init__(error)


def decoded(value: Any) -> Any:
    """An argument that may come as JSON text or as itself."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise RefusedError("invalid_arguments") from None


def blocks_of(value: Any, most: int) -> tuple[Json, ...]:
    """Blocks, each with an id.

    Raises:
        RefusedError: They are no list of typed objects, or too many.
    """
    blocks = decoded(value) if value else []
    if not isinstance(blocks, list) or not all(isinstance(one, dict) and one.get("type") for one in blocks):
        raise RefusedError("invalid_blocks_format")
    if len(blocks) > most:
        raise RefusedError("invalid_blocks")
    return tuple({**block, "block_id": block.get("block_id") or f"b{place}"} for place, block in enumerate(blocks))


def find_element(blocks: Sequence[Json], block_id: str, action_id: str) -> Json | None:
    """The element that a person used."""
    for block in blocks:
        if block["block_id"] == block_id:
            for element in elements_of(block):
                if element.get("action_id", "") == action_id:
                    return element
    return None


def elements_of(block: Mapping[str, Any]) -> Iterator[Json]:
    """Everything in a block that can be used."""
    beside = (block.get("accessory"), block.get("element"))
    yield from (one for one in (*beside, *(block.get("elements") or ())) if isinstance(one, dict))


def chosen(element: Mapping[str, Any], picked: Any) -> Json:
    """What an element holds after a person picked or wrote something, in Slack's words.

    Args:
        picked: The text, day or moment; for options, the value of one or the values of several.
    """
    kind = str(element.get("type"))
    if kind in ("checkboxes", "multi_static_select", "multi_external_select"):
        values = picked if isinstance(picked, list) else []
        return {"selected_options": [one for value in values if (one := _option(element, value))]}
    if kind in ("static_select", "radio_buttons", "overflow", "external_select"):
        return {"selected_option": _option(element, picked)}
    if kind == "feedback_buttons":
        sides = [element.get("positive_button") or {}, element.get("negative_button") or {}]
        side: Json = next((one for one in sides if one.get("value") == picked), {})
        return {"value": side.get("value"), "text": side.get("text")}
    if kind in ("button", "icon_button"):
        return {key: element[key] for key in ("value", "text", "icon", "style") if key in element}
    name = {
        "datepicker": "selected_date",
        "timepicker": "selected_time",
        "datetimepicker": "selected_date_time",
        "users_select": "selected_user",
        "conversations_select": "selected_conversation",
        "channels_select": "selected_channel",
    }.get(kind, "value")
    return {name: picked or None}


def _option(element: Mapping[str, Any], value: Any) -> Json | None:
    groups = [group.get("options") or [] for group in element.get("option_groups") or ()]
    offered = [*(element.get("options") or ()), *(one for group in groups for one in group)]
    found = next((one for one in offered if one.get("value") == value), None)
    if found is None and element.get("type", "").endswith("external_select") and isinstance(value, dict):
        return value
    return found
