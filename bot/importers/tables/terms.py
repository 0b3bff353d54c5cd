"""The terms a table's briefing was held on, as its preamble and first turns state them."""

from dataclasses import replace

from bot.importers.model import Draft
from bot.importers.transcripts.header.read import read_header
from bot.importers.transcripts.lines import lines_of
from bot.importers.transcripts.terms.embargo import LineOf, Setting, read_embargo
from bot.importers.transcripts.terms.opening import later_sentences, opening_sentences
from bot.importers.transcripts.terms.rules import agreed_rule, apply_rules


def with_terms(draft: Draft, preamble: str) -> Draft:
    """The draft with the hour, the ground rules and the embargo that stand in its words."""
    header = read_header(replace(draft.extract, text=preamble), lines_of(preamble), [], frozenset())
    sentences = list(opening_sentences(lines_of(preamble), draft.turns))
    rule, turns, doubts = apply_rules(agreed_rule(draft.title, sentences), draft.turns)
    setting, later = Setting(draft.held_on, header.time_zone), list(later_sentences(draft.turns, "embargo"))
    embargo = read_embargo(sentences, later, setting, LineOf(draft.extract.text))
    clock = header.when.clock
    return replace(
        draft,
        turns=turns,
        ground_rule=rule,
        embargo=embargo.until if embargo else None,
        started_at=f"{clock.at:%H:%M}" if clock is not None and header.time_zone else None,
        time_zone=header.time_zone,
        # An embargo without an end keeps everything back by itself: it need not keep the briefing out.
        doubts=(
            *draft.doubts,
            *doubts,
            *(replace(doubt, is_open=False) for doubt in (embargo.doubts if embargo else ())),
        ),
    )
