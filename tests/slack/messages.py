"""What a person reads in a message before it is posted, and whether Slack takes it."""

import json

from bot.slack.payload.limits import texts_in
from bot.slack.payload.message import Message
from tests.loopback.payloads import check_message


def quotes_shown(message: Message) -> list[str]:
    return [
        part["text"]
        for block in message.blocks
        if block["type"] == "rich_text"
        for element in block["elements"]
        if element["type"] == "rich_text_quote"
        for part in element["elements"]
    ]


def is_taken_by_slack(message: Message) -> bool:
    """Slack's own models and the loopback Slack take the message as it is posted."""
    return check_message({"text": message.text, "blocks": json.dumps(message.blocks)})[0] == list(message.blocks)


def sections_of(message: Message, number: int = 1) -> list[str]:
    """The words of each part of a quote's block."""
    return ["".join(texts_in(part)) for part in message.blocks[number]["elements"]]


def footer_of(message: Message) -> str:
    return "".join(texts_in(message.blocks[-1]))
