"""Whatever a file holds, reading it ends soon: in text, or in an error that says what to do."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import UnreadableFileError
from bot.importers.formats import extracts_of, format_of
from bot.importers.formats.text.lines import LINE_MAX_CHARS
from tests.importers.test_formats_html import DRUPAL, PRETTY
from tests.importers.test_formats_packed import ATOM, RSS, run, word_of, zip_of
from tests.importers.test_formats_pdf import two_pages
from tests.importers.test_formats_text import FRONT, WRAPPED

SECONDS_MAX = 10
NAMES = ("x", "x.html", "x.md", "x.txt", "x.rss", "x.vtt", "x.docx", "x.csv")
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann Vale>Good &amp; early\n\n00:02.000 --> 00:03.000\n>> A question.\n"
SAMPLES = {
    "drupal.html": DRUPAL.encode(),
    "pretty.html": PRETTY.encode(),
    "x.md": (FRONT + WRAPPED + "**a** <s>b</s> \\[c\\] [d](e)\n").encode(),
    "x.txt": WRAPPED.encode(),
    "rss.xml": RSS.encode(),
    "atom.xml": ATOM.encode(),
    "x.vtt": VTT.encode(),
    "x.docx": word_of([run("MS. VALE: Good day.")]),
    "x.zip": zip_of({"a.html": DRUPAL.encode(), "b.txt": WRAPPED.encode()}),
}
HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\u00a0\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000\ue001]")


def read_or_refuse(data: bytes, name: str) -> None:
    """Read a file, and hold what comes out to what every text here promises."""
    try:
        extracts = extracts_of(data, name)
    except UnreadableFileError:
        return
    for extract in extracts:
        assert extract.text.strip() == extract.text != ""
        assert not HIDDEN.search(extract.text)
        assert max(map(len, extract.text.split("\n"))) <= LINE_MAX_CHARS
        assert "\n\n" not in extract.text


@given(data=st.binary(max_size=400), name=st.sampled_from(NAMES))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    if format_of(data, name) != "pdf":
        read_or_refuse(data, name)


MARKUP = st.lists(
    st.sampled_from(
        "<p> </p> <s> </s> <div class='share'> <br> <pre> <td> ** ~~ * _ \\[ [a]( ) <v A> >> Q: MS.\u00a0A: (00:10) &nbsp; "
        "&#57344; <!-- --> --- \n \n\n a word, <html> <rss><item><description> ]]> 00:01.000\u00a0-->\u00a000:02.000".split(
            " "
        )
    ),
    max_size=40,
).map("".join)


@given(text=MARKUP, name=st.sampled_from(NAMES))
def test_any_mixture_of_marks_is_read_or_refused(text: str, name: str) -> None:
    read_or_refuse(text.encode(), name)


@settings(max_examples=200)
@given(sample=st.sampled_from(sorted(SAMPLES)), edits=st.data())
def test_a_cut_or_altered_document_is_read_or_refused(sample: str, edits: st.DataObject) -> None:
    data = bytearray(SAMPLES[sample])
    for _ in range(edits.draw(st.integers(0, 4))):
        data[edits.draw(st.integers(0, len(data) - 1))] = edits.draw(st.integers(0, 255))
    cut = edits.draw(st.integers(1, len(data)))

    read_or_refuse(bytes(data[:cut]), sample)


@settings(max_examples=8)
@given(edits=st.data())
def test_a_cut_or_altered_pdf_is_read_or_refused(edits: st.DataObject) -> None:
    data = bytearray(two_pages())
    for _ in range(edits.draw(st.integers(0, 4))):
        data[edits.draw(st.integers(10, len(data) - 1))] = edits.draw(st.integers(0, 255))

    read_or_refuse(bytes(data[: edits.draw(st.integers(100, len(data)))]), "x.pdf")


@pytest.mark.parametrize(
    ("piece", "times", "name"),
    [
        ("<", 40_000, "x.html"),
        ("“", 40_000, "x.txt"),
        ("<div class='share'>", 2_000, "x.html"),
        ("<h1>", 2_000, "x.html"),
        ("<s></s>\n", 20_000, "x.html"),
        ("<p>Text of some length is here, I say.</p>", 3_000, "x.html"),
        ("A: (00:11)", 100_000, "x.txt"),
        ("A B C D E F (00:11)", 50_000, "x.txt"),
        ("[a](", 200_000, "x.md"),
        ("**a** ", 200_000, "x.md"),
        ("<a ", 200_000, "x.md"),
        (" ", 1_000_000, "x.md"),
        ("<v ", 200_000, "x.vtt"),
        ("00:01.000 --> 00:02.000\nx\n", 30_000, "x.vtt"),
    ],
)
def test_repetition_is_read_in_time_that_grows_with_its_length(piece: str, times: int, name: str) -> None:
    start = time.monotonic()

    read_or_refuse(("words " + piece * times).encode(), name)

    assert time.monotonic() - start < SECONDS_MAX


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    for name, data in SAMPLES.items():
        read_or_refuse(data, name)
    read_or_refuse(two_pages(), "x.pdf")

    assert list(tmp_path.iterdir()) == []
