"""A file of any kind, to the readable text of every document in it."""

from collections.abc import Callable, Iterator
from typing import Final

from bot.errors import UnreadableFileError
from bot.importers.formats.archives import GZIP, XZ, Member, unpacked, zip_members
from bot.importers.formats.detecting import format_of
from bot.importers.formats.feed import read_feed
from bot.importers.formats.html.page import read_html
from bot.importers.formats.pdf.document import read_pdf
from bot.importers.formats.text.captions import read_captions
from bot.importers.formats.text.markdown import read_markdown
from bot.importers.formats.text.plain import read_text
from bot.importers.formats.word import read_word
from bot.importers.model import Extract

Reader = Callable[[bytes, str, str | None], list[Extract]]

READERS: Final[dict[str, Reader]] = {
    "captions": read_captions,
    "docx": read_word,
    "feed": read_feed,
    "html": read_html,
    "markdown": read_markdown,
    "pdf": read_pdf,
    "text": read_text,
}
# The largest real documents measured have 300 kB, of PDF a few MB.
MAX_BYTES: Final = {
    "captions": 10_000_000,
    "docx": 50_000_000,
    "feed": 20_000_000,
    "html": 10_000_000,
    "markdown": 5_000_000,
    "pdf": 50_000_000,
    "text": 10_000_000,
}
_TABLE: Final = "a table; import it by itself, not as a document"
_UNREADABLE: Final = {
    "empty": "the file is empty; download it again",
    "doc": "an old Word document (.doc); save it as .docx, PDF or text",
    "rtf": "a rich text file (.rtf); save it as .docx, PDF or text",
    "office": "a spreadsheet, slides or an OpenDocument file; save it as .docx, PDF, CSV or text",
    "zip": "a zip file inside another; unpack it first",
    **dict.fromkeys(("gz", "xz"), "a packed file inside another; unpack it first"),
    "yaml": "a YAML file; a briefing that is YAML already goes into the knowledge folder as it is",
    "csv": _TABLE,
    "json": _TABLE,
    "jsonl": _TABLE,
    "unknown": "the format is unknown; import HTML, Markdown, text, PDF, DOCX, RSS or Atom, captions, CSV, JSON, or a zip",
}
_NO_TEXT: Final = "no text was found in it; open it and see whether it shows any, then save that as text"


def extracts_of(data: bytes, name: str, url: str | None = None) -> list[Extract]:
    """The documents in a file: one, or several of a feed or a zip file.

    Args:
        name: The file's name, for messages and ids; its suffix counts only where the
            content leaves the format open.
        url: Where the file was downloaded from.

    Returns:
        At least one extract, each with text.

    Raises:
        UnreadableFileError: One of the documents cannot be read, or is a table.
    """
    return [extract for member in members_of(data, name) for extract in _read(member, url)]


def members_of(data: bytes, name: str) -> Iterator[Member]:
    """The files in a zip file, one after another; any other file is its own only member.

    Whoever wants one bad file not to stop the others, or tables read, takes the
    members one by one.

    Raises:
        UnreadableFileError: The zip file is damaged, locked, or holds too much or nothing.
    """
    if not data.startswith((GZIP, XZ)) and format_of(data, name) == "zip":
        count = 0
        for count, member in enumerate(zip_members(data), start=1):  # noqa: B007 - counted for the end
            yield Member(f"{name}/{member.name}", member.data)
        if not count:
            raise UnreadableFileError(f"{name}: the zip file holds no documents")
    else:
        yield Member(name, data)


def _read(member: Member, url: str | None) -> list[Extract]:
    kind = format_of(member.data, member.name)
    reader = READERS.get(kind)
    try:
        if reader is None:
            raise UnreadableFileError(_UNREADABLE[kind])
        extracts = reader(_content(member.data, kind), member.name, url)
        if not all(extract.text for extract in extracts):
            raise UnreadableFileError(_NO_TEXT)
    except UnreadableFileError as error:
        raise UnreadableFileError(f"{member.name}: {error}") from error
    return extracts


def _content(data: bytes, kind: str) -> bytes:
    """The bytes to read, unpacked and not too many."""
    limit = MAX_BYTES[kind]
    content = unpacked(data, limit) if data.startswith((GZIP, XZ)) else data
    if len(content) > limit:
        raise UnreadableFileError(f"larger than {limit // 1_000_000} MB, the most for this format; split it")
    return content
