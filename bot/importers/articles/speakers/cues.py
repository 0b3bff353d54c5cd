"""Who said it, by verbs of saying, ``according to``, colons and what stands around: the first way."""

from dataclasses import replace

from bot.importers.articles.speakers.after import Cue, Sureness, after_marks, inverted
from bot.importers.articles.speakers.before import before_marks
from bot.importers.articles.speakers.descriptions import description_from, description_until
from bot.importers.articles.speakers.subjects import first_subject, subject_of
from bot.importers.articles.text.tokens import Sort, Tokens
from bot.importers.articles.words import FINITE, SAYING


def cues_of(tokens: Tokens, whole: tuple[bool, ...]) -> tuple[Cue | None, ...]:
    """For each quotation who said it, in order.

    Args:
        whole: For each quotation whether it is speech of its own and no fragment.
    """
    cues: list[Cue | None] = []
    for quotation, at in enumerate(tokens.at):
        cue = _within_sentence(tokens, at, whole[quotation])
        if cue is None or cue.sureness is Sureness.GUESSED:
            cue = _from_neighbours(tokens, at, cues, whole[quotation]) or cue
        cues.append(_reported(tokens, at, cue) if cue is not None else None)
    return tuple(cues)


def _reported(tokens: Tokens, at: int, cue: Cue) -> Cue:
    """A cue with the one who reports it: ``“…,” Price said, according to the Harbour Wire``."""
    _, end = tokens.sentences[at]
    if cue.outer is not None or cue.sureness is not Sureness.PLAIN:
        return cue
    for verb in range(max(at + 1, cue.speaker.last), end - 2):
        if tokens.tokens[verb].plain == "according":
            return replace(cue, outer=description_from(tokens, verb + 2, end, is_led_to=True))
    return cue


def _within_sentence(tokens: Tokens, at: int, is_whole: bool) -> Cue | None:
    start, end = tokens.sentences[at]
    after = after_marks(tokens, at, end, is_whole)
    before = before_marks(tokens, at, start)
    is_finished = tokens.ends_in(tokens.tokens[at].pair, "?!")
    if after is not None and (_is_weak(before) or (is_whole and not is_finished) or _is_apart(tokens, at, start)):
        return after
    if not _is_weak(before):
        return before
    later = after or _later(tokens, at, end)
    return later or before or _first(tokens, start, at)


def _is_weak(cue: Cue | None) -> bool:
    return cue is None or cue.sureness is Sureness.GUESSED


def _is_apart(tokens: Tokens, at: int, start: int) -> bool:
    """Whether the sentence goes on after the marks with a clause of its own and no verb leads up to them."""
    words = tokens.tokens
    led_to = any(words[near].plain in SAYING for near in range(max(start, at - 4), at))
    return not led_to and tokens.ends_in(words[at].pair, ",")


def _later(tokens: Tokens, at: int, end: int) -> Cue | None:
    """``The “top” list is empty, officials said`` · ``…, according to Price``."""
    words = tokens.tokens
    for verb in range(at + 1, end):
        if words[verb].plain == "according" or (words[verb].plain in SAYING and words[verb - 1].text == ","):
            cue = inverted(tokens, verb, end)
            if cue is not None:
                return replace(cue, sureness=Sureness.INDIRECT)
        if words[verb].plain in FINITE:
            found = subject_of(tokens, verb, at + 1)
            if found is not None and words[found.first - 1].text in ",—–":
                return Cue(found, Sureness.INDIRECT)
    return None


def _first(tokens: Tokens, start: int, at: int) -> Cue | None:
    found = first_subject(tokens, start, at)
    return Cue(found, Sureness.GUESSED) if found else None


def _from_neighbours(tokens: Tokens, at: int, cues: list[Cue | None], is_whole: bool) -> Cue | None:
    """A quotation without words of its own goes on from the one before, or follows a sentence that leads to it."""
    words = tokens.tokens
    start, _ = tokens.sentences[at]
    if start < at and not is_whole:
        return _carried_on(tokens, at, cues) if first_subject(tokens, start, at) is None else None
    stated = _label(tokens, at, start) or _signature(tokens, at)
    if stated is not None:
        return stated
    if start < at and first_subject(tokens, start, at) is not None:
        return None
    lead = _leading_sentence(tokens, start)
    if lead is not None and words[lead[1] - 1].text == ":":
        return _lead_cue(tokens, lead)
    carried_on = _carried_on(tokens, at, cues) if start == at else None
    if carried_on is not None:
        return carried_on
    cue = _lead_cue(tokens, lead) if lead is not None else None
    return replace(cue, sureness=Sureness.GUESSED) if cue else None


def _carried_on(tokens: Tokens, at: int, cues: list[Cue | None]) -> Cue | None:
    """The speaker of the quotation before, in the same paragraph."""
    paragraph, _ = tokens.paragraphs[at]
    previous = cues[-1] if cues else None
    if previous is None or tokens.at[len(cues) - 1] < paragraph:
        return None
    return Cue(previous.speaker, min(previous.sureness, Sureness.CARRIED_ON))


def _label(tokens: Tokens, at: int, start: int) -> Cue | None:
    """``PRICE: “…”`` and ``Price was brief: “…”``."""
    if at - 1 <= start or tokens.tokens[at - 1].text != ":":
        return None
    found = description_until(tokens, at - 1, start)
    if found is not None and found.is_named and found.first == start:
        return Cue(found, Sureness.PLAIN)
    found = first_subject(tokens, start, at)
    return Cue(found, Sureness.INDIRECT) if found else None


def _signature(tokens: Tokens, at: int) -> Cue | None:
    """A name after a dash on the line below: ``— Ned Price``."""
    words = tokens.tokens
    dash = at + 1
    while dash < len(words) and (words[dash].sort is Sort.BREAK or words[dash].text == "."):
        dash += 1
    if dash + 1 >= len(words) or words[dash].text not in "-—–":
        return None
    found = description_from(tokens, dash + 1, tokens.sentences[dash][1])
    return Cue(found, Sureness.PLAIN) if found is not None and found.is_named else None


def _leading_sentence(tokens: Tokens, start: int) -> tuple[int, int] | None:
    """The sentence before a token, also of the paragraph before; without its break."""
    last = start
    while last > 0 and tokens.tokens[last - 1].sort is Sort.BREAK:
        last -= 1
    if last == 0:
        return None
    first, _ = tokens.sentences[last - 1]
    return first, last


def _lead_cue(tokens: Tokens, sentence: tuple[int, int]) -> Cue | None:
    """Who speaks next by a sentence that leads up to it: the subject of its last verb of saying, else its first."""
    start, end = sentence
    found = before_marks(tokens, end, start)
    return found or _first(tokens, start, end)
