import zlib

import pytest

from bot.errors import UnreadableFileError
from bot.importers.formats import extracts_of, format_of
from bot.importers.formats.pdf.layout import Line, paragraphs_of
from bot.importers.model import Extract
from tests.importers.pdf_pages import page_of, pdf_of

LEFT, INDENT = 72.0, 108.0
FULL = "the harbour opens again on Monday and the pilots will be back"


def read(data: bytes) -> Extract:
    (extract,) = extracts_of(data, "x.pdf")
    return extract


def two_pages() -> bytes:
    return pdf_of(
        [
            page_of(
                [
                    (LEFT, 750, "May 3 Briefing FINAL"),
                    (200, 700, "Transcript of the Briefing"),
                    (INDENT, 660, f"MINISTER VALE. Good day; {FULL[:36]}"),
                    (LEFT, 640, FULL + " here."),
                    (INDENT, 620, f"We met the pilots, and {FULL[:39]}"),
                    (LEFT, 600, FULL + " to "),
                    (LEFT, 40, "Page 1 of 2"),
                ]
            ),
            page_of(
                [
                    (LEFT, 750, "May 3 Briefing FINAL"),
                    (LEFT, 700, "work."),
                    (INDENT, 680, "BEN OKORO. Why?"),
                    (LEFT, 40, "Page 2 of 2"),
                ]
            ),
        ]
    )


def test_lines_become_paragraphs_without_running_heads_and_page_numbers() -> None:
    extract = read(two_pages())

    assert extract.text.split("\n") == [
        "Transcript of the Briefing",
        f"MINISTER VALE. Good day; {FULL[:36]} {FULL} here.",
        f"We met the pilots, and {FULL[:39]} {FULL} to work.",
        "BEN OKORO. Why?",
    ]
    assert extract.title == "Briefing of May 3"


def test_a_note_at_the_foot_of_a_page_does_not_interrupt_who_is_speaking() -> None:
    first = [
        (LEFT, 700, "MINISTER VALE. The fee"),
        (204, 704, "1"),
        (LEFT, 680, FULL + " and"),
        (LEFT, 60, "1 The Minister meant the lower fee."),
    ]
    data = pdf_of([page_of(first, {1: 5, 3: 7}), page_of([(LEFT, 700, "then we shall see. " + FULL)])])

    assert read(data).text.split("\n") == [
        f"MINISTER VALE. The fee¹ {FULL} and then we shall see. {FULL}",
        "1 The Minister meant the lower fee.",
    ]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["a long-", "term plan"], "a long-term plan"),
        (["the gov\x02", "ernment plan"], "the government plan"),
        (["the gov-", "ernment plan"], "the government plan"),
        (["it was—", "it was late"], "it was—it was late"),
        (["the north-", "South route"], "the north- South route"),
        (["the Harbour-to-", "Ministry route"], "the Harbour-to-Ministry route"),
        (["a non-", "Riverton pilot"], "a non-Riverton pilot"),
        (["a 10-", "year plan"], "a 10-year plan"),
        (["the TIDE-", "30 plan"], "the TIDE-30 plan"),
        (["a 10-", "to 20-year plan"], "a 10- to 20-year plan"),
        (["the short-", "and long-term plan"], "the short- and long-term plan"),
        (["the pass-", "through fee"], "the pass-through fee"),
        (["a one-", "to-one talk"], "a one-to-one talk"),
    ],
)
def test_words_parted_by_the_end_of_a_line_are_put_together(lines: list[str], text: str) -> None:
    placed = [Line(line, LEFT, 500, 700 - 20 * n, 710 - 20 * n, 10) for n, line in enumerate(lines)]
    elsewhere = Line("long-term government, pass-through", INDENT, 500, 600, 610, 10)

    assert paragraphs_of([[*placed, elsewhere]])[0] == text


def test_a_dash_with_spaces_keeps_them() -> None:
    lines = ["it — was —", "and it — is"]
    placed = [Line(line, LEFT, 500, 700 - 20 * n, 710 - 20 * n, 10) for n, line in enumerate(lines)]

    assert paragraphs_of([placed]) == ["it — was — and it — is"]


def test_a_damaged_pdf_is_refused_with_a_way_out() -> None:
    with pytest.raises(UnreadableFileError, match=r"x\.pdf: the PDF is damaged; open it, print it"):
        read(b"%PDF-1.7\nnothing else")


def test_a_pdf_of_pictures_is_sent_to_text_recognition() -> None:
    with pytest.raises(UnreadableFileError, match=r"no text.*text recognition"):
        read(pdf_of([b"0 0 100 100 re f"]))


def test_a_pdf_that_unpacks_to_gigabytes_is_stopped() -> None:
    packer = zlib.compressobj(wbits=-15)
    megabyte = packer.compress(b"BT /F 10 Tf (x) Tj ET\n" * 50_000) + packer.flush(zlib.Z_FULL_FLUSH)
    bomb = zlib.compress(b"\x78\x9c" + megabyte * 3_000)
    one_page = pdf_of([b"x"])
    packed = zlib.compress(b"x")
    data = one_page.replace(
        b"<</Filter/FlateDecode/Length %d>>stream\n%s" % (len(packed), packed),
        b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s" % (len(bomb), bomb),
    )

    with pytest.raises(UnreadableFileError, match="PDF"):
        read(data)


def test_a_pdf_behind_other_bytes_is_still_one() -> None:
    assert format_of(b"\n\n" + two_pages(), "x.html") == "pdf"
