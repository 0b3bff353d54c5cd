"""One quote as a ``rich_text`` block: text that cannot become markup.

An official's words stand alone in a ``rich_text_quote``, one element and nothing
else. Everything else said by anybody (a reporter's question, the editors'
summary, a publisher's own sentence) stands in a labelled section, so that what
is in a quote bar is always the official's. The last section is the attribution.
"""

from bot.slack.payload.message import Block
from bot.slack.rendering.entries import Entry, Words


def quote_block(entry: Entry) -> Block:
    """The words, what stands before them, and whose they are."""
    before = [_labelled(words) for words in entry.before]
    return {"type": "rich_text", "elements": [*before, _words(entry.words), _attribution(entry)]}


def _words(words: Words) -> Block:
    if words.label:
        return _labelled(words)
    return {"type": "rich_text_quote", "elements": [_text(words.text)]}


def _labelled(words: Words) -> Block:
    elements = [_text(words.label, bold=True)]
    if words.text:
        elements += [_text(" "), _text(f"“{words.text}”" if words.in_marks else words.text)]
    return {"type": "rich_text_section", "elements": [*elements, _text("\n")]}


def _attribution(entry: Entry) -> Block:
    elements = [_text(entry.speaker, bold=True), _text(entry.facts)]
    if entry.link is not None:
        elements += [_text(" · "), {"type": "link", "url": entry.link, "text": entry.link_word}]
    elements.append(_text(" · " + " · ".join(entry.remarks)))
    return {"type": "rich_text_section", "elements": elements}


def _text(text: str, *, bold: bool = False) -> Block:
    return {"type": "text", "text": text, "style": {"bold": True}} if bold else {"type": "text", "text": text}
