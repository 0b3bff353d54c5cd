"""Two texts word by word: which differ, and which of these are numbers or negations."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from bot.answer.verifying.model import Change, Mark
from bot.briefing.passages import Passage
from bot.index.phrases import Word, words_of

NEGATIONS: Final = frozenset(
    "no not never none nobody nothing neither nor nowhere without cannot hardly scarcely barely rarely seldom unable non "
    "refuse refuses refused fail fails failed failing deny denies denied denying lack lacks lacked lacking".split()
)
NUMBERS: Final = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million "
    "millions billion billions trillion trillions dozen dozens half twice thrice double triple quarter first second third "
    "fourth fifth sixth seventh eighth ninth tenth percent per cent".split()
)
_BEFORE: Final = frozenset("$€£¥₹±−+<>≤≥≈~")
_BEFORE_A_SPACE: Final = frozenset("<>≤≥≈~")
_RAISED: Final = re.compile(r"(?<=\d)[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_OPPOSITE: Final = re.compile(
    r"(?:un(?!less$|til$|der|ion|it|ite)|dis|il|ir|(?:in|im)(?=\w+(?:[ai]ble|al|[aei]nt|[aei]te|ct|ive|ous|ity|ly|per)$))(?P<rest>\w{4,})"
)
"""A word that turns another into its opposite by what it begins with: "unlikely", "illegal", "impossible"."""
_AFTER: Final = frozenset("%‰°¢€£")
_MARK: Final = re.compile('["“”„«»]')
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
    """The words for comparing: numbers with what makes them money, a share or negative, and "U.S." apart from "us"."""
    return [_signed(text, word) if any(c.isdigit() for c in word.folded) else _named(text, word) for word in words]


def is_note(passage: Passage) -> bool:
    """Whether words stand inside the transcriber's brackets, such as (Laughter)."""
    text = passage.turn.text
    return any(
        note.start() <= passage.start and passage.end <= note.end()
        for note in _NOTE.finditer(text, max(0, passage.start - 90), passage.end + 90)
    )


def is_quoted_there(passage: Passage) -> bool:
    """Whether the source has the words between marks: the speaker says what somebody says or said."""
    text, opened = passage.turn.text, list[str]()
    around: int | None = None
    for mark in _MARK.finditer(text, text.rfind("\n\n", 0, passage.start) + 1):
        if around is None and mark.start() >= passage.start:
            around = len(opened)
        if around == 0:
            return False
        if _opens(text, mark.start(), opened):
            opened.append(mark[0])
        elif opened:
            opened.pop()
        if around is not None and len(opened) < around:
            return mark.start() >= passage.end
    return False


def marks_in(asked: str, real: str) -> tuple[Mark, ...]:
    """Whether what differs is a number, or turns a sentence into its opposite."""
    marks = []
    if _numbers(asked) != _numbers(real):
        marks.append(Mark.NUMBER)
    if len(_negations(asked)) != len(_negations(real)) or _turns_around(asked, real) or _turns_around(real, asked):
        marks.append(Mark.NEGATION)
    return tuple(marks)


def holds_negation(text: str) -> bool:
    """Whether any word negates."""
    return bool(_negations(text))


def _with_sign(text: str, start: int, end: int) -> tuple[int, int, str]:
    """A stretch with the sign right before or after it, or before a space."""
    first, last = max(0, start - 1), min(end + 1, len(text))
    if text[first:start] == " " and text[max(0, first - 1) : first] in _BEFORE_A_SPACE:
        first -= 1
    first = start if text[first:start].isspace() else first
    last = end if text[end:last].isspace() else last
    return first, last, text[first:last]


def _opens(text: str, at: int, opened: Sequence[str]) -> bool:
    mark, before, after = text[at], text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if mark == "“":
        return opened[-1:] != ["„"]
    if mark == '"':
        return bool(after.strip()) and (not before.strip() or before in "([—–-“„")
    return mark in "„«"


def _change(claim: str, source: Passage, asked: Sequence[Word], real: Sequence[Word]) -> Change:
    typed = claim[asked[0].start : asked[-1].end] if asked else ""
    there = _slice(source, real) if real else None
    if typed and there is not None and typed == there.text:  # a sign beside a number differs
        typed = _with_sign(claim, asked[0].start, asked[-1].end)[2]
        start, end, _ = _with_sign(there.turn.text, there.start, there.end)
        there = Passage(there.briefing, there.turn, start, end)
    return Change(typed, there, marks_in(typed, there.text if there else ""))


def _slice(source: Passage, words: Sequence[Word]) -> Passage:
    return Passage(source.briefing, source.turn, source.start + words[0].start, source.start + words[-1].end)


def _is_at_ellipsis(asked: Sequence[Word], at: int, elided: Sequence[int]) -> bool:
    before = asked[at - 1].end if at else 0
    after = asked[at].start if at < len(asked) else before + 10**9
    return any(before <= offset <= after for offset in elided)


def _is_typography(change: Change) -> bool:
    """Whether the same letters are only joined or parted by a hyphen: "e-mail" and "email", never "5-10" and "510"."""
    if change.real is None or not change.asked:
        return False
    texts = change.asked, change.real.text
    words = [[word.folded for word in words_of(text)] for text in texts]
    if "".join(words[0]) != "".join(words[1]) or words[0] == words[1]:
        return False
    is_number = any(one[-1].isdigit() and two[0].isdigit() for part in words for one, two in pairwise(part))
    return not is_number and any("-" in text or "‑" in text or "‐" in text for text in texts)


def _signed(text: str, word: Word) -> str:
    before, after = text[word.start - 1 : word.start], text[word.end : word.end + 1]
    is_negative = before == "-" and text[max(0, word.start - 2) : word.start - 1] in ("", " ", "\n", "(")
    sign = before if before in _BEFORE and before else "−" if is_negative else ""
    if before == " " and text[word.start - 2 : word.start - 1] in _BEFORE_A_SPACE:
        sign = text[word.start - 2]
    raised = "".join(_RAISED.findall(text[word.start : word.end]))  # 10² folds to 102
    return f"{sign}{word.folded}{raised}{after if after in _AFTER and after else ''}"


def _named(text: str, word: Word) -> str:
    if word.folded != "us" or not text[word.start : word.end].isupper() or text.isupper():
        return word.folded
    return "u.s."


def _negations(text: str) -> list[str]:
    return [word for word in _folded(text) if word in NEGATIONS or word.endswith("n't")]


def _turns_around(one: str, other: str) -> bool:
    """Whether a word of one text stands in the other without the beginning that negates it."""
    words = set(_folded(other))
    return any(found and found["rest"] in words for found in map(_OPPOSITE.fullmatch, _folded(one)))


def _numbers(text: str) -> list[str]:
    words = words_of(text)
    return [sign for sign in signed(text, words) if sign in NUMBERS or any(character.isdigit() for character in sign)]


def _folded(text: str) -> Iterator[str]:
    return (word.folded for word in words_of(text))
