"""A thread's last question as text that can be kept, and back."""

import json
from dataclasses import asdict, fields
from datetime import date
from typing import Any, Final

from bot.query.followups.last import LastQuestion
from bot.query.model import Order

_DAYS: Final = frozenset(("after", "before", "first_shown", "last_shown"))
_LISTS: Final = frozenset(("phrases", "speakers", "roles", "sources"))


def written(last: LastQuestion) -> str:
    """As JSON."""
    return json.dumps(asdict(last), default=str, ensure_ascii=False)


def read_back(text: str) -> LastQuestion | None:
    """What was written; None where an earlier version wrote something that is no longer understood."""
    try:
        given = json.loads(text)
        known = {one.name for one in fields(LastQuestion)}
        return LastQuestion(**{name: _value(name, value) for name, value in given.items() if name in known})
    except (ValueError, TypeError, AttributeError):
        return None


def _value(name: str, value: Any) -> Any:
    if name in _DAYS:
        return date.fromisoformat(value) if value else None
    if name in _LISTS:
        return tuple(value)
    return Order(value) if name == "order" else value
