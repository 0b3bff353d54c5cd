"""One run of importing: each document reviewed, shown or written, and told about."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from bot.answer.sentences import counted
from bot.errors import BriefingError, UnreadableFileError
from bot.store.problems import near

if TYPE_CHECKING:
    from bot.importers.fetching import Fetched
    from bot.importers.importing import Importer, Reviewed
    from bot.importers.model import Draft, Extract
    from bot.importers.reading import Document
    from bot.importers.settling.wishes import Wishes
    from bot.importers.tables.rows import Content

FAILED = UnreadableFileError.exit_code
BULK = 20
"""A document with more briefings is told about in sums, and never asked about one by one."""

WHOLE_ITEM_WORDS = 400
"""A feed's item with fewer words is a teaser."""

_COUNTED = {"open questions": "with open questions"}

Given = tuple["Content", str, str | None]
"""A document's content, name and address."""


class Session:
    """One run of importing: what it has done, and what it still has to say.

    Attributes:
        asks: A person is at the terminal, to be shown what is doubtful.
    """

    def __init__(self, importer: "Importer", wishes: "Wishes", *, shows: str | None, asks: bool) -> None:
        """Begin with nothing done.

        Args:
            shows: ``preview``, ``json`` or ``text`` to show and write nothing; None to write.
        """
        self._importer = importer
        self._wishes = wishes
        self._shows = shows
        self._asks = asks
        self._counts: Counter[str] = Counter()
        self._unmet = {*wishes.labels, *wishes.speakers}
        self._printed: set[str] = set()
        self.failed = 0

    def take(self, given: Given) -> None:
        """Import one file; whatever is wrong with it is told, and stops no other."""
        from bot.importers.originals import digest_of
        from bot.importers.reading import FactsOnlyError, documents_in

        content, name, url = given
        digest = digest_of(content)
        for document in documents_in(content, name, url):
            if isinstance(document, FactsOnlyError):
                self._count("skipped", name, str(document), is_failure=self._shows is not None)
            elif isinstance(document, BriefingError):
                self.fail(name, str(document))
            else:
                self._take_document(document, content, digest)

    def take_feed(self, url: str, fetch: "Callable[[str], Fetched]") -> None:
        """Import what is new in a feed: an item's own words if it holds them, else the page it leads to."""
        from bot.importers.formats import extracts_of

        feed = fetch(url)
        for item in extracts_of(feed.data, feed.name, feed.url):
            if item.url is not None and self._importer.known.of_url(item.url):
                self._counts["known already"] += 1
                continue
            try:
                self._take_item(item, feed, fetch)
            except BriefingError as error:
                self.fail(item.title or item.name, str(error))

    def _take_item(self, item: "Extract", feed: "Fetched", fetch: "Callable[[str], Fetched]") -> None:
        from bot.importers.originals import digest_of
        from bot.importers.reading import Document, documents_in

        if item.url is None or len(item.text.split()) >= WHOLE_ITEM_WORDS:
            self._take_document(Document(item.name, [item]), feed.data, digest_of(feed.data), is_feed=True)
            return
        page = fetch(item.url)
        for document in documents_in(page.data, page.name, item.url):
            if isinstance(document, UnreadableFileError):
                raise document
            self._take_document(document, page.data, digest_of(page.data), is_feed=True)

    def fail(self, name: str, says: str) -> None:
        """Note a file that cannot be imported."""
        self._count("failed", name, says, is_failure=True)

    def finish(self) -> int:
        """Say what was done; returns the exit code."""
        for label in sorted(self._unmet):
            meant = near(label, sorted(self._printed))
            click.echo(f"    no line has the label “{label}”: what was said of it changes nothing{meant}", err=True)
        if self._shows is None:
            self._importer.known.keep()
            told = ", ".join(f"{count} {_COUNTED.get(state, state)}" for state, count in sorted(self._counts.items()))
            click.echo(f"{told or 'nothing found'}: {self._importer.folder}", err=True)
        return FAILED if self.failed else 0

    def _take_document(self, document: "Document", content: "Content", digest: str, *, is_feed: bool = False) -> None:
        from bot.importers.reading import drafts_in

        drafts = drafts_in(document, self._importer.register, self._wishes)
        try:
            with _progress(document) as step:
                for draft in drafts:
                    self._note_labels(draft)
                    if is_feed and not draft.turns:
                        self._counts["without quotations"] += 1
                        continue
                    reviewed = self._importer.review(draft, self._wishes, content, digest, document.name)
                    self._take_reviewed(reviewed, is_bulk=document.count > BULK)
                    step(1)
        except BriefingError as error:
            self.fail(document.name, str(error))

    def _note_labels(self, draft: "Draft") -> None:
        from bot.importers.settling.labels import labels_met

        if self._unmet:
            self._unmet -= labels_met(draft, self._wishes)
            self._printed |= {turn.printed for turn in draft.turns if turn.printed}

    def _take_reviewed(self, reviewed: "Reviewed", *, is_bulk: bool) -> None:
        if self._shows is not None:
            self._show(reviewed)
            return
        if self._asks and not is_bulk and reviewed.is_doubtful and not self._is_wanted(reviewed):
            self._count("not written", reviewed.name, "left as it was")
            return
        self._importer.write(reviewed)
        self._tell(reviewed, is_bulk=is_bulk)

    def _show(self, reviewed: "Reviewed") -> None:
        from bot.importers.preview import json_of, preview_of

        if self._shows == "text":
            click.echo(reviewed.draft.extract.text)
        elif self._shows == "json":
            click.echo(json.dumps(json_of(reviewed), ensure_ascii=False))
        else:
            click.echo(preview_of(reviewed))

    def _is_wanted(self, reviewed: "Reviewed") -> bool:
        from bot.importers.preview import preview_of

        click.echo(preview_of(reviewed))
        return reviewed.state.is_written and click.confirm("Write it?", default=False)

    def _tell(self, reviewed: "Reviewed", *, is_bulk: bool) -> None:
        from bot.importers.preview import changes_shown

        draft, state = reviewed.draft, reviewed.state
        notes = [doubt.says for doubt in draft.doubts if not doubt.is_open] if not is_bulk else []
        notes = [*notes, *(_duplicate(reviewed) if is_bulk or state == "duplicate" else ())]
        says = reviewed.says or f"{counted(len(draft.turns), 'turn')}{_terms(draft)} → {reviewed.path}"
        if is_bulk and not state.is_failure and not notes and state.value in ("new", "unchanged"):
            self._counts[state.value] += 1
            return
        name = draft.id or reviewed.name
        if state.is_failure and name != reviewed.name:
            name = f"{name} ({reviewed.name})"
        self._count(state.value, name, says, is_failure=state.is_failure)
        for note in dict.fromkeys(notes):
            click.echo(f"    {note}", err=True)
        if reviewed.changes is not None and not is_bulk:
            for line in changes_shown(reviewed.changes):
                click.echo(line)

    def _count(self, state: str, name: str, says: str, *, is_failure: bool = False) -> None:
        self._counts[state] += 1
        self.failed += is_failure
        colour = "red" if is_failure else "green" if state in ("new", "changed", "updated") else "yellow"
        click.echo(f"{click.style(state, fg=colour)}  {name}: {says}", err=True)


def _terms(draft: "Draft") -> str:
    """What holds for all of it, if anything does."""
    rule = f", {draft.ground_rule.rule.value.replace('_', ' ')}" if draft.ground_rule else ""
    return rule + (f", under an embargo ({draft.embargo})" if draft.embargo else "")


def _duplicate(reviewed: "Reviewed") -> list[str]:
    return [f"{alike:.0%} the same words as {known.id} ({known.held_on})" for alike, known in reviewed.duplicates]


@contextmanager
def _progress(document: "Document") -> Iterator[Callable[[int], object]]:
    """A progress bar for a document that holds many briefings, on a terminal."""
    if document.count <= BULK or not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=document.count, label=document.name, file=sys.stderr) as bar:
        yield bar.update
