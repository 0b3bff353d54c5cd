"""Labels in the middle of a paragraph: two turns that a page joined."""

import re
from collections.abc import Iterator
from typing import Final

from bot.briefing.speakers import fold_label
from bot.importers.transcripts.labels.document import Style
from bot.importers.transcripts.labels.forms import Form, form_of, is_capitals
from bot.importers.transcripts.labels.grammar import ABBREVIATED, Candidate
from bot.importers.transcripts.lines import HEAD_CHARS_MAX, is_head

_BACK_CHARS_MAX: Final = 80

# The run of capitalised words that ends at the colon, and every shorter run at its end.
_RUN = re.compile(
    r"(?:(?<=[^A-Za-zÀ-ž])|^)(?:[A-ZÀ-Þ][A-Za-zÀ-ž’'⁠‑-]{0,30}\.?[\s\xa0]{1,3}){0,7}[A-ZÀ-Þ][A-Za-zÀ-ž’'⁠‑-]{0,30}\.?[\s\xa0]?$"
)
_NEXT_WORD = re.compile(r"[\s\xa0]+(?=[A-ZÀ-Þ])|(?<=[a-z]\.)(?=[A-ZÀ-Þ])")
# What may follow one space behind a Q, where a page's spaces are lost, and is no name beside it: "Q Clearance".
ONE_SPACE_QUESTION: Final = r" (?!Anon|Clearance|Score|Branch|Source|Drop|Street)(?=[A-Z“\"‘(\[—–-])"
_QUESTION = re.compile(
    rf"Q(?:(?P<colon>:[ \t\xa0]{{1,9}})|(?P<stop>\.[ \t\xa0]{{1,9}})|[ \t\xa0]{{2,9}}|\xa0|{ONE_SPACE_QUESTION})(?=\S)"
)
_HEADED_QUESTION = re.compile(r"[ \xa0]{1,9}(?P<label>Q)\.[ \xa0]{1,9}(?=\S)")
_STOPPED = re.compile(
    r"(?<=[.?!…—–)\]”\"])[ \xa0]{1,9}(?P<label>[A-Z][\w’'-]{0,30}\.?(?: [A-Z][\w’'-]{0,30}){0,5})\.[ \xa0]{1,9}(?=\S)"
)
_ABBREVIATED: Final = tuple(f"{word.capitalize()}." for word in sorted(ABBREVIATED))
_DASHES: Final = ("—", "–", "--")
_HEAD_WORDS_LEAST: Final = 3
_TIME = re.compile(r"\((?:\d{1,2}:)?\d{1,2}:\d{2}\)")
_NAMED_BEFORE = re.compile(
    r"(?:^|[.?!…”\")\]—–-][ \xa0]+)(?P<name>[A-Z][\w.'’-]{0,30}(?: [A-Z0-9][\w.'’-]{0,30}){0,4}?):?[ \xa0]?$"
)
_COLONS = re.compile(r"(?<=[A-Za-zÀ-ž.\s\xa0]):")
_MARKS = re.compile(r"(?<=[A-ZÀ-Þ])[.:](?=[\s\xa0])|(?<=[A-Za-zÀ-ž.\s\xa0]):")
SENTENCE_ENDS: Final = frozenset('.?!…—–-)]”"’*')


def labels_inside(text: str, start: int, style: Style, *, asks: bool = False) -> Iterator[Candidate]:
    """Labels that stand in a line after ``start``, in order, each after the end of a sentence.

    Args:
        asks: Whether the words before are a reporter's, so that an answer may follow them.
    """
    found = [*_before_colons(text, start, style), *_questions(text, start, style)]
    if style.has_mixed_stops:
        found += [*_stopped(text, start, style, asks=asks), *_after_head(text, start)]
    if style.is_timed:
        found += _before_times(text, start)
    yield from sorted(found, key=lambda candidate: candidate.start)


def _before_colons(text: str, start: int, style: Style) -> Iterator[Candidate]:
    last = start
    for found in (_MARKS if style.has_full_stops else _COLONS).finditer(text, start):
        at = found.start()
        candidate = _ending_at(text, max(last, at - _BACK_CHARS_MAX), at, style)
        if candidate is not None and (found.group() == ":" or style.seen[candidate.key] > 1):
            yield candidate
            last = at + 1


def _ending_at(text: str, floor: int, colon: int, style: Style) -> Candidate | None:
    back = text[floor:colon]
    if not any(character.isupper() for character in back[-30:]):
        return None
    run = _RUN.search(back)
    if run is None:
        return None
    starts = [run.start(), *(run.start() + gap.end() for gap in _NEXT_WORD.finditer(run.group().rstrip()))]
    for at in starts:
        printed = back[at:].rstrip()
        if _is_label(printed, style) and _follows_sentence(text, floor + at):
            end = floor + at + len(printed)
            return Candidate(printed, floor + at, end, colon + 1, ":", form_of(printed), is_capitals=True)
    return None


def _is_label(printed: str, style: Style) -> bool:
    if not is_capitals(printed):
        return False
    key, form = fold_label(printed), form_of(printed)
    if form is Form.TITLED or (form in (Form.ANONYMOUS, Form.QUESTION) and len(key) > 1):
        return True
    if form is Form.NAME and printed.isupper():
        return True
    return form in (Form.ROLE, Form.NAME, Form.NAME_AND_ROLE) and style.seen[key] > 1


def _follows_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 4) : at]
    return before.rstrip()[-1:] in SENTENCE_ENDS or before.endswith(("  ", "\xa0\xa0", " \xa0", "\xa0 ", "\t"))


def _before_times(text: str, start: int) -> Iterator[Candidate]:
    """``… she said. Oda Lind: (00:23)`` in a machine-made transcript."""
    last = start
    for time in _TIME.finditer(text, start + 1):
        floor = max(last, time.start() - _BACK_CHARS_MAX)
        found = _NAMED_BEFORE.search(text[floor : time.start()])
        last = time.end()
        if found is not None and (":" in found.group() or text[time.end() : time.end() + 1] == ":"):
            at, printed = floor + found.start("name"), found["name"]
            words_start = time.end() + (text[time.end() : time.end() + 1] == ":")
            form = form_of(printed)
            yield Candidate(printed, at, at + len(printed), words_start, ":", form, is_capitals(printed), is_timed=True)


def _questions(text: str, start: int, style: Style) -> Iterator[Candidate]:
    for found in _QUESTION.finditer(text, start + 1):
        at = found.start()
        is_label = found["colon"] or (style.has_mixed_stops if found["stop"] else style.seen["q"])
        if is_label and text[max(0, at - 3) : at].rstrip()[-1:] in SENTENCE_ENDS and not text[at - 1].isalnum():
            yield _question(at, found.end())


def _question(at: int, words_start: int) -> Candidate:
    return Candidate("Q", at, at + 1, words_start, ":", Form.QUESTION, is_capitals=True)


def _after_head(text: str, start: int) -> Iterator[Candidate]:
    """``Tolls on the River Q. Who pays?``: a page that lost the line break after an editors' head."""
    found = _HEADED_QUESTION.search(text[:HEAD_CHARS_MAX]) if start == 0 else None
    if found is None:
        return
    head = text[: found.start()]
    if is_head(head) and ("/" in head or len(head.split()) >= _HEAD_WORDS_LEAST):
        yield _question(found.start("label"), found.end())


def _stopped(text: str, start: int, style: Style, *, asks: bool) -> Iterator[Candidate]:
    """``… you said—— The Governor. No.``: after words cut off, or in a reporter's."""
    for found in _STOPPED.finditer(text, start):
        printed = found["label"]
        form = form_of(printed)
        is_somebodys = form in (Form.TITLED, Form.ROLE) and style.seen[fold_label(printed)] > 1
        before = text[: found.start()]
        if is_somebodys and (before.endswith(_DASHES) or (asks and not before.endswith(_ABBREVIATED))):
            at, end = found.span("label")
            yield Candidate(printed, at, end, found.end(), ".", form, is_capitals=False)
