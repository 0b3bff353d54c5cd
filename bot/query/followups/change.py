"""What a follow-up changes of the last question; all the rest stays."""

from dataclasses import dataclass, fields, replace
from typing import Final

from bot.query.clauses.subjects import Subject
from bot.query.dates.calendar import ALWAYS, Days
from bot.query.followups.last import LastQuestion
from bot.query.model import Order, Query, SpeakerFilter
from bot.query.people import People


@dataclass(frozen=True, slots=True)
class Change:
    """Each field replaces that part of the last question; None leaves it.

    Attributes:
        subject: Whose words; an empty one for anybody's.
        words, phrases: Another topic.
        narrowing: Words to look for beside those of the last question.
        more: The quotes after those that were shown.
    """

    subject: Subject | None = None
    days: Days | None = None
    words: str | None = None
    phrases: tuple[str, ...] = ()
    narrowing: str | None = None
    sources: tuple[str, ...] | None = None
    order: Order | None = None
    more: bool | None = None
    on_the_record: bool | None = None
    without_questions: bool | None = None

    def joined(self, other: "Change") -> "Change":
        """Both; what the other says counts where they differ."""
        said = {one.name: getattr(other, one.name) for one in fields(other)}
        return replace(self, **{name: value for name, value in said.items() if value not in (None, ())})


ANY_SPEAKER: Final = Change(subject=Subject())
ANY_TIME: Final = Change(days=ALWAYS)
ANY_SOURCE: Final = Change(sources=())


def combined(text: str, last: LastQuestion, change: Change, people: People) -> Query:
    """The last question with the change made, as if it had been asked in one go."""
    subject = change.subject if change.subject is not None else subject_of(last, people)
    days = change.days if change.days is not None else last.days
    words = change.words if change.words is not None else last.words
    phrases = change.phrases if change.words is not None else last.phrases
    query = Query(
        text=text,
        words=" ".join(filter(None, (words, change.narrowing))),
        phrases=phrases,
        speakers=subject.speakers,
        roles=subject.roles,
        after=days.first,
        before=days.last,
        sources=last.sources if change.sources is None else change.sources,
        unknown_speakers=subject.unknown,
        order=last.order if change.order is None else change.order,
        carried=_without_phrases(last.words, last.phrases) if change.words is None else "",
        skip=last.shown if change.more else 0,
        on_the_record=last.on_the_record if change.on_the_record is None else change.on_the_record,
        without_questions=last.without_questions if change.without_questions is None else change.without_questions,
    )
    return replace(query, carried=" ".join(filter(None, (query.carried, change.narrowing))))


def combined_topic(query: Query, last: LastQuestion, *, more: bool) -> Query:
    """A question that means the last one's topic: its own filters, the other's words."""
    return replace(
        query,
        words=" ".join(dict.fromkeys([last.words, *query.phrases])),
        phrases=tuple(dict.fromkeys((*last.phrases, *query.phrases))),
        carried=_without_phrases(last.words, last.phrases),
        skip=last.shown if more else 0,
    )


def subject_of(last: LastQuestion, people: People) -> Subject:
    """Whose words the last question asked for, as its names are understood now."""
    speakers: list[SpeakerFilter] = []
    unknown: list[str] = []
    for name in last.speakers:
        found = people.find(name)
        if found is None:
            unknown.append(name)
        else:
            speakers.append(found)
    return Subject(tuple(speakers), last.roles, tuple(unknown))


def _without_phrases(words: str, phrases: tuple[str, ...]) -> str:
    """The words that are not shown as a phrase already."""
    for phrase in phrases:
        words = words.replace(phrase, " ", 1)
    return " ".join(words.split())
