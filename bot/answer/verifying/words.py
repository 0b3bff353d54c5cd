"""Two texts word by word: which differ, and which of these are numbers or negations."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from bot.answer.verifying.model import Change, Mark
from bot.briefing.passages import Passage
from bot.index.phrases import Word, words_of

NEGATIONS: Final = frozenset(
    "no not never none nobody nothing neither nor nowhere without cannot hardly scarcely barely refuse refuses refused".split()
)
NUMBERS: Final = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million "
    "millions billion billions trillion trillions dozen dozens half twice thrice double triple quarter first second third "
    "fourth fifth sixth seventh eighth ninth tenth percent per cent".split()
)
_BEFORE: Final = frozenset("$€£¥₹±−")
_AFTER: Final = frozenset("%‰°¢€£")
_NOTE: Final = re.compile(r"[\[(][^\])]{1,80}[\])]")


def changes_between(claim: str, source: Passage, *, elided: Sequence[int] = ()) -> tuple[Change, ...]:
    """Where a claim differs from a slice of the source, in order; typography is no difference.

    Args:
        elided: Character offsets of the claim's ellipses: what the source has more there is no change.
    """
    asked, real = words_of(claim), words_of(source.text)
    matcher = SequenceMatcher(None, signed(claim, asked), signed(source.text, real), autojunk=False)
    changes = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal" or (a == b and _is_at_ellipsis(asked, a, elided)):
            continue
        change = _change(claim, source, asked[a:b], real[c:d])
        if not _is_typography(change):
            changes.append(change)
    return tuple(changes)


def signed(text: str, words: Sequence[Word]) -> list[str]:
    """The words for comparing; numbers with what makes them money, a share or negative."""
    return [_signed(text, word) if any(c.isdigit() for c in word.folded) else word.folded for word in words]


def is_note(passage: Passage) -> bool:
    """Whether words stand inside the transcriber's brackets, such as (Laughter)."""
    text = passage.turn.text
    return any(
        note.start() <= passage.start and passage.end <= note.end()
        for note in _NOTE.finditer(text, max(0, passage.start - 90), passage.end + 90)
    )


def marks_in(asked: str, real: str) -> tuple[Mark, ...]:
    """Whether what differs is a number, or turns a sentence into its opposite."""
    marks = []
    if _numbers(asked) != _numbers(real):
        marks.append(Mark.NUMBER)
    if _negations(asked) != _negations(real):
        marks.append(Mark.NEGATION)
    return tuple(marks)


def holds_negation(text: str) -> bool:
    """Whether any word negates."""
    return bool(_negations(text))


def _change(claim: str, source: Passage, asked: Sequence[Word], real: Sequence[Word]) -> Change:
    typed = claim[asked[0].start : asked[-1].end] if asked else ""
    there = _slice(source, real) if real else None
    if typed and there is not None and typed == there.text:  # a sign beside a number differs
        typed = claim[max(0, asked[0].start - 1) : asked[-1].end + 1].strip()
        there = Passage(there.briefing, there.turn, max(0, there.start - 1), min(there.end + 1, len(there.turn.text)))
    return Change(typed, there, marks_in(typed, there.text if there else ""))


def _slice(source: Passage, words: Sequence[Word]) -> Passage:
    return Passage(source.briefing, source.turn, source.start + words[0].start, source.start + words[-1].end)


def _is_at_ellipsis(asked: Sequence[Word], at: int, elided: Sequence[int]) -> bool:
    before = asked[at - 1].end if at else 0
    after = asked[at].start if at < len(asked) else before + 10**9
    return any(before <= offset <= after for offset in elided)


def _is_typography(change: Change) -> bool:
    """Whether the same letters are only joined or parted by a hyphen: "e-mail" and "email"."""
    if change.real is None or not change.asked:
        return False
    texts = change.asked, change.real.text
    letters = ["".join(word.folded for word in words_of(text)) for text in texts]
    return letters[0] == letters[1] and any("-" in text or "‑" in text or "‐" in text for text in texts)


def _signed(text: str, word: Word) -> str:
    before, after = text[word.start - 1 : word.start], text[word.end : word.end + 1]
    is_negative = before == "-" and text[max(0, word.start - 2) : word.start - 1] in ("", " ", "\n", "(")
    sign = before if before in _BEFORE and before else "−" if is_negative else ""
    return f"{sign}{word.folded}{after if after in _AFTER and after else ''}"


def _negations(text: str) -> list[str]:
    return [word for word in _folded(text) if word in NEGATIONS or word.endswith("n't")]


def _numbers(text: str) -> list[str]:
    words = words_of(text)
    return [sign for sign in signed(text, words) if sign in NUMBERS or any(character.isdigit() for character in sign)]


def _folded(text: str) -> Iterator[str]:
    return (word.folded for word in words_of(text))
