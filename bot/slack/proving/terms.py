"""Whether an answer may show a quote at all, and name whom it names."""

from bot.answer.model import Quote
from bot.briefing.model import Kind
from bot.briefing.naming import hidden_names
from bot.briefing.passages import Passage
from bot.briefing.speakers import Speaker
from bot.slack.proving.failed import require


def check_terms(quote: Quote) -> None:
    """Check untouched turns, ground rules, embargo, and that the attribution is the turn's own.

    Raises:
        ProofFailed: Something may not be shown, or not as it is.
    """
    for passage in (quote.passage, quote.asked, quote.lead_in):
        if passage is not None:
            _check_passage(passage, quote)
    turn, who = quote.passage.turn, quote.attribution
    rule = quote.passage.briefing.rule_for(turn)
    if rule.is_anonymous:
        named = (who.speaker_id, who.name, who.printed, who.role, who.organization)
        require(not any(named) and who.agreed == rule.attribution, "it names an anonymous speaker")
        require(quote.ground_rule == rule, "a quote hides its ground rule")
        return
    require(quote.ground_rule is None and who.agreed is None, "a speaker on the record is not named")
    require(not (turn.by and who.speaker_id) or who.speaker_id == turn.by, "words are credited to somebody else")
    require(who.printed in (None, turn.printed), "words are credited to another label")


def _check_passage(passage: Passage, quote: Quote) -> None:
    embargo = passage.briefing.embargo
    require(passage.turn.is_untouched, "a turn is not what the file held")
    require(passage.briefing.rule_for(passage.turn).is_quotable, "a ground rule forbids a quote")
    require(embargo is None or embargo.until is not None, "an embargo is not lifted")
    require(passage.briefing is quote.passage.briefing, "an exchange is of two briefings")


def names_hidden_speaker(around: str, quote: Quote) -> bool:
    """Whether what stands around a quote on background names its speaker, as far as the file knows the name."""
    turn = quote.passage.turn
    if quote.ground_rule is None or turn.kind is Kind.QUESTION:
        return False
    by_id = [Speaker(turn.by, turn.by.replace("-", " "))] if turn.by and "-" in turn.by else []
    return hidden_names((), [turn.printed]).stand_in(around) or hidden_names(by_id, ()).stand_in_full(around)
