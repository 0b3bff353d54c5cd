"""Proved words, and who may see them."""

from dataclasses import dataclass

from bot.slack.payload.blocks import notice
from bot.slack.payload.proof import Proved, prove
from bot.slack.posting import Place
from bot.state.answers import Answered


@dataclass(frozen=True, slots=True)
class Reply:
    """Something to post.

    Attributes:
        outcome: One word for the books: ``found``, ``misread``, ``help``.
        is_public: Everybody in the channel may see it; else the asker alone.
        quote_ids: Of the quotes it shows.
        answered: To be kept for its buttons; None where it has none.
        places: Where it goes, if not where it was asked for.
        otherwise: What the asker is told, alone, where no place takes it.
        remembers: The question it answers, as threads keep it, where it was asked elsewhere.
        alert: The new alert that stands only if this is posted.
    """

    proved: Proved
    outcome: str
    is_public: bool = False
    quote_ids: tuple[str, ...] = ()
    answered: Answered | None = None
    places: tuple[Place, ...] | None = None
    otherwise: "Reply | None" = None
    remembers: str | None = None
    alert: str | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing more is said: the asker has been told in this minute."""

    outcome: str


@dataclass(frozen=True, slots=True)
class Deletion:
    """A message of ours to take away.

    Attributes:
        otherwise: What is said where Slack does not let us.
        shared: The answer that goes; one that was shared may be shared again then.
    """

    channel: str
    ts: str
    otherwise: Reply
    shared: Answered | None = None


def said(text: str, outcome: str, *, is_public: bool = False) -> Reply:
    """One of our own sentences, for the asker alone unless said otherwise."""
    return Reply(prove(notice(text), None), outcome, is_public)
