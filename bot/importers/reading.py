"""A document of any kind as drafts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.briefing.labels import PERSONAL
from bot.briefing.model import SourceKind
from bot.briefing.speakers import Register
from bot.errors import UnreadableFileError
from bot.importers.articles import read_article
from bot.importers.formats import extracts_of, members_of
from bot.importers.formats.archives import ZIP
from bot.importers.model import Doubt, Draft, Extract
from bot.importers.settling.facts import id_from
from bot.importers.settling.remarks import one_voice
from bot.importers.settling.wishes import Wishes
from bot.importers.tables.columns import Shape
from bot.importers.tables.drafts import Table, drafts_of, extracts_of_rows, open_table
from bot.importers.tables.rows import Content, table_format
from bot.importers.transcripts import looks_like_transcript, read_transcript

DOCUMENT_BYTES_MAX: Final = 200_000_000
COVERED_SHARE: Final = 0.6
LABELS_LEAST: Final = 2
"""A text without a quotation and with as many labels is a transcript."""
HEADLINES_MOST: Final = 3


class FactsOnlyError(UnreadableFileError):
    """A table that describes briefings and holds no words; it is read together with the table that does."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file, or one of the files in a zip file, opened as far as its format goes."""

    name: str
    parts: Table | Sequence[Extract]

    @property
    def count(self) -> int:
        """How many briefings it seems to hold."""
        return self.parts.briefings if isinstance(self.parts, Table) else len(self.parts)


def documents_in(content: Content, name: str, url: str | None) -> Iterator[Document | UnreadableFileError]:
    """Open a file; of a zip file each document by itself, so that a bad one does not stop the others.

    An error stands in the place of the document that cannot be read.
    """
    try:
        if not _is_packed_together(content):
            yield _opened(content, name, url)
            return
        for member in members_of(_bytes_of(content, name), name):
            yield _opened_or_error(member.data, member.name, url)
    except UnreadableFileError as error:
        yield error


def _is_packed_together(content: Content) -> bool:
    if isinstance(content, bytes):
        return content.startswith(ZIP)
    try:
        with content.open("rb") as file:
            return file.read(len(ZIP[0])).startswith(ZIP)
    except OSError as error:
        raise UnreadableFileError(f"{content.name} cannot be read ({error.strerror})") from None


def _opened_or_error(data: bytes, name: str, url: str | None) -> Document | UnreadableFileError:
    try:
        return _opened(data, name, url)
    except UnreadableFileError as error:
        return error


def _opened(content: Content, name: str, url: str | None) -> Document:
    if table_format(content, name) is None:
        return Document(name, extracts_of(_bytes_of(content, name), name, url))
    table = open_table(content, name)
    if table.columns.shape is Shape.FACTS:
        raise FactsOnlyError(f"{name} has no column of words (text, statement, sentence …), only facts or links")
    return Document(name, table)


def drafts_in(document: Document, register: Register, wishes: Wishes) -> Iterator[Draft]:
    """The drafts of an open document, one by one."""
    parts = document.parts
    if isinstance(parts, Table) and parts.columns.shape is Shape.TURNS:
        yield from drafts_of(parts)
        return
    for extract in extracts_of_rows(parts) if isinstance(parts, Table) else parts:
        yield draft_of(extract, register, wishes)


def draft_of(extract: Extract, register: Register, wishes: Wishes) -> Draft:
    """One document's text as a transcript or an article, whichever it looks like."""
    extract = replace(
        extract,
        held_on=wishes.held_on or extract.held_on,
        title=wishes.title or extract.title,
        kind=wishes.kind or extract.kind,
        url=wishes.url or extract.url,
        publisher=wishes.publisher or extract.publisher,
    )
    if extract.kind is SourceKind.ARTICLE:
        return read_article(extract, register, held_on=extract.held_on)
    transcript = read_transcript(extract, register)
    if extract.kind is not None or looks_like_transcript(extract):
        return transcript if transcript.turns else one_voice(transcript, register) or transcript
    article = read_article(extract, register, held_on=extract.held_on)
    if _is_covered(transcript):
        return _with_headline_told(article) if _has_but_headlines(transcript, article) else transcript
    remarks = one_voice(transcript, register)
    if remarks is not None:
        return remarks
    has_labels = bool(transcript.turns) and len(transcript.turns) + len(transcript.unassigned) >= LABELS_LEAST
    return transcript if has_labels and not article.turns else article


def _has_but_headlines(transcript: Draft, article: Draft) -> bool:
    """Whether what seem to be labels are headlines, “Ada Quill: No ferry today”, over a reporter's text.

    One that opens the text, without Mr. or Ms., is one; a few are where as many quotations
    are said by somebody in so many words.
    """
    if any((turn.printed or "").isupper() for turn in transcript.turns):
        return False
    first = transcript.turns[0]
    opens = "\n" not in transcript.extract.text[: first.printed_start or 0].strip()
    if len(transcript.turns) == 1 and opens and (first.printed or "").split(".")[0].casefold() not in PERSONAL:
        return True
    said = [turn for turn in article.turns if turn.speaker or turn.name or turn.printed]
    return len(transcript.turns) <= HEADLINES_MOST and len(said) >= len(transcript.turns)


def _with_headline_told(article: Draft) -> Draft:
    says = (
        "read as an article under a headline with a colon; say --kind transcript if these are the speaker's own words"
    )
    return replace(article, doubts=(*article.doubts, Doubt(1, says, is_open=not article.turns)))


def _is_covered(draft: Draft) -> bool:
    """Whether most of the text is under labels: remarks have but one, and no article is so."""
    return sum(turn.end - turn.start for turn in draft.turns) > len(draft.extract.text) * COVERED_SHARE


def texts_in(content: Content, name: str) -> Iterator[tuple[str | None, str]]:
    """Every text of a document, with its briefing's id where the document has one."""
    for document in documents_in(content, name, None):
        if isinstance(document, UnreadableFileError):
            raise document
        parts = document.parts
        if isinstance(parts, Table) and parts.columns.shape is Shape.TURNS:
            yield from ((draft.id and id_from(draft.id), draft.extract.text) for draft in drafts_of(parts))
        else:
            extracts = extracts_of_rows(parts) if isinstance(parts, Table) else parts
            yield from ((None, extract.text) for extract in extracts)


def _bytes_of(content: Content, name: str) -> bytes:
    if isinstance(content, bytes):
        return content
    try:
        with content.open("rb") as file:
            data = file.read(DOCUMENT_BYTES_MAX + 1)
    except OSError as error:
        raise UnreadableFileError(f"{name} cannot be read ({error.strerror})") from None
    if len(data) > DOCUMENT_BYTES_MAX:
        raise UnreadableFileError(f"{name} has more than {DOCUMENT_BYTES_MAX // 1_000_000} MB; split it")
    return data
