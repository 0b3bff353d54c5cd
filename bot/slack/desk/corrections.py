"""What a message of ours says once some of its quotes are withdrawn: the others, and a line about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from bot.answer.model import Asker, Quote
from bot.answer.responder import Responder
from bot.answer.showing.lookup import MovedTo, Unchanged, Withdrawn, look_up
from bot.index.analysis import tokens_of
from bot.slack.desk import sentences
from bot.slack.payload.blocks import notice, render
from bot.slack.payload.escape import shorten, tame
from bot.slack.payload.proof import Proved, prove
from bot.slack.rendering.buttons import buttons_under
from bot.slack.rendering.sheet import ASKED_MAX_CHARS, Sheet, rests_on
from bot.state.answers import NOTHING_FOUND, Answered

RUN_WORDS: Final = 4
"""So many words in a row that a question shares with what is withdrawn, and it is not repeated."""
_ASK: Final = "ask"


@dataclass(frozen=True, slots=True)
class Correction:
    """A message as it is to be from now on.

    Attributes:
        quote_ids: Of the quotes that stay, under the ids they have now; none where the note stands alone.
        withdrawn: How many quotes have been taken out of it, with those of earlier corrections.
        note: The line about it alone, where Slack does not take the rest.
    """

    proved: Proved
    quote_ids: tuple[str, ...]
    withdrawn: int
    note: Proved


class Corrections:
    """Composes corrected messages; plain and blocking.

    Each quote is looked up again, as whoever reads the message may see it by now, and
    proved like that of any answer. What cannot be shown any more for another reason goes too.
    """

    def __init__(self, responder: Responder) -> None:
        self._responder = responder

    def of(self, post: Answered, target: str, withdrawn: tuple[str, ...], at: datetime) -> Correction:
        """What a message that showed a withdrawn quote or briefing says now.

        Args:
            target: A quote's or a briefing's id.
            withdrawn: The words that it names, and that are not to be repeated.
            at: When the desk decided.

        Raises:
            ProofFailed: The quotes that stay are not as they were said.
        """
        sight = self._responder.sight(Asker(post.channel, post.asker))
        stay: dict[str, Quote] = {}
        taken = 0
        for quote_id in post.quote_ids:
            match look_up(sight, quote_id):
                case Unchanged(quote) | MovedTo((quote, *_)):
                    stay[quote.passage.id] = quote
                case Withdrawn():
                    taken += 1
                case _:
                    pass
        lost = len(post.quote_ids) - len(stay) - taken
        whole = _said(sentences.all_withdrawn(target, at))
        count = (post.withdrawn or 0) + taken
        if not stay:
            return Correction(whole, (), count + lost, whole)
        says = " ".join(part for part in (sentences.partly_withdrawn(count, lost, at), _remark(post)) if part)
        sheet = Sheet(
            asked=_asked(post, withdrawn),
            says=says,
            quotes=tuple(stay.values()),
            footer=rests_on(sight.coverage),
            shared_by=post.shared_by or (post.asker if post.shared_of is not None else ""),
        )
        buttons = buttons_under(sheet, post.id, is_question=False, may_delete=True)
        proved = prove(render(sheet, buttons), sheet, buttons)
        ids = tuple(quote.passage.id for quote in stay.values() if quote.passage.id in (proved.blocks_json or ""))
        return Correction(proved, ids, count, whole) if ids else Correction(whole, (), count, whole)

    def note(self, target: str, at: datetime) -> Correction:
        """The line alone."""
        whole = _said(sentences.all_withdrawn(target, at))
        return Correction(whole, (), 0, whole)


def _said(text: str) -> Proved:
    return prove(notice(text), None)


def _remark(post: Answered) -> str:
    """What has to be said of the quotes that stay, since what was said around them is gone."""
    if post.kind == _ASK:
        return sentences.NOT_CLOSE if post.outcome == NOTHING_FOUND else ""
    return sentences.WITHOUT.get(post.kind, "")


def _asked(post: Answered, withdrawn: tuple[str, ...]) -> str:
    """The question, unless it repeats what is withdrawn: somebody may have typed the very words."""
    typed = tokens_of(post.text.casefold())
    if (
        post.kind != _ASK
        or any(_repeats(typed, tokens_of(words.casefold())) for words in withdrawn)
        or any(mark in post.text for mark in '"“”«»„')
    ):
        return "Corrected"
    return f"Asked: {shorten(tame(post.text), ASKED_MAX_CHARS)}"


def _repeats(typed: Sequence[str], words: Sequence[str]) -> bool:
    length = min(RUN_WORDS, len(words))
    return length > 0 and not _runs(typed, length).isdisjoint(_runs(words, length))


def _runs(words: Sequence[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def decided_at(written: str | None, otherwise: float) -> datetime:
    """When it was decided, as the file says it; when it was offered where that cannot be read."""
    try:
        moment = datetime.fromisoformat(written or "")
    except ValueError:
        return datetime.fromtimestamp(otherwise, UTC)
    return moment if moment.tzinfo is not None else datetime.fromtimestamp(otherwise, UTC)
