"""Whether two indexes are one, however they came about."""

from typing import Any

import numpy as np

from bot.index.passages import PassageIndex
from bot.index.postings import Postings


def same(one: PassageIndex, other: PassageIndex) -> bool:
    """Whether every passage, fact and posting is the same; only the terms may be numbered otherwise."""
    return _facts(one) == _facts(other) and all(
        _postings(getattr(one, field)) == _postings(getattr(other, field)) for field in ("own", "context", "names")
    )


def _facts(index: PassageIndex) -> list[Any]:
    return [
        [(passage.id, passage.turn, passage.briefing.sha256) for passage in index.passages],
        list(index.contexts),
        [names.values for names in (index.speakers, index.labels, index.roles)],
        [briefing.id for briefing in index.briefings],
        *(
            np.asarray(getattr(index, name)).tolist()
            for name in ("briefing_nos", "days", "is_question", "speaker_nos", "label_nos", "role_nos", "words_nos")
        ),
    ]


def _postings(postings: Postings) -> list[Any]:
    terms = {
        term: (
            [array.tolist() for array in postings.of_term(term)],
            postings.places_of({0: (term,)}).tolist(),
        )
        for term in sorted(postings.term_nos)
        if len(postings.of_term(term)[0])
    }
    return [terms, postings.begins.tolist(), postings.lengths.tolist()]
