"""``Is the US …``, ``why does the administration …``: those who brief are asked about themselves.

They answer as "we", so the words that name them find nothing and are left out.
"""

from typing import Final

from bot.query.clauses.reading import Reading

LEFT_MIN_WORDS: Final = 2
_ASKING: Final = frozenset("who what when where why how which".split())
_AUXILIARIES: Final = frozenset("is are was were does do did will would has have can could should".split())
_OURSELVES: Final = tuple(
    tuple(name.split())
    for name in (
        "united states",
        "us government",
        "u.s government",
        "biden administration",
        "trump administration",
        "obama administration",
        "new administration",
        "us administration",
        "state department",
        "white house",
        "us",
        "u.s",
        "usa",
        "america",
        "washington",
        "administration",
        "government",
        "department",
    )
)


def end_of_ourselves(reading: Reading, start: int, last: int) -> int:
    """Where the question goes on after naming those who brief; ``start`` where it does not begin so."""
    at = start
    while at < last and reading.bare(at) in _ASKING:
        at += 1
    if reading.bare(at) not in _AUXILIARIES:
        return start
    at += 1
    at += reading.bare(at) in ("the", "this", "our")
    for name in _OURSELVES:
        end = at + len(name)
        if tuple(reading.bare(n) for n in range(at, end)) == name and last - end >= LEFT_MIN_WORDS:
            return end
    return start
