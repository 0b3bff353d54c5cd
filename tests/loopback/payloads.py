"""Whether Slack would take a message: its blocks, text, thread and metadata.

Source: docs.slack.dev, Block Kit reference and chat.postMessage errors; slack_sdk.models.blocks for lengths.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

BLOCKS_MAX = 50  # Source: docs.slack.dev, chat.postMessage, "blocks"
BLOCK_TEXT_MAX_CHARS = 11_000  # Source: slackapi/bolt-js#2509, #2867: 11,341 was refused
TEXT_MAX_CHARS = 40_000  # Source: docs.slack.dev, chat.postMessage, "truncating content"
METADATA_MAX_BYTES = 16_000
_TS = re.compile(r"\d{10}\.\d{6}")
_RICH_PARTS = {"rich_text_section", "rich_text_quote", "rich_text_list", "rich_text_preformatted"}
_RICH_LEAVES: dict[str, set[str]] = {
    "text": {"type", "text", "style"},
    "link": {"type", "url", "text", "style", "unsafe"},
    "emoji": {"type", "name", "unicode", "skin_tone", "style"},
    "user": {"type", "user_id", "style"},
    "channel": {"type", "channel_id", "style"},
    "usergroup": {"type", "usergroup_id", "style"},
    "broadcast": {"type", "range", "style"},
    "date": {"type", "timestamp", "format", "url", "fallback", "style"},
    "color": {"type", "value"},
}


class Refused(Exception):
    """Slack does not take the payload; the message is Slack's error code, then why."""

    def __init__(self, error: str, why: str = "") -> None:
        self.error, self.why = error, why
        super().__init__(f"{error}: {why}")


def decoded(value: Any, error: str) -> Any:
    """An argument that may come as JSON text (form bodies) or as itself (JSON bodies)."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as trouble:
        raise Refused(error, str(trouble)) from trouble


def check_message(arguments: Mapping[str, Any]) -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
    """The blocks and metadata of a message Slack would take.

    Raises:
        Refused: With the error code Slack would answer.
    """
    blocks = check_blocks(arguments.get("blocks"), BLOCKS_MAX)
    text = arguments.get("text")
    if not text and not blocks:
        raise Refused("no_text")
    if text is not None and (not isinstance(text, str) or len(text) > TEXT_MAX_CHARS):
        raise Refused("msg_too_long" if isinstance(text, str) else "invalid_arguments", "text")
    thread_ts = arguments.get("thread_ts")
    if thread_ts is not None and not _TS.fullmatch(str(thread_ts)):
        raise Refused("invalid_thread_ts", str(thread_ts))
    return blocks, _checked_metadata(arguments.get("metadata"))


def check_blocks(value: Any, most: int) -> list[dict[str, Any]]:
    """The blocks, when Slack would take them.

    Raises:
        Refused: With the error code Slack would answer.
    """
    blocks = decoded(value, "invalid_blocks_format") if value is not None else []
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise Refused("invalid_blocks_format", "not a list of objects")
    if len(blocks) > most:
        raise Refused("invalid_blocks", f"{len(blocks)} blocks")
    for block in blocks:
        _check_block(block)
    _check_ids(blocks)
    if sum(map(len, texts_of(blocks))) > BLOCK_TEXT_MAX_CHARS:
        raise Refused("msg_blocks_too_long")
    return blocks


def texts_of(value: Any) -> Iterator[str]:
    """Every text a person reads in the blocks, in order."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "text" and isinstance(inner, str):
                yield inner
            else:
                yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


def _check_block(block: dict[str, Any]) -> None:
    try:
        parsed = Block.parse(block)
        if parsed is None:
            raise Refused("invalid_blocks", f"unknown type {block.get('type')!r}")
        parsed.to_dict()
    except (SlackObjectFormationError, TypeError) as trouble:
        raise Refused("invalid_blocks", str(trouble)) from trouble
    if any(not text for text in texts_of(block)):
        raise Refused("invalid_blocks", "empty text")
    if block["type"] == "rich_text":
        for part in _nonempty(block):
            _check_rich_part(part)


def _nonempty(part: dict[str, Any]) -> list[dict[str, Any]]:
    elements = part.get("elements")
    if not isinstance(elements, list):
        raise Refused("invalid_blocks", f"{part.get('type')} without elements")
    return elements


def _check_rich_part(part: dict[str, Any]) -> None:
    if part.get("type") not in _RICH_PARTS:
        raise Refused("invalid_blocks", f"rich_text holds {part.get('type')!r}")
    for leaf in _nonempty(part):
        if part["type"] == "rich_text_list":
            _check_rich_part(leaf)
            continue
        allowed = _RICH_LEAVES.get(str(leaf.get("type")))
        if allowed is None or not set(leaf) <= allowed:
            raise Refused("invalid_blocks", f"rich_text element {leaf}")
        if leaf["type"] == "link" and not str(leaf.get("url", "")).startswith(("http://", "https://", "mailto:")):
            raise Refused("invalid_blocks", f"link {leaf}")


def _check_ids(blocks: list[dict[str, Any]]) -> None:
    block_ids = [block["block_id"] for block in blocks if block.get("block_id")]
    if len(block_ids) != len(set(block_ids)):
        raise Refused("invalid_blocks", "block_id twice")
    for block in blocks:
        elements = [e for e in block.get("elements", []) if isinstance(e, dict)]
        action_ids = [e["action_id"] for e in elements if e.get("action_id")]
        if len(action_ids) != len(set(action_ids)):
            raise Refused("invalid_blocks", "action_id twice in one block")


def _checked_metadata(value: Any) -> dict[str, Any] | None:
    if value is None:
        return None
    metadata = decoded(value, "invalid_metadata_format")
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_payload"), dict):
        raise Refused("invalid_metadata_format", "event_payload")
    if not metadata.get("event_type") or not isinstance(metadata["event_type"], str):
        raise Refused("invalid_metadata_format", "event_type")
    if len(json.dumps(metadata).encode()) > METADATA_MAX_BYTES:
        raise Refused("metadata_too_large")
    return metadata
