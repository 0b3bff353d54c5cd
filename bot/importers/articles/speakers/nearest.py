"""Who said it, by place alone: a second way that knows no verb of saying."""

from bot.importers.articles.speakers.descriptions import Mention, description_from
from bot.importers.articles.speakers.subjects import clause_subject, first_subject
from bot.importers.articles.text.tokens import Sort, Tokens

REACH_TOKENS = 3
"""How far behind the marks a speaker's description may begin."""


def nearest_of(tokens: Tokens) -> tuple[Mention | None, ...]:
    """For each quotation the description that stands where speakers stand.

    Right behind the marks; else at the head of the clause before them; else at the head of the
    sentence; else where the quotation before in the paragraph had it.
    """
    found: list[Mention | None] = []
    for at in tokens.at:
        mention = _behind(tokens, at) or _in_front(tokens, at)
        if mention is None and found and tokens.at[len(found) - 1] >= tokens.paragraphs[at][0]:
            mention = found[-1]
        found.append(mention or _in_lead(tokens, at))
    return tuple(found)


def _behind(tokens: Tokens, at: int) -> Mention | None:
    words = tokens.tokens
    if not tokens.ends_in(words[at].pair, ",?!—-…"):
        return None
    end = min(at + 1 + REACH_TOKENS, len(words))
    for first in range(at + 1, end):
        if words[first].sort is Sort.QUOTATION or words[first].sort is Sort.BREAK:
            return None
        found = description_from(tokens, first, tokens.paragraphs[at][1])
        if found is not None:
            return found
    return None


def _in_front(tokens: Tokens, at: int) -> Mention | None:
    start, end = tokens.sentences[at]
    if start < at:
        return clause_subject(tokens, start, at)
    return first_subject(tokens, at + 1, end)


def _in_lead(tokens: Tokens, at: int) -> Mention | None:
    """The head of the sentence before."""
    start, _ = tokens.sentences[at]
    last = start
    while last > 0 and tokens.tokens[last - 1].sort is Sort.BREAK:
        last -= 1
    if last == 0:
        return None
    return first_subject(tokens, tokens.sentences[last - 1][0], last)
