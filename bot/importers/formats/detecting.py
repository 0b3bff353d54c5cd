"""Which format a file has: its content decides, its name only where that leaves it open."""

import json
import re
from pathlib import PurePosixPath
from typing import Final

from bot.importers.formats.archives import GZIP, XZ, ZIP, unpacked_head, zip_names
from bot.importers.formats.text.encoding import text_of

HEAD_BYTES: Final = 65_536
TABLES: Final = frozenset(("csv", "json", "jsonl"))

_SIGNATURES: Final = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"{\\rtf", "rtf"),
    (GZIP, "gz"),
    (XZ, "xz"),
)
# A PDF may begin with other bytes. Source: ISO 32000-1, Annex H, note 13
_PDF_WITHIN_BYTES: Final = 1024
_SUFFIXES: Final = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".tsv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".rss": "feed",
    ".atom": "feed",
    ".vtt": "captions",
    ".srt": "captions",
}
_PACKING_SUFFIXES: Final = (".gz", ".xz", ".gzip")
# At most this share of a text's characters are control characters or undecodable.
_ODD_SHARE: Final = 0.05

_FEED = re.compile(r"<(?:[\w-]{1,20}:)?(?:rss|feed|RDF)[\s>]")
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.I)
_MARKUP = re.compile(r"<(?:p|br|div|h[1-6]|table|span|article|li|pre)(?:\s[^<>]{0,500})?/?>", re.I)
_PAGE_TAGS_MIN: Final = 3
_CUE = re.compile(r"(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3} *--+> *(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d")
_CUE_WITHIN_CHARS: Final = 400
_JSON_START = re.compile(r"""\{\s{0,1000}["}]|\[\s{0,1000}(?:[{\[\]]|"[^"\n]{0,1000}"\s{0,100}[,\]])""")
_MARKS = re.compile(r"^(?:#{1,6} \S|\*\*[^*\n]{1,80}\*\*)|\]\((?:https?://|/)|\\[\[\]*_]", re.M)
_MARKS_MIN: Final = 3
_COLUMNS_MIN: Final = 3
_COLUMN_NAME = re.compile(r'"?[A-Za-z_][\w .-]{0,40}"?')


def format_of(data: bytes, name: str) -> str:
    """The name of a file's format.

    Returns:
        ``html``, ``markdown``, ``text``, ``pdf``, ``docx``, ``feed``, ``captions``, ``zip``,
        ``csv``, ``json``, ``jsonl`` or ``yaml``; of a ``.gz`` or ``.xz`` file, what it holds;
        ``empty``, ``doc``, ``rtf``, ``office`` or ``unknown`` for what cannot be read.
    """
    if data.startswith((GZIP, XZ)):
        inner_name = name[: -len(PurePosixPath(name).suffix)] if name.lower().endswith(_PACKING_SUFFIXES) else name
        return _plain_format(unpacked_head(data, HEAD_BYTES), inner_name, data)
    return _plain_format(data, name, data)


def _plain_format(data: bytes, name: str, whole: bytes) -> str:
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        return "unknown" if whole.startswith((GZIP, XZ)) else "empty"
    if b"%PDF-" in data[:_PDF_WITHIN_BYTES]:
        return "pdf"
    if data.startswith(ZIP):
        return _zip_format(data)
    found = next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), None)
    return found or _text_format(data[:HEAD_BYTES], PurePosixPath(name).suffix.lower())


def _zip_format(data: bytes) -> str:
    names = zip_names(data)
    if "word/document.xml" in names:
        return "docx"
    return "office" if "[Content_Types].xml" in names or "mimetype" in names else "zip"


def _text_format(head: bytes, suffix: str) -> str:
    text = text_of(head).lstrip("\ufeff \t\r\n")
    by_suffix = _SUFFIXES.get(suffix)
    if _is_binary(text):
        return "unknown"
    if text.startswith("<") or by_suffix == "html" or _PAGE.search(text[:2_000]):
        marked_up = _markup_format(text, by_suffix)
        if marked_up:
            return marked_up
    if text.startswith("WEBVTT") or _CUE.search(text[:_CUE_WITHIN_CHARS]):
        return "captions"
    if _JSON_START.match(text) and by_suffix not in ("markdown", "yaml"):
        return _json_format(text, by_suffix)
    if by_suffix in (*TABLES, "markdown", "yaml"):
        return by_suffix
    return _unnamed_format(text)


def _is_binary(text: str) -> bool:
    odd = sum(text.count(chr(code)) for code in (*range(9), *range(14, 27), 0xFFFD))
    return odd > _ODD_SHARE * len(text)


def _markup_format(text: str, by_suffix: str | None) -> str | None:
    """``html``, ``feed`` or ``unknown`` for other XML; None if it is no markup after all."""
    opening = text[:4_000]
    if _FEED.search(opening) and not _PAGE.search(opening[:1_000]):
        return "feed"
    if _PAGE.search(text) or (by_suffix == "html" and _MARKUP.search(text)):
        return "html"
    if text.startswith("<?xml"):
        return "unknown"
    is_page = by_suffix != "markdown" and text.startswith("<") and _MARKUP.search(text[:500])
    return "html" if is_page or len(_MARKUP.findall(text)) >= _PAGE_TAGS_MIN else None


def _json_format(text: str, by_suffix: str | None) -> str:
    """JSON lines if the first line is a whole object and another follows."""
    first, _, rest = text.partition("\n")
    try:
        is_object = first.startswith("{") and isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        is_object = False
    return "jsonl" if is_object and (rest.strip() or by_suffix == "jsonl") else "json"


def _unnamed_format(text: str) -> str:
    """What the name does not tell: Markdown by its marks, CSV by a line of column names, else text."""
    opening, _, rest = text.partition("\n")
    if opening.rstrip() == "---" and re.search(r"^\w{1,40}:", rest[:200], re.M):
        return "markdown"
    columns = opening.rstrip("\r").split(",")
    if len(columns) >= _COLUMNS_MIN and rest.strip() and _are_column_names(columns, rest):
        return "csv"
    return "markdown" if len(_MARKS.findall(text)) >= _MARKS_MIN else "text"


def _are_column_names(columns: list[str], rest: str) -> bool:
    are_names = all(_COLUMN_NAME.fullmatch(column) and " " not in column.strip('"') for column in columns)
    return are_names and rest.partition("\n")[0].count(",") >= len(columns) - 1
