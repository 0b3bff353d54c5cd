"""The filters an asker types, read and written: ``speaker:"Ned Price"``, ``after:2021-02``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Never

from bot.errors import QueryError
from bot.query.clauses.lexicon import ROLES
from bot.query.dates.calendar import ALWAYS, Days
from bot.query.dates.expressions import read_date
from bot.query.model import Query, SpeakerFilter
from bot.query.people import NAME_MAX_CHARS, NAMES_JOIN, People
from bot.query.scan import without_marks
from bot.query.tokens import Kind, Token, core_of, fold_word, word

VALUE_MAX_WORDS: Final = 5
_EXAMPLES: Final = {
    "speaker": 'speaker:"Ned Price"',
    "role": "role:spokesperson",
    "on": "on:2024-05-02",
    "after": "after:2024-05-02",
    "before": "before:2024-05-02",
    "source": "source:Yonhap",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the typed filters say, and the tokens that are none."""

    speakers: tuple[SpeakerFilter, ...]
    unknown_speakers: tuple[str, ...]
    roles: tuple[str, ...]
    sources: tuple[str, ...]
    days: Days
    rest: tuple[Token, ...]


def read_filters(tokens: Sequence[Token], people: People, today: date) -> Filters:
    """Read every typed filter.

    Speakers, roles and sources add up; dates narrow each other.

    Raises:
        QueryError: A value is missing, is no date, or leaves no day.
    """
    values: dict[str, list[str]] = {"speaker": [], "role": [], "source": []}
    days, rest, at = ALWAYS, [], 0
    while at < len(tokens):
        key = tokens[at]
        if key.kind is not Kind.KEY:
            rest.append(key)
            at += 1
        elif key.text in values:
            value, at = _read_value(tokens, at, people)
            values[key.text].append(value)
        elif (read := _read_days(tokens, at, today)) is not None:
            days = _narrowed(days, read[0], key)
            at = read[1]
        else:
            rest.append(word(f"{key.core}:"))
            at += 1
    meant = {name: people.find(name) or people.find_misspelt(name) for name in values["speaker"]}
    speakers = tuple(one for one in meant.values() if one is not None)
    unknown = tuple(name for name, one in meant.items() if one is None)
    roles = tuple(ROLES.get(role.casefold(), role.casefold()) for role in values["role"])
    return Filters(speakers, unknown, roles, tuple(values["source"]), days, tuple(rest))


def describe_filters(query: Query) -> tuple[str, ...]:
    """What was understood, each as the asker would type it to correct it."""
    shown = [f'speaker:"{name_to_type(speaker)}"' for speaker in query.speakers]
    shown += [f'speaker:"{without_marks(name)}"' for name in query.unknown_speakers]
    shown += [f"role:{_quoted_if_needed(role)}" for role in query.roles]
    if query.after is not None and query.after == query.before:
        shown.append(f"on:{query.after}")
    else:
        shown += [f"after:{query.after}"] if query.after is not None else []
        shown += [f"before:{query.before}"] if query.before is not None else []
    shown += [f"source:{_quoted_if_needed(source)}" for source in query.sources]
    shown += [f'"{phrase}"' for phrase in query.phrases]
    shown += ["on the record only"] if query.on_the_record else []
    shown += ["without reporters' questions"] if query.without_questions else []
    shown += [f"{meant} (for {typed})" for typed, meant in query.respelt]
    return (*shown, query.carried) if query.carried else tuple(shown)


def name_to_type(speaker: SpeakerFilter) -> str:
    """A name that finds the same people when it is typed."""
    return without_marks(speaker.asked if NAMES_JOIN in speaker.name else speaker.name)


def _quoted_if_needed(value: str) -> str:
    is_plain = value == core_of(value) and not set(value) & set(" ,;")
    return value if is_plain and value.replace("-", "").isalnum() else f'"{value}"'


def _read_value(tokens: Sequence[Token], at: int, people: People) -> tuple[str, int]:
    """A value and where the tokens after it begin: a phrase, the longest known name or role, else one word."""
    if at + 1 < len(tokens) and tokens[at + 1].kind is Kind.PHRASE:
        value = without_marks(tokens[at + 1].text)[:NAME_MAX_CHARS].strip()
        return (value, at + 2) if core_of(value) else _refuse_empty(tokens[at])
    run = _value_words(tokens, at)
    for end in range(len(run), 1, -1):
        value = " ".join(run[:end])
        is_name = tokens[at].text == "speaker" and people.find(value) is not None
        if is_name or (tokens[at].text == "role" and fold_word(value) in ROLES):
            return value, at + 1 + end
    return run[0][:NAME_MAX_CHARS], at + 2


def _value_words(tokens: Sequence[Token], at: int) -> list[str]:
    """The words that may be an unquoted value: up to some punctuation, at least one."""
    run: list[str] = []
    for token in tokens[at + 1 : at + 1 + VALUE_MAX_WORDS]:
        if token.kind is not Kind.WORD or not token.core:
            break
        run.append(without_marks(token.core))
        if token.ends_clause and token.tail != ",":
            break
    return run or _refuse_empty(tokens[at])


def _refuse_empty(key: Token) -> Never:
    raise QueryError(f"`{key.text}:` needs a value, for example `{_EXAMPLES[key.text]}`.")


def _read_days(tokens: Sequence[Token], at: int, today: date) -> tuple[Days, int] | None:
    """The days and where the tokens after them begin; None for ``Statements on: ferries``, which is no filter."""
    is_plain_word = tokens[at].text == "on" and at > 0 and not tokens[at].is_glued
    if at + 1 < len(tokens) and tokens[at + 1].kind is Kind.PHRASE:
        typed = tokens[at + 1].text
        if not core_of(typed) and not is_plain_word:
            _refuse_empty(tokens[at])
        words = [fold_word(core_of(word)) for word in typed.split()]
        days = read_date(words, today)
        if days is None and not is_plain_word:
            _refuse_date(tokens[at], f'"{typed}"')
        return (days, at + 2) if days is not None else None
    if is_plain_word and at + 1 < len(tokens) and (tokens[at + 1].kind is not Kind.WORD or not tokens[at + 1].core):
        return None
    run = _value_words(tokens, at)
    for end in range(len(run), 0, -1):
        days = read_date([fold_word(word) for word in run[:end]], today)
        is_said = not is_plain_word or at + 1 + end == len(tokens) or any(word[:1].isdigit() for word in run[:end])
        if days is not None and is_said:  # "Statements on: Yesterday, the ferries …" names no day of a briefing
            return days, at + 1 + end
    return None if is_plain_word else _refuse_date(tokens[at], run[0])


def _refuse_date(key: Token, typed: str) -> Never:
    example = _EXAMPLES[key.text]
    raise QueryError(
        f"I could not read `{key.text}:{typed[:40]}` as a date. Write YYYY-MM-DD, for example `{example}`."
    )


def _narrowed(days: Days, found: Days, key: Token) -> Days:
    sides = {"on": found, "after": Days(found.first, None), "before": Days(None, found.last)}
    both = days.within(sides[key.text])
    if both.is_empty:
        raise QueryError(
            f"No day fits: the first one meant, {both.first}, is later than the last one, {both.last}. "
            "Change `after:`, `before:` or `on:`."
        )
    return both
