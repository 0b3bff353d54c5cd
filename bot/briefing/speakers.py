"""People at the podium: their roles over time, and how a name or label finds one."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import date

from bot.briefing.labels import PERSONAL, begins_title, is_misprint, label_key, names_nobody, place_words

_Shape = tuple[int, str, str]
"""How many words a label has, and the first letters of the first and the last."""

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
        place = place_words(fold_name(venue or ""))
        held.sort(key=lambda role: (_stands_in(role, place), role.held_from or date.min))
        return held[-1] if held else None


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """Every speaker the knowledge names, found by id, by name or by printed label."""

    speakers: tuple[Speaker, ...] = ()
    _by_id: dict[str, Speaker] = field(init=False, repr=False, default_factory=dict)
    _by_name: dict[str, list[Speaker]] = field(init=False, repr=False, default_factory=lambda: defaultdict(list))
    _by_label: dict[str, list[Speaker]] = field(init=False, repr=False, default_factory=lambda: defaultdict(list))
    _by_shape: dict[_Shape, list[str]] = field(init=False, repr=False, default_factory=lambda: defaultdict(list))
    _organizations: set[frozenset[str]] = field(init=False, repr=False, default_factory=set)
    _surnames: set[str] = field(init=False, repr=False, default_factory=set)
    _by_first_name: dict[str, list[Speaker]] = field(init=False, repr=False, default_factory=lambda: defaultdict(list))
    _run_together: set[str] = field(init=False, repr=False, default_factory=set)
    _resolved: dict[tuple[str, date, frozenset[str]], Speaker | None] = field(
        init=False, repr=False, default_factory=dict
    )
    _places: dict[tuple[str, str], frozenset[str]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for speaker in self.speakers:
            self._by_id[speaker.id] = speaker
            for key in sorted({key for name in speaker.names for key in _name_keys(name)}):
                self._by_name[key].append(speaker)
            for key in sorted({label_key(fold_label(label)) for label in speaker.labels}):
                self._by_label[key].append(speaker)
            self._organizations.update(place_words(fold_name(role.organization or "")) for role in speaker.roles)
            self._surnames.update(_surname_parts(speaker))
            whole = [fold_name(name) for name in speaker.names if " " in name]
            for first in sorted({name.split()[0] for name in whole}):
                self._by_first_name[first].append(speaker)
            self._run_together.update(name.replace(" ", "").replace("-", "") for name in whole)
        self._organizations.discard(frozenset())
        for plain in sorted({_plain(label) for speaker in self.speakers for label in speaker.labels} - {""}):
            self._by_shape[_shape(plain)].append(plain)

    def get(self, speaker_id: str | None) -> Speaker | None:
        """The speaker of that id, or None."""
        return self._by_id.get(speaker_id) if speaker_id is not None else None

    def find(self, name: str) -> tuple[Speaker, ...]:
        """Everybody a name may mean: full name, alias, surname, or a label with the surname; other titles do not matter."""
        folded = fold_name(name)
        return tuple(
            self._by_name.get(folded) or self._labelled(folded) or self._by_name.get(without_titles(folded)) or ()
        )

    @property
    def organizations(self) -> Set[frozenset[str]]:
        """The words that tell each organization somebody has a role in."""
        return self._organizations

    @property
    def first_names(self) -> Set[str]:
        """The first names of everybody, folded."""
        return self._by_first_name.keys()

    def called(self, first_name: str) -> Sequence[Speaker]:
        """Everybody of a folded first name."""
        return self._by_first_name.get(first_name, ())

    @property
    def run_together(self) -> Set[str]:
        """The whole names of everybody, folded and without spaces, as handles have them."""
        return self._run_together

    def surnames(self, of: Sequence[Speaker] = ()) -> frozenset[str]:
        """Every word of the surnames of these people, folded; of everybody where none are given."""
        return frozenset().union(*map(_surname_parts, of)) if of else frozenset(self._surnames)

    def resolve(
        self, label: str | None, day: date, venue: str | None = None, publisher: str | None = None
    ) -> Speaker | None:
        """Whom a printed label names on that day; None unless exactly one fits.

        Tried in turn: the labels of the register; the beginning of a title and a
        surname; a full name; a misprint of somebody's label. The first of them
        that fits anybody who held a role that day decides.

        Of several people those count whose organization the venue names. A bare
        surname (``MR. PRICE``) is nobody's who belongs elsewhere than the
        organization of the register that the venue names, and a bare title
        (``THE PRESIDENT``) is nobody's whose organization it does not name. Where the
        venue names no organization of the register, the one that publishes does.
        """
        asked = (label or "", day, self._place(venue, publisher))
        if asked not in self._resolved:
            self._resolved[asked] = self._resolve(*asked)
        return self._resolved[asked]

    def _place(self, venue: str | None, publisher: str | None) -> frozenset[str]:
        asked = (venue or "", publisher or "")
        if asked not in self._places:
            held_at, published = (place_words(fold_name(name)) for name in asked)
            is_needed = self._names_organization(published) and not self._names_organization(held_at)
            self._places[asked] = held_at | published if is_needed else held_at
        return self._places[asked]

    def _names_organization(self, place: frozenset[str]) -> bool:
        return any(known <= place for known in self._organizations)

    def _resolve(self, label: str, day: date, place: frozenset[str]) -> Speaker | None:
        key = label_key(fold_label(label))
        if not key or names_nobody(key):
            return None
        for found in self._readings(label, key, day, place):
            if found:
                fitting = [s for s in found if _fits(s, day, place)] if len(found) > 1 else found
                return fitting[0] if len(fitting) == 1 else None
        return None

    def _readings(self, label: str, key: str, day: date, place: frozenset[str]) -> Iterator[list[Speaker]]:
        yield self._on_duty(key, day, place)
        yield self._by_title(key, day)
        yield self._by_full_name(label, day)
        yield self._by_misprint(_plain(label), day, place)

    def _by_misprint(self, printed: str, day: date, place: frozenset[str]) -> list[Speaker]:
        """Whom a label with a typing error names, not in its first letters; a surname that somebody has is no error."""
        surname = printed.split()[-1]
        near = [
            label_key(known)
            for known in self._by_shape.get(_shape(printed), ())
            if is_misprint(printed, known) and (surname not in self._by_name or known.endswith(f" {surname}"))
        ]
        return list({s.id: s for key in near for s in self._on_duty(key, day, place)}.values())

    def _on_duty(self, key: str, day: date, place: frozenset[str]) -> list[Speaker]:
        return [speaker for speaker in self._by_label.get(key, ()) if self._may_print(key, speaker, day, place)]

    def _may_print(self, key: str, speaker: Speaker, day: date, place: frozenset[str]) -> bool:
        held = [role for role in speaker.roles if role.covers(day)]
        if not _holds_name(key, speaker):
            words = key.removeprefix("the ")
            held = [role for role in held if begins_title(words, label_key(fold_name(role.title)))]
            return any(not place or not role.organization or _stands_in(role, place) for role in held)
        if key.split()[0] in PERSONAL and self._names_organization(place):
            return any(not role.organization or _stands_in(role, place) for role in held)
        return bool(held)

    def _by_title(self, key: str, day: date) -> list[Speaker]:
        """Whom ``secretary blinken`` and ``press secretary jen psaki`` name."""
        words = key.split()
        found: dict[str, Speaker] = {}
        for end in range(1, len(words)):
            title, name = " ".join(words[:end]), " ".join(words[end:])
            for speaker in self._by_name.get(name, ()):
                titles = (label_key(fold_name(role.title)) for role in speaker.roles if role.covers(day))
                if any(begins_title(title, one) for one in titles):
                    found[speaker.id] = speaker
        return list(found.values())

    def _by_full_name(self, label: str, day: date) -> list[Speaker]:
        """Whom ``john kirby`` and ``john kirby, white house`` name; in ``a, b`` two people none."""
        name, _, after = label.partition(",")
        folded = without_titles(fold_name(name))
        if " " not in folded or self.find(after):
            return []
        return [s for s in self._by_name.get(folded, ()) if s.role_on(day) is not None and _is_first_name(folded, s)]

    def _labelled(self, folded: str) -> list[Speaker]:
        return [
            speaker for speaker in self._by_label.get(label_key(folded), ()) if _holds_name(label_key(folded), speaker)
        ]


def fold_name(name: str) -> str:
    """A name for comparing: no case, no accents, no punctuation, single spaces."""
    plain = name if name.isascii() else _plain_letters(name)
    return " ".join(_POSSESSIVE.sub("", _NOT_NAME.sub(" ", plain).casefold()).split())


def _plain_letters(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return plain.replace("’", "'").replace("‐", "-").replace("‑", "-")


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


def _holds_name(key: str, speaker: Speaker) -> bool:
    """Whether a label holds a part of the person's name, and is no bare title."""
    words = set(key.split())
    return any(not words.isdisjoint(label_key(without_titles(fold_name(name))).split()) for name in speaker.names)


def _is_first_name(folded: str, speaker: Speaker) -> bool:
    return any(fold_name(name).split()[0] == folded.split()[0] for name in speaker.names if " " in name)


def _surname_parts(speaker: Speaker) -> frozenset[str]:
    return frozenset(part for name in speaker.names for part in surname_of(fold_name(name)).split("-"))


def _fits(speaker: Speaker, day: date, place: frozenset[str]) -> bool:
    return any(role.covers(day) and _stands_in(role, place) for role in speaker.roles)


def _stands_in(role: Role, place: frozenset[str]) -> bool:
    """Whether a venue names the role's organization."""
    words = place_words(fold_name(role.organization or ""))
    return bool(words) and words <= place


def _plain(label: str) -> str:
    return fold_label(label).replace("-", " ")


def _shape(key: str) -> _Shape:
    words = key.split()
    return len(words), words[0][:1], words[-1][:1]
