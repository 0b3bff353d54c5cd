"""The words of a stretch: slices of the document, joined where furniture stood between."""

import re
from typing import Final

from bot.importers.transcripts.turns.stretches import Document, Part, Stretch

_TIME = re.compile(r"[ \xa0]?[(\[](?:\d{1,2}:)?\d{1,2}:\d{2}(?:\.\d{1,3})?[)\]]")
_SENTENCE_ENDS: Final = tuple(".?!:…—–-)]”\"’'")


def words_of(stretch: Stretch, document: Document) -> str:
    """What was said, as printed; paragraphs parted by line breaks.

    A paragraph that a page break cut in two is joined again with a space.
    """
    said = ""
    for part in stretch.parts:
        piece = document.text[part.start : part.end]
        if document.style.is_timed:
            piece = _TIME.sub("", piece).strip()
        if not piece:
            continue
        said += (_joint(said, part) if said else "") + piece
    return said


def _joint(said: str, part: Part) -> str:
    return " " if part.goes_on and not said.endswith(_SENTENCE_ENDS) else "\n"
