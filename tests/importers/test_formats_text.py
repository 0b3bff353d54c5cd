import re
from datetime import date

import pytest

from bot.briefing.model import SourceKind, Status
from bot.importers.formats import extracts_of, format_of
from bot.importers.formats.text.days import day_of
from bot.importers.formats.text.encoding import text_of
from bot.importers.formats.text.lines import LINE_MAX_CHARS, STRUCK
from bot.importers.model import Extract
from bot.importers.transcripts import read_transcript
from tests.briefings import REGISTER

FRONT = """---
title: "Briefing by the Harbour Ministry,\\_May\\_3"
date: '2031-05-03'
published_time: 2031-05-04 08:15:00+02:00
source_url: https://harbour.example/briefings/3
author: Press Office
---
"""
WRAPPED = """MS. VALE:  Good morning.  The ferry timetable changes on Monday, and the
island route keeps its two evening crossings until the end of October,
as we said last week.
MR. OKORO: Thank you. I have one question about the evening crossings and
whether they depend on the weather.
MS. VALE: They do not.
"""


def read(text: str | bytes, name: str = "x.txt") -> Extract:
    (extract,) = extracts_of(text.encode() if isinstance(text, str) else text, name)
    return extract


def lines(text: str | bytes, name: str = "x.txt") -> list[str]:
    return read(text, name).text.split("\n")


def test_hard_wrapped_text_becomes_paragraphs_and_labels_keep_their_line() -> None:
    assert [line[:10] for line in lines(WRAPPED)] == ["MS. VALE: ", "MR. OKORO:", "MS. VALE: "]
    assert "and the island route" in lines(WRAPPED)[0]


def test_short_heading_lines_stay_apart_in_wrapped_text() -> None:
    assert lines("HARBOUR MINISTRY\nDAILY BRIEFING\n\n" + WRAPPED)[:2] == ["HARBOUR MINISTRY", "DAILY BRIEFING"]


def test_text_with_one_paragraph_a_line_is_not_joined() -> None:
    text = "MS. VALE: A long paragraph about ferries.\nIt goes on here.\nMR. OKORO: Thanks."

    assert lines(text) == text.split("\n")


def test_an_abbreviation_at_a_wrap_is_no_label() -> None:
    wrapped = (
        WRAPPED + "MS. VALE: We met the delegation of the neighbouring ports and of the\nU.S. Coast Guard today.\n"
    )

    assert lines(wrapped)[-1].endswith("ports and of the U.S. Coast Guard today.")


def test_a_table_of_contents_is_not_joined() -> None:
    contents = "Ferries to the northern islands and the mainland ......... 1-2\nHarbour fees and the evening crossings of the ferry .....3\n"

    assert len(lines(contents + "\n" + WRAPPED)) == 2 + 3


def test_clock_times_after_labels_go_and_each_label_begins_a_line() -> None:
    text = "Ann Vale: (00:05)\nGood day.\nBen Okoro (00:12):\nThanks. Ann Vale: (01:02:03) Not at 10:30."

    assert lines(text) == ["Ann Vale: Good day.", "Ben Okoro: Thanks.", "Ann Vale: Not at 10:30."]


def test_a_clock_time_within_a_sentence_stays() -> None:
    assert lines("Ann Vale: (00:05)\nThe tape (12:30) shows it.") == ["Ann Vale: The tape (12:30) shows it."]


def test_front_matter_gives_the_facts_of_markdown() -> None:
    extract = read(FRONT + "\nMS. VALE: Good day.\n", "x.md")

    assert extract.title == "Briefing by the Harbour Ministry, May 3"
    assert (extract.held_on, extract.published_on) == (date(2031, 5, 3), date(2031, 5, 4))
    assert (extract.url, extract.author) == ("https://harbour.example/briefings/3", "Press Office")
    assert extract.text == "MS. VALE: Good day."


def test_front_matter_that_could_explode_is_left_out() -> None:
    extract = read("---\na: &a [x]\nb: [*a, *a]\ntitle: T\n---\nMS. VALE: Good day.\n", "x.md")

    assert (extract.title, extract.text) == (None, "MS. VALE: Good day.")


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**MS. VALE:** We *do* __not__ agree.", "MS. VALE: We do not agree."),
        ("Buffler \\[sic\\] \\*", "Buffler [sic] *"),
        ("*Note: the fee is 3.", "*Note: the fee is 3."),
        (
            "See [the list](https://x.example/a_b 'x') and ![a](b.png).",
            "See [the list](https://x.example/a_b 'x') and .",
        ),
        ('See [the list](https://x.example/a_b "x").', "See the list."),
        ("Embargoed <s>upon</s> \\[until\\] noon", "Embargoed [struck: upon] [until] noon"),
        ("a ~~b~~ c", "a [struck: b] c"),
        ("<del>un</del>usual", "[struck: un]usual"),
        ("<s>a [b]</s> c", "[struck: a (b)] c"),
        ("# Heading #\n\n> quoted\n\n---\n\n`code`", "Heading\nquoted\ncode"),
        ("Aboard the ferry  \nNorth route", "Aboard the ferry\nNorth route"),
        ("A &amp; B &lt;c&gt;<br>d <!-- not shown -->", "A & B <c>\nd"),
        ("\u00a0\u00a0\u00a0\u00a0 Q\u00a0\u00a0\u00a0 Why?", "Q    Why?"),
        ("snake_case_name stays", "snake_case_name stays"),
    ],
)
def test_markdown_is_read_without_its_marks(markdown: str, text: str) -> None:
    assert read(markdown, "x.md").text == text


def test_wrapped_markdown_is_joined_but_not_across_a_label() -> None:
    assert [line[:10] for line in lines(WRAPPED, "x.md")] == ["MS. VALE: ", "MR. OKORO:", "MS. VALE: "]


def test_a_sentence_that_goes_on_behind_a_dash_in_the_next_line_is_one() -> None:
    text = read(
        b"MS. OKORO:  The tide will come in a week\n\xe2\x80\x94 that is seven days, or perhaps eight\n"
        b"\xe2\x80\x94 and the gates will be shut for it by\nthen.\n\nQ    Who\nasks?\n",
        "story.md",
    ).text
    assert text.split("\n")[0] == (
        "MS. OKORO:  The tide will come in a week — that is seven days, or perhaps eight "
        "— and the gates will be shut for it by then."
    )


@pytest.mark.parametrize(("modified", "day"), [("2030-05-13", 13), ("2030-05-20", 14), ("unknown", 14)])
def test_what_was_written_before_it_was_posted_counts_from_then(modified: str, day: int) -> None:
    front = f"---\npublished_time: 2030-05-14 05:00:00\nmodified_time: {modified} 16:07:00\n---\nText."
    assert read(front, "x.md").published_on == date(2030, 5, day)


def test_a_no_break_space_at_a_wrap_is_no_hard_break() -> None:
    text = "MS. VALE:  Welcome to a fuller room.\u00a0 \u00a0\n“Twice the fun” is what\nwe say."

    assert lines(text, "x.md") == ["MS. VALE:  Welcome to a fuller room. “Twice the fun” is what we say."]


def test_struck_marks_can_be_found_again() -> None:
    text = read("Embargoed <s>upon</s> \\[until\\] noon", "x.md").text

    assert STRUCK.findall(text) == ["upon"]


def test_webvtt_becomes_running_text_with_a_line_for_each_speaker() -> None:
    text = """WEBVTT - Harbour briefing

NOTE made by a machine

1
00:01.000 --> 00:02.000 align:start
<v Ann Vale>Good &amp; early

00:02.000 --> 00:03.000
<v Ann Vale>morning.</v>

00:03.000 --> 00:04.000
>> A question <i>here</i>.

00:04.000 --> 00:05.000
- Another one.
"""
    extract = read(text, "x.vtt")

    assert extract.text == "Ann Vale: Good & early morning.\n>> A question here.\n>> Another one."
    assert (extract.title, extract.kind, extract.status) == ("Harbour briefing", SourceKind.CAPTIONS, Status.CAPTIONS)


def test_srt_numbers_and_times_go_and_a_spoken_number_stays() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nThe year is\n2031\n\n2\n00:00:02,000 --> 00:00:03,000\nand it is May.\n"

    assert read(text, "x.txt").text == "The year is 2031 and it is May."


def test_rolling_captions_are_not_repeated() -> None:
    text = """WEBVTT

00:01.000 --> 00:03.000
good<00:01.500><c> morning</c>

00:03.000 --> 00:03.010
good morning

00:03.010 --> 00:05.000
good morning
to all of you
"""
    assert read(text, "x.vtt").text == "good morning to all of you"


def test_a_silence_after_a_sentence_begins_a_line() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nDone.\n\n00:09.000 --> 00:10.000\nNext point.\n"

    assert lines(text, "x.vtt") == ["Done.", "Next point."]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Café – “yes”".encode(), "Café – “yes”"),
        ("Café – “yes”".encode("cp1252"), "Café – “yes”"),
        ("Café".encode("utf-16"), "Café"),
        ("Cafe au lait".encode("utf-16-be"), "Cafe au lait"),
        ("Café — au lait".encode("utf-32-le"), "Café — au lait"),
        ("Café — au lait".encode("utf-32-be"), "Café — au lait"),
        (b"\xef\xbb\xbfCaf\xc3\xa9", "Café"),
        (b"Caf\xc3\xa9 na\xefve", "Café naïve"),
        ('<meta charset="windows-1251"><p>Порт'.encode("cp1251"), '<meta charset="windows-1251"><p>Порт'),
        ('<meta charset="iso-8859-1"><p>Café “'.encode(), '<meta charset="iso-8859-1"><p>Café “'),
        (b'<meta charset="zlib"><p>Caf\xe9', '<meta charset="zlib"><p>Café'),
        (b'<?xml version="1.0" encoding="shift_jis"?><a>' + "港".encode("cp932"), None),
    ],
)
def test_characters_are_read_whatever_the_file_declares(data: bytes, text: str | None) -> None:
    assert text_of(data) == text if text is not None else text_of(data).endswith("港")


def test_what_does_not_show_is_taken_out() -> None:
    assert read("MS. V\u200bALE:\u00a0 Go\u202eod\x00 d\u00aday\u2028Next\ue000").text == "MS. VALE:  Good day\nNext"


def test_no_line_is_longer_than_a_regular_expression_may_see() -> None:
    words = "Ferries sail. " * 5000

    read_lines = lines(words)

    assert max(map(len, read_lines)) <= LINE_MAX_CHARS
    assert " ".join(read_lines) == words.strip()


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2031-05-03T23:00:00-05:00", date(2031, 5, 3)),
        ("Sat, 03 May 2031 01:00:00 +0000", date(2031, 5, 3)),
        ("May 3, 2031", date(2031, 5, 3)),
        ("3 May 2031", date(2031, 5, 3)),
        ("Sept. 3, 2031", date(2031, 9, 3)),
        ("2031-13-01", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_days_are_read_as_they_are_written(written: str | None, day: date | None) -> None:
    assert day_of(written) == day


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"<!DOCTYPE html><html><body><p>x", "x.txt", "html"),
        (b"Plain words, and more.", "x.html", "text"),
        (b"%PDF-1.4\n", "x.html", "pdf"),
        (b"---\ntitle: x\n---\nwords", "x", "markdown"),
        (b"# Heading\n\n**MS. VALE:** See [x](https://x.example).", "x.txt", "markdown"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nx", "x.txt", "captions"),
        (b"<?xml version='1.0'?>\n<rss version='2.0'><channel>", "x.html", "feed"),
        (b"<?xml version='1.0'?><other/>", "x.xml", "unknown"),
        (b'{"a": 1}\n{"a": 2}\n', "x.txt", "jsonl"),
        (b'[\n {"a": 1}\n]', "x.txt", "json"),
        (b"[Background call]\nMS. VALE: Good day.", "x.txt", "text"),
        (b"date,speaker,text\n2031-05-03,MS. VALE,Good day\n", "x.txt", "csv"),
        (b"Hello, all of you, and welcome.\nToday, we talk.", "x.txt", "text"),
        (b"id: x\nturns: []\n", "x.yaml", "yaml"),
        (b"{\\rtf1 x", "x.txt", "rtf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 20, "x.txt", "unknown"),
        (b" \r\n", "x.txt", "empty"),
        (b"", "x", "empty"),
    ],
)
def test_the_format_is_told_by_the_content(data: bytes, name: str, kind: str) -> None:
    assert format_of(data, name) == kind


def test_the_words_of_a_document_survive() -> None:
    assert re.findall(r"\w+", read(WRAPPED).text) == re.findall(r"\w+", WRAPPED)


MIXED_VOICES = b"""WEBVTT

00:00:01.000 --> 00:00:04.000
<v Vesna Okoro>Good morning. The ferry will not run before the frost is over.

00:00:05.000 --> 00:00:08.000
>> REPORTER: How long will that be?

00:00:09.000 --> 00:00:12.000
<v Vesna Okoro>A month, and the keepers know it well by now.

00:00:13.000 --> 00:00:15.000
>> And the lamps?

00:00:16.000 --> 00:00:19.000
<v Vesna Okoro>The lamps burn.
"""


def test_a_change_to_somebody_without_a_name_is_nobody_elses_words() -> None:
    (extract,) = extracts_of(MIXED_VOICES, "x.vtt", None)
    draft = read_transcript(extract, REGISTER)
    assert [turn.text for turn in draft.turns if turn.printed == "Vesna Okoro"] == [
        "Good morning. The ferry will not run before the frost is over.",
        "A month, and the keepers know it well by now.",
        "The lamps burn.",
    ]
    assert [draft.extract.text[start:end] for start, end in draft.unassigned] == [">> And the lamps?"]
    assert any("somebody without a name" in doubt.says for doubt in draft.doubts)
