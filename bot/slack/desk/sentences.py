"""What the desk's acts say: what is so now, and what may be done next; never a withdrawn word."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from bot.answer.sentences import counted
from bot.briefing.decisions import Decision, Decisions
from bot.briefing.passages import QuoteId
from bot.slack.desk.posts import LINKS_MAX, Showed, place_of
from bot.state.answers import Answered

LISTED_MAX: Final = 20
TOO_OLD: Final = "I do not know this button any more. Type the command again to get a new one."
NOT_IN_FORCE: Final = "{target} is not withdrawn any more, so I left my messages as they are."
NOT_CLOSE: Final = "None of them answers the question closely."
WITHOUT: Final = {
    "verify": "What was said about the quotation went with it: verify it again.",
    "timeline": "The counts went with it: ask for the timeline again.",
}
"""By the kind of a message, what went with its own words and how it is had again."""
_AGAIN: Final = "Ask again to see what can be shown."
NOTHING_DECIDED: Final = "Nothing is withdrawn, and no embargo was released."


def withdrawn(target: str, *, is_new: bool, showed: Showed, keep_days: int) -> str:
    """What is withdrawn, which of our messages showed it, and how it is taken back."""
    already = "" if is_new else " already"
    lines = [
        f"{target} is withdrawn{already}: nobody is shown its words. /briefing restore {target} takes that back.",
        *_posts(showed),
    ]
    if not showed.posts:
        lines.append(f"None of my messages of the last {counted(keep_days, 'day')} that I can change showed it.")
    if showed.private:
        answers = counted(showed.private, "private answer")
        lines.append(f"{answers} showed it too. Slack lets nobody change those; their buttons show it no more.")
    return "\n".join(lines)


def restored(target: str, *, was: bool) -> str:
    """What may be found again."""
    if was:
        return f"{target} is restored: its words can be found again. Messages that were corrected stay so: ask again to be shown them."
    return f"{target} is not withdrawn. `/briefing withdrawn` lists what is."


def released(target: str, *, is_new: bool) -> str:
    """Whose embargo is lifted."""
    return f"{target} is released{'' if is_new else ' already'}: its embargo holds no more."


def decided(decisions: Decisions) -> str:
    """What is withdrawn and what was released, with who, when and why."""
    lines = [f"Withdrawn: {_told(one)}" for one in decisions.withdrawn]
    lines += [f"Released: {_told(one)}" for one in decisions.released]
    left = len(lines) - LISTED_MAX
    more = [f"and {left} more: run `briefing withdrawn`"] if left > 0 else []
    return "\n".join([*lines[:LISTED_MAX], *more]) or NOTHING_DECIDED


def all_withdrawn(target: str, at: datetime) -> str:
    """What stands where an answer stood of which nothing is left."""
    what = "The briefing quoted in this answer was" if QuoteId.parse(target) is None else "A quote in this answer was"
    return f"{what} withdrawn by the desk on {_moment(at)}, and the answer was taken down. {_AGAIN}"


def partly_withdrawn(count: int, lost: int, at: datetime) -> str:
    """What stands before the quotes of an answer that are left.

    Args:
        count: How many quotes were withdrawn by now.
        lost: How many others cannot be shown any more.
    """
    what = {0: "Words beside these quotes were", 1: "1 quote of this answer was"}.get(count)
    what = what or f"{count} quotes of this answer were"
    withdrawn = (
        f"{what} withdrawn by the desk{', last' if count > 1 else ''} on {_moment(at)}; the others stay as they were."
    )
    return f"{withdrawn} {counted(lost, 'other')} cannot be shown any more." if lost else withdrawn


def corrected(target: str, partly: int, wholly: int, gone: int, failed: Sequence[Answered]) -> str:
    """How many messages were corrected."""
    lines = [f"{target} is out of my messages."] if not failed else []
    if partly:
        lines.append(f"{counted(partly, 'message')} kept the other quotes, with a line that says what was withdrawn.")
    if wholly:
        lines.append(f"{counted(wholly, 'message')} had no other quotes; only the line is left.")
    if gone:
        lines.append(f"{counted(gone, 'message')} had been deleted already.")
    if failed:
        lines.append(f"Slack did not let me change {counted(len(failed), 'message')}; press the button again:")
        lines += [f"• {place_of(post)}" for post in failed[:LISTED_MAX]]
    return "\n".join(lines)


def _posts(showed: Showed) -> list[str]:
    if not showed.posts:
        return []
    count = len(showed.posts)
    lines = [f"{'1 message' if count == 1 else f'{count} messages'} of mine showed it:"]
    lines += [f"{number}. {place_of(post)}" for number, post in enumerate(showed.posts[:LINKS_MAX], 1)]
    return [*lines, f"and {count - LINKS_MAX} more"] if count > LINKS_MAX else lines


def _moment(at: datetime) -> str:
    when = at.astimezone(UTC)
    return f"{when.day} {when:%B %Y}, {when:%H:%M} UTC"


def _told(decision: Decision) -> str:
    when = f", {_written(decision.at)}" if decision.at else ""
    by = f", by {decision.by}" if decision.by else ""
    return f"{decision.id}{when}{by}{f': {decision.reason}' if decision.reason else ''}"


def _written(at: str) -> str:
    """When it was decided, in words; as the file has it where that is no moment."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return at
    return _moment(moment) if moment.tzinfo is not None else at
