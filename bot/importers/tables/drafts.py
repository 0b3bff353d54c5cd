"""The rows of a table as drafts: one a briefing, turn numbers kept."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Final

from bot.briefing.model import SourceKind
from bot.errors import UnreadableFileError
from bot.importers.model import Doubt, Draft, DraftTurn, Extract
from bot.importers.tables.columns import Columns, Shape, columns_of, day_of
from bot.importers.tables.parting import TOLD_MAX, parted
from bot.importers.tables.rows import Content, Row, rows_of
from bot.importers.tables.terms import with_terms
from bot.importers.tables.turns import turns_of
from bot.store.files import FILES_MAX
from bot.store.schema.turns import TURNS_MAX

LOOKED_AT_ROWS: Final = 50
SCATTERED_ROWS_MAX: Final = 1_000_000
BRIEFING_CHARS_MAX: Final = 20_000_000

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_COMPANION_SUFFIXES: Final = (".jsonl", ".json", ".csv", ".jsonl.xz", ".jsonl.gz", ".csv.xz", ".csv.gz")


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows have been looked through once.

    Attributes:
        briefings: How many there are.
        is_scattered: The rows of one briefing stand apart from each other.
    """

    content: Content
    name: str
    columns: Columns
    briefings: int
    is_scattered: bool


def open_table(content: Content, name: str) -> Table:
    """Look through a table once, to its end.

    So nothing of a file that is damaged somewhere becomes a briefing.

    Raises:
        UnreadableFileError: It cannot be read to the end, or holds no words.
    """
    rows = rows_of(content, name)
    first = list(islice(rows, LOOKED_AT_ROWS))
    if not first:
        raise UnreadableFileError(f"{name} is a table without rows")
    columns = columns_of(first)
    sizes: Counter[str] = Counter()
    chars: Counter[str] = Counter()
    previous, is_scattered = None, False
    for row in chain(first, rows):
        key = columns.words(row, "briefing") or ""
        is_scattered = is_scattered or (key != previous and key in sizes)
        sizes[key] += 1
        chars[key] += len(str(columns.value(row, "text") or ""))
        previous = key
        if columns.shape is Shape.TURNS:
            _refuse_too_many(name, key, sizes, chars)
    count = sizes.total()
    if columns.shape is Shape.TURNS and is_scattered and count > SCATTERED_ROWS_MAX:
        raise UnreadableFileError(f"{name}: the rows of a briefing stand apart; sort the table by briefing")
    return Table(content, name, columns, count if columns.shape is Shape.DOCUMENTS else len(sizes), is_scattered)


def _refuse_too_many(name: str, key: str, sizes: Mapping[str, int], chars: Mapping[str, int]) -> None:
    """Stop at what no knowledge folder takes, before it fills the memory."""
    what = f"the briefing {key[:80]}" if key else "a table without a column of briefings"
    if sizes[key] > TURNS_MAX:
        raise UnreadableFileError(f"{name}: {what} has more than {TURNS_MAX:,} turns; split it")
    if chars[key] > BRIEFING_CHARS_MAX:
        raise UnreadableFileError(f"{name}: {what} has more than {BRIEFING_CHARS_MAX // 1_000_000} MB; split it")
    if len(sizes) > FILES_MAX:
        raise UnreadableFileError(f"{name} has more than {FILES_MAX:,} briefings; split it")


def drafts_of(table: Table) -> Iterator[Draft]:
    """One draft a briefing, of a table of turns, in the table's order."""
    facts = _companion(table.content, table.columns)
    for key, rows in _groups(table):
        yield _draft(key, rows, table, facts.get(key, {}))


def extracts_of_rows(table: Table) -> Iterator[Extract]:
    """One document a row, of a table of whole documents."""
    for number, row in enumerate(rows_of(table.content, table.name), start=1):
        text = str(table.columns.value(row, "text") or "").strip()
        if not text:
            continue
        words = table.columns.words
        yield Extract(
            text=_clean(text if "\n" in text else re.sub(r" {2,}", "\n", text)),
            name=words(row, "briefing") or f"{Path(table.name).stem}-{number}",
            title=words(row, "title"),
            url=_url(words(row, "url")),
            publisher=words(row, "publisher"),
            held_on=day_of(table.columns.value(row, "held_on")),
        )


def _groups(table: Table) -> Iterator[tuple[str, list[Row]]]:
    def key_of(row: Row) -> str:
        return table.columns.words(row, "briefing") or ""

    rows: Iterable[Row] = rows_of(table.content, table.name)
    if table.is_scattered:
        gathered: dict[str, list[Row]] = {}
        for row in rows:
            gathered.setdefault(key_of(row), []).append(row)
        yield from gathered.items()
        return
    for key, group in groupby(rows, key_of):
        yield key, list(group)


def _draft(key: str, rows: list[Row], table: Table, facts: Row) -> Draft:
    columns = table.columns
    known = columns_of([facts]) if facts else columns

    def fact(meaning: str) -> str | None:
        return columns.words(rows[0], meaning) or (known.words(facts, meaning) if facts else None)

    held_on, venue = day_of(fact("held_on")), fact("venue")
    preamble = known.value(facts, "preamble") if facts else None
    head = "\n".join(map(str, preamble)) if isinstance(preamble, list) else str(preamble or "")
    spoken = _joined_sentences(rows, columns) if columns.is_by_sentence else rows
    spoken, cut = parted(spoken, columns)
    texts = [_clean(str(columns.value(row, "text") or "")).strip() for row in spoken]
    text, turns, doubts = turns_of(_clean(head), spoken, texts, columns)
    draft = Draft(
        extract=Extract(text, key or table.name, held_on=held_on, url=_url(fact("url")), kind=SourceKind.TRANSCRIPT),
        turns=turns,
        doubts=(*_doubts(spoken, turns, columns, cut), *doubts),
        id=key or None,
        title=fact("title"),
        held_on=held_on,
        venue=venue,
        publisher=fact("publisher"),
        kind=SourceKind.TRANSCRIPT,
        url=_url(fact("url")),
    )
    return with_terms(draft, _clean(head))


def _doubts(rows: Sequence[Row], turns: Sequence[DraftTurn], columns: Columns, cut: Sequence[str]) -> Iterator[Doubt]:
    if cut:
        places = ", ".join(cut[:TOLD_MAX]) + (" …" if len(cut) > TOLD_MAX else "")
        yield Doubt(0, f"a label of somebody else stood inside the words of these turns, cut there: {places}")
    if any(_CONTROL.search(str(columns.value(row, "text"))) for row in rows):
        yield Doubt(0, "control characters stood in the words and were left out")
    numbers = [turn.number for turn in turns]
    if any(number is not None for number in numbers) and len(set(numbers)) < len(numbers):
        yield Doubt(0, "two turns have one number: give each its own", is_open=True)
    if "asks" not in columns.keys:
        yield Doubt(0, "the table does not say which turns are questions: told by label and question marks")


def _joined_sentences(rows: list[Row], columns: Columns) -> list[Row]:
    """One row a turn where the table has one a sentence."""
    joined = []
    for _, group in groupby(rows, lambda row: columns.words(row, "speaker")):
        of_one = list(group)
        words = " ".join(str(columns.value(row, "text") or "").strip() for row in of_one)
        joined.append({**of_one[0], columns.keys["text"]: words})
    return joined


def _clean(text: str) -> str:
    """Line breaks as one character; what no text may hold (control characters, lone surrogates) left out."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _url(text: str | None) -> str | None:
    return text if text and text.startswith(("http://", "https://")) else None


def _companion(content: Content, columns: Columns) -> dict[str, Row]:
    """Facts about the briefings from a file beside the table named ``briefings``; by id."""
    if not isinstance(content, Path) or "briefing" not in columns.keys:
        return {}
    beside = (content.parent / f"briefings{suffix}" for suffix in _COMPANION_SUFFIXES)
    file = next((file for file in beside if file.is_file() and file != content), None)
    if file is None:
        return {}
    facts: dict[str, Row] = {}
    for row in rows_of(file, file.name):
        key = columns_of([row]).words(row, "briefing")
        if key is not None:
            facts.setdefault(key, row)
    return facts
