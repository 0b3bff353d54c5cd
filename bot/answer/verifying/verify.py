"""A claimed quotation to its verdict, always with the true source."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import numpy as np

from bot.answer.cutting import sentences_around
from bot.answer.model import Quote
from bot.answer.quotes import quote_of
from bot.answer.sight import Sight
from bot.answer.verifying import sentences
from bot.answer.verifying.exact import exact_places
from bot.answer.verifying.model import Claim, Finding, Verdict, Verification, Voice
from bot.answer.verifying.nearest import PIECES, adds_much, joined_places, nearest_places, spliced_places
from bot.answer.verifying.voices import claimed_passages, voice_of
from bot.errors import QueryError
from bot.index.passages import Mask
from bot.index.phrases import Occurrence, words_of
from bot.query.people import People

CLAIM_MAX_CHARS: Final = 3_000
QUOTES_SHOWN: Final = 3
_MARKS: Final = "\"'“”„‟‘’‚‛«»‹›"
_VOICES: Final = (
    Voice.AS_CLAIMED,
    Voice.NOT_ASKED,
    Voice.NOT_NAMED,
    Voice.SOMEBODY_ELSE,
    Voice.PUBLISHER,
    Voice.REPORTER,
)
_WORDINGS: Final = (Verdict.VERBATIM, Verdict.TYPOGRAPHY_ONLY, Verdict.ELIDED, Verdict.ALTERED)


def verify(sight: Sight, people: People, claim: Claim) -> Verification:
    """Compare a claim with everything this asker may see.

    Raises:
        QueryError: The claim has no word, or is too long.
    """
    claim = Claim(bare(claim.text), (claim.said_by or "").strip() or None, claim.on)
    if not words_of(claim.text):
        raise QueryError('I need the words to verify, for example: verify "moving too soon".')
    if len(claim.text) > CLAIM_MAX_CHARS:
        raise QueryError(f"That is longer than {CLAIM_MAX_CHARS:,} characters. Verify one statement at a time.")
    by_claimed = claimed_passages(sight, people, claim)
    preferred = (by_claimed, _on(sight, claim.on), ~sight.index.is_question)
    voice = voice_of(sight, claim, by_claimed)
    exact = [(voice(place.number), place) for place in exact_places(sight, claim.text, preferred)]
    exact.sort(key=lambda one: _preference(sight, claim, *one))
    chosen = _quoted(sight, [place for _, place in exact])
    if chosen:
        return _right_words(sight, claim, voice(chosen[0][1].number), chosen, len(exact))
    return _nearest(sight, claim, preferred)


def bare(text: str) -> str:
    """A quotation without the marks around it, and without a comma that only its sentence put before the last."""
    text = text.encode("utf-8", "replace").decode("utf-8").strip()
    while len(text) > 1 and text[0] in _MARKS and text[-1] in _MARKS:
        text = text[1:-1].strip()
    return text.rstrip(",").rstrip()


def _right_words(
    sight: Sight, claim: Claim, voice: Voice, chosen: Sequence[tuple[Quote, Finding]], stands_in: int
) -> Verification:
    first = chosen[0][1]
    verdict = first.wording
    if verdict is not Verdict.ALTERED:
        verdict = {
            Voice.SOMEBODY_ELSE: Verdict.WRONG_SPEAKER,
            Voice.REPORTER: Verdict.REPORTERS_WORDS,
            Voice.PUBLISHER: Verdict.REPORTERS_WORDS,
        }.get(voice, verdict)
    is_other_day = claim.on is not None and first.words.briefing.held_on != claim.on
    return _verification(sight, claim, verdict, voice, chosen, stands_in, is_other_day)


def _nearest(sight: Sight, claim: Claim, preferred: Sequence[Mask]) -> Verification:
    voice = voice_of(sight, claim, preferred[0])
    joined = _quoted(sight, joined_places(sight, claim.text, preferred))
    if len(joined) == PIECES:
        return _verification(sight, claim, Verdict.SPLICED, voice(joined[0][1].number), joined, 0)
    near = nearest_places(sight, claim.text, (preferred[0], *preferred[2:]))
    chosen = _quoted(sight, near)
    is_near = bool(chosen) and chosen[0][1].wording is not Verdict.NOT_FOUND
    if not is_near or adds_much(chosen[0][1]):
        pieces = _quoted(sight, spliced_places(sight, claim.text))
        if len(pieces) == PIECES:
            return _verification(sight, claim, Verdict.SPLICED, voice(pieces[0][1].number), pieces, 0)
    if is_near:
        return _right_words(sight, claim, voice(chosen[0][1].number), chosen[:1], 0)
    whose = voice(chosen[0][1].number) if chosen else Voice.NOT_ASKED
    return _verification(sight, claim, Verdict.NOT_FOUND, whose, chosen[:1], 0)


def _verification(
    sight: Sight,
    claim: Claim,
    verdict: Verdict,
    voice: Voice,
    chosen: Sequence[tuple[Quote, Finding]],
    stands_in: int,
    is_other_day: bool = False,
) -> Verification:
    quotes = tuple(quote for quote, _ in chosen)
    places = tuple(place for _, place in chosen)
    is_near = verdict in (Verdict.SPLICED, Verdict.NOT_FOUND)
    found = Verification(
        claim=claim,
        verdict=verdict,
        wording=verdict if is_near else places[0].wording,
        voice=voice,
        message="",
        coverage=sight.coverage,
        quotes=quotes,
        words=tuple(place.words for place in places),
        changes=places[0].changes if places and verdict is not Verdict.SPLICED else (),
        cuts=places[0].cuts if places and not is_near else (),
        stands_in=stands_in,
        is_other_day=is_other_day,
    )
    return replace(found, message=sentences.verdict(found))


def _preference(sight: Sight, claim: Claim, voice: Voice, place: Finding) -> tuple[int, bool, int, int]:
    """The claimed speaker's words first, then those of the day, the most exact, the earliest."""
    is_other_day = claim.on is not None and place.words.briefing.held_on != claim.on
    return _VOICES.index(voice), is_other_day, _WORDINGS.index(place.wording), place.number


def _on(sight: Sight, day: date | None) -> Mask:
    return np.ones(len(sight.index), dtype=bool) if day is None else sight.index.days == day.toordinal()


def _quoted(sight: Sight, places: Sequence[Finding]) -> list[tuple[Quote, Finding]]:
    """The places as quotes, without those whose words may not stand alone."""
    found: list[tuple[Quote, Finding]] = []
    for place in places:
        passage = sight.index.passages[place.number]
        around = sentences_around(passage, Occurrence(passage.turn, place.words.start, place.words.end))
        quote = quote_of(sight.index, sight.register, place.number, around)
        if quote is not None:
            found.append((quote, place))
        if len(found) == QUOTES_SHOWN:
            break
    return found
