"""Documents through the importer into a folder of its own, as ``briefing import --yes`` takes them."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from bot.errors import UnreadableFileError
from bot.importers.importing import Importer, Reviewed
from bot.importers.known.folder import KnownBriefings
from bot.importers.originals import digest_of
from bot.importers.reading import Document, FactsOnlyError, documents_in, drafts_in
from bot.importers.settling.wishes import Wishes
from bot.importers.tables.rows import Content
from bot.store.register import read_people

SHIPPED = Path(__file__).parent.parent / "knowledge"
TODAY = date(2030, 1, 1)

Outcome = Reviewed | UnreadableFileError


@contextmanager
def importer() -> Iterator[Importer]:
    """An importer into an empty folder, with the people that ship with the product."""
    with tempfile.TemporaryDirectory() as home:
        yield Importer(Path(home), read_people(SHIPPED), TODAY)


def imported(into: Importer, content: Content, name: str, wishes: Wishes | None = None) -> Iterator[Outcome]:
    """Import what a document holds; what cannot be read stands as the error that says so."""
    wishes = wishes or Wishes()
    digest = digest_of(content)
    for document in documents_in(content, name, wishes.url):
        if not isinstance(document, Document):
            yield document
            continue
        for draft in drafts_in(document, into.register, wishes):
            reviewed = into.review(draft, wishes, content, digest, document.name)
            into.write(reviewed)
            yield reviewed


def empty(into: Importer) -> None:
    """Forget the briefings known so far, so that the next document is compared with none of them."""
    into.known = KnownBriefings(into.folder / "none")


def is_facts_only(outcome: Outcome) -> bool:
    """Whether a table only describes briefings, whose words another file has."""
    return isinstance(outcome, FactsOnlyError)
