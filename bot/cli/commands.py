"""The commands of ``briefing``."""

import json
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from bot import bootstrap
from bot.errors import EXIT_NOTHING_FOUND, KnowledgeError

if TYPE_CHECKING:
    from bot.answer.responder import Responder

KNOWLEDGE = click.option(
    "--knowledge", type=click.Path(path_type=Path), metavar="DIR", help="The knowledge folder to use."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="briefing-bot", prog_name="briefing")
def briefing() -> None:
    """Ask what was said at a press briefing; get the exact words, attributed."""


@briefing.command()
@click.argument("question", required=False)
@click.option("--limit", type=click.IntRange(1, 100), default=3, show_default=True, help="The most quotes to show.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--batch",
    type=click.File("rb"),
    metavar="FILE",
    help="Answer every line of FILE (- for standard input): a question, or JSON with a question and filters.",
)
@KNOWLEDGE
def ask(question: str | None, limit: int, as_json: bool, batch: IO[bytes] | None, knowledge: Path | None) -> int:
    """Answer QUESTION with verbatim, attributed quotes.

    \b
    Examples:
      briefing ask "What did Price say about North Korea?"
      briefing ask 'speaker:Price after:2021-02-01 "too soon"'
      briefing ask --batch questions.txt

    Exit code: 0 answered, 1 nothing found, 2 the question could not be read,
    3 the knowledge folder has problems, 4 a setting is wrong.
    """  # noqa: D301  # click's mark that keeps the lines as they are
    if (question is None) == (batch is None):
        raise click.UsageError("Give one QUESTION in quotation marks, or --batch FILE.")
    responder = _responder(knowledge)
    if batch is not None:
        return _answer_batch(responder, batch, limit)
    return _answer_one(responder, question or "", limit, as_json)


@briefing.command()
@KNOWLEDGE
def check(knowledge: Path | None) -> int:
    """Check the knowledge folder; list every problem with file, line and mend."""
    from bot.store.load import read_knowledge

    folder, _ = bootstrap.knowledge_folder(knowledge, bootstrap.read_settings())
    try:
        found = read_knowledge(folder)
    except KnowledgeError as error:
        for problem in error.problems:
            click.echo(str(problem))
        click.echo(f"{_counted(len(error.problems), 'problem')} in {folder}", err=True)
        return KnowledgeError.exit_code
    turns = sum(len(b.turns) for b in found.briefings.values())
    click.echo(
        f"{folder}: {_counted(len(found.briefings), 'briefing')}, {_counted(turns, 'turn')}, no problems (version {found.version})"
    )
    return 0


@briefing.command()
@click.argument("quote_id", metavar="ID")
@KNOWLEDGE
def where(quote_id: str, knowledge: Path | None) -> int:
    """Find the file and line of the quote ID, or say that it moved or changed."""
    from bot.cli.places import show_place
    from bot.store.load import read_knowledge

    folder, _ = bootstrap.knowledge_folder(knowledge, bootstrap.read_settings())
    return show_place(quote_id, read_knowledge(folder), folder)


@briefing.command()
@click.option("--socket", "by_socket", is_flag=True, help="Socket Mode: no public address needed.")
@click.option("--http", "by_http", is_flag=True, help="Take Slack's requests at POST /slack/events.")
@KNOWLEDGE
def serve(by_socket: bool, by_http: bool, knowledge: Path | None) -> int:
    """Answer in Slack until stopped."""
    if by_socket == by_http:
        raise click.UsageError("Say how Slack reaches the bot: --socket or --http.")
    return bootstrap.serve("socket" if by_socket else "http", knowledge)


def _responder(knowledge: Path | None) -> "Responder":
    settings = bootstrap.read_settings()
    folder, is_shipped = bootstrap.knowledge_folder(knowledge, settings)
    if is_shipped:
        click.echo("No knowledge folder here: answering from the one that came with the package.", err=True)
    return bootstrap.responder_for(bootstrap.open_store(folder), settings)


def _answer_one(responder: "Responder", text: str, limit: int, as_json: bool) -> int:
    from bot.answer.contract import json_of
    from bot.answer.model import TERMINAL, Found, Misread, Question
    from bot.cli.terminal import show
    from bot.errors import QueryError

    answer = responder.respond(Question(writable(text), limit), TERMINAL)
    click.echo(json.dumps(json_of(answer), ensure_ascii=False) if as_json else show(answer))
    if isinstance(answer, Misread):
        return QueryError.exit_code
    return 0 if isinstance(answer, Found) else EXIT_NOTHING_FOUND


def _answer_batch(responder: "Responder", lines: IO[bytes], limit: int) -> int:
    from bot.cli.batch import answers_of

    for line in answers_of(responder, lines, limit):
        click.echo(line)
    return 0


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def writable(text: str) -> str:
    """Text without the lone surrogates of undecodable arguments."""
    return text.encode("utf-8", "replace").decode("utf-8")
