"""Who said it, by the words before the marks: ``Price said “…”``, ``calling it “…”``."""

from typing import Final

from bot.importers.articles.speakers.after import Cue, Sureness, after_marks, inverted, may_speak
from bot.importers.articles.speakers.descriptions import (
    Mention,
    description_from,
    description_until,
)
from bot.importers.articles.speakers.subjects import APPOSITION_MAX_TOKENS, clause_subject, subject_of
from bot.importers.articles.text.searches import once
from bot.importers.articles.text.tokens import Sort, Tokens
from bot.importers.articles.words import (
    AUXILIARIES,
    MODALS,
    NOUN_LEADS,
    PARTICIPLES,
    PASSIVE,
    PRONOUNS,
    ROLES,
    SAYING,
    STRONG,
    STRONG_FINITE,
    TIMES,
    UNNAMED,
)

NEAR_TOKENS: Final = 3
"""So close to the marks any verb that can report speech does."""

VERBS_MAX: Final = 20
"""A sentence with more verbs of saying before the marks tells nobody who speaks. Of 41,000 sentences of news
none has more than six."""

_BEFORE_NOUNS = (NOUN_LEADS | {"of"}) - {"that"}
_BEFORE_PASSIVE = AUXILIARIES | UNNAMED | TIMES
_BEING = frozenset("is was are were been be".split())


def before_marks(tokens: Tokens, at: int, start: int) -> Cue | None:
    """``Price said “…”`` · ``Price, calling it “…”`` · ``Price said that Blinken had told them “…”``."""
    words = tokens.tokens
    fallback: Cue | None = None
    if sum(word.plain in SAYING for word in words[start:at]) > VERBS_MAX:
        return None
    for verb in range(at - 1, start - 1, -1):
        if words[verb].plain == "according" and verb + 2 < at:
            found = description_from(tokens, verb + 2, at, is_led_to=True)
            if found is not None:
                return Cue(found, Sureness.PLAIN)
        if words[verb].plain not in SAYING or not _is_verb(tokens, verb, start):
            continue
        cue = _of_verb(tokens, verb, start, at)
        if cue is not None and (words[verb].plain in STRONG or at - verb <= NEAR_TOKENS):
            return cue
        fallback = fallback or cue
    return fallback


def _is_verb(tokens: Tokens, verb: int, start: int) -> bool:
    """Whether a form is a verb of its own here: no noun (``a report``), nothing that may still be said (``will say``)."""
    words = tokens.tokens
    before = words[verb - 1] if verb > start else None
    if before is None:
        return words[verb].plain in PARTICIPLES
    if words[verb].is_capital or before.is_possessive:
        return False
    if before.plain in MODALS and not (before.plain == "to" and words[verb - 2].plain == "on"):
        return False
    if before.plain in _BEFORE_NOUNS:
        return False
    if words[verb].plain in PASSIVE and before.sort is Sort.WORD and not before.is_capital:
        return before.plain in _BEFORE_PASSIVE or before.plain.endswith("ly")
    return True


def _of_verb(tokens: Tokens, verb: int, start: int, at: int) -> Cue | None:
    words = tokens.tokens
    is_after_words = words[verb - 1].sort is Sort.QUOTATION and verb > start
    is_after_words = is_after_words or (
        verb - 2 >= start and words[verb - 2].sort is Sort.QUOTATION and words[verb - 1].text == ","
    )
    if is_after_words and words[verb].plain not in PARTICIPLES:
        return inverted(tokens, verb, at)
    is_participle = words[verb].plain in PARTICIPLES and words[verb - 1].plain not in _BEING
    carrier = _carrier(tokens, verb, start) if is_participle else None
    if carrier is not None:
        return Cue(carrier, Sureness.INDIRECT)
    if is_participle or words[verb - 1].plain == "and" or verb == start:
        found = _main_subject(tokens, verb, start)
        return Cue(found, Sureness.INDIRECT) if found else None
    found = subject_of(tokens, verb, start)
    if found is None or not may_speak(tokens, found):
        found = _before_relative(tokens, verb, start) or _main_subject(tokens, verb, start)
        return Cue(found, Sureness.INDIRECT) if found else None
    outer = _outer(tokens, found, start)
    if outer is not None and words[found.head].plain in PRONOUNS:
        return Cue(outer, Sureness.PLAIN)
    return Cue(found, Sureness.PLAIN, outer)


def _carrier(tokens: Tokens, verb: int, start: int) -> Mention | None:
    """The thing that bears the words, right before the participle: ``a sign saying “…”``."""
    found = description_until(tokens, verb, start)
    is_thing = found is not None and not found.is_named and tokens.tokens[found.head].plain in ROLES
    return found if is_thing else None


def _before_relative(tokens: Tokens, verb: int, start: int) -> Mention | None:
    """Whom ``who`` stands for in ``an official who spoke to discuss the plan said``."""
    for at in range(verb - 1, max(start, verb - APPOSITION_MAX_TOKENS), -1):
        if tokens.tokens[at].plain == "who":
            before = at - 1 if tokens.tokens[at - 1].text == "," else at
            found = description_until(tokens, before, start)
            return found if found is not None and may_speak(tokens, found) else None
    return None


def _outer(tokens: Tokens, speaker: Mention, start: int) -> Mention | None:
    """Whose words the report is in: a verb of saying right before the speaker, with its own subject."""
    words = tokens.tokens
    verb = speaker.first - 1
    if verb > start and words[verb].plain == "that":
        verb -= 1
    if verb <= start or words[verb].plain not in SAYING:
        return None
    found = subject_of(tokens, verb, start)
    return found if found is not None and found.first != speaker.first and may_speak(tokens, found) else None


@once
def _main_subject(tokens: Tokens, verb: int, start: int) -> Mention | None:
    """The subject of the clause a participle or infinitive hangs on: that of the nearest full verb, else its own."""
    words = tokens.tokens
    for at in range(verb - 1, start, -1):
        if words[at].sort is Sort.QUOTATION and tokens.ends_in(words[at].pair, ",?!"):
            cue = after_marks(tokens, at, verb, True)
            if cue is not None:
                return cue.speaker
        if words[at].plain in STRONG_FINITE and _is_verb(tokens, at, start) and words[at - 1].plain != "and":
            found = subject_of(tokens, at, start)
            if found is not None and may_speak(tokens, found):
                return found
    return clause_subject(tokens, start, verb)
