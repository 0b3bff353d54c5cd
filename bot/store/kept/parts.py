r"""One file of named arrays: written whole, read whole, every byte of it under a digest.

::

    briefing snapshot 1\n        the first line
    …                           the arrays, each from a multiple of 64 bytes on, as the machine has them in memory
    {"key": …, "parts": {…}}    a table in JSON: for each array its type, place, size and sha256
    … … …                       the last 96 bytes: the table's sha256, its place and its size
"""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from mmap import ACCESS_READ, mmap
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

Buffer = bytes | memoryview
Array = NDArray[Any]
Part = tuple[str, str, Sequence[Buffer]]
"""The name of an array, its type, and its bytes in pieces."""

_FIRST_LINE: Final = b"briefing snapshot 1\n"
_LAST_BYTES: Final = 96
_ALIGNED_TO: Final = 64
_THREADS: Final = 2
"""Digests are made beside each other, and every machine has two cores."""
_TYPES: Final = ("int32", "int64", "float64", "uint8")


class DamagedError(ValueError):
    """What was read is not what was written."""


def write_parts(file: BinaryIO, key: str, parts: Iterable[Part]) -> None:
    """Write arrays.

    Args:
        key: Read back only where the same one is asked for.
    """
    table: dict[str, dict[str, str | int]] = {}
    file.write(_FIRST_LINE)
    for name, kind, pieces in parts:
        file.write(bytes(-file.tell() % _ALIGNED_TO))
        at, digest = file.tell(), sha256()
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
        table[name] = {"type": kind, "at": at, "bytes": file.tell() - at, "sha256": digest.hexdigest()}
    text = json.dumps({"key": key, "parts": table}).encode()
    at = file.tell()
    file.write(text)
    file.write(f"{sha256(text).hexdigest()}{at:016}{len(text):016}".encode())


def array_part(name: str, array: Array) -> Part:
    """An array as a part."""
    return name, array.dtype.name, [np.ascontiguousarray(array).data.cast("B")] if array.size else []


def json_part(name: str, value: object) -> Part:
    """Anything JSON can say as a part."""
    return name, "uint8", [json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")]


def read_parts(file: BinaryIO, key: str) -> dict[str, Array]:
    """The arrays of a file, mapped into memory after each was compared with its digest.

    Raises:
        DamagedError: It is not a file that was written for this key and left alone.
        OSError: It cannot be read.
    """
    size = os.fstat(file.fileno()).st_size
    if size < len(_FIRST_LINE) + _LAST_BYTES:
        raise DamagedError("too short")
    mapped = mmap(file.fileno(), 0, access=ACCESS_READ)
    if len(mapped) != size or mapped[: len(_FIRST_LINE)] != _FIRST_LINE:
        raise DamagedError("another first line")
    table = _table(mapped, key)
    with ThreadPoolExecutor(_THREADS) as threads:
        arrays = threads.map(lambda entry: _part(mapped, entry), table.values())
        return dict(zip(table, arrays, strict=True))


def json_of(part: Array) -> Any:
    """What a part of JSON says."""
    return json.loads(part.tobytes().decode("utf-8", "surrogatepass"))


def _table(mapped: mmap, key: str) -> Mapping[str, Any]:
    last = mapped[-_LAST_BYTES:]
    digest, at, size = last[:64].decode("ascii"), last[64:80], last[80:]
    if not (at.isdigit() and size.isdigit() and int(at) + int(size) + _LAST_BYTES == len(mapped)):
        raise DamagedError("no table")
    text = mapped[int(at) : int(at) + int(size)]
    if sha256(text).hexdigest() != digest:
        raise DamagedError("another table")
    table = json.loads(text)
    if table["key"] != key:
        raise DamagedError("of another version")
    parts: Mapping[str, Any] = table["parts"]
    return parts


def _part(mapped: mmap, entry: Mapping[str, Any]) -> Array:
    kind, at, size = entry["type"], entry["at"], entry["bytes"]
    if kind not in _TYPES or not 0 <= at <= at + size <= len(mapped) or size % np.dtype(kind).itemsize:
        raise DamagedError("a part beyond the file")
    with memoryview(mapped)[at : at + size] as piece:
        if sha256(piece).hexdigest() != entry["sha256"]:
            raise DamagedError("a part was altered")
    return np.frombuffer(mapped, dtype=kind, count=size // np.dtype(kind).itemsize, offset=at)
