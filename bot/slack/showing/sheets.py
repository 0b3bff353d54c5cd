"""What each thing that may be asked for shows: from kind, words and reader to a sheet."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, assert_never

from bot.answer.model import QUOTES_SHOWN, Answer, Asker, Found, Misread, NothingFound, Question
from bot.answer.responder import Responder
from bot.answer.verifying.model import AS_SPOKEN, Claim
from bot.answer.verifying.verify import verify
from bot.briefing.speakers import Register
from bot.errors import QueryError
from bot.query.followups.last import LastQuestion
from bot.query.followups.stored import read_back
from bot.query.people import People
from bot.slack.rendering.sheet import Sheet, own_sheet, sheet_of
from bot.slack.rendering.verdicts import sheet_of_verdicts
from bot.slack.showing.content import Content
from bot.slack.showing.holdings import HOLDINGS
from bot.slack.showing.uses import timeline
from bot.state.answers import NOTHING_FOUND

MORE_QUOTES: Final = 5
MORE_MOST: Final = 60
ASK: Final = "ask"


def _ask(responder: Responder, text: str, asker: Asker) -> Content:
    return _content(responder.respond(Question(text), asker))


def _content(answer: Answer) -> Content:
    is_public = not isinstance(answer, Misread)
    return Content(sheet_of(answer), outcome_of(answer), is_public, answer.coverage.snapshot, answer=answer)


def _last(follows: str | None) -> LastQuestion | None:
    return read_back(follows) if follows is not None else None


ClaimReader = Callable[[str, People, Register, date], tuple[Claim, ...]]

KINDS: Final[Mapping[str, Callable[[Responder, str, Asker], Content]]] = {ASK: _ask, "timeline": timeline, **HOLDINGS}
"""What may be asked for, by its name in the stored answer: a new kind is a line here."""


class Sheets:
    """Makes the content of every message; plain and blocking.

    Args:
        read_claims: Finds the quotations in a text that somebody wants verified.
    """

    def __init__(self, responder: Responder, read_claims: ClaimReader) -> None:
        self.responder = responder
        self._read_claims = read_claims
        self._kinds = {**KINDS, "verify": self._verify}

    def of(self, kind: str, text: str, asker: Asker, follows: str | None = None) -> Content:
        """What a question, or a command with words, shows to a reader.

        Args:
            follows: The question that a question refers to, as threads keep it.
        """
        if kind == ASK and follows is not None:
            return _content(self.responder.respond(Question(text, last=_last(follows)), asker))
        return self._kinds[kind](self.responder, text, asker)

    def _verify(self, responder: Responder, text: str, asker: Asker) -> Content:
        sight = responder.sight(asker)
        people, snapshot = sight.people, sight.coverage.snapshot
        try:
            claims = self._read_claims(text, people, sight.register, responder.today())
            found = [verify(sight, people, claim) for claim in claims]
        except QueryError as error:
            sheet = own_sheet(f"Verify: {text}", str(error), sight.coverage)
            return Content(sheet, "misread", is_public=False, snapshot=snapshot)
        outcome = "verified" if all(one.verdict in AS_SPOKEN for one in found) else "not_verified"
        return Content(sheet_of_verdicts(text, found), outcome, is_public=True, snapshot=snapshot)

    def more(self, text: str, asker: Asker, seen: tuple[str, ...], follows: str | None = None) -> tuple[Content, bool]:
        """The quotes that come after those seen, and whether there may be others yet."""
        wanted = min(len(seen) + MORE_QUOTES + 1, MORE_MOST)
        question = Question(text, limit=max(wanted, QUOTES_SHOWN), last=_last(follows))
        answer = self.responder.respond(question, asker)
        content = _content(answer)
        rest = tuple(quote for quote in content.sheet.quotes if quote.passage.id not in seen)
        sheet = Sheet(
            asked=content.sheet.asked,
            says="" if rest else "There are no more quotes that answer this.",
            quotes=rest[:MORE_QUOTES],
            lead=" more:",
            footer=content.sheet.footer,
        )
        return Content(sheet, content.outcome, content.is_public, content.snapshot), len(rest) > MORE_QUOTES


def outcome_of(answer: Answer) -> str:
    """One word for what came of a question."""
    match answer:
        case Found():
            return "found"
        case NothingFound():
            return NOTHING_FOUND
        case Misread():
            return "misread"
        case _:
            assert_never(answer)
