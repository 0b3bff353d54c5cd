"""A web page, or a piece of one, as an extract."""

from urllib.parse import urlsplit

from bot.importers.formats.html.blocks import lines_of
from bot.importers.formats.html.facts import facts_of
from bot.importers.formats.html.main_text import main_lines
from bot.importers.formats.html.tree import tree_of, tree_of_text
from bot.importers.formats.text.lines import finished
from bot.importers.model import Extract


def read_html(data: bytes, name: str, url: str | None) -> list[Extract]:
    """The one document of a page.

    Raises:
        UnreadableFileError: The page is too large, too deep or holds no markup.
    """
    root = tree_of(data)
    facts = facts_of(root)
    return [
        Extract(
            finished(main_lines(root)),
            name,
            title=facts.title,
            url=_address(url, facts.url),
            publisher=facts.publisher,
            author=facts.author,
            published_on=facts.published_on,
        )
    ]


def fragment_text(markup: str) -> str:
    """The text of a piece of HTML, as feeds carry it.

    Raises:
        UnreadableFileError: It is too large or too deep.
    """
    return finished(line.text for line in lines_of(tree_of_text(f"<div>{markup}</div>")))


def _address(fetched_from: str | None, own: str | None) -> str | None:
    """Where the page is: its own word for that is taken only within the site it came from."""
    if fetched_from is None or own is None:
        return fetched_from or own
    return own if urlsplit(fetched_from).hostname == urlsplit(own).hostname else fetched_from
