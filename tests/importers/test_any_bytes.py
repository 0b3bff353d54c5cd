"""Whatever a document is, importing it ends in drafts or in one sentence, and never in anything else."""

import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BriefingError
from bot.importers.reading import Document, documents_in, drafts_in
from tests.importers.documents import PAGE, REGISTER, WISHES

NAMES = (
    "txt",
    "md",
    "html",
    "pdf",
    "docx",
    "vtt",
    "srt",
    "rss",
    "atom",
    "csv",
    "tsv",
    "json",
    "jsonl",
    "zip",
    "gz",
    "xz",
)
PIECES = (
    "Q    Why?\n", "MS. OKORO: ", "MS. OKORO", "QUESTION:", "\n\n", "“", "”", "\"", " said. ", "May 14, 2030", "2030-02-30",
    "2:05 P.M. EDT", "END", "* * *", "(Laughter.)", "[struck: x]", "EMBARGOED UNTIL ", "ON BACKGROUND", "off the record",
    "00:00:01.000 --> 00:00:02.000\n", "1\n00:00:01,000 --> 00:00:00,000\n", "WEBVTT\n\n", "<v Okoro>", "<p>", "</p>", "<b>",
    "<rss><channel><item>", "<description>", "<![CDATA[", "&amp;", "&#0;", "&#xD800;", "{\"turns\": [", "{\"text\": \"a\", ",
    "\"speaker\": null}", "]}", "speaker,text,date\n", "---\n", "\x00", "\ufeff", "\u2028", "\u202e", "\ud7ff", "\U0010ffff", "¿", " ",
)  # fmt: skip


def imported(data: bytes, name: str) -> None:
    for document in documents_in(data, name, None):
        if not isinstance(document, Document):
            assert isinstance(document, BriefingError)
            assert str(document)
            continue
        for draft in drafts_in(document, REGISTER, WISHES):
            for turn in draft.turns:
                assert turn.text.strip()
                assert 0 <= turn.start < turn.end <= len(draft.extract.text)


def import_or_refuse(data: bytes, name: str) -> None:
    with suppress(BriefingError):
        imported(data, name)


@given(st.binary(max_size=400), st.sampled_from(NAMES))
def test_any_bytes_become_drafts_or_a_sentence(data: bytes, suffix: str) -> None:
    import_or_refuse(data, f"x.{suffix}")


@given(
    st.lists(st.sampled_from(PIECES), max_size=30),
    st.sampled_from(NAMES),
    st.sampled_from(("utf-8", "utf-16", "utf-32")),
)
def test_any_mixture_of_what_documents_hold_becomes_drafts_or_a_sentence(
    pieces: list[str], suffix: str, encoding: str
) -> None:
    import_or_refuse("".join(pieces).encode(encoding), f"x.{suffix}")


@given(st.integers(0, len(PAGE)), st.binary(max_size=8), st.sampled_from(NAMES))
def test_a_transcript_with_foreign_bytes_in_it_becomes_drafts_or_a_sentence(
    at: int, foreign: bytes, suffix: str
) -> None:
    import_or_refuse(PAGE[:at].encode() + foreign + PAGE[at:].encode(), f"x.{suffix}")


@given(st.binary(max_size=60), st.text(max_size=20), st.sampled_from(NAMES))
def test_any_member_of_a_zip_becomes_drafts_or_a_sentence(data: bytes, name: str, suffix: str) -> None:
    target = BytesIO()
    try:
        with zipfile.ZipFile(target, "w") as archive:
            archive.writestr(f"a{name}.{suffix}", data)
    except (UnicodeEncodeError, ValueError):
        return
    import_or_refuse(target.getvalue(), "x.zip")


@pytest.mark.parametrize(
    "text", ['[{"text": "a\\ud800b", "speaker": "\\udfff", "date": "2030-05-14"}]', '"\\ud800"', "NaN", "[1e999]"]
)
def test_half_characters_and_odd_numbers_of_json_become_drafts_or_a_sentence(text: str) -> None:
    import_or_refuse(text.encode(), "x.json")
