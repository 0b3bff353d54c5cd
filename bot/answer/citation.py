"""How a quote is credited: whose words, from what, where to read them on."""

from typing import Final
from urllib.parse import quote as percent_encoded
from urllib.parse import urlsplit

from bot.answer.model import Quote
from bot.answer.sentences import day
from bot.briefing.model import Kind, Status

STATUS_WORDS: Final = {
    Status.OFFICIAL: "official transcript",
    Status.RUSH: "rush transcript",
    Status.CAPTIONS: "captions",
    Status.INTERPRETED: "interpreted",
    Status.AS_PREPARED: "as prepared",
    Status.SUMMARY: "summary",
}
FRAGMENT_WORDS: Final = 8
"""Words at either end of a long quote that name it in a text fragment."""
_UNSAFE: Final = frozenset(" |<>\"'`\\")


def attribution_line(quote: Quote) -> str:
    """Whose words they are, as it would be printed."""
    who = quote.attribution
    if who.agreed:
        speaker = who.agreed
    elif who.name:
        speaker = ", ".join(part for part in (who.name, who.role, who.organization) if part)
    elif who.printed:
        speaker = f"{who.printed} (as printed; person not resolved)"
    else:
        speaker = "speaker not named in the source"
    if quote.passage.turn.kind is Kind.REPORTED:
        return f"{quote.passage.briefing.source.publisher}, reporting what {speaker} said"
    return speaker


def status_words(quote: Quote) -> str:
    """How close to the spoken word the source stands."""
    source = quote.passage.briefing.source
    if source.status is Status.AS_QUOTED:
        return f"as quoted by {source.publisher}"
    return STATUS_WORDS[source.status]


def source_line(quote: Quote) -> str:
    """Status, occasion, day and place."""
    briefing = quote.passage.briefing
    partial = "partial quotation" if quote.passage.turn.partial else None
    parts = (status_words(quote), partial, briefing.title, day(briefing.held_on), briefing.venue)
    return " · ".join(part for part in parts if part)


def link_to_words(quote: Quote) -> str | None:
    """The source's address with a fragment that scrolls to the words; None without a safe address.

    Source: wicg.github.io/scroll-to-text-fragment, "Syntax".
    """
    url = quote.passage.briefing.source.url
    if url is None or not is_safe_url(url):
        return None
    words = quote.passage.text.split()
    ends = [" ".join(words)]
    if len(words) > 2 * FRAGMENT_WORDS:
        ends = [" ".join(words[:FRAGMENT_WORDS]), " ".join(words[-FRAGMENT_WORDS:])]
    directive = ",".join(percent_encoded(end, safe="").replace("-", "%2D") for end in ends)
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def is_safe_url(url: str) -> bool:
    """Whether an address may be shown as a link."""
    if not url.isascii() or not url.isprintable() or _UNSAFE & set(url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.hostname)
