"""Bytes to characters: byte order mark, UTF-8, the declared charset, else Windows-1252."""

import codecs
import re
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED_WITHIN_BYTES: Final = 4096
_DECLARED = re.compile(
    rb"""(?:<\?xml[^>]{0,200}encoding|<meta[^>]{0,300}charset)\s{0,20}=\s{0,20}["']?([\w.:-]{1,40})""", re.I
)

# What browsers take these labels for. Source: Encoding Standard, "Names and labels".
_REALLY: Final = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
}
# A document that could be searched for its declaration is not written in UTF-16; UTF-7 and the others hide markup.
_NEVER_DECLARED: Final = frozenset(
    "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be utf-7 "
    "idna punycode raw-unicode-escape unicode-escape undefined".split()
)
# More than this share of NUL bytes in the even or the odd places is UTF-16 without a mark.
_NUL_SHARE: Final = 0.3
# Of letters in UTF-32, nearly all have two.
_NUL_MOST: Final = 0.9


def text_of(data: bytes) -> str:
    """The characters of a text file; bytes that fit no charset become U+FFFD.

    A declared charset is believed only where the bytes are not UTF-8: pages that
    were saved again often keep an old declaration, while other encodings next
    to never form valid UTF-8.
    """
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(charset, "replace")
    wide = _wide_charset(data[:_DECLARED_WITHIN_BYTES])
    if wide is not None:
        return data.decode(wide, "replace")
    declared = _declared_charset(data[:_DECLARED_WITHIN_BYTES])
    if declared is not None and declared.startswith("iso2022"):
        return data.decode(declared, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(declared, "replace") if declared else _mixed(data)


def _wide_charset(head: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, by where the NUL bytes of its letters stand."""
    quarter = len(head) // 4
    nul = [head[place::4].count(0) for place in range(4)]
    if quarter and nul[3] >= quarter and nul[2] > _NUL_MOST * quarter and nul[0] < _NUL_SHARE * quarter:
        return "utf-32-le"
    if quarter and nul[0] >= quarter and nul[1] > _NUL_MOST * quarter and nul[3] < _NUL_SHARE * quarter:
        return "utf-32-be"
    half = len(head) // 2
    if half and head[1::2].count(0) > _NUL_SHARE * half and head[::2].count(0) < head[1::2].count(0):
        return "utf-16-le"
    if half and head[::2].count(0) > _NUL_SHARE * half and head[1::2].count(0) < head[::2].count(0):
        return "utf-16-be"
    return None


def _declared_charset(head: bytes) -> str | None:
    """The declared charset as Python names it; None for none, an unknown one and UTF-8."""
    found = _DECLARED.search(head)
    if found is None:
        return None
    label = found[1].decode("ascii", "replace").lower()
    try:
        charset = codecs.lookup(_REALLY.get(label, label))
    except (LookupError, ValueError):
        return None
    # Private attribute, but the only way to leave out codecs that are no charsets, such as zlib.
    is_text = getattr(charset, "_is_text_encoding", True)
    return charset.name if is_text and charset.name not in _NEVER_DECLARED else None


def _mixed(data: bytes) -> str:
    """UTF-8 where it is that, and each byte that is not as Windows-1252."""
    return data.decode("utf-8", _AS_CP1252)


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_AS_CP1252: Final = "bot-as-cp1252"
codecs.register_error(_AS_CP1252, _as_cp1252)
