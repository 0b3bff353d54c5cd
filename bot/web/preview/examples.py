"""Questions to begin with: only such as the loaded briefings answer."""

from collections.abc import Sequence
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


def examples_for(responder: Responder, asker: Asker) -> Sequence[str]:
    """Four of them; commands stand in where the briefings answer too few."""
    answered = [text for text in CANDIDATES if isinstance(responder.respond(Question(text, 1), asker), Found)]
    return [*answered[:SHOWN], *ALWAYS][:SHOWN]
