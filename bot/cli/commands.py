"""The commands of ``briefing``."""

import json
import re
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from bot import bootstrap
from bot.cli.desk import release, restore, withdraw, withdrawn
from bot.cli.importing import fetch, import_documents
from bot.errors import EXIT_NOTHING_FOUND, KnowledgeError

if TYPE_CHECKING:
    from bot.answer.responder import Responder
    from bot.store.live import KnowledgeStore
    from bot.store.snapshot import Knowledge

QUOTES_SHOWN = 3
QUOTES_IN_A_FILE = 1_000
LABELS_LISTED = 40

KNOWLEDGE = click.option(
    "--knowledge", type=click.Path(path_type=Path), metavar="DIR", help="The knowledge folder to use."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="briefing-bot", prog_name="briefing")
def briefing() -> None:
    """Ask what was said at a press briefing; get the exact words, attributed."""


@briefing.command()
@click.argument("question", required=False)
@click.option("--limit", type=click.IntRange(1, 1_000), help="The most quotes to show; 3, and 1,000 in a file.")
@click.option("--json", "form", flag_value="json", help="Print one JSON object.")
@click.option("--csv", "form", flag_value="csv", help="Print every match with its citation, as CSV.")
@click.option("--markdown", "form", flag_value="markdown", help="Print every match with its citation, as Markdown.")
@click.option(
    "--batch",
    type=click.File("rb"),
    metavar="FILE",
    help="Answer every line of FILE (- for standard input): a question, or JSON with a question and filters.",
)
@KNOWLEDGE
def ask(
    question: str | None, limit: int | None, form: str | None, batch: IO[bytes] | None, knowledge: Path | None
) -> int:
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
    _, responder = _opened(knowledge)
    if batch is not None:
        return _answer_batch(responder, batch, limit or QUOTES_SHOWN)
    return _answer_one(responder, question or "", limit, form)


@briefing.command()
@KNOWLEDGE
def chat(knowledge: Path | None) -> int:
    """Ask in a dialogue: the next question may refer to the last one.

    `help` lists what can be typed, `quit` ends it. Reads standard input line by line where that is no terminal.
    """
    from bot.cli.chat import Chat, run_chat

    store, responder = _opened(knowledge)
    return run_chat(Chat(store, responder))


@briefing.command(short_help="Check the knowledge folder: every problem and how to mend it.")
@click.option("--verify", is_flag=True, help="Compare every speech and question with its original document.")
@KNOWLEDGE
def check(verify: bool, knowledge: Path | None) -> int:
    """Check the knowledge folder; list every problem with its file, its line and how to mend it."""
    from bot.answer.sentences import counted
    from bot.store.load import read_knowledge

    folder, _ = bootstrap.knowledge_folder(knowledge, bootstrap.read_settings())
    try:
        found = read_knowledge(folder)
    except KnowledgeError as error:
        for problem in error.problems:
            click.echo(str(problem))
        click.echo(f"{counted(len(error.problems), 'problem')} in {folder}", err=True)
        return KnowledgeError.exit_code
    turns = sum(len(b.turns) for b in found.briefings.values())
    counts = f"{counted(len(found.briefings), 'briefing')}, {counted(turns, 'turn')}"
    click.echo(f"{folder}: {counts}, no problems (version {found.version})")
    if verify:
        from bot.cli.verifying import show_proofs

        return show_proofs(found.briefings.values(), folder)
    return 0


@briefing.command(short_help="Say of every quotation in TEXT whether the source has it so.")
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@KNOWLEDGE
def verify(text: str, as_json: bool, knowledge: Path | None) -> int:
    """Say of every quotation in TEXT (- for standard input) whether it stands so in the source.

    \b
    Examples:
      briefing verify '"We are moving too soon" — Full Name'
      briefing verify 'words without marks speaker:"Full Name" on:2021-02-09'
      pbpaste | briefing verify -

    Exit code: 0 all stand so in the source, 1 one of them does not.
    """  # noqa: D301  # click's mark that keeps the lines as they are
    from bot.cli.claims import show_verdicts

    typed = sys.stdin.buffer.read().decode("utf-8", "replace") if text == "-" else writable(text)
    return show_verdicts(_opened(knowledge)[1], typed, as_json=as_json)


@briefing.command(short_help="Say when PHRASE was used first and last, and how often.")
@click.argument("phrase")
@click.option("--open", "period", metavar="PERIOD", help="Show what a count counts: YYYY-MM or YYYY.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@KNOWLEDGE
def timeline(phrase: str, period: str | None, as_json: bool, knowledge: Path | None) -> int:
    """Say when PHRASE was used first and last, and how often in each month, officials apart from reporters."""
    from bot.cli.uses import show_timeline

    if period is not None and not re.fullmatch(r"[0-9]{4}(-(0[1-9]|1[0-2]))?", period):
        raise click.UsageError(f"{period!r} is no month or year. Write YYYY-MM or YYYY.")
    return show_timeline(_opened(knowledge)[1], writable(phrase), period, as_json=as_json)


@briefing.command(short_help="Show the words of the quote ID and their source.")
@click.argument("quote_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@KNOWLEDGE
def quote(quote_id: str, as_json: bool, knowledge: Path | None) -> int:
    """Show the words of the quote ID and where they are from, or say that they moved or changed."""
    from bot.cli.uses import show_quote

    return show_quote(_opened(knowledge)[1], writable(quote_id), as_json=as_json)


@briefing.command(short_help="Show what a briefing is, and who speaks there.")
@click.argument("which", metavar="ID|DAY")
@KNOWLEDGE
def show(which: str, knowledge: Path | None) -> int:
    """Show what a briefing is, or the briefings of a day, and who speaks there."""
    from bot.cli.uses import show_briefing

    return show_briefing(_opened(knowledge)[1], writable(which))


@briefing.command(short_help="Find the file and line of the quote ID.")
@click.argument("quote_id", metavar="ID")
@KNOWLEDGE
def where(quote_id: str, knowledge: Path | None) -> int:
    """Find the file and line of the quote ID, or say that it moved or changed."""
    from bot.cli.places import show_place

    settings = bootstrap.read_settings()
    folder, _ = bootstrap.knowledge_folder(knowledge, settings)
    return show_place(quote_id, bootstrap.open_store(folder, settings).current().knowledge, folder)


@briefing.command(short_help="List who speaks, or whom the beginning of a name means.")
@click.argument("prefix", default="")
@click.option("--unresolved", is_flag=True, help="List the labels that lead to no one person, by turns.")
@KNOWLEDGE
def speakers(prefix: str, unresolved: bool, knowledge: Path | None) -> int:
    """List who speaks in the briefings; with PREFIX, everybody known whose name begins so.

    With --unresolved: the labels whose person nobody has told yet in speakers.yaml.
    """
    from bot.cli.people import show_speakers, show_unresolved

    found = _knowledge(knowledge)
    if unresolved:
        return show_unresolved(found, LABELS_LISTED, bootstrap.now())
    return show_speakers(found, prefix, bootstrap.now())


@briefing.command(short_help="List the months or days with briefings, and what is missing.")
@click.argument("month", required=False)
@KNOWLEDGE
def dates(month: str | None, knowledge: Path | None) -> int:
    """List the months with briefings, or the days of MONTH (YYYY-MM), and what is missing between."""
    from bot.cli.people import show_dates

    return show_dates(_knowledge(knowledge), month, bootstrap.now())


@briefing.command(short_help="Answer in Slack; or, with --preview, on a page of this machine.")
@click.option("--socket", "by_socket", is_flag=True, help="Socket Mode: no public address needed.")
@click.option("--http", "by_http", is_flag=True, help="Take Slack's requests at POST /slack/events.")
@click.option("--preview", is_flag=True, help="Try it without Slack: a page on this machine, no tokens needed.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    metavar="N",
    help="With --preview: the page's port; any free one otherwise.",
)
@click.option("--no-browser", is_flag=True, help="With --preview: print the page's address and open nothing.")
@KNOWLEDGE
def serve(
    by_socket: bool, by_http: bool, preview: bool, port: int | None, no_browser: bool, knowledge: Path | None
) -> int:
    """Answer in Slack until stopped; or, with --preview, on a page of this machine.

    --socket needs SLACK_BOT_TOKEN and SLACK_APP_TOKEN; --http needs SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET,
    and listens on BRIEFING_LISTEN; --preview needs none of them.
    """
    if by_socket + by_http + preview != 1:
        raise click.UsageError("Say how people reach the bot: --socket, --http or --preview.")
    if preview:
        from bot.cli.preview import show_preview

        return show_preview(knowledge, port or 0, opens=not no_browser)
    if port is not None or no_browser:
        raise click.UsageError("--port and --no-browser belong to --preview; BRIEFING_LISTEN is for Slack.")
    return bootstrap.serve("socket" if by_socket else "http", knowledge)


for command in (import_documents, fetch, withdraw, restore, withdrawn, release):
    briefing.add_command(command)


def _knowledge(given: Path | None) -> "Knowledge":
    from bot.store.desk.amending import known_by_now
    from bot.store.load import read_knowledge

    found = read_knowledge(bootstrap.knowledge_folder(given, bootstrap.read_settings())[0])
    return known_by_now(found, found.decisions)


def _opened(knowledge: Path | None) -> "tuple[KnowledgeStore, Responder]":
    settings = bootstrap.read_settings()
    folder, is_shipped = bootstrap.knowledge_folder(knowledge, settings)
    if is_shipped:
        click.echo("No knowledge folder here: answering from the one that came with the package.", err=True)
    store = bootstrap.open_store(folder, settings)
    return store, bootstrap.responder_for(store, settings)


def _answer_one(responder: "Responder", text: str, limit: int | None, form: str | None) -> int:
    from bot.answer.contract import json_of
    from bot.answer.export import csv_of, markdown_of
    from bot.answer.model import TERMINAL, Found, Misread, NothingFound, Question
    from bot.cli.terminal import show as laid_out
    from bot.errors import QueryError

    most = QUOTES_IN_A_FILE if form in ("csv", "markdown") else QUOTES_SHOWN
    answer = responder.respond(Question(writable(text), limit or most), TERMINAL)
    match form:
        case "json":
            click.echo(json.dumps(json_of(answer), ensure_ascii=False))
        case "csv" if not isinstance(answer, Misread):
            click.echo(csv_of(answer), nl=False)
        case "markdown" if not isinstance(answer, Misread):
            click.echo(markdown_of(answer), nl=False)
        case _:
            click.echo(laid_out(answer), err=form is not None)
    if isinstance(answer, Misread):
        return QueryError.exit_code
    if isinstance(answer, NothingFound) and form in ("csv", "markdown"):
        click.echo(answer.message, err=True)
    return 0 if isinstance(answer, Found) else EXIT_NOTHING_FOUND


def _answer_batch(responder: "Responder", lines: IO[bytes], limit: int) -> int:
    from bot.cli.batch import answers_of

    for line in answers_of(responder, lines, limit):
        click.echo(line)
    return 0


def writable(text: str) -> str:
    """Text without the lone surrogates of undecodable arguments."""
    return text.encode("utf-8", "replace").decode("utf-8")
