"""What an answer leaves behind for the next question, and what is left of it for "more"."""

from dataclasses import replace

from bot.answer import sentences
from bot.answer.finding import Finding
from bot.answer.model import Answer, Misread, Quote, Reason
from bot.answer.quotes import is_short
from bot.query.followups.last import LastQuestion, last_question
from bot.query.followups.understand import after_start_over
from bot.query.model import Query


def following(query: Query, finding: Finding) -> Finding:
    """A finding without the quotes shown before, and without the questions nobody wants to see."""
    quotes = finding.quotes[query.skip :]
    if query.without_questions:
        quotes = tuple(_alone(quote) for quote in quotes)
    if not query.skip:
        return replace(finding, quotes=quotes)
    if not quotes:
        message = sentences.no_more(query.skip)
        return Finding(message, (), finding.matched, Reason.NO_MATCH)
    first, last = query.skip + 1, query.skip + len(quotes)
    return replace(finding, quotes=quotes, message=sentences.more(first, last, finding.matched, query.order))


def _alone(quote: Quote) -> Quote:
    return quote if is_short(quote.passage.text) else replace(quote, asked=None)


def last_of(answer: Answer, shown: int | None = None) -> LastQuestion | None:
    """What the next question in the same thread may refer to; None if the asker wants to start over.

    A question that could not be read leaves the one before it in place; one that found
    nothing leaves the days that were shown before.

    Args:
        shown: How many of the quotes were really shown; all where None.
    """
    if isinstance(answer, Misread):
        return None if after_start_over(answer.question.text) == "" else answer.question.last
    quotes = answer.quotes if shown is None else answer.quotes[:shown]
    days = [quote.passage.briefing.held_on for quote in quotes]
    voices = {quote.attribution.name for quote in quotes}
    voice = voices.pop() if len(voices) == 1 else None
    if not days and answer.question.last is not None:
        before = answer.question.last
        return last_question(answer.query, 0, before.first_shown, before.last_shown, before.voice)
    return last_question(answer.query, len(quotes), min(days, default=None), max(days, default=None), voice)
