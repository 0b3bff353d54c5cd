"""PDF files of a few lines, made on the spot."""

import zlib
from collections.abc import Sequence

Placed = tuple[float, float, str]


def pdf_of(contents: Sequence[bytes], title: str = "Briefing of May 3") -> bytes:
    """A PDF with a page for each content stream."""
    pages = [4 + 2 * number for number in range(len(contents))]
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), b" ".join(b"%d 0 R" % page for page in pages)),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
    }
    for page, content in zip(pages, contents, strict=True):
        packed = zlib.compress(content)
        objects[page] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % (page + 1)
        )
        objects[page + 1] = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)
    info = max(objects) + 1
    objects[info] = b"<</Title(%s)>>" % title.encode()
    body, places = b"%PDF-1.4\n", {}
    for number, value in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj%s\nendobj\n" % (number, value)
    table = b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(places))
    trailer = b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (info + 1, info, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % (info + 1) + table + trailer


def page_of(lines: Sequence[Placed], sizes: dict[int, int] | None = None) -> bytes:
    shown = [
        b"BT /F %d Tf %g %g Td (%s) Tj ET"
        % ((sizes or {}).get(number, 10), x, y, text.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)"))
        for number, (x, y, text) in enumerate(lines)
    ]
    return b"\n".join(shown)
