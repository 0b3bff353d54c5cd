"""Whose label it is: by the register on that day, and by the document's own header."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.briefing.speakers import Register, Speaker, fold_name, surname_of, without_titles
from bot.importers.transcripts.header.officials import Official
from bot.importers.transcripts.labels import words
from bot.importers.transcripts.labels.document import Label
from bot.importers.transcripts.labels.forms import Form, parted_label

_MENDED_SHARE = 0.95
_BY_HEADER = 0.9
_BY_SURNAME = 0.75
_SPOKES = "spokes"


@dataclass(frozen=True, slots=True)
class Person:
    """Who a label is taken for.

    Attributes:
        confidence: That this is the right person, from 0 to 1.
        is_shared: The header announces several people of that name.
    """

    speaker: str | None = None
    name: str | None = None
    role: str | None = None
    confidence: float = 1.0
    is_shared: bool = False


NOBODY = Person()


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody who may speak in a document."""

    register: Register
    officials: Sequence[Official]
    day: date | None
    place: str | None
    title: str | None = None

    def person_of(self, label: Label) -> Person:
        """Whom a label names; nobody where it names nobody, or more than one could be meant."""
        if label.form in (Form.QUESTION, Form.ANONYMOUS, Form.ANSWER):
            return NOBODY
        person = self._find(label)
        share = _MENDED_SHARE if label.is_mended else 1.0
        return Person(person.speaker, person.name, person.role, round(person.confidence * share, 2), person.is_shared)

    def waits_for_the_day(self, label: Label) -> bool:
        """Whether the register has the name, and nobody can be told before the day is known."""
        return self.day is None and bool(self.register.find(label.key))

    def _find(self, label: Label) -> Person:
        full, surname = _names_in(label)
        speaker = self.register.resolve(label.key, self.day, self.place) if self.day is not None else None
        if label.form is Form.ROLE:
            return self._by_role(label, speaker)
        announced = [official for official in self.officials if official.surname == surname]
        if full is not None:
            announced = [official for official in announced if _is_same(official.name, full)]
        if len({_first(official.name)[:1] for official in announced}) > 1:
            return Person(is_shared=True)
        if announced:
            return self._announced(announced[0], speaker)
        if speaker is not None:
            return self._known(speaker, 1.0)
        return self._by_name(label, full, surname)

    def _by_role(self, label: Label, speaker: Speaker | None) -> Person:
        """``THE PRESIDENT``: by the place, or because the title names who held that office; a spokesperson by the header."""
        if speaker is None and self.day is not None:
            anywhere = self.register.resolve(label.key, self.day)
            titled = fold_name(self.title or "").split()
            speaker = anywhere if anywhere and surname_of(fold_name(anywhere.name)) in titled else None
        if speaker is not None:
            return self._known(speaker, 1.0)
        spoken_for = [official for official in self.officials if _SPOKES in fold_name(official.role or "")]
        if _SPOKES in label.key and len(spoken_for) == 1:
            return self._announced(spoken_for[0], None)
        return NOBODY

    def _announced(self, official: Official, speaker: Speaker | None) -> Person:
        if speaker is not None and any(_may_be(name, official.name) for name in speaker.names):
            return self._known(speaker, 1.0)
        found = [one for one in self._held(official.name) if any(_is_same(name, official.name) for name in one.names)]
        if len(found) == 1:
            return self._known(found[0], 0.97)
        return Person(name=official.name, role=official.role, confidence=_BY_HEADER)

    def _by_name(self, label: Label, full: str | None, surname: str) -> Person:
        found = self._held(full or surname)
        if full is not None:
            found = [one for one in found if any(_is_same(name, full) for name in one.names)]
        if len(found) != 1 or (full is None and not self._fits(label, found[0])):
            return Person(confidence=_BY_HEADER if label.form is Form.TITLED else _BY_SURNAME)
        return self._known(found[0], 0.95 if full is not None else _BY_SURNAME)

    def _held(self, name: str) -> list[Speaker]:
        """Register people of that name or surname who held a role that day."""
        if self.day is None:
            return []
        day = self.day
        found = self.register.find(name) or self.register.find(surname_of(fold_name(name)))
        return [speaker for speaker in found if speaker.role_on(day) is not None]

    def _fits(self, label: Label, speaker: Speaker) -> bool:
        """Whether the title on the label is one the person held, or a mere Mr. or Ms. where the person worked."""
        role = speaker.role_on(self.day, self.place) if self.day is not None else None
        if role is None:
            return False
        titles = [word for word in label.key.split() if word in words.TITLES - words.HONORIFICS]
        if titles:
            held = fold_name(role.title).split()
            return all(title in held for title in titles)
        return bool(role.organization) and fold_name(role.organization or "") in fold_name(self.place or "")

    def _known(self, speaker: Speaker, confidence: float) -> Person:
        role = speaker.role_on(self.day, self.place) if self.day is not None else None
        return Person(speaker.id, speaker.name, role.title if role is not None else None, confidence)


def _names_in(label: Label) -> tuple[str | None, str]:
    """The full name a label prints, if it prints one, and the surname."""
    if label.form is Form.NAME_AND_ROLE:
        name = fold_name(label.candidate.printed.partition(",")[0])
    elif label.form is Form.TITLED:
        name = fold_name(parted_label(label.key)[1])
    else:
        name = label.key
    is_full = len([part for part in name.split() if part not in words.PARTICLES]) > 1
    return (name if is_full else None), surname_of(name)


def _first(name: str) -> str:
    return (without_titles(fold_name(name)).split() or [""])[0]


def _may_be(one: str, other: str) -> bool:
    """Whether two full names may be one person's whose label fits too: same surname, first names that begin alike."""
    a, b = fold_name(one), fold_name(other)
    if surname_of(a) != surname_of(b):
        return False
    first_a, first_b = _first(one), _first(other)
    return first_a[:1] == first_b[:1] or len(a.split()) == 1 or len(b.split()) == 1


def _is_same(one: str, other: str) -> bool:
    """Whether two full names are one person's by their words alone: ``Antony J. Blinken``, ``Antony Blinken``.

    Kurt and Kyle of one surname are two people; one first name may be the other's beginning or initial.
    """
    first_a, first_b = sorted((_first(one), _first(other)), key=len)
    return _may_be(one, other) and first_b.startswith(first_a)
