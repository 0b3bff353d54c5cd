"""Questions to begin with: only such as the loaded briefings answer."""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.answer.model import Asker, Found, Question
from bot.answer.responder import Responder

SHOWN: Final = 4
CANDIDATES: Final = (
    "What did the spokesman say about moving too soon?",
    "What did Ned Price say about North Korea?",
    '"denuclearization of North Korea"',
    "What was said about allies in February 2021?",
    "What is the latest on the budget?",
    "What was said about sanctions?",
)
ALWAYS: Final = ("/briefing status", "/briefing help")


def examples_for(responder: Responder, asker: Asker, others: Iterable[str] = ()) -> Sequence[str]:
    """Four of them.

    Args:
        others: Further questions that have an answer; where they are too few as well, commands stand in.
    """
    answered = [text for text in CANDIDATES if isinstance(responder.respond(Question(text, 1), asker), Found)]
    return [*answered[:SHOWN], *others, *ALWAYS][:SHOWN]
