"""What the desk's acts say: what is so now, and what may be done next; never a withdrawn word."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from bot.answer.sentences import counted
from bot.briefing.decisions import Decision, Decisions
from bot.slack.desk.posts import LINKS_MAX, Replaced, Showed, place_of

LISTED_MAX: Final = 20
TOO_OLD: Final = "I do not know this button any more. Type the command again to get a new one."
NOT_IN_FORCE: Final = "{target} is not withdrawn any more, so I left my messages as they are."
NOTHING_DECIDED: Final = "Nothing is withdrawn, and no embargo was released."


def withdrawn(target: str, *, is_new: bool, showed: Showed, links: Sequence[str | None], keep_days: int) -> str:
    """What is withdrawn, which of our messages showed it, and how it is taken back."""
    already = "" if is_new else " already"
    lines = [
        f"{target} is withdrawn{already}: nobody is shown its words. `/briefing restore {target}` takes that back.",
        *_posts(showed, links),
    ]
    if not showed.posts:
        lines.append(f"None of my messages of the last {counted(keep_days, 'day')} that I can change showed it.")
    if showed.private:
        answers = counted(showed.private, "private answer")
        lines.append(
            f"{answers} showed it to whoever asked; Slack lets me change none of them, but no button shows it."
        )
    return "\n".join(lines)


def restored(target: str, *, was: bool) -> str:
    """What may be found again."""
    if was:
        return f"{target} is restored: its words can be found again. Messages that were replaced stay replaced."
    return f"{target} is not withdrawn. `/briefing withdrawn` lists what is."


def released(target: str, *, is_new: bool) -> str:
    """Whose embargo is lifted."""
    return f"{target} is released{'' if is_new else ' already'}: its embargo holds no more."


def decided(decisions: Decisions) -> str:
    """What is withdrawn and what was released, with who, when and why."""
    lines = [f"withdrawn  {_told(one)}" for one in decisions.withdrawn]
    lines += [f"released  {_told(one)}" for one in decisions.released]
    left = len(lines) - LISTED_MAX
    more = [f"and {left} more: run `briefing withdrawn`"] if left > 0 else []
    return "\n".join([*lines[:LISTED_MAX], *more]) or NOTHING_DECIDED


def correction(is_quote: bool, at: datetime) -> str:
    """What stands where an answer stood."""
    what = "A quote in this answer was" if is_quote else "The briefing quoted in this answer was"
    when = at.astimezone(UTC)
    return (
        f"{what} withdrawn by the desk on {when.day} {when:%B %Y}, {when:%H:%M} UTC, and the answer was taken down. "
        "Ask again to see what can be shown."
    )


def replaced(target: str, result: Replaced) -> str:
    """How many messages have become a note."""
    lines = [f"{counted(result.done, 'message')} that showed {target} now say that it was withdrawn."]
    if result.done == 1:
        lines = [f"1 message that showed {target} now says that it was withdrawn."]
    if result.gone:
        lines.append(f"{counted(result.gone, 'message')} had been deleted already.")
    if result.failed:
        lines.append(f"Slack did not let me change {counted(len(result.failed), 'message')}; press the button again:")
        lines += [f"• {place_of(post)}" for post in result.failed[:LISTED_MAX]]
    return "\n".join(lines)


def _posts(showed: Showed, links: Sequence[str | None]) -> list[str]:
    if not showed.posts:
        return []
    count = len(showed.posts)
    lines = [f"{'1 message' if count == 1 else f'{count} messages'} of mine showed it:"]
    lines += [
        f"{number}. {place_of(post)}{f' · {link}' if link else ''}"
        for number, (post, link) in enumerate(zip(showed.posts[:LINKS_MAX], links, strict=True), 1)
    ]
    return [*lines, f"and {count - LINKS_MAX} more"] if count > LINKS_MAX else lines


def _told(decision: Decision) -> str:
    by = f" by {decision.by}" if decision.by else ""
    when = f"  {decision.at}{by}" if decision.at else by
    return f"{decision.id}{when}{f': {decision.reason}' if decision.reason else ''}"
