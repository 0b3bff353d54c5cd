import gzip
import lzma
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from bot.errors import UnreadableFileError
from bot.importers.formats import extracts_of, format_of, members_of
from bot.importers.model import Extract

SAID = "MS. VALE: Good day."
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Ministry</title><link>https://harbour.example</link>
<item><title>Briefing &#8211; May 3</title><link>https://harbour.example/3</link><pubDate>Sat, 03 May 2031 08:00:00 +0000</pubDate>
<dc:creator><![CDATA[Press Office]]></dc:creator><description>Only the beginning</description>
<content:encoded><![CDATA[<p><b>MS. VALE: </b>Good day.&nbsp;</p><script>x</script><p>Q: Why?</p>]]></content:encoded></item>
<item><title>Nothing</title><description></description></item>
<item><title>Plain</title><guid>https://harbour.example/4</guid><description>First line
Second line</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title>
<entry><title type="html">A &amp;amp; B</title><link rel="self" href="https://harbour.example/self"/>
<link rel="alternate" href="https://harbour.example/5"/><updated>2031-05-06T00:00:00Z</updated><published>2031-05-05T00:00:00Z</published>
<author><name>Ann Vale</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One <i>word</i></p><p>Two</p></div></content></entry></feed>"""


def read(data: bytes, name: str) -> Extract:
    (extract,) = extracts_of(data, name)
    return extract


def zip_of(files: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def word_of(paragraphs: list[str]) -> bytes:
    document = Document()
    document.core_properties.title = "Briefing"
    document.core_properties.author = "Press Office"
    for paragraph in paragraphs:
        document.element.body.insert(-1, parse_xml(f"<w:p {nsdecls('w')}>{paragraph}</w:p>"))
    packed = BytesIO()
    document.save(packed)
    return packed.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_each_item_of_a_feed_with_text_is_a_document() -> None:
    first, second = extracts_of(RSS.encode(), "feed.xml")

    assert (first.title, first.url, first.publisher) == (
        "Briefing – May 3",
        "https://harbour.example/3",
        "Harbour Ministry",
    )
    assert (first.author, first.published_on, first.held_on) == ("Press Office", date(2031, 5, 3), None)
    assert first.text == "MS. VALE: Good day.\nQ: Why?"
    assert (second.text, second.url) == ("First line\nSecond line", "https://harbour.example/4")
    assert (first.name, second.name) == ("feed.xml#1", "feed.xml#3")


def test_an_atom_entry_is_a_document() -> None:
    extract = read(ATOM.encode(), "feed")

    assert (extract.title, extract.url, extract.author) == ("A & B", "https://harbour.example/5", "Ann Vale")
    assert (extract.published_on, extract.text) == (date(2031, 5, 5), "One word\nTwo")


def test_an_entry_within_an_entry_is_no_document() -> None:
    feed = "<rss><channel>" + "<item><description>Good day.</description>" * 9 + "</item>" * 9 + "</channel></rss>"

    assert [extract.text for extract in extracts_of(feed.encode(), "feed.rss")] == ["Good day."]


def test_a_feed_is_read_in_whatever_encoding_it_is_and_declares() -> None:
    declared_wrongly = RSS.replace("UTF-8", "windows-1252").encode()
    in_cp1252 = RSS.replace("UTF-8", "windows-1252").replace("Good", "“Good”").encode("cp1252")

    assert extracts_of(declared_wrongly, "f")[0].title == "Briefing – May 3"
    assert extracts_of(in_cp1252, "f")[0].text.startswith("MS. VALE: “Good” day.")


@pytest.mark.parametrize(
    ("feed", "says"),
    [
        (RSS[:700], "the feed is damaged"),
        (
            '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss><channel><item>&a;</item></channel></rss>',
            "entities",
        ),
        ("<rss><channel><item><title>x</title></item></channel></rss>", "no entry of the feed has any text"),
        (
            "<rss><channel><item><content>"
            + "<a>" * 5_000
            + "x"
            + "</a>" * 5_000
            + "</content></item></channel></rss>",
            "deep",
        ),
    ],
    ids=["cut", "entity", "empty", "deep"],
)
def test_a_feed_that_cannot_be_read_says_why(feed: str, says: str) -> None:
    with pytest.raises(UnreadableFileError, match=says):
        extracts_of(feed.encode(), "feed.rss")


def test_a_word_document_is_read_paragraph_by_paragraph() -> None:
    extract = read(
        word_of([run("MS. VALE: ", "<w:b/>") + run("Good day."), "", run("Q") + "<w:r><w:tab/></w:r>" + run("Why?")]),
        "x.docx",
    )

    assert extract.text == "MS. VALE: Good day.\nQ Why?"
    assert (extract.title, extract.author) == ("Briefing", "Press Office")


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        (run("upon ", "<w:strike/>") + run("[until] noon"), "[struck: upon] [until] noon"),
        (run("kept", '<w:strike w:val="0"/>'), "kept"),
        ('<w:ins w:id="1" w:author="a">' + run("added") + "</w:ins>", "added"),
        (
            '<w:del w:id="1" w:author="a"><w:r><w:delText>gone</w:delText></w:r></w:del>' + run(" left"),
            "[struck: gone] left",
        ),
        ('<w:moveFrom w:id="1" w:author="a">' + run("moved") + "</w:moveFrom>" + run("here"), "here"),
        (run("One") + "<w:r><w:br/></w:r>" + run("Two"), "One\nTwo"),
        ('<w:hyperlink w:anchor="a">' + run("a link") + "</w:hyperlink>", "a link"),
    ],
)
def test_changes_and_breaks_of_a_word_document_are_kept(paragraph: str, text: str) -> None:
    assert read(word_of([paragraph]), "x.docx").text == text


def test_the_cells_of_a_word_table_are_lines() -> None:
    document = Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Q", "Why?"
    packed = BytesIO()
    document.save(packed)

    assert read(packed.getvalue(), "x.docx").text == "Q\nWhy?"


def test_the_files_of_a_zip_are_documents_with_names_that_lead_nowhere() -> None:
    data = zip_of({"../../a.txt": SAID.encode(), "C:\\b\\c.md": b"# Q: Why?", "__MACOSX/._a.txt": b"x", "e/": b""})

    assert [(extract.name, extract.text) for extract in extracts_of(data, "all.zip")] == [
        ("all.zip/a.txt", SAID),
        ("all.zip/b/c.md", "Q: Why?"),
    ]


def test_links_in_a_zip_are_passed_over() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/hostname")
        archive.writestr("a.txt", SAID)

    assert [member.name for member in members_of(packed.getvalue(), "z.zip")] == ["z.zip/a.txt"]


def test_a_table_in_a_zip_can_be_taken_by_itself() -> None:
    data = zip_of({"a.csv": b"date,speaker,text\n2031-05-03,MS. VALE,Good\n", "b.txt": SAID.encode()})

    assert [format_of(member.data, member.name) for member in members_of(data, "z.zip")] == ["csv", "text"]
    with pytest.raises(UnreadableFileError, match=r"z\.zip/a\.csv: a table"):
        extracts_of(data, "z.zip")


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress], ids=["gz", "xz"])
def test_a_packed_file_is_read_as_what_it_holds(pack: Callable[[bytes], bytes]) -> None:
    assert read(pack(b"# Heading\n\n" + SAID.encode()), "x.md.gz").text == f"Heading\n{SAID}"
    assert format_of(pack(b'{"a": 1}\n{"a": 2}\n'), "x.jsonl.xz") == "jsonl"


def test_a_packed_file_of_several_streams_is_read_whole() -> None:
    assert read(gzip.compress(b"MS. VALE: ") + gzip.compress(b"Good day."), "x.txt.gz").text == SAID
    assert read(lzma.compress(b"MS. VALE: ") + lzma.compress(b"Good day."), "x.txt.xz").text == SAID


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (lambda: gzip.compress(b"a " * 10_000_000), "unpacks to more than 10 MB"),
        (lambda: lzma.compress(b"a " * 10_000_000, preset=0), "unpacks to more than 10 MB"),
        (lambda: gzip.compress(SAID.encode() * 100_000)[:-20], "damaged"),
        (lambda: gzip.compress(SAID.encode()) + gzip.compress(b"") * 2_000, "1,000 parts"),
        (lambda: gzip.compress(zip_of({"a.txt": b"x"})), "zip file inside another"),
        (lambda: zip_of({"a.zip": zip_of({"a.txt": b"x"})}), "zip file inside another"),
        (lambda: zip_of({"a.txt": b"a" * 51_000_000}), "unpacks to too much"),
        (lambda: zip_of({f"{number}.txt": b"a" for number in range(5_001)}), "5,000 files"),
        (lambda: zip_of({}), "holds no documents"),
        (lambda: zip_of({"a.txt": SAID.encode() * 9})[:-30], "damaged"),
        (lambda: zip_of({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<" * 26_000_000}), "unpacks to too much"),
        (lambda: zip_of({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>" * 700_000}), "too large"),
        (lambda: zip_of({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a"}), "Word document is damaged"),
        (lambda: zip_of({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}), "spreadsheet"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "old Word document"),
        (lambda: b"", "empty"),
        (lambda: b"x" * 10_000_001, "larger than 10 MB"),
    ],
)  # fmt: skip
def test_what_cannot_be_unpacked_says_what_to_do(data: Callable[[], bytes], says: str) -> None:
    with pytest.raises(UnreadableFileError, match=says):
        extracts_of(data(), "x.txt")


def test_a_locked_zip_is_refused() -> None:
    data = bytearray(zip_of({"a.txt": SAID.encode()}))
    for signature, flags_at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags_at] |= 1

    with pytest.raises(UnreadableFileError, match="locked with a password"):
        extracts_of(bytes(data), "x.zip")


def test_a_size_that_the_zip_lies_about_is_not_believed() -> None:
    data = bytearray(zip_of({"a.txt": b"a" * 1_000_000}))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (10).to_bytes(4, "little")

    with pytest.raises(UnreadableFileError, match="damaged"):
        extracts_of(bytes(data), "x.zip")
