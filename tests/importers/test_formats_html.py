import json
from datetime import date

import pytest

from bot.errors import UnreadableFileError
from bot.importers.formats import extracts_of
from bot.importers.model import Extract

NAV = '<nav><a href="/">Home</a> <a href="/news">News</a></nav><script>var x = "MS. VALE: no";</script>'
FOOT = "<footer><p>Harbour Ministry, Quay 1</p></footer>"
WORDS = "We met the pilots this week, and the new rules for the northern channel hold until the end of the year."
DRUPAL = f"""<!DOCTYPE html><html><head><title>Briefing by Ann Vale | Harbour Ministry</title>
<link rel="canonical" href="https://harbour.example/briefings/3"></head><body>{NAV}<h1>Briefing by Ann Vale</h1>
<div class="field forall-body"><p align="center">Press Room<br/> 2:13 P.M.</p>
<p>MS. VALE:&nbsp; Good day. <em>Truly.</em> {WORDS}</p><p>Q&nbsp;&nbsp;&nbsp; Why?</p><p>&nbsp;</p></div>{FOOT}</body></html>"""
PRETTY = f"""<html><head><meta property="og:title" content="Remarks at the Quay | Harbour Ministry">
<meta property="og:site_name" content="Harbour Ministry"></head><body><main><div class="page-header"><h1>
 Remarks at the Quay</h1><p class="meta__date"><time>
 May 4, 2031</time></p></div><div class="page-content__content"><aside class="share"><ul><li>Share:</li></ul></aside>
<div class="social-links"><a href="#">Post this</a></div>
<p>
 MR. OKORO: {WORDS} The fee rises in
 <s>
  June
 </s>
 [July] (on the
 <em>
  first
 </em>
 ).
</p></div></main></body></html>"""


def read(markup: str, url: str | None = None) -> Extract:
    (extract,) = extracts_of(markup.encode(), "page.html", url)
    return extract


def body(markup: str) -> str:
    return read(f"<html><body>{markup}</body></html>").text


def test_a_known_container_is_read_line_by_line() -> None:
    assert read(DRUPAL).text.split("\n") == [
        "Press Room",
        "2:13 P.M.",
        f"MS. VALE:  Good day. Truly. {WORDS}",
        "Q    Why?",
    ]


def test_title_address_and_publisher_come_from_the_head() -> None:
    extract = read(DRUPAL)

    assert (extract.title, extract.publisher) == ("Briefing by Ann Vale", "Harbour Ministry")
    assert extract.url == "https://harbour.example/briefings/3"
    assert (extract.published_on, extract.held_on) == (None, None)


def test_line_breaks_of_the_source_do_not_part_words_from_their_marks() -> None:
    assert read(PRETTY).text == f"MR. OKORO: {WORDS} The fee rises in [struck: June] [July] (on the first)."


def test_the_day_of_posting_is_not_the_day_of_the_event() -> None:
    extract = read(PRETTY)

    assert (extract.published_on, extract.held_on) == (date(2031, 5, 4), None)
    assert extract.title == "Remarks at the Quay"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2031-05-04T10:00:00Z">',
        '<meta name="DC.date.issued" content="2031-05-04">',
        '<script type="application/ld+json">'
        + json.dumps({"@graph": [{"@type": "Thing"}, {"datePublished": "2031-05-04"}]})
        + "</script>",
    ],
)
def test_the_day_of_posting_is_read_from_meta_tags_and_linked_data(head: str) -> None:
    assert read(f"<html><head>{head}</head><body><p>{WORDS}</p></body></html>").published_on == date(2031, 5, 4)


def test_a_time_within_the_text_is_no_day_of_posting() -> None:
    assert read(f"<html><body><p>{WORDS} <time>May 4, 2031</time></p></body></html>").published_on is None


def test_the_page_is_believed_about_its_address_only_within_its_site() -> None:
    assert read(DRUPAL, "https://harbour.example/b?utm=1").url == "https://harbour.example/briefings/3"
    assert read(DRUPAL, "https://mirror.example/b").url == "https://mirror.example/b"


def test_an_article_is_read_without_what_surrounds_it() -> None:
    paragraphs = "".join(f"<p>{WORDS} Paragraph {number} says “we will see”, she said.</p>" for number in range(6))
    links = "<div>" + "".join(f'<p><a href="/{n}">Another story about ferries {n}</a></p>' for n in range(5)) + "</div>"
    page = f"<html><body>{NAV}<div><h1>Ferries run late</h1>{paragraphs}{links}{paragraphs}<p>Yes.</p></div>{links}{FOOT}</body></html>"

    text = read(page).text

    assert text.count(WORDS) == 12
    assert "Another story" not in text
    assert "Home" not in text
    assert "Quay 1" not in text


def test_short_turns_of_an_unknown_site_are_not_lost() -> None:
    turns = "".join(f"<p>MS. VALE: {WORDS} {n}</p><p>Q: Why?</p><p>MS. VALE: No.</p>" for n in range(8))

    text = read(
        f"<html><body>{NAV}<div id='c'><h1>Briefing</h1><p>Press Room</p>{turns}</div>{FOOT}</body></html>"
    ).text

    assert (text.count("Q: Why?"), text.count("MS. VALE: No.")) == (8, 8 - 1 + 1)
    assert "Press Room" in text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>A<br>B</p>", "A\nB"),
        ("<p><b>MS VALE: </b>Good</p>", "MS VALE: Good"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("<table><tr><td>Q</td><td>Why?</td></tr></table>", "Q\nWhy?"),
        ("<p>Rules<sup><a href='#n1'>1</a></sup> hold for the 4<sup>th</sup></p>", "Rules hold for the 4th"),
        ("<p>Rule<sup><a id='footnote-ref-1' href='#p-footnote-1'></a></sup> holds</p><ol><li id='p-footnote-1'>"
         "rules <a href='#footnote-ref-1'>↑</a></li></ol>", "Rule¹ holds\n1 rules"),
        ("<p>A <span style='text-decoration: line-through'>b</span> c</p>", "A [struck: b] c"),
        ("<p>A <strike>b<br>c</strike> d</p>", "A [struck: b]\n[struck: c] d"),
        ("<p>Shown</p><p hidden>not</p><p style='display: none'>nor</p>", "Shown"),
        ("<p>A &lt;b&gt; &amp;amp; &#8220;c&#8221; &nbsp;d</p>", "A <b> &amp; “c”  d"),
        ("<pre>MS. VALE: The ferry timetable changes on Monday and the island\nroute keeps its two evening\n"
         "crossings.\nMR. OKORO: Thanks.</pre>",
         "MS. VALE: The ferry timetable changes on Monday and the island route keeps its two evening crossings.\n"
         "MR. OKORO: Thanks."),
        ("<form><p>Words in a form</p><input value='x'></form>", "Words in a form"),
    ],
)  # fmt: skip
def test_markup_is_read_as_it_shows(markup: str, text: str) -> None:
    assert body(markup) == text


def test_a_page_saved_as_printed_bytes_is_read() -> None:
    markup = f"<h1>Readout</h1>\nb'<div class=\"forall-body\"><p>MS. VALE:\\xc2\\xa0 It\\'s {WORDS}</p></div>'"

    extract = read(markup)

    assert (extract.title, extract.text) == ("Readout", f"MS. VALE:  It's {WORDS}")


@pytest.mark.parametrize("markup", ["<div>" * 5_000 + "x", "<p>x" * 450_000], ids=["deep", "many"])
def test_a_page_beyond_all_measure_is_refused(markup: str) -> None:
    with pytest.raises(UnreadableFileError, match=r"page\.html: the page"):
        read(f"<html><body>{markup}")


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="no text"):
        read("<html><body><script>x</script><img src=a.png></body></html>")


def test_deep_markup_of_old_pages_is_read() -> None:
    assert body("<font>" * 900 + f"<p>{WORDS}</p>").endswith("year.")


@pytest.mark.parametrize("attribute", ["a{}=b ", 'a{}="b c>"', "a{}='' ", "a{}/", "=a{} ", "é{} ", "<a{} "])
def test_of_an_element_with_too_many_attributes_the_words_stay(attribute: str) -> None:
    crowded = "".join(attribute.format(number) for number in range(100_000))

    assert body(f"<p {crowded}>MS. VALE: Good day.</p>") == "MS. VALE: Good day."
