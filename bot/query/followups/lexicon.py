"""The closed lists of words that follow-ups are made of."""

from collections.abc import Iterable, Mapping
from typing import Final

from bot.query.clauses import lexicon
from bot.query.followups.change import ANY_SOURCE, ANY_SPEAKER, ANY_TIME, Change
from bot.query.model import Order

NEWEST: Final = Change(order=Order.NEWEST)
OLDEST: Final = Change(order=Order.OLDEST)
MORE: Final = Change(more=True)

AND: Final = "and"
ABOUT: Final = "about"
ONLY: Final = "only"
OTHER: Final = "other"

# What a follow-up may begin with, and how firmly that ties it to the last question.
LEADS: Final[Mapping[tuple[str, ...], str]] = {
    tuple(words.split()): lead
    for lead, several in {
        ABOUT: ("what about", "how about", "what of", "same for", "the same for"),
        AND: ("and", "but", "also", "or", "same question for"),
        ONLY: ("only", "just", "show only", "limit to", "limit it to", "restrict to", "restrict it to", "narrow it to"),
        OTHER: (
            *("ok", "okay", "so", "then", "now", "please", "no", "yes", "sorry", "thanks", "thank you", "well"),
            *("show", "give", "show me", "give me", "get me", "i mean", "i meant", "make it"),
        ),
    }.items()
    for words in several
}
TRAILS: Final = (("please",), ("instead",), ("too",), ("as", "well"), ("though",), ("thanks",), ("again",))

START_OVER: Final = tuple(
    tuple(words.split())
    for words in (
        "start over",
        "start again",
        "start afresh",
        "new question",
        "another question",
        "different question",
        "reset",
        "from scratch",
        "forget that",
        "forget it",
        "clear filters",
        "clear all filters",
        "no filters",
    )
)


def _table(change: Change, phrases: Iterable[str]) -> dict[tuple[str, ...], Change]:
    return {tuple(phrase.split()): change for phrase in phrases}


FIXED: Final[Mapping[tuple[str, ...], Change]] = {
    **_table(
        NEWEST,
        (
            "latest",
            "the latest",
            "the latest one",
            "the latest ones",
            "latest first",
            "newest",
            "the newest",
            "newest first",
            "most recent",
            "the most recent",
            "the most recent one",
            "most recent first",
            "most recently",
            "the last one",
            "the last time",
            "last time",
        ),
    ),
    **_table(
        OLDEST,
        (
            "the first",
            "the first one",
            "the first time",
            "first time",
            "when first",
            "the earliest",
            "earliest",
            "earliest first",
            "oldest",
            "the oldest",
            "oldest first",
        ),
    ),
    **_table(Change(order=Order.BEST), ("best first", "best match", "best matches first", "any order", "by relevance")),
    **_table(
        MORE,
        (
            "more",
            "more quotes",
            "more of them",
            "more of the same",
            "more of these",
            "more on that",
            "more about that",
            "more about it",
            "more on this",
            "more on it",
            "some more",
            "any more",
            "next",
            "next ones",
            "the next ones",
            "the rest",
            "anything else",
            "what else",
            "go on",
            "continue",
        ),
    ),
    **_table(
        ANY_SPEAKER,
        (
            "any speaker",
            "any speakers",
            "all speakers",
            "any official",
            "any role",
            "anyone",
            "anybody",
            "anyone at all",
            "everyone",
            "everybody",
            "by anyone",
            "by anybody",
            "by everyone",
            "from anyone",
            "from anybody",
            "from everyone",
            "who else",
            "anyone else",
            "anybody else",
            "everyone else",
            "everybody else",
            "other speakers",
            "no matter who",
            "whoever said it",
        ),
    ),
    **_table(
        ANY_TIME,
        (
            "any time",
            "anytime",
            "at any time",
            "any date",
            "any dates",
            "any day",
            "any month",
            "any year",
            "all dates",
            "all time",
            "all times",
            "of all time",
            "no dates",
            "without dates",
            "whenever",
            "no matter when",
        ),
    ),
    **_table(ANY_SOURCE, ("any source", "any sources", "all sources", "any place", "any venue")),
    **_table(
        Change(on_the_record=True),
        (
            "on the record",
            "on record",
            "on-the-record",
            "on the record quotes",
            "what is on the record",
            "named speakers",
        ),
    ),
    **_table(
        Change(on_the_record=False),
        ("on background", "on background as well", "with background", "any ground rule", "any ground rules"),
    ),
    **_table(
        Change(without_questions=True),
        (
            "officials",
            "the officials",
            "the answers",
            "answers",
            *(
                f"{no}{the}{asked}"
                for no in ("without ", "no ")
                for the in ("", "the ", "any ")
                for asked in (
                    "questions",
                    "reporters",
                    "reporters questions",
                    "reporter questions",
                    "reporter's questions",
                    "reporters words",
                    "journalists",
                    "journalists questions",
                    "press questions",
                )
            ),
        ),
    ),
    **_table(
        Change(without_questions=False),
        ("with questions", "with the questions", "with reporters", "with reporters questions"),
    ),
}
FIXED_MAX_WORDS: Final = max(map(len, FIXED))

# Alone, each may be meant as a word to search.
NEEDS_ONLY: Final = frozenset({("officials",), ("the", "officials"), ("answers",), ("the", "answers")})

IT: Final = frozenset("it that this them those these so".split())
HE: Final = frozenset(("he", "she"))
BEFORE_HE: Final = lexicon.QUESTION_WORDS | lexicon.AUXILIARIES | lexicon.BESIDE_QUESTION_WORDS | lexicon.ADVERBS
AFTER_HE: Final = lexicon.BASE_VERBS | lexicon.PAST_VERBS | lexicon.SAYS_VERBS | lexicon.ADVERBS | lexicon.PASSIVE_VERBS

# Surnames that are words: in lower case they are the word.
ALSO_WORDS: Final = frozenset(
    "price power powers rice hill hills bush may stone brown white black green young king best blank bell case cook "
    "cross day field fisher ford frank grant gray hand hunt lane law long love major mark moody new nice north park "
    "pike pool poor pope reed sharp short small star strong summers swift wall walls ward waters west wise wolf wood "
    "woods earnest burns snow carter baker mason mills rose page read rich".split()
)
