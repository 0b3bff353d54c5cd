"""Clauses that say who spoke: ``what did Price say``, and all others that open a sentence."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.query.clauses import lexicon
from bot.query.clauses.counting import end_of_how_often
from bot.query.clauses.reading import Frame, Reading
from bot.query.clauses.statements import according_to, somebody_on, somebody_said, statements_by, who_said
from bot.query.clauses.subjects import NAME_MAX_WORDS, read_subject

QUESTION_WORDS_MAX: Final = 6
_BEFORE_VERB: Final = lexicon.ADVERBS | {"has", "hasn't"}


def read_frame(reading: Reading, start: int) -> Frame | None:
    """The clause of saying that starts a sentence at this token, or None."""
    for read in _READERS:
        frame = read(reading, start)
        if frame is not None:
            return frame
    return None


def _asked_with_auxiliary(reading: Reading, start: int) -> Frame | None:
    """``what did Price say``, ``has Price said``, ``what was Price asked``, ``when was the last time Price said``."""
    auxiliary = _auxiliary(reading, start)
    if auxiliary is None:
        return None
    at, form, has_noun = auxiliary
    if form in ("was", "is") and [reading.bare(at + n) for n in (0, 2)] == ["the", "time"]:
        found = _subject_and_verb(reading, at + 3, lexicon.SAYS_VERBS)
    else:
        verbs = _verbs_after(form) | (lexicon.MAKING_VERBS if has_noun else frozenset())
        if form in lexicon.PRESENT:
            verbs -= lexicon.MAKING_VERBS
        found = _subject_and_verb(reading, at, verbs)
    return replace(found, start=start) if found is not None else None


def read_later_question(reading: Reading, first: int, last: int) -> Frame | None:
    """The question after a comma or dash that says who spoke: ``on Iran, what did Price say``."""
    for at in range(first + 1, last):
        if reading.ends_clause(at) and reading.bare(at) in ("what", "when"):
            frame = _asked_with_auxiliary(reading, at)
            if frame is not None and frame.subject.speakers:
                return frame
    return None


def _auxiliary(reading: Reading, start: int) -> tuple[int, str, bool] | None:
    """Where the subject begins, the auxiliary before it, and whether a statement is asked for."""
    if reading.bare(start) in lexicon.BASE_AUXILIARIES | lexicon.PERFECT_AUXILIARIES:
        return start + 1, reading.bare(start), False
    at = start
    has_question_word = has_noun = False
    while at < start + QUESTION_WORDS_MAX and at < len(reading.tokens):
        word = reading.bare(at)
        if word in lexicon.WITH_AUXILIARY:
            return at + 1, lexicon.WITH_AUXILIARY[word], has_noun
        if has_question_word and word in lexicon.AUXILIARIES:
            return at + 1, word, has_noun
        if word not in lexicon.QUESTION_WORDS | lexicon.BESIDE_QUESTION_WORDS:
            return None
        has_question_word = has_question_word or word in lexicon.QUESTION_WORDS
        has_noun = has_noun or word in lexicon.STATEMENTS
        at += 1
    return None


def _verbs_after(auxiliary: str) -> frozenset[str]:
    if auxiliary in lexicon.BASE_AUXILIARIES:
        return lexicon.BASE_VERBS
    if auxiliary in lexicon.PERFECT_AUXILIARIES:
        return lexicon.PAST_VERBS
    return lexicon.PASSIVE_VERBS


def _subject_and_verb(reading: Reading, at: int, verbs: frozenset[str]) -> Frame | None:
    """``Price [yesterday] [ever] say``: the subject fills all between its start and the verb."""
    for end in range(at + 1, min(at + NAME_MAX_WORDS + 1, len(reading.tokens))):
        if reading.tokens[end - 1].ends_sentence:
            return None
        when = reading.when(end)
        after = when.end if when is not None else end
        while reading.bare(after) in _BEFORE_VERB:
            after += 1
        verb_end = _verb_end(reading, after, verbs)
        if verb_end is not None:
            subject = read_subject(reading.tokens[at:end], reading.people)
            if subject is not None:
                return Frame(subject, at, verb_end, when)
    return None


def _verb_end(reading: Reading, at: int, verbs: frozenset[str]) -> int | None:
    """Where the words after the verb begin: ``say``, ``have to say``, ``make any comment``."""
    if (
        reading.bare(at) in ("have", "had")
        and reading.bare(at + 1) == "to"
        and reading.bare(at + 2) in lexicon.BASE_VERBS
    ):
        return at + 3
    if reading.bare(at) in lexicon.MAKING_VERBS:
        noun = at + 1
        while reading.bare(noun) in ("a", "any", "some", "further", "more", "public"):
            noun += 1
        if reading.bare(noun) in lexicon.STATEMENTS:
            return noun + 1
    if (
        reading.bare(at) in lexicon.TALKING_VERBS
        and reading.bare(at + 1) not in lexicon.ABOUT
        and not reading.when(at + 1)
    ):
        return None
    return at + 1 if reading.bare(at) in verbs else None


def _asked_without_auxiliary(reading: Reading, start: int) -> Frame | None:
    """``what Price said``, ``everything Price has said``, ``how often Price said``."""
    often = end_of_how_often(reading, start)
    if often is None and reading.bare(start) not in ("what", "everything", "anything", "all"):
        return None
    at = often or (start + 2 if reading.bare(start + 1) == "that" else start + 1)
    found = _subject_and_verb(reading, at, lexicon.SAYS_VERBS)
    return replace(found, start=start) if found is not None and not found.subject.unknown else None


_READERS: Final[tuple[Callable[[Reading, int], Frame | None], ...]] = (
    _asked_with_auxiliary,
    _asked_without_auxiliary,
    who_said,
    statements_by,
    according_to,
    somebody_said,
    somebody_on,
)
