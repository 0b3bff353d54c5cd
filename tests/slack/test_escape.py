import html
import re

from hypothesis import given
from hypothesis import strategies as st

from bot.slack.payload.escape import escape, shorten, tame, tame_lines
from bot.slack.payload.plain import unescape
from tests.slack.any_answers import TEXTS

LIVE = re.compile("<[!@#]")
ANY_TEXT = st.one_of(TEXTS, st.text(max_size=200))


def test_three_characters_are_escaped_once_and_no_others() -> None:
    assert escape("a & b < c > d \" ' * _ ~ ` :30: &amp;") == "a &amp; b &lt; c &gt; d \" ' * _ ~ ` :30: &amp;amp;"


@given(ANY_TEXT)
def test_escaping_loses_nothing_and_leaves_nothing_live(text: str) -> None:
    assert unescape(escape(text)) == text
    assert not set(escape(text)) & {"<", ">"}


@given(ANY_TEXT)
def test_tamed_text_is_one_line_without_control_or_bidi_characters(text: str) -> None:
    tamed = tame(text)
    assert tamed == tame(tamed)
    assert len(tamed.splitlines()) <= 1
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", tamed)


def test_taming_keeps_every_visible_character() -> None:
    assert tame("  Ünïcode\u202e — “quotes”,\n\t<tags> & 👩‍👧 \x07 done ") == "Ünïcode — “quotes”, <tags> & 👩‍👧 done"


def test_taming_lines_keeps_the_line_breaks() -> None:
    assert tame_lines("\none\x07\n• two\u2066\n") == "one \n• two"


@given(ANY_TEXT, st.integers(1, 60))
def test_shortened_text_fits_when_escaped_and_begins_as_the_whole_does(text: str, max_chars: int) -> None:
    short = shorten(text, max_chars)
    assert len(escape(short)) <= max_chars
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_text_that_fits_is_not_shortened() -> None:
    assert shorten("&&", 10) == "&&"
    assert shorten("&&", 9) == "&…"


def test_escaping_is_what_html_would_undo() -> None:
    assert html.unescape(escape("<!channel> & <@U1>")) == "<!channel> & <@U1>"
    assert not LIVE.search(escape("<!channel> <@U1> <#C1>"))
