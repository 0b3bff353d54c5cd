"""What the bot says to people, apart from answers: what happened, why, what next."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from math import ceil
from typing import Final

from bot.answer.holding import Holding
from bot.answer.sentences import counted
from bot.slack.pacing import OverLimit
from bot.slack.showing.commands import DidYouMean
from bot.store.live import Reload

REPORT_MAX_CHARS: Final = 2_400
NAMES_SHOWN: Final = 10

HELP: Final = """I answer questions about press briefings with the exact words that were spoken, and who spoke them.
• In a channel or a thread: mention me with your question. `/briefing` cannot be typed in a thread: mention me there.
• In a direct message: just ask, no mention needed.
• On a message: its menu has Find briefing quote and Verify this quote; the shortcut Search briefings is a form.
• Anywhere, only for you: `/briefing your question`; `/briefing ask …` if it begins with help, status, alert or reload.
Examples: `/briefing what was said about the ferry` · `/briefing "exact words" after:2024-03-01` · `/briefing harbour speaker:"Full Name"`
Filters: speaker: role: source: on: after: before: with dates as YYYY-MM-DD, and "exact phrase".
Check a quotation: `/briefing verify "words as you have them" — Full Name`; or paste a paragraph with quotations after verify.
First and last use: `/briefing timeline "a phrase"`. One quote: `/briefing quote` and its id.
What is held: `/briefing speakers`, `/briefing dates 2024-03`, `/briefing show` with a day or a briefing's id.
`/briefing status` tells what is loaded. `/briefing alert your words` tells you once whenever something new answers, `/briefing alert here …` the channel; `/briefing alerts` lists and ends that.
Admins: `/briefing withdraw`, `restore` and `release` with an id, `withdrawn`, `reload`.
Admins: `/briefing withdraw`, `restore` and `release` with an id, `withdrawn`, `reload`, `gaps 7` (what found nothing).
Privacy: I read only what you send me, and keep it with its answer for {kept}, for the buttons."""

_ACTS: Final = {
    "reload": "reload the archive",
    "gaps": "see which questions found nothing",
    "report": "read the last reload report",
    "feedback": "read what people thought of answers",
    "withdraw": "withdraw words",
    "restore": "restore what was withdrawn",
    "release": "release an embargo",
    "withdrawn": "list what is withdrawn",
    "import": "import documents",
}

BUSY: Final = "I am answering many questions right now and did not take this one; please ask again in a minute."
EXTERNAL_CHANNEL: Final = (
    "This channel includes people from another organisation, so I do not answer here. Ask me in a direct message."
)
EXTERNAL_DIRECT: Final = "This conversation includes people from another organisation, so I do not answer here."
GUEST: Final = (
    "I answer members of this organisation, and I do not see that you are one. Ask a member to pass your question on."
)
EXPIRED: Final = "This answer is from an older version of the archive. Ask again to see the current one."
NOT_YOURS_TO_SHARE: Final = "Only the person who asked can share this answer, in the channel where it was asked."
EXTERNAL_SHARE: Final = (
    "This channel includes people from another organisation, so I do not share here. Use Copy citation instead."
)
UNKNOWN_READERS: Final = (
    "I cannot tell whether people from another organisation read this channel, so nothing was shared. "
    "Mention me once in this channel and press Share again, or use Copy citation."
)
UNSAID_READERS: Final = (
    "Slack does not tell me right now who reads this channel, so nothing was shared. Press Share again in a minute."
)
EXTERNAL_REPLY: Final = (
    "This channel includes people from another organisation, so I do not reply here. The answer is yours alone to see."
)
UNKNOWN_READERS_REPLY: Final = (
    "I cannot tell whether people from another organisation read this channel, so nothing was posted. "
    "Mention me once in this channel and use the shortcut again."
)
UNSAID_READERS_REPLY: Final = "Slack does not tell me right now who reads this channel, so nothing was posted. Use the shortcut again in a minute."
EXPIRED_REPLY: Final = "The archive has changed since you looked, so nothing was posted. Use the shortcut again."
SHARED_ALREADY: Final = "This answer has been shared in this channel already."
CANNOT_SHARE: Final = "I can share here once I am a member: type `/invite @Briefing Bot`."
NO_WINDOW: Final = "Slack did not let me open or fill the window in time. Press the button again."
NO_SEARCH_WINDOW: Final = "Slack did not let me open or fill the window in time. Use the shortcut again."
NOTHING_ASKED: Final = "Fill in words, a speaker or a day to look for."
DAYS_SWAPPED: Final = "This day lies before the first day. Choose a later one."
NO_WORDS: Final = "This message has no words. Type what to look for."
REPLYING: Final = (
    "The answer is on its way into the thread. If it cannot go there, I tell you why, privately, in that channel."
)
THANKS: Final = "Thank you. Your opinion is kept with the answer, for the admins of this bot."
NOT_YOURS_TO_DELETE: Final = "Only the person who asked, or an admin, can delete this answer."
CANNOT_DELETE: Final = "Slack does not let me delete this message. An owner of the workspace can."
CANNOT_POST: Final = "I cannot post in the channel where you asked me. Ask me here, or ask for my right to write there."


def help_text(keep_days: int) -> str:
    """How to use the bot, and for how long it keeps what it was asked."""
    return HELP.replace("{kept}", counted(keep_days, "day"))


def not_admin(word: str) -> str:
    """Somebody asked for an admin's act who is none."""
    return f"Only admins can {_ACTS[word]}. The operator of this bot can name more of them in BRIEFING_ADMINS."


def elsewhere(word: str) -> str:
    """An admin's act that was asked for in a channel or a direct message."""
    return f"I can {_ACTS[word]} only on a command, which is yours alone to see: type `/briefing {word}`."


def failed(ref: str) -> str:
    """Something broke; the details are in the log."""
    return (
        f"Something went wrong on my side (ref {ref}). Your question was not answered; please try again, "
        "and send the ref to your admin if it repeats."
    )


def over_limit(over: OverLimit) -> str:
    """Too many questions in a minute."""
    who = {"person": "You", "channel": "This channel", "workspace": "This workspace"}[over.scope]
    wait_s = max(1, ceil(over.wait_s))
    return f"{who} asked {counted(over.limit, 'question')} in a minute. I answer again in {counted(wait_s, 'second')}."


def since_then(is_same: bool, moved: int, gone: int) -> str:
    """What has changed between an answer and the press of a button under it; empty if nothing has."""
    parts = [] if is_same else ["The archive was reloaded since this answer."]
    if moved:
        parts.append(f"{counted(moved, 'quote')} of it stand{'s' if moved == 1 else ''} under another id now.")
    if gone:
        parts.append(f"{counted(gone, 'quote')} of it can no longer be shown.")
    return " ".join(parts)


def did_you_mean(guess: DidYouMean) -> str:
    """One word that is nearly a command."""
    return f"Did you mean `/briefing {guess.meant}`? To search for the word itself, type `/briefing ask {guess.typed}`."


def status(held: Holding, connected_since: datetime | None) -> str:
    """What is loaded, as far as this asker may see it."""
    coverage = held.coverage
    lines = [f"{counted(coverage.briefings, 'briefing')} loaded"]
    if coverage.first and coverage.last:
        lines[0] += f", from {_day(coverage.first)} to {_day(coverage.last)}"
    lines[0] += "."
    lines.append(f"{counted(held.statements, 'statement')} to quote, of {counted(held.speakers, 'speaker')}.")
    lines.append(f"Loaded at {_moment(coverage.loaded_at)}, version {coverage.snapshot}.")
    if connected_since is not None:
        lines.append(f"Connected to Slack since {_moment(connected_since)}.")
    return "\n".join(lines)


def reload_report(reload: Reload) -> str:
    """What a reload changed; or every problem that kept the old archive in place."""
    if reload.is_refused:
        return _problems(f"Nothing was changed: {counted(len(reload.problems), 'problem')}.", reload)
    if reload.is_unchanged:
        return f"Nothing has changed: {_loaded(reload)}."
    began = "A reload would work" if reload.dry_run else "The archive was reloaded"
    return _changed(f"{began} ({reload.took_s:.1f} s)", reload)


def noticed(reload: Reload) -> str:
    """What came of a change in the knowledge folder that nobody asked to load."""
    if reload.is_refused:
        head = f"The knowledge folder has changed and cannot be loaded: {counted(len(reload.problems), 'problem')}."
        return _problems(f"{head} I go on with the archive I have, and load it once it is mended.", reload)
    if reload.is_unchanged:
        return f"The knowledge folder is in order again: {_loaded(reload)}."
    return _changed("The knowledge folder has changed and was loaded", reload)


def _loaded(reload: Reload) -> str:
    briefings, turns = counted(reload.briefings_after, "briefing"), counted(reload.turns_after, "turn")
    return f"{briefings}, {turns}, version {reload.version_after}"


def _changed(began: str, reload: Reload) -> str:
    lines = [
        f"{began}: {counted(reload.briefings_after, 'briefing')}, {counted(reload.turns_after, 'turn')}; "
        f"before, {counted(reload.briefings_before, 'briefing')}, {counted(reload.turns_before, 'turn')}.",
        *_changes(reload),
        f"Version {reload.version_after}; before, {reload.version_before}.",
    ]
    return "\n".join(lines)


def _problems(head: str, reload: Reload) -> str:
    lines, used = [head], len(head)
    for number, problem in enumerate(reload.problems):
        line = str(problem)
        line = line if len(line) <= REPORT_MAX_CHARS // 4 else line[: REPORT_MAX_CHARS // 4] + " …"
        used += len(line) + 1
        if used > REPORT_MAX_CHARS:
            lines.append(f"and {len(reload.problems) - number} more: run `briefing check`")
            break
        lines.append(line)
    return "\n".join(lines)


def _changes(reload: Reload) -> list[str]:
    named = (("Added", reload.added), ("Changed", reload.changed), ("Removed", reload.removed))
    lines = [f"{word} {len(ids)}: {_names(ids)}" for word, ids in named if ids]
    if reload.people_changed:
        lines.append("The register of speakers changed.")
    if reload.vocabulary_changed:
        lines.append("The vocabulary changed.")
    return lines


def _names(ids: Sequence[str]) -> str:
    left = len(ids) - NAMES_SHOWN
    return ", ".join(name[:80] for name in ids[:NAMES_SHOWN]) + (f" and {left} more" if left > 0 else "")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
