"""Whom a name in a question means: people of the register, and labels it does not explain."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from bot.briefing.labels import errors_between
from bot.briefing.speakers import Register, Speaker, fold_label, fold_name, surname_of, without_titles
from bot.query.model import SpeakerFilter

NAME_MAX_CHARS: Final = 80
SUGGESTIONS_MAX: Final = 3
FULL_NAME_MAX_WORDS: Final = 3
NAMES_JOIN: Final = " or "
_CLOSE_ENOUGH: Final = 0.7
_ONE_ERROR_MIN_LETTERS: Final = 5
_TWO_ERRORS_MIN_LETTERS: Final = 9
_NAMES_OF_OTHERS: Final = frozenset("cameroon johnston rome waters".split())
"""One letter from a surname of the shipped register, and names of places and families themselves."""

_MORE_TITLES: Final = frozenset(
    "administrator commissioner counselor counsellor undersecretary foreign defense defence national security state "
    "treasury interior white house department pentagon principal special envoy representative congressman "
    "congresswoman chancellor king queen prince princess doctor madam madame attorney judge justice sheriff mayor "
    "major sergeant lieutenant spox former then chief interim acting of".split()
)
# The last word of a label that names a function, not a person.
_FUNCTIONS: Final = frozenset(
    "president official officials administration moderator operator aide participant participants reporter reporters "
    "press secretary minister spokesperson spokesman spokeswoman staff staffer host interpreter translator voice male "
    "one two three four five six seven eight nine ten first second third female audience member members speaker speakers correspondent correspondents source sources representative "
    "ambassador general admiral director chair chairman chairwoman governor senator advisor adviser briefer all".split()
)


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Everybody who can be asked for, found by name.

    Attributes:
        labels: Printed labels that the register does not explain.
        heard: Ids of those who speak in what may be seen: of several people of one name they are meant.
    """

    register: Register = field(default_factory=Register)
    labels: Iterable[str] = ()
    heard: frozenset[str] = frozenset()
    _printed: dict[str, str] = field(init=False, repr=False, default_factory=dict)
    _by_surname: dict[str, list[str]] = field(init=False, repr=False, default_factory=lambda: defaultdict(list))
    _owners: dict[str, list[str]] = field(init=False, repr=False, default_factory=lambda: defaultdict(list))
    _titles: set[str] = field(init=False, repr=False, default_factory=set)
    _own: dict[tuple[str, ...], list[str]] = field(init=False, repr=False, default_factory=lambda: defaultdict(list))
    _surnames: set[str] = field(init=False, repr=False, default_factory=set)

    def __post_init__(self) -> None:
        for label in sorted(self.labels):
            folded = fold_label(label)
            if folded and folded not in self._printed:
                self._printed[folded] = label.strip().rstrip(":")
                for surname in sorted(set(_label_surnames(folded))):
                    self._by_surname[surname].append(folded)
        for speaker in self.register.speakers:
            for folded in sorted({fold_label(label) for label in speaker.labels} & self._printed.keys()):
                self._owners[folded].append(speaker.id)
            if not self.heard or speaker.id in self.heard:
                self._surnames.update(surname_of(fold_name(name)) for name in speaker.names if " " in name)
        self._titles.update(fold_name(role.title) for speaker in self.register.speakers for role in speaker.roles)
        for folded, owners in self._owners.items():
            self._own[tuple(owners)].append(folded)

    @property
    def organizations(self) -> Set[frozenset[str]]:
        """The words that tell each organization of the register."""
        return self.register.organizations

    def find(self, name: str) -> SpeakerFilter | None:
        """Whom a name means; None if nobody here is called so.

        Full names, aliases, surnames and printed labels are known, whatever
        their case and accents; titles before and an apostrophe-s after do not matter.
        A full name the register lacks finds the label with its surname.
        """
        asked = without_possessive(" ".join(name[:NAME_MAX_CHARS].split()))
        folded = fold_name(asked)
        first, _, last = folded.rpartition(" ")
        return self._find(asked, folded) or (self._find(asked, f"{first}-{last}") if first else None)

    def is_title(self, words: str) -> bool:
        """Whether words are a title that somebody in the register holds or held."""
        return fold_name(words[:NAME_MAX_CHARS]) in self._titles

    def find_misspelt(self, name: str) -> SpeakerFilter | None:
        """Whom a name means that is nearly the surname of somebody in the register; None unless it is near one only.

        ``Psacki`` and ``Jen Psacki`` mean Jen Psaki; ``Ann Psacki`` means nobody.
        For places where nothing but a name can stand.
        """
        words = _without_titles(fold_name(without_possessive(name[:NAME_MAX_CHARS]))).split()
        for start in range(max(len(words) - 2, 0), len(words)):
            near = [known for known in sorted(self._surnames) if _is_nearly("-".join(words[start:]), known)]
            meant = {self.register.find(known) for known in near}
            if len(meant) == 1:
                return self._find(name, " ".join((*words[:start], near[0])))
        return None

    def _find(self, asked: str, folded: str) -> SpeakerFilter | None:
        bare = _without_titles(folded)
        found = self._in_register(folded, bare)
        labels = self._labels_for(folded, bare, found)
        ids = frozenset(speaker.id for speaker in found)
        names = list(dict.fromkeys(speaker.name for speaker in found))
        if not names and not labels:
            return None
        if not names:
            names = [self._printed[labels[0]] if len(labels) == 1 else asked]
        return SpeakerFilter(asked, NAMES_JOIN.join(names), ids, frozenset(labels))

    def near(self, name: str) -> tuple[str, ...]:
        """Names that are spelled much like this one, nearest first."""
        folded = _without_titles(fold_name(without_possessive(name[:NAME_MAX_CHARS])))
        shown: dict[str, list[str]] = defaultdict(list)
        for speaker in self.register.speakers:
            for known in speaker.names:
                for key in dict.fromkeys((fold_name(known), surname_of(fold_name(known)))):
                    shown[key].append(speaker.name)
        for surname, labels in self._by_surname.items():
            shown[surname] += [self._printed[label] for label in labels]
        asked = dict.fromkeys((folded, surname_of(folded)))
        close = [key for one in asked for key in get_close_matches(one, sorted(shown), SUGGESTIONS_MAX, _CLOSE_ENOUGH)]
        return tuple(dict.fromkeys(name for key in close for name in shown[key]))[:SUGGESTIONS_MAX]

    def _in_register(self, folded: str, bare: str) -> tuple[Speaker, ...]:
        words = bare.split()
        tries = [folded, bare]
        if len(words) > 2:
            tries.append(f"{words[0]} {surname_of(bare)}")
        found = next((found for one in tries if (found := self.register.find(one))), ()) or self._by_initial(words)
        return tuple(speaker for speaker in found if speaker.id in self.heard) or found

    def _by_initial(self, words: list[str]) -> tuple[Speaker, ...]:
        """Whom ``j psaki`` and ``j r psaki`` mean."""
        if len(words) < 2 or len(words[0]) != 1:
            return ()
        named = self.register.find(surname_of(" ".join(words)))
        return tuple(one for one in named if any(fold_name(name).startswith(words[0]) for name in one.names))

    def _labels_for(self, folded: str, bare: str, found: tuple[Speaker, ...]) -> list[str]:
        """The unexplained labels meant; of somebody known, asked for by the full name, only their own."""
        own = self._own.get(tuple(speaker.id for speaker in found), [])
        if " " not in bare:
            return sorted({*own, *self._by_surname.get(bare, ()), *(() if found else self._functions(folded))})
        if found:
            return sorted(own)
        if functions := self._functions(folded):
            return functions
        if len(bare.split()) > FULL_NAME_MAX_WORDS or any(character.isdigit() for character in bare):
            return []
        surname = surname_of(bare)
        free = [label for label in self._by_surname.get(surname, ()) if label not in self._owners]
        return [label for label in free if _without_titles(label) in (bare, surname)]

    def _functions(self, folded: str) -> list[str]:
        plain = folded.removeprefix("the ")
        singular = plain.removesuffix("s")
        tries = dict.fromkeys((plain, f"the {plain}", singular, f"the {singular}"))
        return [one for one in tries if one in self._printed and names_function(one)]


def _is_nearly(surname: str, known: str) -> bool:
    """Whether letters are swapped, dropped or doubled; another letter is as often another person's name."""
    if surname[:1] != known[:1] or len(known) < _ONE_ERROR_MIN_LETTERS or surname in _NAMES_OF_OTHERS:
        return False
    if surname.removesuffix("s") == known.removesuffix("s"):
        return False
    if len(surname) == len(known) and sorted(surname) != sorted(known):
        return False
    return errors_between(surname, known) <= (2 if len(known) >= _TWO_ERRORS_MIN_LETTERS else 1)


def _label_surnames(folded: str) -> Iterator[str]:
    if not names_function(folded):
        yield surname_of(folded)
        yield _without_titles(folded)


def names_function(folded: str) -> bool:
    """Whether a folded label names a function, such as ``the president``, and no person."""
    return surname_of(folded) in _FUNCTIONS or surname_of(folded).isdigit()


def _without_titles(folded: str) -> str:
    words = without_titles(folded).split()
    while len(words) > 1 and words[0] in _MORE_TITLES:
        words = without_titles(" ".join(words[1:])).split()
    return " ".join(words)


def without_possessive(name: str) -> str:
    """``Price’s`` and ``Gibbs'`` without what makes them possessive."""
    for ending in ("'s", "’s", "'S", "’S", "'", "’"):
        if name.endswith(ending):
            return name.removesuffix(ending)
    return name
