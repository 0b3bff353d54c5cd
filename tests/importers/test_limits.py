"""Whatever a file is, ``briefing import`` ends within ten seconds and a gigabyte, says why, and writes no half briefing."""

import gzip
import lzma
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.importers.bombs import (
    MB,
    laughs,
    locked_pdf,
    looped_pdf,
    outside,
    overlapping_zip,
    pdf_bomb,
    pdf_of_pages,
    pdf_that_draws_itself,
    word,
    yaml_laughs,
    zip_of_itself,
    zipped,
    zipped_links,
)

SECONDS_MAX: Final = 10.0
MEMORY_MAX_MB: Final = 1_000


@dataclass(frozen=True, slots=True)
class Run:
    """What a whole process took and said."""

    code: int
    seconds: float
    peak_mb: float
    said: str


def imported(folder: Path, *documents: str | Path) -> Run:
    """``briefing import --yes`` in a process of its own, measured by the system."""
    command = [
        sys.executable,
        "-m",
        "bot",
        "import",
        "--yes",
        "--knowledge",
        str(folder / "knowledge"),
        *map(str, documents),
    ]
    environment = os.environ | {"BRIEFING_CACHE": "off", "BRIEFING_TIME_ZONE": "UTC"}
    with (folder / "said").open("wb") as said:
        started_s = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started_s
    process.returncode = os.waitstatus_to_exitcode(status)
    peak_mb = used.ru_maxrss / 1_000 / (1_000 if sys.platform == "darwin" else 1)
    return Run(process.returncode, seconds, peak_mb, (folder / "said").read_text(errors="replace"))


HOSTILE: Final[Mapping[str, tuple[str, Callable[[], bytes]]]] = {
    "a line of 100 MB": ("x.txt", lambda: b"MS. VALE: " + b"word " * (20 * MB)),
    "a line of 100 MB in Markdown": ("x.md", lambda: b"# Title\n\n" + b"*a* " * (25 * MB)),
    "a page of one line of 100 MB": (
        "x.html",
        lambda: b"<html><body><p>" + b"word " * (20 * MB) + b"</p></body></html>",
    ),
    "a table of one line of 100 MB": (
        "x.csv",
        lambda: b"date,speaker,text\n2024-05-02,MS. VALE," + b"word " * (20 * MB),
    ),
    "JSON of one string of 100 MB": ("x.json", lambda: b'[{"text": "' + b"word " * (20 * MB) + b'"}]'),
    "forty thousand opening marks": ("x.txt", lambda: ("“" * 40_000).encode()),
    "forty thousand opening marks in an article": (
        "x.html",
        lambda: f"<article><p>{'“a ' * 40_000}</p></article>".encode(),
    ),
    "a page 200,000 elements deep": ("x.html", lambda: b"<div>" * 200_000 + b"deep" + b"</div>" * 200_000),
    "JSON 100,000 lists deep": ("x.json", lambda: b"[" * 100_000 + b"]" * 100_000),
    "JSON lines 100,000 deep": ("x.jsonl", lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"\n"),
    "a zip of 1 GB of zeros": ("x.zip", lambda: zipped({"a.txt": bytes(1_000 * MB)})),
    "a zip in a zip in a zip": (
        "x.zip",
        lambda: zipped({"b.zip": zipped({"a.zip": zipped({"a.txt": bytes(300 * MB)})})}),
    ),
    "a zip of 100,000 files": ("x.zip", lambda: zipped({f"{n}.txt": b"x" for n in range(100_000)})),
    "a zip whose names lead out": (
        "x.zip",
        lambda: zipped({"../../../escaped.yaml": b"a: 1", "/etc/escaped.txt": b"b"}),
    ),
    "a gzip of 1 GB": ("x.txt.gz", lambda: gzip.compress(bytes(1_000 * MB), 9)),
    "an xz of 1 GB": ("x.txt.xz", lambda: lzma.compress(bytes(1_000 * MB), preset=0)),
    "a gzip in a gzip": ("x.gz", lambda: gzip.compress(gzip.compress(bytes(500 * MB)))),
    "a PDF whose page unpacks to 200 MB": ("x.pdf", pdf_bomb),
    "a PDF whose pages are their own children": ("x.pdf", looped_pdf),
    "a PDF of a head alone": ("x.pdf", lambda: b"%PDF-1.7\n" + b"\x00" * MB),
    "a feed of a billion laughs": ("x.rss", lambda: laughs("rss")),
    "a Word file of a billion laughs": ("x.docx", lambda: word(laughs("document"))),
    "a Word file that reads another file": (
        "x.docx",
        lambda: word(outside("d")),
    ),
    "half a character of UTF-16": ("x.txt", lambda: b"\xff\xfe" + "MS. VALE: a\n".encode("utf-16-le") + b"\x00"),
    "nothing but zeros": ("x.txt", lambda: bytes(10 * MB)),
    "an empty file": ("x.txt", lambda: b""),
    "captions that run backwards": (
        "x.vtt",
        lambda: b"WEBVTT\n\n" + b"99:59:59.999 --> 00:00:00.000\n<v A>x\n\n" * 100_000,
    ),
    "front matter that never ends": ("x.md", lambda: b"---\na: &a [*a, *a]\n" + b"b: 1\n" * 100_000),
    "a feed that reads another file": (
        "x.rss",
        lambda: outside("rss", "<channel><item><title>&f;</title></item></channel>"),
    ),
    "a page that reads another file": ("x.html", lambda: outside("html", "<body><p>&f;</p></body>")),
    "a Word file of 500 MB": ("x.docx", lambda: word(bytes(500 * MB))),
    "a Word file 100,000 deep": ("x.docx", lambda: word(b"<d>" * 100_000 + b"</d>" * 100_000)),
    "a feed 100,000 deep": ("x.rss", lambda: b"<rss>" + b"<item>" * 100_000 + b"</item>" * 100_000 + b"</rss>"),
    "JSON with a number of 90 MB": ("x.json", lambda: b'[{"text": ' + b"9" * (90 * MB) + b"}]"),
    "JSON lines with a number of 7 MB": ("x.jsonl", lambda: (b'{"text": ' + b"9" * (7 * MB) + b"}\n") * 2),
    "JSON of a million empty lists": ("x.json", lambda: b"[" + b"[]," * MB + b"[]]"),
    "a table whose quotation never closes": (
        "x.csv",
        lambda: b'date,speaker,text\n2024-05-02,MS. VALE,"' + b"word \n" * (10 * MB),
    ),
    "a table of a million columns": ("x.csv", lambda: b"a," * MB + b"text\n" + b"b," * MB + b"c\n"),
    "a table with zeros in it": ("x.csv", lambda: b"date,speaker,text\n2024-05-02,MS. \x00VALE,\x00\n"),
    "a zip of links": ("x.zip", zipped_links),
    "a zip whose 4,000 names are the same 40 MB": ("x.zip", lambda: overlapping_zip(4_000, 40)),
    "a zip that holds itself": ("x.zip", zip_of_itself),
    "a page of a million open elements": ("x.html", lambda: b"<html><body>" + b"<b>" * MB),
    "a page of 300,000 open elements": ("x.html", lambda: b"<html><body>" + b"<p><i>" * 150_000),
    "a page of one element with 300,000 attributes": (
        "x.html",
        lambda: b"<html><body><p " + b"".join(b"a%d=b " % n for n in range(300_000)) + b">a</p></body></html>",
    ),
    "a page of half a million characters by number": ("x.html", lambda: b"<html><body><p>" + b"&#x41;" * (MB // 2)),
    "front matter of a billion laughs": ("x.md", yaml_laughs),
    "front matter 40,000 deep": ("x.md", lambda: b"---\na: " + b"[" * 40_000 + b"\n---\nwords\n"),
    "a locked PDF": ("x.pdf", locked_pdf),
    "a PDF of 100,000 pages": ("x.pdf", lambda: pdf_of_pages(100_000, b"BT /F1 9 Tf (boats) Tj ET")),
    "a PDF of a page as wide as the moon is far": (
        "x.pdf",
        lambda: pdf_of_pages(1, b"BT /F1 900000000 Tf (boats) Tj ET", b"0 0 1000000000000 1000000000000"),
    ),
    "a PDF that draws itself": ("x.pdf", pdf_that_draws_itself),
    "UTF-8 of halves of characters": ("x.txt", lambda: b"\xed\xa0\x80\xed\xb0\x80" * 100_000),
    "UTF-32 without a mark, of no characters": ("x.txt", lambda: b"\xff\xff\x11\x00" * 100_000),
    "an article of 5 MB in one line": (
        "x.html",
        lambda: f"<article><p>{'“The boats came in,” said a pilot. ' * 130_000}".encode(),
    ),
    "a sentence of nothing but verbs": (
        "x.html",
        lambda: f"<article><p>{', say say say “the boats came in”' * 25_000}</p></article>".encode(),
    ),
    "a million labels": ("x.txt", lambda: b"MS. VALE: a\n\n" * MB),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_ends_soon_and_leaves_nothing_half_done(tmp_path: Path, what: str) -> None:
    name, data = HOSTILE[what]
    (tmp_path / name).write_bytes(data())
    run = imported(tmp_path, tmp_path / name)
    assert run.seconds <= SECONDS_MAX, f"{run.seconds:.1f} s: {run.said[-300:]}"
    assert run.peak_mb <= MEMORY_MAX_MB, f"{run.peak_mb:.0f} MB: {run.said[-300:]}"
    assert run.code == 3, run.said[-500:]
    assert "Traceback" not in run.said
    assert "root:" not in run.said
    assert name in run.said
    written = {path.name for path in (tmp_path / "knowledge").rglob("*") if path.is_file()}
    assert written <= {"speakers.yaml", "vocabulary.yaml", ".import-cache.json"}
    assert not list(tmp_path.rglob("escaped*"))


def test_a_device_a_pipe_and_a_folder_of_links_are_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    for path in (tmp_path / "pipe.txt", Path("/dev/zero"), tmp_path / "gone.txt"):
        run = imported(tmp_path, path)
        assert run.code in (2, 3), run.said
        assert run.seconds <= SECONDS_MAX
        assert path.name in run.said
        assert "Traceback" not in run.said


def test_a_bad_file_among_good_ones_stops_none_of_them(tmp_path: Path) -> None:
    good = "Department Press Briefing\nMay {day}, 2024\nMinistry of Tides\n\n2:05 p.m. EDT\n\nMS. VALE: {words}\n\nQUESTION: Which boats?\n"
    (tmp_path / "all").mkdir()
    said = {6: "The blue boats came in with the morning tide.", 7: "A pilot was hurt on the pier.", 8: "Tolls go up."}
    for day, words in said.items():
        (tmp_path / "all" / f"{day}.txt").write_text(good.format(day=day, words=words))
    (tmp_path / "all" / "7b.json").write_bytes(b"[" * 100_000)
    run = imported(tmp_path, "--publisher", "Ministry of Tides", tmp_path / "all")
    briefings = [path for path in (tmp_path / "knowledge").rglob("*.yaml") if path.name[:4] == "2024"]
    assert len(briefings) == 3, run.said
    assert run.code == 3
    assert "7b.json" in run.said
    assert "Traceback" not in run.said
