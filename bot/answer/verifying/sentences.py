"""What a verdict says in words: neutral, and never that something was not said."""

from collections.abc import Iterator
from typing import Final

from bot.answer.citation import UNNAMED, speaker_and_role
from bot.answer.model import Quote
from bot.answer.sentences import briefings_in, day
from bot.answer.verifying.model import AS_SPOKEN, Change, Mark, Verdict, Verification, Voice
from bot.answer.verifying.words import holds_negation, is_quoted_there

CHANGES_NAMED: Final = 4
CUT_MAX_CHARS: Final = 240
"""Of what an ellipsis leaves out; beyond, its ends are named."""
HEADINGS: Final = {
    Verdict.VERBATIM: "Verbatim",
    Verdict.TYPOGRAPHY_ONLY: "Typography only",
    Verdict.ELIDED: "Elided",
    Verdict.ALTERED: "Altered",
    Verdict.SPLICED: "Spliced",
    Verdict.WRONG_SPEAKER: "Right words, wrong speaker",
    Verdict.REPORTERS_WORDS: "A reporter's words",
    Verdict.NOT_FOUND: "Not found",
}
_SPEAKERS: Final = (Voice.AS_CLAIMED, Voice.SOMEBODY_ELSE, Voice.NOT_NAMED, Voice.NOT_ASKED)
_MARKED: Final = {Mark.NUMBER: "a number", Mark.NEGATION: "a negation"}


def verdict(found: Verification) -> str:
    """The verdict, what it means, and what a reader has to know besides."""
    heading = HEADINGS[found.verdict]
    return f"{heading}. {' '.join([*_wording(found), *_voice(found), *_beside(found)])}"


def _wording(found: Verification) -> Iterator[str]:
    match found.wording:
        case Verdict.VERBATIM:
            yield "The source has exactly these words."
        case Verdict.TYPOGRAPHY_ONLY:
            yield "The words are the source's; only capitals, punctuation or the shape of marks differ."
        case Verdict.ELIDED:
            yield from _elided(found)
        case Verdict.ALTERED:
            yield f"The source has other words: {_changes(found.changes)}."
        case Verdict.SPLICED:
            yield "The words stand in two places and nowhere as one statement; both are shown."
        case _:
            yield f"I found no passage with these words in {briefings_in(found.coverage)}; they may stand elsewhere."
            if found.quotes:
                yield "The closest wording I hold is shown."


def _elided(found: Verification) -> Iterator[str]:
    cuts = [_clipped(cut.text) for cut in found.cuts]
    yield f"The words are the source's, with something left out: {'; '.join(f'“{cut}”' for cut in cuts)}."
    if any(holds_negation(cut.text) for cut in found.cuts):
        yield "What is left out holds a negation."


def _changes(changes: tuple[Change, ...]) -> str:
    named = [_change(change) for change in changes[:CHANGES_NAMED]]
    left = len(changes) - CHANGES_NAMED
    return "; ".join([*named, f"and {left} more"] if left > 0 else named)


def _change(change: Change) -> str:
    real = change.real.text if change.real else ""
    if change.asked and real:
        says = f"you have “{change.asked}”, the source has “{real}”"
    elif change.asked:
        says = f"you have “{change.asked}”, the source does not"
    else:
        says = f"the source also has “{real}”"
    marks = " and ".join(_MARKED[mark] for mark in change.marks)
    return f"{says} ({marks})" if marks else says


def _voice(found: Verification) -> Iterator[str]:
    if found.verdict in (Verdict.NOT_FOUND, Verdict.SPLICED) or not found.quotes:
        return
    claimed, real = found.claim.said_by, _who(found.quotes[0])
    match found.voice:
        case Voice.SOMEBODY_ELSE:
            yield f"The source has them from {real}, not from {claimed}."
        case Voice.REPORTER:
            yield "They stand in a reporter's question, and in no answer that I hold."
        case Voice.PUBLISHER:
            yield "They are the publisher's own sentence about what was said, not anybody's words."
        case Voice.NOT_NAMED if claimed:
            yield f"The source has them from {real}, so it neither confirms nor denies the name."
        case _:
            return


def _beside(found: Verification) -> Iterator[str]:
    if found.wording in AS_SPOKEN and found.voice in _SPEAKERS and is_quoted_there(found.words[0]):
        yield "There they stand between quotation marks: words that the speaker quotes."
    if found.is_other_day and found.claim.on and found.quotes:
        spoken_on = found.quotes[0].passage.briefing.held_on
        yield f"They are of {day(spoken_on)}, not of {day(found.claim.on)}."
    if found.stands_in > 1:
        yield f"The same words stand in {found.stands_in:,} turns."


def _who(quote: Quote) -> str:
    who = speaker_and_role(quote)[0]
    return "somebody it does not name" if who == UNNAMED else who


def _clipped(text: str) -> str:
    """A long stretch by its ends: whole words in the source's very characters, its spaces too."""
    if len(text) <= CUT_MAX_CHARS:
        return text
    half = CUT_MAX_CHARS // 2
    return f"{text[:half].rsplit(' ', 1)[0].rstrip()}” to “{text[-half:].split(' ', 1)[-1].lstrip()}"
