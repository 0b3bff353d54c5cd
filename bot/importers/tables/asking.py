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


def is_asker(label: str, texts: Sequence[str]) -> bool:
    """Whether a label stands for reporters: by its word, else by what its turns look like.

    Somebody with an office or a form of address answers; a bare name most of
    whose turns hold a question mark asks.
    """
    words = re.sub(r"[^\w\s]", "", label).casefold().split()
    if not words:
        return False
    if _ASKERS.fullmatch(" ".join(words)):
        return True
    if words[0] in _OFFICE:
        return False
    return sum("?" in text for text in texts) >= _ASKS_SHARE * len(texts) > 0
