"""Clauses that say who spoke: ``what did Price say``, ``remarks by Price``, ``Price said``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from bot.query.clauses import lexicon
from bot.query.clauses.subjects import NAME_MAX_WORDS, Subject, known_at, read_subject
from bot.query.clauses.when import When, read_when
from bot.query.people import People
from bot.query.tokens import Token

QUESTION_WORDS_MAX: Final = 6
_BEFORE_VERB: Final = lexicon.ADVERBS | {"has", "hasn't"}


@dataclass(frozen=True, slots=True)
class Frame:
    """A clause of saying.

    Attributes:
        start: Its first token.
        end: Where the words after it begin.
        is_asked: It is a question or a request, not a sentence that reports.
    """

    subject: Subject
    start: int
    end: int
    when: When | None = None
    is_asked: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clauses are read with: the tokens, the people, the day."""

    tokens: Sequence[Token]
    people: People
    today: date
    _words: list[str] = field(init=False, repr=False, default_factory=list)
    _known: dict[tuple[int, bool], tuple[Subject, int] | None] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._words.extend(token.bare for token in self.tokens)

    def bare(self, at: int) -> str:
        """The folded word at a place; empty outside and for a phrase."""
        return self.tokens[at].bare if 0 <= at < len(self.tokens) else ""

    def when(self, at: int) -> When | None:
        """The when-clause that starts at a place."""
        return read_when(self.tokens, self._words, at, self.today) if at < len(self.tokens) else None

    def known(self, at: int, *, in_any_case: bool = False) -> tuple[Subject, int] | None:
        """The known people named from a place on."""
        key = at, in_any_case
        if key not in self._known:
            self._known[key] = known_at(self.tokens, at, self.people, in_any_case=in_any_case)
        return self._known[key]

    def ends_clause(self, at: int) -> bool:
        """Whether punctuation stands right before a place."""
        return at >= len(self.tokens) or self.tokens[at - 1].ends_clause


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
    """``what Price said``, ``everything Price has said``."""
    if reading.bare(start) not in ("what", "everything", "anything", "all"):
        return None
    at = start + 2 if reading.bare(start + 1) == "that" else start + 1
    found = _subject_and_verb(reading, at, lexicon.SAYS_VERBS)
    return replace(found, start=start) if found is not None and not found.subject.unknown else None


def _who_said(reading: Reading, start: int) -> Frame | None:
    """``who said``, ``what was said [by Price]``, ``what has been said``."""
    words = [reading.bare(start + n) for n in range(4)]
    if words[0] == "who" and (
        words[1] in lexicon.PAST_VERBS or (words[1] in ("was", "has") and words[2] in lexicon.PAST_VERBS | {"asked"})
    ):
        return Frame(Subject(), start, start + (2 if words[1] in lexicon.PAST_VERBS else 3))
    if words[0] != "what" or words[1] not in ("was", "has", "is"):
        return None
    verb = start + 3 if words[2] in ("been", "being") else start + 2
    if reading.bare(verb) not in ("said", "asked", "announced", "stated"):
        return None
    found = reading.known(verb + 2) if reading.bare(verb + 1) == "by" else None
    return Frame(found[0], start, found[1]) if found is not None else Frame(Subject(), start, verb + 1)


def _statements_by(reading: Reading, start: int) -> Frame | None:
    """``statements by Price``, ``is there anything from Price``, ``Price's comments``."""
    at = start
    while reading.bare(at) in lexicon.NOUN_OPENERS and reading.bare(at) not in lexicon.VAGUE - {"all"}:
        at += 1
    if reading.bare(at) in lexicon.STATEMENTS | lexicon.VAGUE:
        return _noun_by(reading, start, at)
    if reading.bare(at) in ("from", "by"):
        found = reading.known(at + 1)
        is_whole = found is not None and (reading.bare(found[1]) in lexicon.ABOUT or reading.when(found[1]) is not None)
        return Frame(found[0], start, found[1]) if found is not None and is_whole else None
    return _owner_of_noun(reading, start, at)


def _noun_by(reading: Reading, start: int, at: int) -> Frame | None:
    by = at + 2 if reading.bare(at + 1) in ("made", "given", "issued", "said") else at + 1
    is_statement = reading.bare(at) in lexicon.STATEMENTS
    if reading.bare(by) not in (("by", "from", "of") if is_statement else ("by", "from")):
        return _quote_somebody(reading, start, at)
    found = _object(reading, by + 1)
    return Frame(found[0], start, found[1]) if found is not None else None


def _quote_somebody(reading: Reading, start: int, at: int) -> Frame | None:
    """``quote Price on Iran``."""
    found = reading.known(at + 1) if reading.bare(at) in ("quote", "quotes") else None
    return Frame(found[0], start, found[1]) if found is not None else None


def _object(reading: Reading, at: int) -> tuple[Subject, int] | None:
    """Whoever stands after ``by``: known people, a role, nobody in particular, or a name nobody has."""
    known = reading.known(at)
    if known is not None:
        return known
    for end in range(min(at + NAME_MAX_WORDS, len(reading.tokens)), at, -1):
        follows = reading.ends_clause(end) or reading.bare(end) in lexicon.ABOUT or reading.when(end) is not None
        if follows and not any(token.ends_clause for token in reading.tokens[at : end - 1]):
            subject = read_subject(reading.tokens[at:end], reading.people)
            if subject is not None:
                return subject, end
    return None


def _owner_of_noun(reading: Reading, start: int, at: int) -> Frame | None:
    """``Price's comments``, ``Kirby remarks on``."""
    found = reading.known(at)
    if found is None:
        return None
    subject, end = found
    is_owner = _is_owner(reading.tokens[end - 1])
    noun = end
    while reading.bare(noun) in (
        "latest",
        "recent",
        "most",
        "last",
        "first",
        "full",
        "public",
        "press",
        "exact",
        "own",
    ):
        noun += 1
    if reading.bare(noun) not in lexicon.STATEMENTS:
        return None
    return Frame(subject, start, noun + 1) if is_owner or reading.bare(noun + 1) in lexicon.ABOUT else None


def _is_owner(token: Token) -> bool:
    return token.bare.endswith("'s") or token.tail[:1] in ("'", "’")


def _according_to(reading: Reading, start: int) -> Frame | None:
    """``according to Price``."""
    if [reading.bare(start), reading.bare(start + 1)] != ["according", "to"]:
        return None
    found = reading.known(start + 2)
    return Frame(found[0], start, found[1]) if found is not None else None


def _somebody_said(reading: Reading, start: int) -> Frame | None:
    """``Price said``, ``Price was asked``, ``a reporter asked Price``: a sentence that reports."""
    found = reading.known(start)
    if found is None:
        return _somebody_asked(reading, start)
    subject, end = found
    when = reading.when(end)
    end = when.end if when is not None else end
    if reading.bare(end) in ("was", "were", "is") and reading.bare(end + 1) in ("asked", "quoted"):
        return Frame(subject, start, end + 2, when, is_asked=False)
    verb = end + 1 if reading.bare(end) in lexicon.PERFECT_AUXILIARIES else end
    if reading.bare(verb) not in lexicon.SAYS_VERBS | {"asked"}:
        return None
    return Frame(subject, start, verb + 1, when, is_asked=False)


def _somebody_asked(reading: Reading, start: int) -> Frame | None:
    at = start + 1 if reading.bare(start) in ("a", "the", "one") else start
    if (
        reading.bare(at) not in ("reporter", "reporters", "journalist", "somebody", "someone")
        or reading.bare(at + 1) != "asked"
    ):
        return None
    found = reading.known(at + 2)
    return Frame(found[0], start, found[1], is_asked=False) if found is not None else None


def _somebody_on(reading: Reading, start: int) -> Frame | None:
    """``Price on North Korea``."""
    found = reading.known(start)
    if found is None or reading.ends_clause(found[1]) or reading.bare(found[1]) not in ("on", "about"):
        return None
    if _is_owner(reading.tokens[found[1] - 1]):
        return None
    return Frame(found[0], start, found[1])


_READERS: Final[tuple[Callable[[Reading, int], Frame | None], ...]] = (
    _asked_with_auxiliary,
    _asked_without_auxiliary,
    _who_said,
    _statements_by,
    _according_to,
    _somebody_said,
    _somebody_on,
)
