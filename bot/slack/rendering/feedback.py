"""What people thought of answers, as admins read it: never who."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from bot.slack.payload.escape import shorten, tame
from bot.state.answers import Opinion

TEXT_MAX_CHARS: Final = 200
LIST_MAX_CHARS: Final = 2_300


def feedback_text(opinions: Sequence[Opinion]) -> str:
    """How many found answers helpful, then what was wrong with the others.

    Args:
        opinions: Newest first.
    """
    if not opinions:
        return "Nobody has said yet whether an answer was helpful."
    bad = [one for one in opinions if one.opinion == "bad"]
    lines = [f"Helpful: {len(opinions) - len(bad):,}. Not helpful: {len(bad):,}."]
    used = len(lines[0])
    for number, one in enumerate(bad):
        line = _line(one)
        used += len(line) + 1
        if used > LIST_MAX_CHARS:
            lines.append(f"and {len(bad) - number:,} older")
            break
        lines.append(line)
    return "\n".join(lines)


def _line(one: Opinion) -> str:
    given = datetime.fromtimestamp(one.given_at, UTC)
    reason = shorten(tame(one.reason or ""), TEXT_MAX_CHARS) or "no reason given"
    return f"• {shorten(tame(one.text), TEXT_MAX_CHARS) or '(without words)'}: {reason} ({given.day} {given:%B %Y})"
