"""The people an article names: full names, roles, and which of them a later description means."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bot.briefing.speakers import Register, Speaker, fold_name, surname_of
from bot.importers.articles.speakers.descriptions import Mention, name_parts
from bot.importers.articles.speakers.subjects import APPOSITION_MAX_TOKENS
from bot.importers.articles.text.tokens import Sort, Tokens
from bot.importers.articles.words import (
    HE_NAMES,
    HE_WORDS,
    NOUN_LEADS,
    RANKS,
    ROLES,
    SHE_NAMES,
    SHE_WORDS,
)

ROLE_MAX_CHARS = 160
_ROLE_LEADS = NOUN_LEADS | ROLES


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody an article or the register names.

    Attributes:
        name: In full, where the article or the register has it so.
        speaker: The register's entry.
        pronoun: ``he`` or ``she``; empty where nothing tells.
        is_certain: The register settles who it is.
    """

    name: str
    role: str | None = None
    speaker: Speaker | None = None
    pronoun: str = ""
    is_certain: bool = False


@dataclass(frozen=True)
class People:
    """Everybody an article names, by surname, and the register on the day of the event."""

    tokens: Tokens
    register: Register
    held_on: date | None
    _full: dict[str, dict[str, Person]] = field(init=False, repr=False, default_factory=lambda: defaultdict(dict))
    name_at: dict[int, Mention] = field(init=False, repr=False, default_factory=dict)
    _known: dict[int, Person | None] = field(init=False, repr=False, default_factory=dict)
    _by_pronoun: dict[tuple[str, str], list[Person]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for first, name_from, name_to, last in _names_in(self.tokens):
            self.name_at[first] = Mention(first, last, name_from, name_to, name_to - 1)
            if name_to - name_from < 2:
                continue
            name = _name_at(self.tokens, name_from, name_to)
            folded = fold_name(name)
            words = folded.split()
            role = _role_before(self.tokens, first, name_from) or _role_after(self.tokens, last)
            known = self._full[surname_of(folded)]
            before = known.get(words[0])
            if before is None or before.role is None:
                pronoun = _pronoun_of(self.tokens, first, name_from, role)
                known[words[0]] = Person(
                    before.name if before else name, role, pronoun=(before.pronoun if before else "") or pronoun
                )

    def named_by(self, mention: Mention) -> Person | None:
        """Whom a description with a name in it means; None where two people fit, or nobody can be told.

        The register comes first, for the day of the event; then the full name elsewhere in the article;
        then the name as it stands, if it is a full one or has a title before it.
        """
        if mention.head not in self._known:
            self._known[mention.head] = self._find(mention)
        return self._known[mention.head]

    def with_role(self, noun: str) -> Person | None:
        """The one person of the article whose role is named by a noun; None unless there is just one."""
        found = self._by_role.get(noun, {})
        return next(iter(found.values())) if len(found) == 1 else None

    @cached_property
    def _by_role(self) -> dict[str, dict[str, Person]]:
        """For each word of a role everybody who has it, by name."""
        found: dict[str, dict[str, Person]] = defaultdict(dict)
        for person in (person for people in self._full.values() for person in people.values()):
            for word in fold_name(person.role or "").split():
                found[word][person.name] = person
        return found

    def _find(self, mention: Mention) -> Person | None:
        if not mention.is_named:
            return None
        name = _name_at(self.tokens, mention.name_from, mention.name_to)
        folded = fold_name(name)
        words = folded.split()
        if not words:
            return None
        full = self._full.get(surname_of(folded), {}).get(words[0]) if len(words) > 1 else None
        pronoun = _pronoun_of(self.tokens, mention.first, mention.name_from, None)
        if full is None and len(words) == 1:
            fitting = self._fitting(surname_of(folded), pronoun)
            if len(fitting) > 1:
                return None
            full = fitting[0] if fitting else None
        found = self._settled(full or Person(name, pronoun=pronoun))
        is_known = full is not None or found.is_certain or len(words) > 1
        return found if is_known or self._has_title(mention) else None

    def _fitting(self, surname: str, pronoun: str) -> list[Person]:
        """Everybody of a surname whom a pronoun may mean; an article may name thousands, so looked for once."""
        if (surname, pronoun) not in self._by_pronoun:
            bearers = self._full.get(surname, {}).values()
            fitting = [person for person in bearers if not pronoun or person.pronoun in ("", pronoun)]
            self._by_pronoun[surname, pronoun] = fitting
        return self._by_pronoun[surname, pronoun]

    def _has_title(self, mention: Mention) -> bool:
        """Whether a title or role stands before a lone surname: without one it may be a place or a people."""
        near = range(mention.first, mention.name_from)
        return any(self.tokens.tokens[at].plain in RANKS for at in near)

    def _settled(self, person: Person) -> Person:
        """A person as the register has them, if it has exactly one such on that day."""
        found = [speaker for speaker in self.register.find(person.name) if self._is_at_podium(speaker, person.name)]
        if len(found) != 1:
            return person
        speaker = found[0]
        role = speaker.role_on(self.held_on) if self.held_on else None
        title = role.title if role else person.role
        return Person(speaker.name, title, speaker, person.pronoun, is_certain=True)

    def _is_at_podium(self, speaker: Speaker, name: str) -> bool:
        in_full = len(fold_name(name).split()) > 1
        if in_full and not any(_is_same_name(name, known) for known in speaker.names):
            return False
        return in_full if self.held_on is None else speaker.role_on(self.held_on) is not None


def _is_same_name(one: str, other: str) -> bool:
    """Whether first name and surname are the same: ``Antony J. Blinken`` is ``Antony Blinken``."""
    first, second = fold_name(one), fold_name(other)
    return first.split()[0] == second.split()[0] and surname_of(first) == surname_of(second)


def _names_in(tokens: Tokens) -> Iterator[tuple[int, int, int, int]]:
    """Every personal name: where its capitalised words begin, the name itself, and what follows."""
    words = tokens.tokens
    at = 0
    while at < len(words):
        if not words[at].is_capital:
            at += 1
            continue
        last = at + 1
        while last < len(words) and words[last].is_capital and not words[last - 1].is_possessive:
            last += 1
        name_from, name_to = name_parts(tokens, at, last)
        if name_from < name_to:
            yield at, name_from, name_to, last
        at = last


def _name_at(tokens: Tokens, first: int, last: int) -> str:
    name = tokens.slice_of(first, last)
    return name.removesuffix("'s").removesuffix("’s").rstrip("’'")


def _role_before(tokens: Tokens, first: int, name_from: int) -> str | None:
    """``State Department spokesman`` in ``State Department spokesman Ned Price``."""
    words = tokens.tokens
    at = first
    while at > 0 and first - at < 6 and words[at - 1].sort is Sort.WORD:
        if not (words[at - 1].is_capital or words[at - 1].plain in ROLES or words[at - 1].plain.endswith(("al", "ic"))):
            break
        at -= 1
    if at == name_from or not any(words[near].plain in ROLES for near in range(at, name_from)):
        return None
    return tokens.slice_of(at, name_from)


def _role_after(tokens: Tokens, last: int) -> str | None:
    """``the ministry's spokesman`` in ``Ned Price, the ministry's spokesman, said``."""
    words = tokens.tokens
    if last + 2 >= len(words) or words[last].text != ",":
        return None
    end = last + 1
    while end < min(len(words), last + APPOSITION_MAX_TOKENS // 3) and words[end].sort is Sort.WORD:
        end += 1
    if not any(words[near].plain in ROLES for near in range(last + 1, end)) or end >= len(words):
        return None
    lead = words[last + 1].plain
    if words[end].text not in ",.;" or not (lead in _ROLE_LEADS or words[last + 1].is_capital):
        return None
    role = tokens.slice_of(last + 1 + (lead in ("a", "an", "the")), end)
    return role if len(role) <= ROLE_MAX_CHARS else None


def _pronoun_of(tokens: Tokens, first: int, name_from: int, role: str | None) -> str:
    """``he`` or ``she`` by title, role or first name; empty where nothing tells."""
    words = tokens.tokens
    near = {words[at].plain for at in range(max(0, first - 1), name_from)} | set(fold_name(role or "").split())
    given = words[name_from].plain
    if near & SHE_WORDS or given in SHE_NAMES:
        return "" if near & HE_WORDS else "she"
    return "he" if near & HE_WORDS or given in HE_NAMES else ""
