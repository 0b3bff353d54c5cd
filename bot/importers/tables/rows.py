"""The rows of a CSV, JSON or JSON-lines file, streamed; whatever could explode is refused."""

import csv
import json
import lzma
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final

from bot.errors import UnreadableFileError

Row = dict[str, Any]
Content = bytes | Path

LINE_BYTES_MAX: Final = 8_000_000
JSON_BYTES_MAX: Final = 100_000_000
UNPACKED_BYTES_MAX: Final = 4_000_000_000
FIELD_CHARS_MAX: Final = 4_000_000
XZ_MEMORY_BYTES_MAX: Final = 256_000_000
COLUMNS_MAX: Final = 200
BLANK_LINES_MAX: Final = 10_000

_CHUNK_BYTES: Final = 1 << 20
_XZ: Final = b"\xfd7zXZ\x00"
_GZIP: Final = b"\x1f\x8b"
_DELIMITERS: Final = ",;\t|"


def table_format(content: Content, name: str) -> str | None:
    """``csv``, ``json`` or ``jsonl`` where the content looks like one, unpacked if need be; else None.

    Raises:
        UnreadableFileError: It is packed, and damaged.
    """
    first, follows = _first_line(content)
    if first[:1] in (b"{", b"["):
        return _json_format(first, follows)
    suffixes = {suffix.lower() for suffix in Path(name).suffixes}
    return "csv" if suffixes & {".csv", ".tsv"} else None


def _first_line(content: Content) -> tuple[bytes, bool]:
    """The first line that is not blank, as far as it can be read, and whether another follows."""
    head = b""
    for chunk in _unpacked(content):
        head = (head + chunk).removeprefix(b"\xef\xbb\xbf").lstrip()
        if b"\n" in head or len(head) > LINE_BYTES_MAX:
            break
    first, _, rest = head.partition(b"\n")
    return first, bool(rest.strip())


def _json_format(first: bytes, follows: bool) -> str | None:
    """JSON lines if the first line is a whole object and others follow, JSON if the file is one value."""
    if first.startswith(b"{") and follows and _is_object(first):
        return "jsonl"
    after = first[1:].lstrip()[:1]
    return "json" if after in (b'"', b"{", b"[", b"]", b"}", b"") else None


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def rows_of(content: Content, name: str) -> Iterator[Row]:
    """Every row, in order; a list of turns inside a row gives one row a turn.

    Raises:
        UnreadableFileError: The file is damaged, too large, or no table; rows before the fault have been given.
    """
    kind = table_format(content, name)
    if kind == "csv":
        yield from _csv_rows(content, name)
    elif kind == "jsonl":
        yield from _jsonl_rows(content, name)
    elif kind == "json":
        yield from _json_rows(content, name)
    else:
        raise UnreadableFileError(f"{name} is no table: neither CSV nor JSON")


def _csv_rows(content: Content, name: str) -> Iterator[Row]:
    csv.field_size_limit(FIELD_CHARS_MAX)
    lines = _text_lines(content, name)
    header = next(lines, "")
    delimiter = max(_DELIMITERS, key=lambda mark: (header.count(mark), -_DELIMITERS.index(mark)))
    reader = csv.reader(_chained(header, lines), delimiter=delimiter, strict=True)
    try:
        columns = next(reader, [])
        if len(columns) > COLUMNS_MAX:
            raise UnreadableFileError(f"{name} has {len(columns):,} columns; at most {COLUMNS_MAX} are allowed")
        for values in reader:
            if values:
                yield _row(columns, values, name, reader.line_num)
    except csv.Error as error:
        raise UnreadableFileError(f"{name}, line {reader.line_num}: not CSV ({error}); export it again") from None


def _row(columns: list[str], values: list[str], name: str, line: int) -> Row:
    if len(values) > len(columns):
        raise UnreadableFileError(
            f"{name}, line {line}: {len(values)} values under {len(columns)} columns; put values with commas in quotation marks"
        )
    return dict(zip(columns, values, strict=False))


def _chained(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def _jsonl_rows(content: Content, name: str) -> Iterator[Row]:
    for number, line in enumerate(_lines(content, name), start=1):
        text = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not text.strip():
            continue
        row = _parsed(text, f"{name}, line {number}")
        if not isinstance(row, dict):
            raise UnreadableFileError(f"{name}, line {number}: each line must be an object with names and values")
        yield from flat_rows(row)


def _json_rows(content: Content, name: str) -> Iterator[Row]:
    data = bytearray()
    for chunk in _unpacked(content):
        data += chunk
        if len(data) > JSON_BYTES_MAX:
            raise UnreadableFileError(
                f"{name} is one JSON value of more than {JSON_BYTES_MAX // 1_000_000} MB; write one object a line (JSON lines)"
            )
    whole = _parsed(bytes(data).removeprefix(b"\xef\xbb\xbf"), name)
    for row in whole if isinstance(whole, list) else [whole]:
        if not isinstance(row, dict):
            raise UnreadableFileError(f"{name}: must be a list of objects, each a turn or a briefing")
        yield from flat_rows(row)


def _parsed(data: bytes, place: str) -> Any:
    try:
        return json.loads(data)
    except RecursionError:
        raise UnreadableFileError(f"{place}: nested too deep; export it as a list of objects") from None
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise UnreadableFileError(f"{place}: not JSON in UTF-8, or cut off; export it again") from None
    # Source: docs.python.org, "Integer string conversion length limitation"
    except ValueError:
        raise UnreadableFileError(f"{place}: a number has too many digits; write it between quotation marks") from None


def flat_rows(row: Row) -> Iterator[Row]:
    """The objects of a list inside the row, each with the row's own values; else the row itself."""
    inner = [
        key
        for key, value in row.items()
        if isinstance(value, list) and value and all(isinstance(item, dict) for item in value)
    ]
    if len(inner) != 1:
        yield row
        return
    outer = {key: value for key, value in row.items() if key != inner[0]}
    for item in row[inner[0]]:
        yield {**outer, **item}


def _text_lines(content: Content, name: str) -> Iterator[str]:
    for number, line in enumerate(_lines(content, name), start=1):
        try:
            text = (line + b"\n").decode("utf-8")
        except UnicodeDecodeError:
            raise UnreadableFileError(f"{name}, line {number}: not UTF-8; save the file as UTF-8") from None
        yield text.removeprefix("\ufeff") if number == 1 else text


def _lines(content: Content, name: str) -> Iterator[bytes]:
    rest, blank = b"", 0
    for chunk in _unpacked(content):
        lines = (rest + chunk).split(b"\n")
        rest = lines.pop()
        if len(rest) > LINE_BYTES_MAX:
            raise UnreadableFileError(f"{name}: a line has more than {LINE_BYTES_MAX // 1_000_000} MB; split it")
        for line in lines:
            blank = 0 if line else blank + 1
            if blank > BLANK_LINES_MAX:
                raise UnreadableFileError(f"{name}: more than {BLANK_LINES_MAX:,} empty lines; take them out")
            yield line
    if rest:
        yield rest


def _unpacked(content: Content) -> Iterator[bytes]:
    """The content in chunks, unpacked by its first bytes (xz, gzip, or as it is)."""
    name = content.name if isinstance(content, Path) else "the data"
    total = 0
    try:
        with _opened(content) as file:
            for chunk in _chunks(file):
                total += len(chunk)
                if total > UNPACKED_BYTES_MAX:
                    raise UnreadableFileError(f"{name} unpacks to more than {UNPACKED_BYTES_MAX // 10**9} GB; split it")
                yield chunk
    except (lzma.LZMAError, zlib.error, EOFError):
        raise UnreadableFileError(f"{name} is packed and damaged or cut off; get it again") from None
    except OSError as error:
        raise UnreadableFileError(f"{name} cannot be read ({error.strerror})") from None


@contextmanager
def _opened(content: Content) -> Iterator[BinaryIO]:
    if isinstance(content, bytes):
        yield BytesIO(content)
        return
    with content.open("rb") as file:
        yield file


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    head = file.read(len(_XZ))
    file.seek(0)
    if head == _XZ:
        yield from _unpack(file, lambda: lzma.LZMADecompressor(memlimit=XZ_MEMORY_BYTES_MAX))
    elif head.startswith(_GZIP):
        yield from _unpack(file, _Gunzip)
    else:
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk


class _Gunzip:
    """zlib's decompressor with the interface of the one for xz."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


def _unpack(file: BinaryIO, begin: Any) -> Iterator[bytes]:
    """Unpack streams one after the other, never more than one chunk ahead."""
    stream, waiting = begin(), b""
    while True:
        if stream.needs_input and not waiting:
            waiting = file.read(_CHUNK_BYTES)
            if not waiting:
                raise EOFError
        chunk = stream.decompress(waiting if stream.needs_input else b"", _CHUNK_BYTES)
        waiting = b""
        if chunk:
            yield chunk
        if stream.eof:
            waiting = (stream.unused_data or file.read(_CHUNK_BYTES)).lstrip(b"\0")
            if not waiting:
                return
            stream = begin()
