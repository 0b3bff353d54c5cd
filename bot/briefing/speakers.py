"""People at the podium: their roles over time, and how a name or label finds one."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

_HONORIFICS = frozenset(
    "mr mrs ms miss mx dr sir dame lord lady hon the president vice secretary minister prime ambassador general gen "
    "admiral adm colonel col captain capt senator sen representative rep governor gov professor prof director chair "
    "chairman chairwoman spokesman spokeswoman spokesperson press deputy assistant under acting adviser advisor".split()
)
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_NOT_NAME = re.compile(r"[^\w\s'-]+")
_POSSESSIVE = re.compile(r"'s(?!\w)")


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody was, where, from when to when; both days inclusive."""

    title: str
    organization: str | None = None
    held_from: date | None = None
    held_to: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the role was held on that day."""
        return (self.held_from is None or self.held_from <= day) and (self.held_to is None or day <= self.held_to)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person with the roles held over time.

    Attributes:
        labels: As transcripts print them: ``MR. PRICE``.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The name and every other one the person goes by."""
        return (self.name, *self.aliases)

    def role_on(self, day: date, venue: str | None = None) -> Role | None:
        """The role held on a day; of several, the one whose organization the venue names, else the latest begun."""
        held = [role for role in self.roles if role.covers(day)]
        place = fold_name(venue or "")
        held.sort(
            key=lambda role: (
                _is_at(role, place),
                role.held_from or date.min,
            ),
        )
        return held[-1] if held else None


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """Every speaker the knowledge names, found by id, by name or by printed label."""

    speakers: tuple[Speaker, ...] = ()
    _by_id: dict[str, Speaker] = field(init=False, repr=False, default_factory=dict)
    _by_name: dict[str, list[Speaker]] = field(init=False, repr=False, default_factory=lambda: defaultdict(list))
    _by_label: dict[str, list[Speaker]] = field(init=False, repr=False, default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for speaker in self.speakers:
            self._by_id[speaker.id] = speaker
            for key in sorted({key for name in speaker.names for key in _name_keys(name)}):
                self._by_name[key].append(speaker)
            for key in sorted({fold_label(label) for label in speaker.labels}):
                self._by_label[key].append(speaker)

    def get(self, speaker_id: str | None) -> Speaker | None:
        """The speaker of that id, or None."""
        return self._by_id.get(speaker_id) if speaker_id is not None else None

    def find(self, name: str) -> tuple[Speaker, ...]:
        """Everybody a name may mean: full name, alias, or surname; titles before it do not matter."""
        folded = fold_name(name)
        return tuple(self._by_name.get(folded) or self._by_name.get(without_titles(folded)) or ())

    def resolve(self, label: str | None, day: date, venue: str | None = None) -> Speaker | None:
        """Whom a printed label names on that day; None unless exactly one fits.

        Somebody fits whose labels hold this one and who held a role that day;
        of several, those whose organization the venue names.
        """
        labelled = self._by_label.get(fold_label(label or ""), ())
        found = [s for s in labelled if not s.roles or s.role_on(day) is not None]
        if len(found) > 1 and venue:
            place = fold_name(venue)
            found = [s for s in found if any(_stands_in(role, day, place) for role in s.roles)]
        return found[0] if len(found) == 1 else None


def fold_name(name: str) -> str:
    """A name for comparing: no case, no accents, no punctuation, single spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = plain.replace("’", "'").replace("‐", "-").replace("‑", "-")
    return " ".join(_POSSESSIVE.sub("", _NOT_NAME.sub(" ", plain).casefold()).split())


def fold_label(label: str) -> str:
    """A printed label for comparing: ``MR. PRICE:`` and ``Mr Price`` are one."""
    return fold_name(label)


def without_titles(folded: str) -> str:
    """A folded name without the titles before it: ``secretary blinken`` gives ``blinken``."""
    words = folded.split()
    while len(words) > 1 and words[0] in _HONORIFICS:
        words = words[1:]
    return " ".join(words)


def surname_of(folded: str) -> str:
    """The last word of a folded name that is not a suffix such as ``jr``."""
    words = [word for word in folded.split() if word not in _SUFFIXES]
    return words[-1] if words else folded


def _name_keys(name: str) -> Iterable[str]:
    folded = fold_name(name)
    words, surname = folded.split(), surname_of(folded)
    keys = [folded, surname, f"{words[0]} {surname}"] if len(words) > 2 else [folded, surname]
    for key in keys:
        yield key
        yield key.replace("-", " ")


def _stands_in(role: Role, day: date, place: str) -> bool:
    return role.covers(day) and _is_at(role, place)


def _is_at(role: Role, place: str) -> bool:
    """Whether a place names the role's organization, in whole words."""
    return bool(role.organization) and f" {fold_name(role.organization or '')} " in f" {place} "
