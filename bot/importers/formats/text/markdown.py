"""Markdown, with or without front matter: the words without their marks."""

import html
import re
from typing import Final

from bot.importers.formats.text.days import day_of
from bot.importers.formats.text.emphasis import without_emphasis
from bot.importers.formats.text.encoding import text_of
from bot.importers.formats.text.lines import STRUCK_END, STRUCK_START, clean, finished
from bot.importers.formats.text.wrapping import unwrapped
from bot.importers.model import Extract
from bot.store.problems import Problems
from bot.store.yaml_nodes import Mapping, Scalar, Sequence, read_nodes

FRONT_MATTER_MAX_CHARS: Final = 100_000

_TITLE: Final = ("title", "headline", "name")
_HELD: Final = ("held_on", "event_date", "date")
_PUBLISHED: Final = ("published_time", "published_on", "published", "date_published", "datepublished", "publishdate")
# Earlier than the day of posting where it lay under embargo: by then it had been held.
_MODIFIED: Final = ("modified_time", "date_modified", "datemodified", "last_modified", "modified")
_URL: Final = ("source_url", "url", "canonical_url", "canonical", "link", "permalink", "source")
_PUBLISHER: Final = ("publisher", "site_name", "site", "organization")
_AUTHOR: Final = ("author", "authors", "byline")

# Escaped characters wait in the private use area until the marks are gone.
_WAITING: Final = 0xE100
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_WAITS = re.compile(f"[{chr(_WAITING + 0x21)}-{chr(_WAITING + 0x7E)}]")
_HARD_BREAK: Final = chr(_WAITING)
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")
_RULE = re.compile(r" {0,3}(?:(?:- ?){3,}|(?:\* ?){3,}|(?:_ ?){3,}|={3,})$")
_BLOCK_MARK = re.compile(r" {0,3}(?:#{1,6} +|> ?|[-*+] +(?=\S))")
_HEADING_END = re.compile(r" #{1,6}$")
_COMMENT: Final = ("<!--", "-->")
_STRUCK_TAG = re.compile(r"<(/?)(?:s|strike|del)(?: [^<>]{0,200})?>", re.I)
_BREAK_TAG = re.compile(r"<(?:br|/p|/div|/li|/tr)\b[^<>]{0,200}>", re.I)
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,20}(?:\s[^<>]{0,500})?/?>", re.I)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\]\([^()\s]{0,2000}(?: \"[^\"]{0,300}\")?\)")
_LINK = re.compile(r"\[([^\[\]]{0,500})\]\(<?[^()\s]{0,2000}>?(?: \"[^\"]{0,300}\")?\)")
_REFERENCE = re.compile(r" {0,3}\[[^\[\]]{1,100}\]: <?(?:https?://|mailto:|/|#)\S*")


def read_markdown(data: bytes, name: str, url: str | None) -> list[Extract]:
    """The one document of a Markdown file."""
    front, body = parted(text_of(data).replace("\r\n", "\n").replace("\r", "\n"))
    text = finished(_paragraphs(body))
    own_url = _first(front, _URL)
    return [
        Extract(
            text,
            name,
            title=_first(front, _TITLE),
            url=url or (own_url if own_url and own_url.startswith(("https://", "http://")) else None),
            publisher=_first(front, _PUBLISHER),
            author=_first(front, _AUTHOR),
            published_on=min(
                filter(None, (day_of(_first(front, keys)) for keys in (_PUBLISHED, _MODIFIED))), default=None
            ),
            held_on=day_of(_first(front, _HELD)),
        )
    ]


def parted(text: str) -> tuple[dict[str, str], str]:
    """The front matter's values and the text after it; no values where there is none.

    Front matter that is no YAML or holds what could explode (anchors, tags, deep
    nesting) is left out like any other.
    """
    opening, _, rest = text.lstrip("\ufeff \n").partition("\n")
    if opening.rstrip() != "---":
        return {}, text
    end = _front_end(rest)
    if end is None:
        return {}, text
    return _values(rest[: end[0]]), rest[end[1] :]


def _front_end(rest: str) -> tuple[int, int] | None:
    """Where the front matter ends and where the body begins."""
    start = 0
    while start <= min(len(rest), FRONT_MATTER_MAX_CHARS):
        end = rest.find("\n", start)
        line = rest[start : end if end >= 0 else len(rest)]
        if line.rstrip() in ("---", "..."):
            return start, start + len(line)
        if end < 0:
            return None
        start = end + 1
    return None


def _values(front: str) -> dict[str, str]:
    root = read_nodes(front, Problems(""))
    if not isinstance(root, Mapping):
        return {}
    values: dict[str, str] = {}
    for key, node in root.values.items():
        items = node.items if isinstance(node, Sequence) else [node]
        words = [" ".join(clean(item.text).split()) for item in items if isinstance(item, Scalar) and not item.is_null]
        values[key.lower()] = ", ".join(word for word in words if word)
    return values


def _first(front: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((front[key] for key in keys if front.get(key)), None)


def _paragraphs(body: str) -> list[str]:
    """The paragraphs of Markdown as a person would read them."""
    escaped = _ESCAPE.sub(lambda found: chr(_WAITING + ord(found[1])), _without_comments(body))
    lines = [_without_block_marks(_line(line)) for line in escaped.split("\n")]
    return [line for paragraph in unwrapped(lines, _HARD_BREAK) for line in _plain(paragraph)]


def _line(line: str) -> str:
    """A clean line that says whether its break is meant: two plain spaces or a backslash."""
    if line.endswith("  "):
        return clean(line).rstrip() + _HARD_BREAK
    return clean(line[:-1]) + _HARD_BREAK if line.endswith("\\") else clean(line)


def _without_comments(body: str) -> str:
    opening, closing = _COMMENT
    if opening not in body or closing not in body:
        return body
    pieces = body.split(opening)
    return pieces[0] + "".join(piece.partition(closing)[2] for piece in pieces[1:])


def _without_block_marks(line: str) -> str:
    if _FENCE.match(line) or _RULE.match(line) or _REFERENCE.match(line):
        return ""
    marked = _BLOCK_MARK.match(line)
    if marked is None:
        return line
    inner = line[marked.end() :]
    return _HEADING_END.sub("", inner) if "#" in marked[0] else inner


def _plain(paragraph: str) -> list[str]:
    """A paragraph without marks; several lines where it has breaks."""
    text = paragraph.replace(_HARD_BREAK, "")
    text = _LINK.sub(r"\1", _IMAGE.sub("", text)) if "](" in text else text
    if "<" in text:
        text = _STRUCK_TAG.sub(lambda tag: STRUCK_END if tag[1] else STRUCK_START, text)
        text = _TAG.sub("", _BREAK_TAG.sub("\n", _AUTOLINK.sub(r"\1", text)))
    text = clean_entities(without_emphasis(text))
    return _WAITS.sub(lambda waits: chr(ord(waits[0]) - _WAITING), text).split("\n")


def clean_entities(text: str) -> str:
    """Entities as characters, without those that do not show; strike marks stay."""
    if "&" not in text:
        return text
    return "".join(
        piece if piece in (STRUCK_START, STRUCK_END) else clean(html.unescape(piece))
        for piece in re.split(f"([{STRUCK_START}{STRUCK_END}])", text)
    )
