"""What is said about alerts: what happened, why, what next."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.answer.sentences import counted
from bot.slack.payload.escape import shorten, tame
from bot.slack.people.names import called
from bot.state.alerts import ALERTS_A_PLACE, Alert

ALERT_MAX_CHARS: Final = 200
SHOWN_MAX_CHARS: Final = 100

USAGE: Final = (
    'Write what you want to hear of: `/briefing alert grain corridor`, `/briefing alert "exact words"`, '
    '`/briefing alert speaker:"Full Name" ferry`. `/briefing alert here …` tells the channel; `/briefing alerts` lists all.'
)
TOO_LONG: Final = f"An alert has at most {ALERT_MAX_CHARS} characters. Leave out what is not needed to find it."
FULL: Final = f"There are {ALERTS_A_PLACE} alerts already, the most there can be. `/briefing alerts` lists them; turn one off first."
NO_CHANNEL: Final = "This is no channel, so there is nobody here to tell but you. Leave out `here` to be told yourself."
EXTERNAL: Final = (
    "This channel includes people from another organisation, so I post no alerts here. "
    "Leave out `here` to be told yourself."
)
UNKNOWN: Final = (
    "I cannot tell whether people from another organisation read this channel, so no alert was set up. "
    "Mention me once in this channel and type it again, or leave out `here` to be told yourself."
)
UNSAID: Final = (
    "Slack does not tell me right now who reads this channel, so no alert was set up. Type it again in a minute."
)
NOT_A_MEMBER: Final = (
    "I can tell this channel once I am a member: type `/invite @Briefing Bot`, then set up the alert again."
)
NONE: Final = "You have no alerts, and this channel has none. `/briefing alert your words` sets one up."
OFF: Final = "This alert is off; nothing more will be told of it."
OFF_BEFORE: Final = "This alert was off already."
NOT_YOURS: Final = "Only the person, or somebody in the channel, that is told can turn this alert off."


def shown(text: str) -> str:
    """An alert's words in one line, in marks unless they have their own."""
    line = shorten(tame(text), SHOWN_MAX_CHARS)
    return line if '"' in line or "“" in line else f"“{line}”"


def subscribed(alert: Alert, so_far: int, *, is_new: bool) -> str:
    """A person will be told."""
    began = "I will tell you" if is_new else "You have this alert already: I tell you"
    return f"{began} when something new answers {shown(alert.text)}. {_so_far(so_far)}; /briefing alerts lists your alerts."


def announced(alert: Alert) -> str:
    """A channel will be told; said to everybody in it."""
    return (
        f"{called(alert.user, alert.name)} set up an alert for this channel: when something new answers {shown(alert.text)}, I post it here. "
        "Anybody here can turn it off."
    )


def listed(alerts: Sequence[Alert]) -> str:
    """The alerts of a person and a channel, numbered as their buttons are."""
    lines = [f"{number}. {shown(alert.text)} — {_whom(alert)}" for number, alert in enumerate(alerts, 1)]
    return "\n".join(["Alerts that reach you here:", *lines])


def in_doubt(alerts: Sequence[Alert]) -> str:
    """What is new for some alerts may not have arrived."""
    whose = "your" if alerts[0].is_personal else "this channel’s"
    which = f"{whose} alert" if len(alerts) == 1 else f"{whose} alerts"
    named = ", ".join(shown(alert.text) for alert in alerts)
    return (
        f"I was interrupted while I posted what is new for {which} {named}: it stands above, or it did not arrive. "
        "So that nothing is told twice I do not post it again; ask me the same words to see what there is."
    )


def news(counts: Mapping[Alert, int]) -> str:
    """What is new for some alerts, numbered as their buttons are."""
    if len(counts) == 1:
        ((alert, count),) = counts.items()
        return f"New for {'your alert' if alert.is_personal else 'this channel’s alert'} {_answered(alert, count)}."
    lines = [f"{number}. {_answered(*one)}" for number, one in enumerate(counts.items(), 1)]
    return "\n".join(["New for alerts:", *lines])


def _answered(alert: Alert, count: int) -> str:
    by = "" if alert.is_personal else f", set up by {called(alert.user, alert.name)}"
    return f"{shown(alert.text)}{by}: {counted(count, 'passage')}"


def _whom(alert: Alert) -> str:
    return "told to you" if alert.is_personal else f"told to this channel, set up by {called(alert.user, alert.name)}"


def _so_far(count: int) -> str:
    return (
        f"So far {counted(count, 'passage')} answer{'s' if count == 1 else ''} it"
        if count
        else "So far nothing answers it"
    )
