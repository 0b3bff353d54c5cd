"""Verdicts on quotations, for the terminal and as JSON."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from bot.answer.verifying.model import AS_SPOKEN, Verdict, Verification
from bot.errors import EXIT_NOTHING_FOUND

if TYPE_CHECKING:
    from bot.answer.responder import Responder

_COLOURS = {Verdict.VERBATIM: "green", Verdict.TYPOGRAPHY_ONLY: "green", Verdict.ELIDED: "yellow"}


def show_verdicts(responder: "Responder", text: str, *, as_json: bool) -> int:
    """Print the verdict on every quotation of a text; returns the exit code.

    Raises:
        QueryError: There is nothing to verify.
    """
    from bot.answer.contract import json_of_verdicts
    from bot.answer.model import TERMINAL
    from bot.answer.verifying.verify import verify
    from bot.importers.articles.claims import claims_in

    sight = responder.sight(TERMINAL)
    people = sight.people
    claims = claims_in(text, people, sight.register, responder.today())
    found = [verify(sight, people, claim) for claim in claims]
    click.echo(json.dumps(json_of_verdicts(found), ensure_ascii=False) if as_json else _laid_out(found))
    return 0 if all(one.verdict in AS_SPOKEN for one in found) else EXIT_NOTHING_FOUND


def _laid_out(found: Sequence[Verification]) -> str:
    from bot.cli.terminal import footer, show_quotes

    parts = []
    for one in found:
        if len(found) > 1:
            whose = f" ({one.claim.said_by})" if one.claim.said_by else ""
            parts.append(click.style(f"You have{whose}: “{one.claim.text}”", dim=True))
        parts.append(click.style(one.message, fg=_COLOURS.get(one.verdict, "red")))
        parts.append(f"\n{show_quotes(one.quotes)}\n" if one.quotes else "")
    return "\n".join([*parts, footer(found[0].coverage)])
