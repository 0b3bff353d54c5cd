"""What somebody is called where everybody reads it."""

from typing import Final

from bot.slack.payload.escape import shorten, tame

NAME_MAX_CHARS: Final = 80


def called(user: str, name: str | None) -> str:
    """A person's name as Slack gave it, and the id, which nobody can take on; no mention, so nobody is pinged."""
    plain = shorten(tame(name or ""), NAME_MAX_CHARS)
    return f"{plain} ({user})" if plain and plain != user else user
