"""A dialogue in the terminal: questions, follow-ups and the commands that Slack has."""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

import click

from bot import bootstrap
from bot.answer.following import last_of
from bot.answer.model import TERMINAL, Question
from bot.answer.responder import Responder
from bot.answer.sentences import briefings_in
from bot.answer.showing.lookup import look_up, quotes_found
from bot.answer.showing.sentences import told
from bot.briefing.passages import QuoteId
from bot.cli.people import show_dates, show_speakers
from bot.cli.terminal import show, show_quotes
from bot.query.followups.last import LastQuestion
from bot.store.live import KnowledgeStore

PROMPT: Final = "briefing> "
STOPPED: Final = 130
"""The exit code of a program stopped from the keyboard."""
LEAVE: Final = frozenset(("quit", "exit", "bye"))
CLOSE: Final = 0.75
_MONTH: Final = re.compile(r"(?:\d{4}-\d{2})?")
_COMMAND: Final = "/briefing"

WELCOME: Final = (
    "Ask what was said. Then “only Price”, “and in March?”, “after that?”, “more”. “help” tells more, Ctrl-D ends."
)
HELP: Final = """Write a question, and I quote what was said, word for word.
  What did Price say about North Korea?      "exact words" after:2021-02
  speaker:"Full Name" · role: · source: · on: · after: · before:      dates as YYYY-MM-DD
The next line may refer to the last question:
  only Price · and the minister? · what about Iran? · and in March? · after that? · the latest
  more · on the record only · without reporters' questions · any speaker · any time · start over
Commands: status · speakers [name] · dates [YYYY-MM] · quote ID · reload [--dry-run] · ask … · help · quit"""


@dataclass(slots=True)
class Chat:
    """One dialogue: what answers it, and its last question."""

    store: KnowledgeStore
    responder: Responder
    last: LastQuestion | None = None

    def say(self, line: str) -> None:
        """Print what a line brings: a command's result or an answer."""
        text = line.strip()
        if text.casefold().startswith(_COMMAND):
            text = text[len(_COMMAND) :].strip() or "help"
        word, _, rest = text.partition(" ")
        command = COMMANDS.get(word.casefold())
        if command is not None and command.takes(rest.strip()):
            command.run(self, rest.strip())
        elif not rest and command is None and (near := get_close_matches(word.casefold(), COMMANDS, 1, CLOSE)):
            click.echo(f"Did you mean “{near[0]}”? To search for the word itself, write “ask {word}”.")
        elif text:
            self.ask(text)

    def ask(self, text: str) -> None:
        """Answer a question, which may refer to the last one."""
        answer = self.responder.respond(Question(text, last=self.last), TERMINAL)
        self.last = last_of(answer)
        click.echo(show(answer))


@dataclass(frozen=True, slots=True)
class _Command:
    """A reserved word: what it does, and what may follow it."""

    run: Callable[[Chat, str], object]
    takes: Callable[[str], object] = lambda rest: not rest


def _status(chat: Chat, _rest: str) -> None:
    coverage = chat.responder.coverage(TERMINAL)
    click.echo(
        f"{briefings_in(coverage)}, loaded {coverage.loaded_at:%Y-%m-%d %H:%M} UTC, version {coverage.snapshot}."
    )


def _reload(chat: Chat, rest: str) -> None:
    from bot.slack.sentences import reload_report

    click.echo(reload_report(chat.store.reload(bool(rest))))


def _quote(chat: Chat, rest: str) -> None:
    found = look_up(chat.responder.sight(TERMINAL), rest.split()[0])
    quotes = quotes_found(found)
    click.echo(f"{told(found)}\n\n{show_quotes(quotes)}" if quotes else told(found))


def _is_words(rest: str) -> bool:
    return len(rest.split()) <= 2


COMMANDS: Final[Mapping[str, _Command]] = {
    "help": _Command(lambda chat, rest: click.echo(HELP)),
    "ask": _Command(lambda chat, rest: chat.ask(rest) if rest else click.echo(HELP), lambda rest: True),
    "status": _Command(_status),
    "reload": _Command(_reload, lambda rest: rest in ("", "--dry-run")),
    "quote": _Command(_quote, lambda rest: rest and QuoteId.parse(rest.split()[0])),
    "speakers": _Command(
        lambda chat, rest: show_speakers(chat.store.current().knowledge, rest, bootstrap.now()), _is_words
    ),
    "dates": _Command(
        lambda chat, rest: show_dates(chat.store.current().knowledge, rest or None, bootstrap.now()), _MONTH.fullmatch
    ),
}


def run_chat(chat: Chat) -> int:
    """Talk until the input ends; returns the exit code."""
    is_typed = sys.stdin.isatty()
    if is_typed:
        _edit_lines()
        click.echo(WELCOME)
    for line in _typed() if is_typed else sys.stdin:
        if line is None:
            return STOPPED
        if line.strip().casefold() in LEAVE:
            return 0
        if not is_typed and line.strip():
            click.secho(f"> {line.strip()}", dim=True)
        if line.strip():
            chat.say(line)
            click.echo()
    return 0


def _typed() -> Iterator[str | None]:
    """Lines from the keyboard; None when Ctrl-C is pressed twice, the end at Ctrl-D."""
    stops = 0
    while stops < 2:
        try:
            yield input(PROMPT)
            stops = 0
        except KeyboardInterrupt:
            stops += 1
            click.echo("\nCtrl-D ends; so does Ctrl-C once more." if stops < 2 else "")
        except EOFError:
            click.echo()
            return
    yield None


def _edit_lines() -> None:
    """Arrow keys and the history of this dialogue, where the terminal has them."""
    try:
        import readline
    except ImportError:
        return
    readline.set_auto_history(True)
