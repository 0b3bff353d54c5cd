"""The filters' names, and what is said about one that does not exist."""

from difflib import get_close_matches
from typing import Final

from bot.errors import QueryError

KEYS: Final = ("speaker", "role", "on", "after", "before", "source")

_MEANT: Final = {
    **dict.fromkeys("from by who whom name person people said_by spoke author official".split(), "speaker"),
    **dict.fromkeys("title position job function".split(), "role"),
    **dict.fromkeys("when date day in during month year at held_on".split(), "on"),
    **dict.fromkeys("since newer later".split(), "after"),
    **dict.fromkeys("until till older earlier to".split(), "before"),
    **dict.fromkeys("publisher outlet venue site agency paper organization organisation org".split(), "source"),
}
# Words that stand before a colon in ordinary writing, and the schemes of addresses.
_ORDINARY: Final = frozenset(
    "re fw fwd ps nb qa mailto tel urn doi http https ftp file data "
    "said says say asked asks ask told tells replied answered added wrote stated quote quoting question answer "
    "is are was this that following here note so and but".split()
)
_CLOSE_ENOUGH: Final = 0.72
_QUOTE_MARKS: Final = frozenset("\"'“”„‟«»‘’＂")


def refuse_unknown_key(key: str, value: str) -> None:
    """Complain if a word before a colon can only be meant as a filter.

    Args:
        value: The first character after the colon.

    Raises:
        QueryError: It names no filter; says which one may be meant.
    """
    folded = key.lower()
    if not value or value.isspace() or value in "/:)(" or folded in _ORDINARY:
        return
    meant = _MEANT.get(folded) or next(iter(get_close_matches(folded, KEYS, 1, _CLOSE_ENOUGH)), None)
    if meant is not None:
        raise QueryError(f"I know no filter `{key}:`. Did you mean `{meant}:`?")
    if key == folded and value not in _QUOTE_MARKS:
        raise QueryError(f"I know no filter `{key}:`. The filters are {_listed()}.")


def _listed() -> str:
    names = [f"`{key}:`" for key in KEYS]
    return f"{', '.join(names[:-1])} and {names[-1]}"
