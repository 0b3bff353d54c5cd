"""Who is said to have spoken: people, roles, or nobody in particular."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.query.clauses import lexicon
from bot.query.model import SpeakerFilter
from bot.query.people import People, names_function, without_possessive
from bot.query.tokens import Kind, Token

NAME_MAX_WORDS: Final = 7
UNKNOWN_NAME_MAX_WORDS: Final = 4
UNKNOWN_PLAIN_MAX_WORDS: Final = 2
_NOT_INSIDE_NAME: Final = lexicon.NO_NAME - frozenset("of the a an state may mark will".split())
_JOINS: Final = frozenset(("and", "or", "nor", "&"))


@dataclass(frozen=True, slots=True)
class Subject:
    """Whoever a clause names; empty for ``they``, ``officials``, ``the department``."""

    speakers: tuple[SpeakerFilter, ...] = ()
    roles: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def is_generic(self) -> bool:
        """Whether it names nobody in particular."""
        return not (self.speakers or self.roles or self.unknown)

    def joined(self, other: "Subject") -> "Subject":
        """Both."""
        return Subject(self.speakers + other.speakers, self.roles + other.roles, self.unknown + other.unknown)


def read_subject(tokens: Sequence[Token], people: People) -> Subject | None:
    """The subject that fills these tokens wholly; None if they are none.

    For the place right before a verb of saying, where a lower-case name counts
    and a name nobody has is noted.
    """
    subject: Subject | None = None
    for part in _parts(tokens):
        read = _read_part(part, people)
        if read is None:
            return None
        subject = read if subject is None else subject.joined(read)
    return subject


def known_at(
    tokens: Sequence[Token], at: int, people: People, *, in_any_case: bool = False
) -> tuple[Subject, int] | None:
    """The known people named from a token on, and where the words after them begin.

    Args:
        in_any_case: The place proves that it is a name; elsewhere only capitals count.
    """
    found = _longest_known(tokens, at, people, in_any_case)
    if found is None:
        return None
    subject, end = found
    while end + 1 < len(tokens) and (tokens[end].bare in _JOINS or tokens[end].text == "&"):
        more = _longest_known(tokens, end + 1, people, in_any_case)
        if more is None:
            break
        subject, end = subject.joined(more[0]), more[1]
    return subject, end


def role_named(tokens: Sequence[Token]) -> str | None:
    """The role these tokens name, in its plain form: ``the State Department spokesman`` is a spokesperson."""
    words = [token.bare for token in tokens]
    for start in range(len(words)):
        role = lexicon.ROLES.get(" ".join(words[start:]))
        if role is not None:
            return role
        if words[start] not in lexicon.ROLE_MODIFIERS:
            return None
    return None


def _parts(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    parts: list[Sequence[Token]] = []
    start = 0
    for at, token in enumerate(tokens):
        is_join = token.bare in _JOINS or token.text == "&"
        if is_join or token.tail == ",":
            parts.append(tokens[start : at if is_join else at + 1])
            start = at + 1
    parts.append(tokens[start:])
    return [part for part in parts if part]


def _read_part(tokens: Sequence[Token], people: People) -> Subject | None:
    if any(token.kind is not Kind.WORD or not token.bare for token in tokens):
        return None
    role = role_named(tokens)
    if role is not None:
        return Subject(roles=(role,))
    has_article = tokens[0].bare in lexicon.ARTICLES
    if people.is_title(_name(tokens[has_article:])):
        return Subject(roles=(_name(tokens[has_article:]).casefold(),))
    if " ".join(token.bare for token in tokens[has_article:]) in lexicon.GENERIC:
        return Subject()
    return _known(tokens, people) or _misspelt(tokens, people) or _unknown(tokens)


def _known(tokens: Sequence[Token], people: People) -> Subject | None:
    if any(token.bare in _NOT_INSIDE_NAME for token in tokens):
        return None
    found = people.find(_name(tokens))
    if found is None:
        return None
    if tokens[0].bare in ("the", "a", "an"):
        return _printed_function(found)
    return Subject(speakers=(found,))


def _misspelt(tokens: Sequence[Token], people: People) -> Subject | None:
    """Somebody whose name is nearly this one; a word without a capital is a word."""
    if len(tokens) > UNKNOWN_NAME_MAX_WORDS or not all(token.is_capital for token in tokens):
        return None
    found = people.find_misspelt(_name(tokens))
    return Subject(speakers=(found,)) if found is not None else None


def _printed_function(found: SpeakerFilter) -> Subject | None:
    """A label such as ``senior administration official``; never ``the price`` for somebody called Price."""
    return Subject(speakers=(found,)) if _names_functions(found) else None


def _names_functions(found: SpeakerFilter) -> bool:
    return not found.ids and all(names_function(label) for label in found.labels)


def _unknown(tokens: Sequence[Token]) -> Subject | None:
    is_capital = all(token.is_capital for token in tokens)
    if len(tokens) > (UNKNOWN_NAME_MAX_WORDS if is_capital else UNKNOWN_PLAIN_MAX_WORDS):
        return None
    if tokens[-1].bare in lexicon.GENERIC or any(token.bare in lexicon.NO_NAME for token in tokens):
        return None
    if any(not token.bare.replace("-", "").replace("'", "").replace(".", "").isalpha() for token in tokens):
        return None
    if tokens[-1].bare.endswith(("'s", "'")):
        return None
    return Subject(unknown=(_name(tokens),))


def _longest_known(tokens: Sequence[Token], at: int, people: People, in_any_case: bool) -> tuple[Subject, int] | None:
    last = at
    while last < min(at + NAME_MAX_WORDS, len(tokens)) and tokens[last].kind is Kind.WORD and tokens[last].bare:
        last += 1
        if tokens[last - 1].ends_clause:
            break
    for end in range(last, at, -1):
        run = tokens[at:end]
        if not in_any_case and not (run[0].is_capital and run[-1].is_capital):
            continue
        subject = _known(run, people) if run[0].bare != "the" and role_named(run) is None else None
        if subject is not None and (in_any_case or not _names_functions(subject.speakers[0])):
            return subject, end
    return None


def _name(tokens: Sequence[Token]) -> str:
    return without_possessive(" ".join(token.core for token in tokens))
