"""Whom "he" and what "that" means in a question that follows another."""

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import date
from typing import Final

from bot.query.clauses.lexicon import ABOUT, AUXILIARIES, BASE_VERBS, PAST_VERBS, SAYS_VERBS
from bot.query.clauses.when import read_when
from bot.query.followups import lexicon
from bot.query.followups.change import combined_topic, subject_of
from bot.query.followups.last import LastQuestion
from bot.query.model import Query
from bot.query.parse import parse_query, read_apart
from bot.query.people import People
from bot.query.scan import scan
from bot.query.tokens import Kind, Token, core_of, fold_word

HE_AT_MOST: Final = 7
HE_MAX_WORDS: Final = 18
_HE: Final = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_LEADS: Final = frozenset("and but so ok okay then please".split())
_GOES_ON: Final = frozenset(("and", "but"))
_SAYING: Final = BASE_VERBS | PAST_VERBS | ABOUT


def with_antecedents(asked: str, last: LastQuestion, people: People, today: date) -> Query:
    """A question with the last one's speaker for its "he" and the last one's topic for its "that"."""
    tokens = scan(asked)
    named = _with_name(asked, tokens, last)
    query, left, _ = read_apart(named or asked, people=people, today=today)
    words = {fold_word(core_of(word)) for word in left.split()}
    if last.words and _means_topic(words, tokens, query, today, is_he=named is not None):
        is_more = named is not None and any(token.bare in ("else", "more") for token in tokens)
        query = combined_topic(query, last, more=is_more)
    else:
        query = parse_query(named or asked, people=people, today=today)
    if named is not None and not (query.speakers or query.roles or query.unknown_speakers):
        subject = subject_of(last, people)
        query = replace(query, speakers=subject.speakers, roles=subject.roles, unknown_speakers=subject.unknown)
    return replace(query, text=asked)


def _means_topic(words: Set[str], tokens: Sequence[Token], query: Query, today: date, *, is_he: bool) -> bool:
    """Whether nothing is named to look for, and that is because it was named before.

    Args:
        words: What no clause has taken.
    """
    if words:
        return words <= lexicon.IT | ABOUT
    goes_on = any(token.bare in _GOES_ON for token in tokens[:1]) and bool(query.speakers or query.roles)
    return is_he or goes_on or _ends_with_it(tokens, today)


def _with_name(asked: str, tokens: Sequence[Token], last: LastQuestion) -> str | None:
    """The question with the name in the place of its subject "he" or "she"; None if it has no such subject."""
    who = last.speakers or last.roles or ((last.voice,) if last.voice else ())
    if not who:
        return None
    for at, token in enumerate(tokens[:HE_AT_MOST]):
        if token.bare in lexicon.HE:
            return _HE.sub(lambda _: " and ".join(who), asked, count=1) if _is_subject(tokens, at) else None
        if token.kind is not Kind.WORD or token.bare not in lexicon.BEFORE_HE | _LEADS:
            return None
    return None


def _is_subject(tokens: Sequence[Token], at: int) -> bool:
    """``did he say``, ``what she said``; not the "he" of a longer sentence, who is named in it or before it."""
    if not 0 < at < len(tokens) - 1 or len(tokens) > HE_MAX_WORDS:
        return False
    before, after = tokens[at - 1].bare, tokens[at + 1].bare
    if before in AUXILIARIES:
        return after in lexicon.AFTER_HE
    return before in ("what", "everything") and after in SAYS_VERBS


def _ends_with_it(tokens: Sequence[Token], today: date) -> bool:
    """Whether the question ends with ``say that`` or ``about it``, but for a time."""
    bare = [token.bare for token in tokens]
    for at in range(1, len(tokens)):
        if bare[at] in lexicon.IT and bare[at - 1] in _SAYING and read_when(tokens, bare, at, today) is None:
            when = read_when(tokens, bare, at + 1, today) if at + 1 < len(tokens) else None
            return at + 1 == len(tokens) or (when is not None and when.end == len(tokens))
    return False
