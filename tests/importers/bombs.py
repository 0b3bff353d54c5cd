"""Files that are small and unpack, refer or nest without an end, made on the spot."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Final

MB: Final = 1_000_000


def zipped(files: Mapping[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def zipped_links() -> bytes:
    """A zip of links alone: to a file outside, to a folder outside, to itself."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, to in {"a.txt": "/etc/passwd", "b": "../../..", "b/escaped.txt": "x", "c.txt": "c.txt"}.items():
            link = zipfile.ZipInfo(name)
            link.external_attr = 0o120777 << 16
            archive.writestr(link, to)
    return target.getvalue()


def overlapping_zip(entries: int, entry_mb: int) -> bytes:
    """A zip whose names all stand for the same few bytes, which unpack to megabytes each."""
    content = bytes(entry_mb * MB)
    packer = zlib.compressobj(9, wbits=-15)
    packed = packer.compress(content) + packer.flush()
    sizes = struct.pack("<III", zlib.crc32(content), len(packed), len(content))
    body = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 0) + sizes + struct.pack("<HH", 5, 0) + b"0.txt" + packed
    directory = b"".join(
        b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 0) + sizes + struct.pack("<HHHHHII", 5, 0, 0, 0, 0, 0, 0) + b"0.txt"
        for _ in range(entries)
    )  # fmt: skip
    return (
        body + directory + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, entries, entries, len(directory), len(body), 0)
    )


def zip_of_itself() -> bytes:
    """A zip that claims to hold a file that begins where the zip begins, and so itself."""
    data = bytearray(zipped({"x.zip": b"PK\x03\x04" * 100}))
    directory = data.index(b"PK\x01\x02")
    data[directory + 10 : directory + 12] = b"\0\0"
    data[directory + 20 : directory + 28] = struct.pack("<II", len(data), len(data))
    return bytes(data)


def word(document_xml: bytes) -> bytes:
    types = b"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""
    relations = b"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""
    return zipped({"[Content_Types].xml": types, "_rels/.rels": relations, "word/document.xml": document_xml})


def laughs(root: str) -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{entities}]><{root}>&l9;</{root}>'.encode()


def yaml_laughs() -> bytes:
    """Front matter whose last value names the one before nine times, and so on down."""
    lines = ["l0: &l0 [ha]", *(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 30))]
    return "\n".join(["---", *lines, "---", "MS. VALE"]).encode()


def outside(root: str, content: str = "&f;") -> bytes:
    """XML that reads a file of the system."""
    return f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]><{root}>{content}</{root}>'.encode()


def pdf(*objects: bytes, more: bytes = b"") -> bytes:
    """A PDF of these objects, the first its catalogue.

    Args:
        more: What else the trailer says.
    """
    body, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(body) + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        more,
        len(body),
    )  # fmt: skip


_CATALOGUE: Final = b"<</Type/Catalog/Pages 2 0 R>>"
_FONT: Final = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def _stream(content: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(packed), more, packed)


def pdf_of_pages(count: int, content: bytes, box: bytes = b"0 0 600 800", more: bytes = b"") -> bytes:
    """A PDF with the same page many times over."""
    return pdf(
        _CATALOGUE,
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * count, count),
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>" % box,
        _FONT,
        _stream(content),
        more=more,
    )


def pdf_bomb() -> bytes:
    """A page whose content unpacks to 200 MB of text operators."""
    return pdf_of_pages(1, b"BT /F1 9 Tf (boom) Tj ET\n" * (200 * MB // 25))


def locked_pdf() -> bytes:
    lock = b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"41" * 32, b"42" * 32)
    return pdf_of_pages(
        1, b"BT /F1 9 Tf (boats) Tj ET", more=b"/Encrypt %s/ID[<%s><%s>]" % (lock, b"41" * 16, b"41" * 16)
    )


def pdf_that_draws_itself() -> bytes:
    """A page whose picture holds itself, many times."""
    return pdf(
        _CATALOGUE,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</XObject<</X 4 0 R>>>>/Contents 5 0 R>>",
        _stream(
            b"/X Do " * 1_000, b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X 4 0 R/Y 6 0 R>>>>"
        ),
        _stream(b"/X Do " * 1_000),
        _stream(
            b"/X Do /Y Do " * 1_000,
            b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X 4 0 R/Y 6 0 R>>>>",
        ),
    )


def looped_pdf() -> bytes:
    """A tree of pages that is its own child, and claims a billion."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000000/Parent 2 0 R>>endobj\n"
        b"trailer<</Size 3/Root 1 0 R>>\n%%EOF"
    )
