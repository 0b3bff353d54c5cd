"""Questions that found nothing, as admins read them: what was asked, how often, never by whom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from bot.query.followups.stored import read_back
from bot.slack.payload.escape import shorten, tame
from bot.state.answers import Unanswered

GAPS_DAYS: Final = 7
QUESTION_MAX_CHARS: Final = 200
LIST_MAX_CHARS: Final = 2_300


@dataclass(frozen=True, slots=True)
class _Gap:
    words: str
    times: int
    asked_at: float

    @property
    def line(self) -> str:
        last = datetime.fromtimestamp(self.asked_at, UTC)
        times = f"{self.times} times, last on" if self.times > 1 else "on"
        return f"• {shorten(self.words, QUESTION_MAX_CHARS)} ({times} {last.day} {last:%B %Y})"


def gaps_text(unanswered: Sequence[Unanswered], days: int, keep_days: int) -> str:
    """Each question once, those asked most often first; it says what it leaves out.

    Args:
        unanswered: Newest first.
    """
    span = f"the last {min(days, keep_days)} days" if min(days, keep_days) > 1 else "the last day"
    kept = f" (older ones are not kept: BRIEFING_KEEP_DAYS is {keep_days})" if days > keep_days else ""
    if not unanswered:
        return f"No question found nothing in {span}{kept}."
    gaps = _gaps(unanswered)
    noun = "question" if len(gaps) == 1 else "questions"
    lines = [f"{len(gaps):,} {noun} found nothing in {span}{kept}:"]
    used = len(lines[0])
    for number, gap in enumerate(gaps):
        used += len(gap.line) + 1
        if used > LIST_MAX_CHARS:
            lines.append(f"and {len(gaps) - number:,} more, asked less often or longer ago")
            break
        lines.append(gap.line)
    return "\n".join(lines)


def _gaps(unanswered: Sequence[Unanswered]) -> list[_Gap]:
    found: dict[str, _Gap] = {}
    for one in unanswered:
        words = _words_of(one)
        known = found.setdefault(words.casefold(), _Gap(words, 0, one.asked_at))
        found[words.casefold()] = replace(known, times=known.times + 1)
    return sorted(found.values(), key=lambda gap: (-gap.times, -gap.asked_at, gap.words))


def _words_of(one: Unanswered) -> str:
    last = read_back(one.follows) if one.follows else None
    words = tame(one.text) or "(without words)"
    return f"{words} [after: {tame(last.words)}]" if last is not None and last.words else words
