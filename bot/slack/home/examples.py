"""Questions to begin with: made from whose words there are and when, so each of them is answered."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from bot.answer.model import Asker, Found, Question
from bot.answer.responder import Responder
from bot.answer.sight import Sight

EXAMPLES_MAX: Final = 4
TRIED_MAX: Final = 8


def examples_for(responder: Responder, asker: Asker) -> tuple[str, ...]:
    """Up to four questions that find something for this asker."""
    found: list[str] = []
    for number, text in enumerate(_candidates(responder.sight(asker))):
        if len(found) == EXAMPLES_MAX or number == TRIED_MAX:
            break
        if text not in found and isinstance(responder.respond(Question(text, limit=1), asker), Found):
            found.append(text)
    return tuple(found)


def _candidates(sight: Sight) -> Iterator[str]:
    """Those who said most, each in the last month they spoke in; then the last month itself."""
    index = sight.index
    statements = np.flatnonzero(sight.seen & ~index.is_question & (index.speaker_nos >= 0))
    if not len(statements):
        return
    counts = np.bincount(index.speaker_nos[statements])
    for speaker_no in np.argsort(-counts, kind="stable").tolist()[: TRIED_MAX - 1]:
        speaker = sight.register.get(index.speakers.values[speaker_no]) if counts[speaker_no] else None
        if speaker is not None:
            last = statements[index.speaker_nos[statements] == speaker_no].tolist()
            day = max(index.passages[number].briefing.held_on for number in last)
            yield f"What did {speaker.name} say in {day:%B %Y}?"
    if sight.coverage.last is not None:
        yield f"What was said in {sight.coverage.last:%B %Y}?"
