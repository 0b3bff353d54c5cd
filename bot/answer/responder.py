"""The one ask path: question and asker to answer."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.answer import sentences
from bot.answer.access import nearest_days
from bot.answer.counting import how_often
from bot.answer.finding import Finding, find
from bot.answer.following import following
from bot.answer.holding import quoted
from bot.answer.model import Answer, Asker, Coverage, Found, Misread, NothingFound, Question, Reason
from bot.answer.respelling import respelt
from bot.answer.sight import Sight, Sights
from bot.errors import QueryError
from bot.index.passages import Mask, PassageIndex
from bot.index.vocabulary import Concept
from bot.query.clauses.lexicon import ROLES
from bot.query.followups.understand import understand
from bot.query.model import Query
from bot.query.parse import QUESTION_MAX_CHARS, parse_query
from bot.query.people import People
from bot.store.live import KnowledgeStore

_SAYING = frozenset((verb,) for verb in ("say", "said", "tell", "told"))


class Responder:
    """Answers questions from the current snapshot; every entrance ends here."""

    def __init__(self, store: KnowledgeStore, *, clock: Callable[[], datetime], time_zone: ZoneInfo) -> None:
        self._store = store
        self._clock = clock
        self._zone = time_zone
        self.time_zone = time_zone.key
        self._sights = Sights()

    def coverage(self, asker: Asker) -> Coverage:
        """What this asker can be shown."""
        return self.sight(asker).coverage

    def respond(self, question: Question, asker: Asker) -> Answer:
        """Answer from one snapshot, read once; never raises for anything somebody typed."""
        return self.respond_among(None, question, asker)

    def respond_among(self, only: Callable[[PassageIndex], Mask] | None, question: Question, asker: Asker) -> Answer:
        """The same from some passages alone; those of all where None."""
        now = self._clock()
        sight = self._sights.of(self._store.current(), asker, now)
        if only is not None:
            sight = sight.among(only(sight.index))
        today = now.astimezone(self._zone).date()
        try:
            query = _read(question, sight.people, today)
            query, finding = self._find(sight, query, question.limit)
            finding = following(query, finding)
        except QueryError as error:
            return Misread(question, str(error), sight.coverage, self.time_zone)
        if finding.reason is None:
            message = " ".join(filter(None, (finding.message, how_often(sight, query))))
            return Found(question, query, finding.quotes, finding.matched, message, sight.coverage, self.time_zone)
        return NothingFound(
            question=question,
            query=query,
            reason=finding.reason,
            message=finding.message,
            suggestions=finding.suggestions,
            coverage=sight.coverage,
            time_zone=self.time_zone,
            quotes=finding.quotes,
            matched=finding.matched,
        )

    def sight(self, asker: Asker) -> Sight:
        """What exists for this asker now, in one snapshot: what every engine beside the questions looks at."""
        return self._sights.of(self._store.current(), asker, self._clock())

    def today(self) -> date:
        """The calendar day in the time zone of the settings."""
        return self._clock().astimezone(self._zone).date()

    def _find(self, sight: Sight, query: Query, limit: int) -> tuple[Query, Finding]:
        if query.unknown_speakers:
            heard = quoted(sight)
            unheard = {speaker.name for speaker in sight.register.speakers}.difference(heard)
            hints = (hint for name in query.unknown_speakers for hint in sight.people.near(name) if hint not in unheard)
            near = tuple(dict.fromkeys(hints))
            message = sentences.unknown_speaker(query.unknown_speakers, near, heard)
            return query, Finding(message, reason=Reason.UNKNOWN_SPEAKER, suggestions=near)
        if (query.after or query.before) and not any(_holds(query, day) for day in sight.days):
            nearest = nearest_days(sight.days, query.after, query.before)
            outside = sentences.outside(query, sight.coverage, nearest)
            return query, Finding(outside, reason=Reason.OUTSIDE_COVERAGE)
        concepts = _telling(sight.index.vocabulary.concepts_of(query.words))
        if not concepts and not query.phrases and not _has_filters(query):
            raise QueryError("I need a word to look for, for example: what did the spokesperson say about sanctions?")
        query, concepts = respelt(sight, query, concepts)
        return query, find(sight, query, concepts, query.skip + limit)


def _telling(concepts: Sequence[Concept]) -> Sequence[Concept]:
    """Without "say" and the like, which stand in every question and tell nothing; unless there is nothing else."""
    return [c for c in concepts if not _SAYING.issuperset(c.alternatives)] or concepts


def _holds(query: Query, day: date) -> bool:
    return (query.after is None or query.after <= day) and (query.before is None or day <= query.before)


def _has_filters(query: Query) -> bool:
    return bool(query.speakers or query.roles or query.sources or query.after or query.before)


def _read(question: Question, people: People, today: date) -> Query:
    """Parse the text, then add what was given beside it."""
    beside = (question.speakers, question.phrases, question.after, question.before)
    if sum(map(len, (*question.speakers, *question.phrases))) > QUESTION_MAX_CHARS:
        raise QueryError(f"The filters beside your question are longer than {QUESTION_MAX_CHARS:,} characters.")
    is_beside_only = not question.text.strip() and any(beside)
    query = Query("", "") if is_beside_only else _understood(question, people, today)
    found = {name: people.find(name) or people.find_misspelt(name) for name in question.speakers}
    roles = tuple(name.casefold() for name, speaker in found.items() if not speaker and _is_role(name, people))
    after, before = (_given_day(question.after, "after"), _given_day(question.before, "before"))
    return replace(
        query,
        words=" ".join([query.words, *question.phrases]).strip(),
        phrases=(*query.phrases, *question.phrases),
        speakers=(*query.speakers, *(speaker for speaker in found.values() if speaker)),
        unknown_speakers=(
            *query.unknown_speakers,
            *(name for name, speaker in found.items() if not speaker and name.casefold() not in roles),
        ),
        roles=(*query.roles, *(ROLES.get(role, role) for role in roles)),
        after=after or query.after,
        before=before or query.before,
    )


def _understood(question: Question, people: People, today: date) -> Query:
    if question.last is None:
        return parse_query(question.text, people=people, today=today)
    return understand(question.text, question.last, people=people, today=today)


def _is_role(name: str, people: People) -> bool:
    """Whether what was given as a speaker is a role: ``President``."""
    return name.casefold() in ROLES or people.is_title(name)


def _given_day(text: str | None, key: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise QueryError(f"I could not read {key} {text!r} as a date. Write YYYY-MM-DD.") from None
