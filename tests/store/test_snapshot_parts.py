import io
import json
import mmap
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.store.kept.parts import DamagedError, Part, array_part, json_of, json_part, read_parts, write_parts

PARTS: list[Part] = [
    json_part("said", {"words": ["tide", "Ebbe “Å”", "\ud800"]}),
    array_part("places", np.arange(5, dtype=np.int32)),
    array_part("none", np.empty(0, dtype=np.int64)),
    array_part("lengths", np.array([0.5, 2.0])),
    ("pieces", "uint8", [b"one", memoryview(b"two")]),
]


def written(parts: list[Part] = PARTS) -> bytes:
    file = io.BytesIO()
    write_parts(file, "key", parts)
    return file.getvalue()


def read(content: bytes, key: str = "key") -> dict[str, NDArray[Any]]:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        return read_parts(file, key)


def with_table(content: bytes, change: Mapping[str, Any]) -> bytes:
    """The same file with another entry for ``places``, and digests that fit."""
    at, size = int(content[-32:-16]), int(content[-16:])
    table = json.loads(content[at : at + size])
    table["parts"]["places"] |= change
    text = json.dumps(table).encode()
    return content[:at] + text + f"{sha256(text).hexdigest()}{at:016}{len(text):016}".encode()


def plain(parts: dict[str, NDArray[Any]]) -> dict[str, tuple[str, list[Any]]]:
    return {name: (array.dtype.name, array.tolist()) for name, array in parts.items()}


def test_what_was_written_is_read() -> None:
    parts = read(written())
    assert json_of(parts["said"]) == {"words": ["tide", "Ebbe “Å”", "\ud800"]}
    assert plain({name: parts[name] for name in ("places", "none", "lengths", "pieces")}) == {
        "places": ("int32", [0, 1, 2, 3, 4]),
        "none": ("int64", []),
        "lengths": ("float64", [0.5, 2.0]),
        "pieces": ("uint8", list(b"onetwo")),
    }


def test_nothing_can_be_written_into_what_was_read() -> None:
    with pytest.raises(ValueError, match="read-only"):
        read(written())["places"][0] = 7


def test_another_key_reads_nothing() -> None:
    with pytest.raises(DamagedError):
        read(written(), key="other")


def test_a_byte_that_was_changed_is_noticed_or_stood_between_the_parts() -> None:
    whole = written()
    expected = plain(read(whole))
    unnoticed = 0
    for at in range(len(whole)):
        altered = bytearray(whole)
        altered[at] ^= 0x10
        try:
            assert plain(read(bytes(altered))) == expected
            unnoticed += 1
        except (DamagedError, ValueError):
            continue
    assert unnoticed < 64 * len(PARTS)


@given(st.data())
def test_a_file_that_was_cut_or_grew_is_noticed(data: st.DataObject) -> None:
    whole = written()
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    for content in (cut, whole + data.draw(st.binary(min_size=1, max_size=200))):
        with pytest.raises((DamagedError, ValueError)):
            read(content)


@pytest.mark.parametrize(
    "change",
    [
        {"at": -64},
        {"at": 1 << 40},
        {"bytes": 1 << 62},
        {"bytes": -4},
        {"bytes": 3},
        {"type": "object"},
        {"type": "float64"},
        {"sha256": "0" * 64},
    ],
)
def test_a_table_that_leads_astray_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(DamagedError):
        read(with_table(written(), change))


def test_parts_begin_where_the_machine_reads_them_quickly() -> None:
    assert all(array.ctypes.data % 64 == 0 for name, array in read(written()).items() if name != "none")
    assert mmap.PAGESIZE % 64 == 0
