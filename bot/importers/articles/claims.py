"""A pasted text to the quotations it claims: one, or several with the names that its sentences give them."""

import re
from dataclasses import replace
from datetime import date
from typing import Final

from bot.answer.verifying.model import Claim
from bot.briefing.speakers import Register
from bot.errors import QueryError
from bot.importers.articles.article import read_article
from bot.importers.articles.text.marks import Pair, pairs_of
from bot.importers.model import Extract
from bot.query.dates.expressions import read_date
from bot.query.people import NAME_MAX_CHARS, People
from bot.query.tokens import core_of, fold_word

TEXT_MAX_CHARS: Final = 12_000
CLAIMS_MAX: Final = 20
_LEAST_WORDS: Final = 2
_QUOTED: Final = r"[\"“”„«]([^\"“”»]{1,80})[\"“”»]"
_FILTER: Final = rf"\b(speaker|on):\s?(?:{_QUOTED}|([^\s\"“”]+(?:\s(?!(?:speaker|on):)[^\s\"“”]+){{0,3}}))"
_AT_END: Final = re.compile(rf"[\s,;]{_FILTER}\s*$", re.IGNORECASE)
_AT_START: Final = re.compile(rf"^\s*\b(speaker|on):\s?(?:{_QUOTED}|(\S+))\s+", re.IGNORECASE)
_DAY_MOST_WORDS: Final = 4
_BEFORE_DAY: Final = re.compile(r"[\s,(]+(?:on|of|at)?[\s,(]*$", re.IGNORECASE)
_AROUND: Final = " \t\r\n—–-,:;.()?!"
_SAYING: Final = re.compile(
    r"^(?:did |has |by |from |said |says )|(?: said| says| say| saying| told| that)+$", re.IGNORECASE
)


def claims_in(text: str, people: People, register: Register, today: date) -> tuple[Claim, ...]:
    """The quotations that somebody wants verified.

    Text without quotation marks is one quotation. One between marks may have the speaker beside it
    (``"…" — Full Name``) or as a filter (``speaker:"Full Name" on:2021-02-09``). Anything else is read as
    an article is: what stands between marks, and whose words each is said to be.

    Raises:
        QueryError: There is no word to verify, too much, or a filter cannot be read.
    """
    if len(text) > TEXT_MAX_CHARS:
        raise QueryError(f"That is longer than {TEXT_MAX_CHARS:,} characters. Verify a few paragraphs at a time.")
    left, given = _apart(text.encode("utf-8", "replace").decode("utf-8").strip(), today)
    pairs = pairs_of(left).pairs
    if not pairs:
        return (replace(given, text=left),)
    beside = _outside(left, pairs)
    is_given = given.said_by is not None or given.on is not None
    if len(pairs) == 1 and not is_given and beside:
        credit = _credited(beside, people, today)
        if credit is not None:
            return (replace(credit, text=left[pairs[0].start : pairs[0].end]),)
    if is_given or not beside:
        return _between(left, pairs, given)
    turns = read_article(Extract(left, "pasted"), register).turns
    said = tuple(Claim(turn.text, turn.name) for turn in turns)
    return said[:CLAIMS_MAX] or _between(left, pairs, given)


def _between(text: str, pairs: tuple[Pair, ...], given: Claim) -> tuple[Claim, ...]:
    """What stands between marks; a word alone is no quotation, unless there is nothing else."""
    said = [text[pair.start : pair.end] for pair in pairs]
    long = [words for words in said if len(words.split()) >= _LEAST_WORDS]
    return tuple(replace(given, text=words) for words in (long or said)[:CLAIMS_MAX])


def _outside(text: str, pairs: tuple[Pair, ...]) -> str:
    """What stands outside the marks, without punctuation and the words that only say that something was said."""
    ends = [0, *(pair.outer_end for pair in pairs)]
    starts = [*(pair.outer_start for pair in pairs), len(text)]
    beside = " ".join(text[a:b].strip(_AROUND) for a, b in zip(ends, starts, strict=True)).strip(_AROUND)
    return _bare(beside)


def _bare(beside: str) -> str:
    while (bare := _SAYING.sub("", beside).strip(_AROUND)) != beside:
        beside = bare
    return beside


def _credited(beside: str, people: People, today: date) -> Claim | None:
    """Whom and which day the words beside a quotation name: ``Vesna Okoro, spokesperson, 11 June 2030``.

    Somebody unknown is none: as often it is the newspaper.
    """
    words, day = beside.split(), None
    for size in range(min(len(words), _DAY_MOST_WORDS), 0, -1):
        days = read_date([fold_word(core_of(word)) for word in words[-size:]], today)
        if days is not None and days.is_one_day and any(c.isdigit() for word in words[-size:] for c in word):
            words, day = words[:-size], days.first
            break
    name = _bare(_BEFORE_DAY.sub("", " ".join(words)).strip(_AROUND))
    if not name:
        return Claim("", None, day) if day is not None else None
    first = name.partition(",")[0].strip(_AROUND)
    known = next((one for one in (name, first) if people.find(one) is not None), None)
    return Claim("", known, day) if known is not None else None


def _apart(text: str, today: date) -> tuple[str, Claim]:
    """The text without the filters at its end or start, and what they say."""
    claim = Claim("")
    while (found := _AT_END.search(text) or _AT_START.search(text)) is not None:
        key, value = found[1].casefold(), (found[2] or found[3]).strip()
        claim = _with_day(claim, value, today) if key == "on" else replace(claim, said_by=value[:NAME_MAX_CHARS])
        text = (text[: found.start()] + text[found.end() :]).strip()
    return text, claim


def _with_day(claim: Claim, value: str, today: date) -> Claim:
    days = read_date([fold_word(core_of(word)) for word in value.split()], today)
    if days is None or not days.is_one_day:
        raise QueryError(f"I could not read `on:{value[:40]}` as a day. Write YYYY-MM-DD, for example `on:2024-05-02`.")
    return replace(claim, on=days.first)
