"""Clauses of saying without a question: ``remarks by Price``, ``Price said``, ``Price on Iran``."""

from bot.query.clauses import lexicon
from bot.query.clauses.reading import Frame, Reading
from bot.query.clauses.subjects import NAME_MAX_WORDS, Subject, read_subject
from bot.query.tokens import Token


def who_said(reading: Reading, start: int) -> Frame | None:
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


def statements_by(reading: Reading, start: int) -> Frame | None:
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


def according_to(reading: Reading, start: int) -> Frame | None:
    """``according to Price``."""
    if [reading.bare(start), reading.bare(start + 1)] != ["according", "to"]:
        return None
    found = reading.known(start + 2)
    return Frame(found[0], start, found[1]) if found is not None else None


def somebody_said(reading: Reading, start: int) -> Frame | None:
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


def somebody_on(reading: Reading, start: int) -> Frame | None:
    """``Price on North Korea``."""
    found = reading.known(start)
    if found is None or reading.ends_clause(found[1]) or reading.bare(found[1]) not in ("on", "about"):
        return None
    if _is_owner(reading.tokens[found[1] - 1]):
        return None
    return Frame(found[0], start, found[1])
