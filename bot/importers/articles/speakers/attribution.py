"""Who said it, for certain or not at all: two unlike ways have to agree, or the register settles it."""

from dataclasses import dataclass
from typing import Final

from bot.importers.articles.speakers.after import Cue, Sureness
from bot.importers.articles.speakers.descriptions import Mention
from bot.importers.articles.speakers.people import People, Person
from bot.importers.articles.speakers.subjects import first_subject
from bot.importers.articles.text.kinds import Nature
from bot.importers.articles.text.tokens import Tokens
from bot.importers.articles.words import DETERMINERS, ROLES

BACK_MAX_SENTENCES: Final = 4
"""How far back a pronoun's person is looked for."""

FRAGMENT_REACH_TOKENS: Final = 15
"""Further from its speaker, a fragment has other subjects in between."""

AGREED: Final = 0.97
"""Source: of the names asserted in this way on annotated news, that many are right (benchmarks/articles.py)."""

_CONFIDENCE: Final = {Sureness.PLAIN: 0.85, Sureness.CARRIED_ON: 0.8, Sureness.INDIRECT: 0.7, Sureness.GUESSED: 0.4}


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose words a quotation is.

    Attributes:
        mention: The description that the article prints.
        person: Who that is; None where it names nobody or the ways disagree.
        role: What the article calls a speaker it does not name.
        outer: Who reports that the speaker said it.
    """

    mention: Mention | None = None
    person: Person | None = None
    role: str | None = None
    outer: Mention | None = None
    confidence: float = 0.0


def attributions_of(
    tokens: Tokens,
    natures: tuple[Nature, ...],
    cues: tuple[Cue | None, ...],
    nearest: tuple[Mention | None, ...],
    people: People,
) -> tuple[Attribution, ...]:
    """For each quotation who said it, in order.

    A fragment asks for more than whole speech: it stands in a sentence with subjects of its own.
    Words at second hand (``Price said, according to the Harbour Wire``) keep both sources and name neither.
    """
    made: list[Attribution] = []
    spoke_last: Person | None = None
    for at, nature, cue, other in zip(tokens.at, natures, cues, nearest, strict=True):
        attribution = _attribution(tokens, at, cue, other, people, spoke_last, nature is Nature.FRAGMENT)
        if attribution.person is not None:
            spoke_last = attribution.person
        made.append(attribution)
    return tuple(made)


def _attribution(
    tokens: Tokens,
    at: int,
    cue: Cue | None,
    other: Mention | None,
    people: People,
    spoke_last: Person | None,
    is_fragment: bool,
) -> Attribution:
    if cue is None:
        return Attribution()
    speaker = cue.speaker
    person = _person(tokens, speaker, people, spoke_last)
    role = None if speaker.is_named else _role(tokens, speaker)
    weak = Attribution(speaker, None, role, cue.outer, _CONFIDENCE[cue.sureness])
    if person is None or cue.outer is not None or cue.sureness is Sureness.GUESSED:
        return weak
    if is_fragment and (cue.sureness is Sureness.INDIRECT or at - speaker.last > FRAGMENT_REACH_TOKENS):
        return weak
    second = None if other is None else _person(tokens, other, people, spoke_last)
    is_same = other is not None and (other.head == speaker.head or (second is not None and second.name == person.name))
    if not is_same and not (person.is_certain and cue.sureness is Sureness.PLAIN):
        return weak
    return Attribution(speaker, person, role, cue.outer, AGREED)


def _person(tokens: Tokens, mention: Mention, people: People, spoke_last: Person | None) -> Person | None:
    if mention.is_named:
        return people.named_by(mention)
    word = tokens.tokens[mention.head].plain
    if word in ("he", "she"):
        return _antecedent(tokens, mention, word, people, spoke_last)
    if tokens.tokens[mention.first].plain == "the" and word in ROLES:
        found = people.with_role(word)
        return found if found is not None and spoke_last is not None and found.name == spoke_last.name else None
    return None


def _role(tokens: Tokens, mention: Mention) -> str | None:
    first = mention.first + (tokens.tokens[mention.first].plain in DETERMINERS)
    if tokens.tokens[mention.head].plain not in ROLES or first >= mention.last:
        return None
    return tokens.slice_of(first, mention.last)


def _antecedent(
    tokens: Tokens, mention: Mention, pronoun: str, people: People, spoke_last: Person | None
) -> Person | None:
    """Whom ``he`` or ``she`` means: the subject before it, if that one spoke last or nobody else near it fits.

    The subject is that of the nearest sentence in which anybody fits; none is taken from behind it.
    """
    sentence_start, sentence_end = tokens.sentences[mention.first]
    start, end = sentence_start, mention.first
    subject: Person | None = None
    near: set[str] = set()
    for _ in range(BACK_MAX_SENTENCES):
        near = _names_between(tokens, start, end, pronoun, people)
        found = first_subject(tokens, start, end) if end > start else None
        is_named = found is not None and found.is_named
        subject = people.named_by(found) if found is not None else None
        if subject is not None and subject.pronoun not in ("", pronoun):
            subject, is_named = None, False
        if is_named or near or start == 0:
            break
        start, end = tokens.sentences[start - 1][0], start
    if subject is None or subject.name in _names_between(tokens, mention.last, sentence_end, pronoun, people):
        return None
    has_spoken = spoke_last is not None and spoke_last.name == subject.name
    return subject if has_spoken or near == {subject.name} else None


def _names_between(tokens: Tokens, start: int, end: int, pronoun: str, people: People) -> set[str]:
    """Everybody named in a stretch whom a pronoun may mean."""
    names: set[str] = set()
    at = start
    while at < end:
        found = people.name_at.get(at)
        if found is not None and (person := people.named_by(found)) is not None and person.pronoun in ("", pronoun):
            names.add(person.name)
        at += 1
    return names
