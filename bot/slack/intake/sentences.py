"""What is said about documents that somebody sends: what they would bring, what was added, and what next."""

from typing import Final

from bot.answer.sentences import counted
from bot.store.live import Reload

ONE_FILE: Final = "I take one document at a time. Send each in a message of its own."
IMPORTS_OFF: Final = (
    "I do not read files here. The operator of this bot can let admins import them: deploy/README.md says how."
)
TOO_OLD: Final = "I keep a document for a day, and this one is gone. Send it again."
DECIDED: Final = "This document was added or cancelled already. Send it again if something has changed."
CANCELLED: Final = "Cancelled: nothing was added, and nothing of the document can be quoted."
PAST: Final = "This moment has passed. Choose a later one, or close the form and press Add."
NO_ZONE: Final = "I do not know this time zone. Write a name such as Europe/London, or UTC."
NO_MOMENT: Final = "Choose a day and a time."


def cannot(name: str, why: str) -> str:
    """A document that cannot be read."""
    return f"I cannot import {name}: {why}"


def preview(says: str, *, addable: int, is_open: bool) -> str:
    """What a document would bring, and what can be done."""
    if addable:
        next_step = (
            "Nothing of it can be quoted before you press Add. If something is not right, press Answer questions."
        )
    elif is_open:
        next_step = "Press Answer questions; nothing of it can be quoted before you have pressed Add."
    else:
        next_step = "There is nothing to add."
    return f"{says}\n\n{next_step}"


def added(briefings: int, turns: int, lines: str, reload: Reload) -> str:
    """What was written, and whether it is in use."""
    if not briefings:
        return f"Nothing was added.\n{lines}"
    added = f"{counted(briefings, 'briefing')}, {counted(turns, 'turn')}"
    if reload.is_refused:
        problems = "\n".join(str(problem) for problem in reload.problems[:5])
        return (
            f"Written, but not in use yet ({added}): the knowledge folder has problems. Mend them and type "
            f"`/briefing reload`.\n{problems}"
        )
    whole = f"{counted(reload.briefings_after, 'briefing')}, {counted(reload.turns_after, 'turn')}"
    return f"Added: {added}. The archive holds {whole} now, version {reload.version_after}.\n{lines}"
