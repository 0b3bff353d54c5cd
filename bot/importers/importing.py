"""The flow of importing: a document becomes drafts, each is reviewed, then written or left."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

from bot.briefing.model import Briefing, Kind
from bot.briefing.speakers import Register
from bot.errors import KnowledgeError
from bot.importers.formats import format_of
from bot.importers.known.folder import Known, KnownBriefings, content_digest
from bot.importers.known.shingles import Fingerprint, likeness
from bot.importers.model import Doubt, Draft
from bot.importers.originals import find_original, keep_original
from bot.importers.reading import Document, documents_in, draft_of, drafts_in
from bot.importers.settling.facts import settle
from bot.importers.settling.remembered import is_remembered, settled_line, with_remembered
from bot.importers.settling.wishes import Wishes
from bot.importers.tables.rows import Content, table_format
from bot.importers.versions import (
    Changes,
    Piece,
    changes_around,
    changes_between,
    earlier_version,
    keep_version,
    sign_changes,
)
from bot.importers.writing import Origin, read_back, yaml_of
from bot.store.files import write_whole

NAMESAKES_MAX: Final = 1_000


class State(StrEnum):
    """What importing a draft comes to."""

    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    UPDATED = "updated"
    DUPLICATE = "duplicate"
    EDITED = "edited by hand"
    OPEN = "open questions"
    REFUSED = "refused"

    @property
    def is_written(self) -> bool:
        """Whether a file is written."""
        return self in (State.NEW, State.CHANGED, State.UPDATED)

    @property
    def is_failure(self) -> bool:
        """Whether somebody has to do something first."""
        return self in (State.EDITED, State.OPEN, State.REFUSED)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A draft, what is known beside it, and what would be written.

    Attributes:
        existing: The briefing it is a version of.
        duplicates: Other briefings with the same words, and how alike they are.
        changes: Against the existing version.
        file: What would be written; None if the draft cannot be.
        settled: The line of the file that keeps what a person has settled.
        says: Why it is refused.
    """

    draft: Draft
    content: Content
    name: str
    digest: str
    state: State
    path: str
    version: int = 1
    existing: Known | None = None
    duplicates: tuple[tuple[float, Known], ...] = ()
    changes: Changes | None = None
    file: str | None = None
    fingerprint: Fingerprint = ()
    settled: str | None = None
    says: str = ""

    @property
    def is_of_table(self) -> bool:
        """Whether the document is a table, so large that it is not read again for one briefing."""
        return table_format(self.content, self.name) is not None

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should look at it first."""
        return bool(self.draft.doubts or self.duplicates or self.state.is_failure)


class Importer:
    """Brings drafts into one knowledge folder; what it has written it knows at once."""

    def __init__(self, folder: Path, register: Register, today: date) -> None:
        """Look through the folder."""
        self.folder = folder
        self.register = register
        self._today = today
        self.known = KnownBriefings(folder)

    def review(self, draft: Draft, wishes: Wishes, content: Content, digest: str, name: str) -> Reviewed:
        """Settle a draft and compare it with what the folder holds; nothing is written.

        What was settled when an earlier version was imported still holds,
        wherever nothing else is said now.
        """
        first = self._reviewed(draft, wishes, content, digest, name)
        existing = first.existing
        if existing is None or not existing.is_sealed or wishes.replace:
            return first
        joined = with_remembered(wishes, self.folder / existing.path, is_same_document=existing.original == digest)
        if joined == wishes:
            return first
        again = draft if first.is_of_table else draft_of(draft.extract, self.register, joined)
        return self._reviewed(again, replace(joined, id=existing.id), content, digest, name)

    def _reviewed(self, draft: Draft, wishes: Wishes, content: Content, digest: str, name: str) -> Reviewed:
        is_named = bool(wishes.id or draft.id)
        draft = settle(draft, wishes, self.register)
        fingerprint = self._fingerprint(draft)
        draft, existing = self._identified(draft, is_named, fingerprint, None if wishes.duplicates else digest)
        same = self.known.with_words_of(fingerprint)
        duplicates = tuple(pair for pair in same if existing is None or pair[1].id != existing.id)
        draft = replace(draft, doubts=tuple(sorted({*draft.doubts, *_about(draft, duplicates)})))
        path = existing.path if existing else f"{draft.held_on.year if draft.held_on else 'undated'}/{draft.id}.yaml"
        reviewed = Reviewed(
            draft,
            content,
            name,
            digest,
            State.OPEN,
            path,
            existing=existing,
            duplicates=duplicates,
            fingerprint=fingerprint,
            settled=settled_line(wishes, names=not draft.is_anonymous),
        )
        if any(doubt.is_open for doubt in draft.doubts):
            return replace(reviewed, says="; ".join(doubt.says for doubt in draft.doubts if doubt.is_open))
        return self._compared(reviewed, wishes)

    def write(self, reviewed: Reviewed) -> None:
        """Write a reviewed draft, whole or not at all, and keep its original and the earlier version."""
        if reviewed.file is None or not reviewed.state.is_written:
            return
        data = reviewed.file.encode()
        path = self.folder / reviewed.path
        keep_original(reviewed.content, reviewed.digest, reviewed.name, self.folder)
        if reviewed.existing is not None and reviewed.version > reviewed.existing.version:
            before = (self.folder / reviewed.existing.path).read_bytes()
            keep_version(self.folder, reviewed.existing.id, reviewed.existing.version, before)
        write_whole(path, data)
        self.known.add(_known(reviewed, data), data)

    def _identified(
        self, draft: Draft, is_named: bool, fingerprint: Fingerprint, digest: str | None
    ) -> tuple[Draft, Known | None]:
        """The draft with its own id, and the briefing it is a version of, if any.

        An id that was given decides alone. Else the same bytes, the same
        address, or the same day and title, mean the same document if the words
        are alike as well; another document with the same day and title gets a number.
        """
        if draft.id is None or is_named:
            return draft, self.known.get(draft.id or "")
        same = self.known.with_words_of(fingerprint)
        of_bytes = [known for _, known in same if digest is not None and known.original == digest]
        if len(of_bytes) == 1:
            return replace(draft, id=of_bytes[0].id), of_bytes[0]
        alike = {known.id for _, known in same}
        titled = (draft.title, str(draft.held_on))
        of_url = [one for one in self.known.of_url(draft.url) if one.id in alike or (one.title, one.held_on) == titled]
        if of_url:
            return replace(draft, id=of_url[0].id), of_url[0]
        for number in range(1, NAMESAKES_MAX):
            briefing_id = draft.id if number == 1 else f"{draft.id}-{number}"
            known = self.known.get(briefing_id)
            if known is None or known.id in alike or not known.fingerprint or not fingerprint:
                return replace(draft, id=briefing_id), known
        return draft, self.known.get(draft.id)

    def _compared(self, reviewed: Reviewed, wishes: Wishes) -> Reviewed:
        # A dump that lists the same words under two ids of its own is taken at its word.
        elsewhere = any(known.original != reviewed.digest for _, known in reviewed.duplicates)
        if elsewhere and not wishes.duplicates and reviewed.existing is None:
            return replace(reviewed, state=State.DUPLICATE)
        version = reviewed.existing.version if reviewed.existing else 1
        try:
            text, briefing = self._written(reviewed, version)
        except KnowledgeError as error:
            return replace(reviewed, state=State.REFUSED, says=str(error))
        reviewed = replace(reviewed, file=text, version=version)
        if reviewed.existing is None:
            return replace(reviewed, state=State.NEW)
        return self._compared_with(reviewed.existing, reviewed, briefing, wishes)

    def _compared_with(self, existing: Known, reviewed: Reviewed, briefing: Briefing, wishes: Wishes) -> Reviewed:
        file = reviewed.file or ""
        is_same_file = content_digest(file.encode()) == existing.content
        is_same_document = reviewed.digest == existing.original
        around = () if is_same_document else self._around(existing, reviewed, wishes)
        if is_same_file and not around:
            return replace(reviewed, state=State.UNCHANGED)
        if not existing.is_sealed and not wishes.replace:
            is_nothing_new = is_same_document and is_remembered(wishes, self.folder / existing.path)
            says = f"{existing.path} was edited by hand and stays as it is; --replace overwrites it"
            return replace(reviewed, state=State.UNCHANGED if is_nothing_new else State.EDITED, says=says)
        earlier = earlier_version(self.folder, existing.id, lambda data: _is_version(data, reviewed))
        if earlier is not None and not is_same_document and not wishes.replace:
            says = f"this is version {earlier} of {existing.id}, which version {existing.version} replaced"
            return replace(reviewed, state=State.UNCHANGED, says=says)
        changes = replace(self._changes(existing, briefing), around=around)
        if not changes:
            return replace(reviewed, state=State.UPDATED, changes=changes)
        version = existing.version + 1
        text, _ = self._written(reviewed, version)
        return replace(reviewed, state=State.CHANGED, changes=changes, version=version, file=text)

    def _changes(self, existing: Known, briefing: Briefing) -> Changes:
        try:
            text = (self.folder / existing.path).read_text(encoding="utf-8")
            return changes_between(read_back(text, existing.path, self.register), briefing)
        except (OSError, UnicodeDecodeError, KnowledgeError):
            return Changes((), (), ())

    def _around(self, existing: Known, reviewed: Reviewed, wishes: Wishes) -> tuple[tuple[Piece, ...], ...]:
        """What changed outside the turns since the earlier original, where that is here and no table."""
        original = find_original(existing.original, self.folder)
        if original is None or reviewed.is_of_table or table_format(original, original.name) is not None:
            return ()
        before = [
            draft
            for document in documents_in(original, reviewed.name, None)
            if isinstance(document, Document)
            for draft in drafts_in(document, self.register, wishes)
        ]
        alike = [(likeness(self._fingerprint(draft), reviewed.fingerprint), -at) for at, draft in enumerate(before)]
        if not alike:
            return ()
        return (*changes_around(before[-max(alike)[1]], reviewed.draft), *_sign_changes(original, reviewed))

    def _fingerprint(self, draft: Draft) -> Fingerprint:
        return self.known.fingerprints.of(turn.text for turn in draft.turns if turn.kind is not Kind.NARRATION)

    def _written(self, reviewed: Reviewed, version: int) -> tuple[str, Briefing]:
        text = yaml_of(reviewed.draft, Origin(reviewed.digest, self._today, version, reviewed.settled), self.register)
        return text, _proven(read_back(text, reviewed.path, self.register), reviewed.draft)


def _sign_changes(original: Path, reviewed: Reviewed) -> tuple[tuple[Piece, ...], ...]:
    """Changed addresses, pictures and emphasis, in Markdown: a web page is full of those that change by themselves."""
    old = original.read_bytes()
    new = reviewed.content if isinstance(reviewed.content, bytes) else reviewed.content.read_bytes()
    return tuple(sign_changes(old, new)) if format_of(new, reviewed.name) == "markdown" else ()


def _is_version(data: bytes, reviewed: Reviewed) -> bool:
    """Whether a kept version was made from this very document; of a table, from the same rows."""
    if reviewed.is_of_table:
        return content_digest(data) == content_digest((reviewed.file or "").encode())
    return f"\n  sha256: {reviewed.digest}\n".encode() in data


def _proven(briefing: Briefing, draft: Draft) -> Briefing:
    """The briefing read back, if its words are the draft's to the last character."""
    if [turn.text for turn in briefing.turns] != [turn.text for turn in draft.turns]:
        raise AssertionError("a briefing file does not hold the words it was written from")
    return briefing


def _about(draft: Draft, duplicates: tuple[tuple[float, Known], ...]) -> Iterator[Doubt]:
    for alike, known in duplicates:
        day = "" if known.held_on == str(draft.held_on) else f", under another day, {known.held_on}"
        yield Doubt(0, f"the same words as {known.id} ({alike:.0%} alike){day}")


def _known(reviewed: Reviewed, data: bytes) -> Known:
    draft = reviewed.draft
    return Known(
        id=draft.id or "",
        path=reviewed.path,
        held_on=str(draft.held_on),
        title=draft.title or "",
        url=draft.url,
        original=reviewed.digest,
        version=reviewed.version,
        is_sealed=True,
        content=content_digest(data),
        fingerprint=reviewed.fingerprint,
    )
