"""What is inside a packed file: ``.zip`` of documents, ``.gz`` and ``.xz`` of one."""

import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from bot.errors import UnreadableFileError

UNPACKED_MAX_BYTES: Final = 200_000_000
MEMBER_MAX_BYTES: Final = 50_000_000
MEMBERS_MAX: Final = 5_000
STREAMS_MAX: Final = 1_000
XZ_MEMORY_MAX_BYTES: Final = 200_000_000

GZIP: Final = b"\x1f\x8b"
XZ: Final = b"\xfd7zXZ\x00"
ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

_CHUNK_BYTES: Final = 1 << 18
_SYSTEM_FILES: Final = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
# The file type in the upper half of a member's attributes. Source: APPNOTE.TXT 4.4.15, stat.h
_TYPE_MASK: Final = 0o170000
_REGULAR: Final = 0o100000


@dataclass(frozen=True, slots=True)
class Member:
    """One document, with a name of our own making: for messages and ids, never for a path."""

    name: str
    data: bytes


def unpacked(data: bytes, limit_bytes: int = MEMBER_MAX_BYTES) -> bytes:
    """The content of a ``.gz`` or ``.xz`` file.

    Raises:
        UnreadableFileError: It is damaged or holds more than ``limit_bytes``.
    """
    try:
        content = _gunzipped(data, limit_bytes) if data.startswith(GZIP) else _unxzed(data, limit_bytes)
    except (zlib.error, lzma.LZMAError, EOFError) as error:
        raise UnreadableFileError("the packed file is damaged; download it again") from error
    if len(content) > limit_bytes:
        raise UnreadableFileError(f"the file unpacks to more than {limit_bytes // 1_000_000} MB; split it")
    return content


def unpacked_head(data: bytes, limit_bytes: int) -> bytes:
    """The first bytes of a packed file, as far as they can be read."""
    try:
        return (_gunzipped if data.startswith(GZIP) else _unxzed)(data, limit_bytes)[:limit_bytes]
    except (zlib.error, lzma.LZMAError, EOFError):
        return b""


def zip_members(data: bytes) -> Iterator[Member]:
    """The documents in a zip file, one after another, in the file's order.

    Folders, links and what operating systems leave behind are passed over.

    Raises:
        UnreadableFileError: It is damaged, locked, or holds too much.
    """
    left = UNPACKED_MAX_BYTES
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = [part for part in archive.infolist() if _is_document(part)]
            if len(parts) > MEMBERS_MAX:
                raise UnreadableFileError(f"the zip file holds more than {MEMBERS_MAX:,} files; split it")
            for part in parts:
                content = _content(archive, part, min(left, MEMBER_MAX_BYTES))
                left -= len(content)
                yield Member(_safe_name(part.filename), content)
    # Sizes and places of a damaged directory reach struct, seek and each decompressor, which raise as they please.
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError) as error:
        raise UnreadableFileError("the zip file is damaged; download it again") from error


def zip_names(data: bytes) -> list[str]:
    """The names in a zip file's directory; none where that cannot be read."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return archive.namelist()
    # Only the directory is read here: a broken one, one cut short, a bad place to seek to, a version from the future.
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError):
        return []


def _content(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limit_bytes: int) -> bytes:
    if part.flag_bits & 1:
        raise UnreadableFileError("the zip file is locked with a password; unpack it and import the files")
    try:
        with archive.open(part) as file:
            content = file.read(limit_bytes + 1)
    # zipfile's words for a packing or a version that it does not know, and for a lock that the flags do not tell of.
    except (NotImplementedError, RuntimeError) as error:
        raise UnreadableFileError("the zip file is packed in an unusual way; unpack it and import the files") from error
    if len(content) > limit_bytes:
        raise UnreadableFileError("the zip file unpacks to too much; unpack it and import the files")
    return content


def _is_document(part: zipfile.ZipInfo) -> bool:
    kind = part.external_attr >> 16 & _TYPE_MASK
    names = part.filename.split("/")
    is_system = any(name in _SYSTEM_FILES or name.startswith("._") for name in names)
    return not part.is_dir() and kind in (0, _REGULAR) and not is_system


def _safe_name(name: str) -> str:
    """A member's name without anything that could lead out of a folder."""
    parts = [
        "".join(char for char in part if char.isprintable()).strip() for part in name.replace("\\", "/").split("/")
    ]
    return "/".join(part for part in parts if part not in ("", ".", "..") and not part.endswith(":"))[-200:] or "file"


def _gunzipped(data: bytes, limit_bytes: int) -> bytes:
    return _all_streams(data, lambda: zlib.decompressobj(wbits=31), limit_bytes)


def _unxzed(data: bytes, limit_bytes: int) -> bytes:
    return _all_streams(data, lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, XZ_MEMORY_MAX_BYTES), limit_bytes)


def _all_streams(data: bytes, new_stream: Callable[[], Any], limit_bytes: int) -> bytes:
    """What all streams of a packed file hold, up to a little over the limit.

    Both decompressors are fed small pieces, so that neither a stream that unpacks
    to gigabytes nor a thousand empty ones takes long.
    """
    unpacked_bytes = bytearray()
    start = 0
    for _ in range(STREAMS_MAX):
        stream = new_stream()
        while not stream.eof and len(unpacked_bytes) <= limit_bytes:
            fed = getattr(stream, "unconsumed_tail", b"")
            if not fed and getattr(stream, "needs_input", True):
                fed = data[start : start + _CHUNK_BYTES]
                start += len(fed)
                if not fed:
                    raise EOFError
            unpacked_bytes += stream.decompress(fed, _CHUNK_BYTES)
        start -= len(stream.unused_data)
        if not data.startswith((GZIP, XZ), start) or len(unpacked_bytes) > limit_bytes:
            return bytes(unpacked_bytes)
    raise UnreadableFileError(f"the packed file has more than {STREAMS_MAX:,} parts; unpack it and import the content")
