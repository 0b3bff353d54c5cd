"""Whether words name somebody who may not be named.

Looked for are whole names, surnames, first names and the label's own name; a
label that names an office ("SENIOR ADMINISTRATION OFFICIAL") names nobody.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.briefing.speakers import Speaker, fold_label, fold_name, surname_of, without_titles

RUN_TOGETHER_MIN_CHARS: Final = 6
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OFFICES: Final = frozenset(
    "official officials administration moderator operator aide participant staff staffer host interpreter speaker "
    "briefer representative spokesperson spokesman spokeswoman president secretary minister director senior defense "
    "state department white house government military intelligence diplomat source one two three four five six".split()
)
_TITLE: Final = "(?:Mr|Mrs|Ms|Dr|Secretary|Minister|Ambassador|General|Admiral|Director)"
ALSO_WORDS: Final = frozenset(
    "will may mark bill grant art rose hope faith grace joy drew chase jack rob sue pat".split()
)
"""First names that are words as well."""
_PARTICLES: Final = frozenset("al bin da de del der di du el ibn la le mc st van von".split())


@dataclass(frozen=True, slots=True)
class HiddenNames:
    """The names of somebody on background, taken apart.

    Attributes:
        words: Surnames and first names, folded.
        surnames: Those of them that are surnames.
        also_words: First names that are common words too; they count only as an address ("Will, …").
        whole: Whole names without spaces, folded.
        full: Those of them that hold more than a surname.
    """

    words: frozenset[str]
    surnames: frozenset[str]
    also_words: frozenset[str]
    whole: frozenset[str]
    full: frozenset[str]

    def stand_in(self, text: str) -> bool:
        """Whether a text names the person."""
        folded = fold_name(text).replace("-", " ")
        words = folded.split()
        if not self.words.isdisjoint(words) or not self.words.isdisjoint(word.removesuffix("s") for word in words):
            return True
        run_together = folded.replace(" ", "")
        if any(name in run_together for name in self.whole):
            return True
        return any(re.search(rf"\b{name.capitalize()}\s*,", text) for name in self.also_words)

    def are_called_in(self, text: str) -> bool:
        """Whether somebody else's words name the person: a whole name in a row, or one part of it in capitals.

        A first name before another surname is another person's, and a word of an office is no name.
        """
        if not self.words and not self.also_words:
            return False
        found = list(_WORD.finditer(text))
        folded = [fold_name(word[0]) for word in found]
        if any("".join(folded[at : at + size]) in self.full for at in range(len(folded)) for size in (2, 3, 4)):
            return True
        following = [
            *(after[0] if text[one.end() : after.start()].isspace() else "" for one, after in pairwise(found)),
            "",
        ]
        if any(self._is_called(*one) for one in zip(folded, (word[0] for word in found), following, strict=True)):
            return True
        return any(
            re.search(rf"\b{name.capitalize()}\s*,|\b{_TITLE}\.?\s+{name.capitalize()}\b", text)
            for name in sorted(self.also_words | (self.surnames & _OFFICES))
        )

    def _is_called(self, folded: str, printed: str, following: str) -> bool:
        if printed[0].islower() or self.words.isdisjoint((folded, folded.removesuffix("s"))) or folded in _OFFICES:
            return False
        if folded in self.surnames:
            return True
        return not following[:1].isupper() or fold_name(following) in self.surnames

    def stand_in_full(self, text: str) -> bool:
        """Whether a text holds a full name, however its words are joined."""
        run_together = "".join(character for character in fold_name(text) if character.isalnum())
        return any(name in run_together for name in self.full)


def hidden_names(speakers: Iterable[Speaker], labels: Iterable[str | None]) -> HiddenNames:
    """The names to keep out, of people the file knows and of the labels it prints."""
    folded = [fold_name(name) for speaker in speakers for name in speaker.names]
    folded += [name for label in labels if label and (name := _name_in(label))]
    words = {part for name in folded for part in name.replace("-", " ").split()} - _PARTICLES
    words |= {surname_of(name) for name in folded}
    kept = {word for word in words if len(word) > 1 or not word.isascii()}
    whole = {name.replace(" ", "").replace("-", "") for name in folded}
    unspaced = {name for name in whole if not name.isascii()}
    return HiddenNames(
        words=frozenset(kept - ALSO_WORDS),
        surnames=frozenset(part for name in folded for part in surname_of(name).split("-")),
        also_words=frozenset(kept & ALSO_WORDS),
        full=frozenset(name.replace(" ", "").replace("-", "") for name in folded if " " in name),
        whole=frozenset(unspaced | {name for name in whole if len(name) >= RUN_TOGETHER_MIN_CHARS}),
    )


def _name_in(label: str) -> str:
    """The name a printed label holds; empty where it names an office."""
    folded = fold_label(label)
    bare = without_titles(folded)
    return "" if _OFFICES & set(bare.split()) or bare in ("q", "") else bare
