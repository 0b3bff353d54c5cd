"""Who asks and who answers, where a table has names but does not say."""

import re
from collections.abc import Sequence
from typing import Final

_ASKERS = re.compile(
    r"q|question|questions|reporter|reporters|press|the press|journalist|media|moderated question|participant"
)
_OFFICE: Final = frozenset(
    "mr mrs ms miss dr the president vice secretary minister prime ambassador general gen admiral colonel captain senator "
    "governor chair chairman chairwoman director spokesperson spokesman spokeswoman press deputy assistant under senior "
    "official moderator administrator commissioner chancellor king queen his her pope".split()
)
_ASKS_SHARE: Final = 0.5
_BEGINNING_CHARS: Final = 160


def is_asker(label: str, texts: Sequence[str]) -> bool:
    """Whether a label stands for reporters: by its word, else by what its turns look like.

    Somebody with an office or a form of address answers; a bare name asks if
    most of its turns hold a question mark, or if it tells in its first words
    which newsroom it is with, as reporters do who wonder instead of asking.
    """
    words = re.sub(r"[^\w\s]", "", label).casefold().split()
    if not words:
        return False
    if _ASKERS.fullmatch(" ".join(words)):
        return True
    if words[0] in _OFFICE:
        return False
    return _tells_newsroom(label, texts) or sum("?" in text for text in texts) >= _ASKS_SHARE * len(texts) > 0


def _tells_newsroom(label: str, texts: Sequence[str]) -> bool:
    """Whether the first turn begins with the label's whole name and an outlet: ``Rena Lind with the Tidal Post.``.

    Who says "I'm Rena Lind with the ministry" may be an official who makes himself known.
    """
    if not texts or len(label.split()) < 2 or len(label) > _BEGINNING_CHARS:
        return False
    name = r"\s+".join(map(re.escape, label.split()))
    told = re.search(
        rf"(?<![\w’'])(?<!\bam )(?<![’']m )(?<!\bis )(?i:{name}),? (?:with|from) (?:the )?[A-Z]",
        texts[0][:_BEGINNING_CHARS],
    )
    return told is not None
