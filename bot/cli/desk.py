"""The commands of the desk: withdraw, restore, release, and what is withdrawn."""

import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot import bootstrap
from bot.briefing.decisions import Decision
from bot.errors import EXIT_NOTHING_FOUND

if TYPE_CHECKING:
    from bot.store.desk.deciding import Decider

KNOWLEDGE = click.option(
    "--knowledge", type=click.Path(path_type=Path), metavar="DIR", help="The knowledge folder to use."
)
REASON = click.option("--reason", metavar="WORDS", help="Why; kept beside the decision.")


@click.command(short_help="Take a quote's turn, or a whole briefing, out of sight.")
@click.argument("target", metavar="ID")
@REASON
@KNOWLEDGE
def withdraw(target: str, reason: str | None, knowledge: Path | None) -> int:
    """Take a quote's whole turn, or a whole briefing, out of sight at once.

    ID is a quote's or a briefing's. It works in every running bot that reads the
    folder, without a reload; `briefing restore ID` takes it back.
    """
    from bot.store.desk.deciding import withdraw as decide
    from bot.store.load import read_knowledge

    folder = _folder(knowledge)
    is_new = decide(folder, read_knowledge(folder), target, _decider(reason))
    click.echo(f"{target} is withdrawn{'' if is_new else ' already'}: nobody is shown its words.")
    return 0


@click.command(short_help="Show again what was withdrawn under ID.")
@click.argument("target", metavar="ID")
@KNOWLEDGE
def restore(target: str, knowledge: Path | None) -> int:
    """Show again what was withdrawn under ID, as `briefing withdrawn` lists it."""
    from bot.store.desk.deciding import restore as decide

    if decide(_folder(knowledge), target):
        click.echo(f"{target} is restored: its words can be found again.")
        return 0
    click.echo(f"{target} is not withdrawn; `briefing withdrawn` lists what is.")
    return EXIT_NOTHING_FOUND


@click.command(short_help="Lift the embargo of BRIEFING at once.")
@click.argument("target", metavar="BRIEFING")
@click.option("--undo", is_flag=True, help="Take the release back: the embargo holds again.")
@REASON
@KNOWLEDGE
def release(target: str, undo: bool, reason: str | None, knowledge: Path | None) -> int:
    """Lift the embargo of BRIEFING at once, whatever time or event it waits for."""
    from bot.store.desk.deciding import hold_back
    from bot.store.desk.deciding import release as decide
    from bot.store.load import read_knowledge

    folder = _folder(knowledge)
    if undo:
        if hold_back(folder, target):
            click.echo(f"{target} is under its embargo again.")
            return 0
        click.echo(f"{target} was not released; `briefing withdrawn` lists what was.")
        return EXIT_NOTHING_FOUND
    is_new = decide(folder, read_knowledge(folder), target, _decider(reason))
    click.echo(f"{target} is released{'' if is_new else ' already'}: its embargo holds no more.")
    return 0


@click.command(short_help="List what is withdrawn and released: who, when and why.")
@KNOWLEDGE
def withdrawn(knowledge: Path | None) -> int:
    """List what is withdrawn and what was released, with who, when and why."""
    from bot.errors import KnowledgeError
    from bot.store.desk.watched import read_desk

    decisions, problems = read_desk(_folder(knowledge))
    if problems:
        raise KnowledgeError(problems)
    _show("withdrawn", decisions.withdrawn)
    _show("released", decisions.released)
    if not decisions.withdrawn and not decisions.released:
        click.echo("Nothing is withdrawn, and no embargo was released.")
    return 0


def _show(word: str, decisions: Sequence[Decision]) -> None:
    for decision in decisions:
        click.echo(f"{word}  {told(decision)}")


def told(decision: Decision) -> str:
    """A decision on one line: what, when, who, why."""
    by = f" by {decision.by}" if decision.by else ""
    when = f"  {decision.at}{by}" if decision.at else by
    return f"{decision.id}{when}{f': {decision.reason}' if decision.reason else ''}"


def _folder(given: Path | None) -> Path:
    return bootstrap.knowledge_folder(given, bootstrap.read_settings())[0]


def _decider(reason: str | None) -> "Decider":
    from bot.store.desk.deciding import Decider

    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "shell"
    return Decider(user, bootstrap.now(), reason)
