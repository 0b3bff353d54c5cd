"""What is sent to Slack: the text that is read aloud and the blocks that are seen."""

from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """A finished payload.

    Attributes:
        text: What notifications and screen readers read: the whole answer, escaped.
        blocks: Block Kit blocks; empty for a plain sentence.
    """

    text: str
    blocks: tuple[Block, ...] = ()
