"""A news article as a draft: its quotations, who said them, where and when."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.briefing.model import Kind, SourceKind, Status
from bot.briefing.speakers import Register
from bot.importers.articles.header import Dateline, Occasion, dateline_of, occasion_of
from bot.importers.articles.speakers.after import Cue, Sureness
from bot.importers.articles.speakers.attribution import Attribution, attributions_of
from bot.importers.articles.speakers.cues import cues_of
from bot.importers.articles.speakers.descriptions import Mention
from bot.importers.articles.speakers.nearest import nearest_of
from bot.importers.articles.speakers.people import People
from bot.importers.articles.text.kinds import Nature, natures_of
from bot.importers.articles.text.marks import Pairs, pairs_of
from bot.importers.articles.text.tokens import Sort, Tokens, tokens_of
from bot.importers.articles.words import STRONG
from bot.importers.model import Doubt, Draft, DraftTurn, Extract

SCARE_QUOTE_MAX_WORDS: Final = 2
TITLE_MAX_CHARS: Final = 300
DOUBTS_MAX: Final = 200
"""More of one sort than that nobody reads; the rest is counted."""

ARTICLE_MAX_CHARS: Final = 1_000_000
QUOTATIONS_MAX: Final = 5_000
"""A book has that many; beyond, a text is no article and is read so far only, which a doubt tells."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was found in a text before anybody is named."""

    tokens: Tokens
    natures: tuple[Nature, ...]
    cues: tuple[Cue | None, ...]

    def is_speech(self, quotation: int) -> bool:
        """Whether it is somebody's words and no title, nickname or scare quote."""
        nature, cue = self.natures[quotation], self.cues[quotation]
        if nature is Nature.NO_SPEECH:
            return False
        if len(self.tokens.words_of(quotation).split()) > SCARE_QUOTE_MAX_WORDS:
            return True
        if nature is Nature.FRAGMENT:
            return cue is not None
        is_led_to = cue is not None and cue.sureness > Sureness.GUESSED
        return is_led_to or self.tokens.ends_in(quotation, ",?")


def read_article(extract: Extract, register: Register, held_on: date | None = None) -> Draft:
    """Read a news article: what stands between quotation marks, and whose words it is.

    A name is given only where two unlike ways agree on it or the register settles it; elsewhere
    ``printed`` says what the article prints, and the sentence around the words is kept.

    Args:
        held_on: The day of the event, where it is known from elsewhere.
    """
    if len(extract.text) > ARTICLE_MAX_CHARS:
        doubt = Doubt(0, f"longer than {ARTICLE_MAX_CHARS:,} characters: not read as an article", is_open=True)
        return Draft(extract, (), (doubt,), kind=SourceKind.ARTICLE)
    pairs = pairs_of(extract.text)
    if len(pairs.pairs) > QUOTATIONS_MAX:
        pairs = Pairs(pairs.pairs[:QUOTATIONS_MAX], (*pairs.strays, pairs.pairs[QUOTATIONS_MAX].outer_start))
    tokens = tokens_of(extract.text, pairs.pairs)
    natures = natures_of(tokens)
    reading = _Reading(tokens, natures, cues_of(tokens, tuple(nature is Nature.WHOLE for nature in natures)))
    dateline = dateline_of(extract.text, extract.published_on)
    occasion = _occasion(reading, extract, held_on, dateline)
    people = People(tokens, register, occasion.held_on)
    attributions = attributions_of(tokens, natures, reading.cues, nearest_of(tokens), people)
    turns = tuple(
        _turn(reading, number, attribution)
        for number, attribution in enumerate(attributions)
        if reading.is_speech(number)
    )
    return Draft(
        extract,
        turns,
        tuple(sorted(_doubts(extract.text, pairs, turns, occasion))),
        title=extract.title or _first_line(extract.text),
        held_on=occasion.held_on,
        venue=dateline.city if dateline else None,
        publisher=extract.publisher or (dateline.agency if dateline else None),
        kind=SourceKind.ARTICLE,
        status=extract.status or Status.AS_QUOTED,
        url=extract.url,
    )


def _occasion(reading: _Reading, extract: Extract, held_on: date | None, dateline: Dateline | None) -> Occasion:
    known = held_on or extract.held_on
    if known is not None:
        return Occasion(known)
    written_on = extract.published_on or (dateline.written_on if dateline else None)
    tokens = reading.tokens
    quoting = sorted({tokens.sentences[tokens.at[number]] for number, cue in enumerate(reading.cues) if cue})
    saying = sorted(
        {span for token, span in zip(tokens.tokens, tokens.sentences, strict=True) if token.plain in STRONG}
    )
    around = occasion_of((_outside_marks(tokens, *span) for span in quoting), written_on)
    if around.held_on is not None or around.is_contested:
        return around
    return occasion_of((_outside_marks(tokens, *span) for span in saying), written_on)


def _outside_marks(tokens: Tokens, start: int, end: int) -> str:
    return " ".join(token.text for token in tokens.tokens[start:end] if token.sort is not Sort.QUOTATION)


def _turn(reading: _Reading, quotation: int, attribution: Attribution) -> DraftTurn:
    tokens, person, mention = reading.tokens, attribution.person, attribution.mention
    start, end = _trimmed(tokens.text, tokens.pairs[quotation].start, tokens.pairs[quotation].end)
    is_partial = reading.natures[quotation] is Nature.FRAGMENT
    sentence_start, sentence_end = _sentence(tokens, quotation) if is_partial or person is None else (None, None)
    printed_start, printed_end = _printed(tokens, mention) if mention else (None, None)
    outer = _printed(tokens, attribution.outer) if attribution.outer else None
    return DraftTurn(
        Kind.SPEECH,
        tokens.text[start:end],
        start,
        end,
        printed=tokens.text[printed_start:printed_end] if mention else None,
        printed_start=printed_start,
        printed_end=printed_end,
        speaker=person.speaker.id if person and person.speaker else None,
        name=person.name if person else None,
        role=person.role if person else attribution.role,
        confidence=attribution.confidence,
        partial=is_partial,
        sentence_start=sentence_start,
        sentence_end=sentence_end,
        note=f"according to {tokens.text[outer[0] : outer[1]]}" if outer else None,
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without outer white space."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _sentence(tokens: Tokens, quotation: int) -> tuple[int, int]:
    first, last = tokens.sentences[tokens.at[quotation]]
    return _trimmed(tokens.text, tokens.tokens[first].start, tokens.tokens[last - 1].end)


def _printed(tokens: Tokens, mention: Mention) -> tuple[int, int]:
    """A description as it stands, without a possessive ending."""
    start, end = tokens.tokens[mention.first].start, tokens.tokens[mention.last - 1].end
    for ending in ("'s", "’s", "'", "’"):
        if tokens.text.endswith(ending, start, end):
            return start, end - len(ending)
    return start, end


def _doubts(text: str, pairs: Pairs, turns: tuple[DraftTurn, ...], occasion: Occasion) -> list[Doubt]:
    doubts: list[Doubt] = []
    if occasion.doubt is not None:
        doubts.append(Doubt(0, occasion.doubt, is_open=True))
    if not turns:
        doubts.append(Doubt(0, "no quotation was found in the article"))
    lines = _Lines(text)
    stray_lines = sorted({lines.number_at(stray) for stray in pairs.strays[:DOUBTS_MAX]})
    doubts.extend(
        Doubt(line, "a quotation mark without its partner: what it quotes was left out") for line in stray_lines
    )
    unnamed = [turn for turn in turns if turn.name is None and turn.role is None]
    for turn in unnamed[:DOUBTS_MAX]:
        whom = f"“{turn.printed}” may be the speaker" if turn.printed else "nobody is named"
        doubts.append(Doubt(lines.number_at(turn.start), f"who said “{turn.text[:60]}” is not certain: {whom}"))
    left_out = max(0, len(pairs.strays) - DOUBTS_MAX) + max(0, len(unnamed) - DOUBTS_MAX)
    if left_out:
        doubts.append(Doubt(0, f"{left_out} more quotations or marks are doubtful", is_open=True))
    return doubts


class _Lines:
    """Line numbers of a text for offsets that never go far back."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._number = 1

    def number_at(self, offset: int) -> int:
        """The line of an offset, counted from 1."""
        if offset < self._at:
            self._at, self._number = 0, 1
        self._number += self._text.count("\n", self._at, offset)
        self._at = offset
        return self._number


def _first_line(text: str) -> str | None:
    line = next((line.strip() for line in text.splitlines() if line.strip()), None)
    return line if line is not None and len(line) <= TITLE_MAX_CHARS else None
