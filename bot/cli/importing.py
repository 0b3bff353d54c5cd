"""``briefing import`` and ``briefing fetch``."""

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot import bootstrap
from bot.errors import BriefingError, SettingsError, UnreadableFileError

if TYPE_CHECKING:
    from bot.cli.import_session import Given, Session
    from bot.importers.settling.wishes import Wishes

_LABEL_USES = {"q": "q", "question": "q", "speech": "speech", "narration": "narration", "skip": "skip"}
_KINDS = ("transcript", "article", "captions", "summary")
_STATUSES = ("official", "rush", "captions", "as_quoted", "interpreted", "as_prepared", "summary")
_RULES = ("on_the_record", "on_background", "deep_background", "off_the_record")

KNOWLEDGE = click.option(
    "--knowledge", type=click.Path(path_type=Path), metavar="DIR", help="The knowledge folder to write to."
)


@click.command("import", short_help="Turn documents into briefings.")
@click.argument("sources", nargs=-1, required=True, metavar="DOCUMENT…")
@click.option("--preview", is_flag=True, help="Show what would be imported and what is doubtful; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="With --preview: as JSON, one object a briefing.")
@click.option("--text", "as_text", is_flag=True, help="Print the extracted text, to which the preview's offsets refer.")
@click.option("--yes", is_flag=True, help="Ask nothing; write whatever has no open question.")
@click.option("--id", "briefing_id", help="The briefing's id.")
@click.option("--title", help="The briefing's title.")
@click.option("--held-on", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="The day it was held.")
@click.option("--publisher", help="Who published the words.")
@click.option("--venue", help="Where it was held.")
@click.option("--url", help="The page the document was taken from.")
@click.option("--kind", type=click.Choice(_KINDS), help="What sort of document it is.")
@click.option("--status", type=click.Choice(_STATUSES), help="How close to the spoken word it is.")
@click.option("--ground-rule", metavar="RULE[=ATTRIBUTION]", help='Such as "on_background=a senior official".')
@click.option("--embargo", metavar="TIME|EVENT", help="Such as 2030-05-14T18:00+01:00, or an event in words.")
@click.option(
    "--label", "labels", multiple=True, metavar="LABEL=q|speech|narration|skip", help="What a label stands for."
)
@click.option(
    "--speaker", "speakers", multiple=True, metavar="LABEL=ID", help="Whose a label is, by id in speakers.yaml."
)
@click.option(
    "--opening", metavar="[LINE=]ID", help="Whose the words above the first label are, and from which line on."
)
@click.option(
    "--accept", "accepted", multiple=True, type=int, metavar="LINE", help="Take a doubtful line as it was read."
)
@click.option("--leave-out", is_flag=True, help="Leave out words that belong to nobody.")
@click.option(
    "--replace", "replaces", is_flag=True, help="Overwrite what was edited by hand, and forget what was settled before."
)
@click.option("--duplicates", is_flag=True, help="Import words that another briefing has already.")
@KNOWLEDGE
def import_documents(sources: Sequence[str], knowledge: Path | None, **options: Any) -> int:
    """Turn documents into briefings: transcripts, articles, captions, feeds, tables.

    A DOCUMENT is a file, a folder with files, an address, or - for standard input.

    \b
    Examples:
      briefing import transcript.html
      briefing import --preview --json story.txt
      briefing import --label "MR. EXAMPLE=q" --held-on 2030-05-14 page.pdf

    On a terminal, whatever is doubtful is shown first. The same document again changes nothing;
    a changed one becomes a new version. What was settled with these options holds from then on. Exit code: 0 done, 3 something could not be imported.
    """  # noqa: D301 - click needs the character, not the two signs
    if options["briefing_id"] and len(sources) > 1:
        raise click.UsageError("--id belongs to one document; give one at a time.")
    shows = (
        "text" if options["as_text"] else "json" if options["as_json"] else "preview" if options["preview"] else None
    )
    session = _session(knowledge, options, shows=shows, asks=not options["yes"] and shows is None)
    for source in sources:
        _take(source, session)
    return session.finish()


@click.command(short_help="Import what is new in the feeds of BRIEFING_FEEDS.")
@KNOWLEDGE
def fetch(knowledge: Path | None) -> int:
    """Import what is new in the feeds that BRIEFING_FEEDS names; made for cron.

    Nothing is asked: what has an open question is told and left. Exit code: 0 done, 3 something failed.
    """
    from bot.importers.fetching import fetch as fetch_url

    settings = bootstrap.read_settings()
    feeds = settings.feeds
    if not feeds:
        raise SettingsError("BRIEFING_FEEDS is missing: write the feeds' addresses, or the file that lists them")
    session = _session(knowledge, {}, shows=None, asks=False)
    for feed in feeds:
        try:
            session.take_feed(feed, partial(fetch_url, hosts=settings.fetch_hosts))
        except BriefingError as error:
            session.fail(feed, str(error))
    return session.finish()


def _session(knowledge: Path | None, options: dict[str, Any], *, shows: str | None, asks: bool) -> "Session":
    from bot.cli.import_session import Session

    importer = bootstrap.open_importer(knowledge, begins=shows is None)
    is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    wishes = _wishes(options, {speaker.id for speaker in importer.register.speakers})
    return Session(importer, wishes, shows=shows, asks=asks and is_terminal)


def _take(source: str, session: "Session") -> None:
    from bot.importers.fetching import fetch as fetch_url
    from bot.importers.fetching import is_url

    try:
        if is_url(source):
            page = fetch_url(source, hosts=bootstrap.read_settings().fetch_hosts)
            session.take((page.data, page.name, page.url))
            return
        for given in _files(source):
            try:
                session.take(given)
            except BriefingError as error:
                session.fail(given[1], str(error))
    except BriefingError as error:
        session.fail(source, str(error))


def _files(source: str) -> Iterator["Given"]:
    """The documents of an argument: standard input, a file, or all files of a folder, sorted."""
    from bot.importers.reading import DOCUMENT_BYTES_MAX

    if source == "-":
        data = sys.stdin.buffer.read(DOCUMENT_BYTES_MAX + 1)
        if len(data) > DOCUMENT_BYTES_MAX:
            raise UnreadableFileError(f"standard input has more than {DOCUMENT_BYTES_MAX // 1_000_000} MB; give a file")
        yield data, "standard input", None
        return
    path = Path(source)
    if path.is_dir():
        found = (file for file in sorted(path.rglob("*")) if file.is_file() and not _is_hidden(file, path))
        yield from ((file, file.name, None) for file in found)
    elif path.is_file():
        yield path, path.name, None
    else:
        raise UnreadableFileError("no such file or folder" if not path.exists() else "is no regular file")


def _is_hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _wishes(options: dict[str, Any], known: set[str]) -> "Wishes":
    from bot.briefing.model import SourceKind, Status
    from bot.importers.settling.wishes import LabelUse, Wishes

    if not options:
        return Wishes()
    opening_line, opening = _opening(options["opening"], known)
    return Wishes(
        id=options["briefing_id"],
        title=options["title"],
        held_on=options["held_on"].date() if options["held_on"] else None,
        publisher=options["publisher"],
        venue=options["venue"],
        url=options["url"],
        kind=SourceKind(options["kind"]) if options["kind"] else None,
        status=Status(options["status"]) if options["status"] else None,
        ground_rule=_ground_rule(options["ground_rule"]),
        embargo=options["embargo"],
        labels={label: LabelUse(use) for label, use in _pairs(options["labels"], "--label", _LABEL_USES).items()},
        speakers=_pairs(options["speakers"], "--speaker", {speaker: speaker for speaker in known}),
        opening=opening,
        opening_line=opening_line,
        accepted=frozenset(options["accepted"]),
        leave_out=options["leave_out"],
        replace=options["replaces"],
        duplicates=options["duplicates"],
    )


def _pairs(given: Sequence[str], option: str, values: dict[str, str]) -> dict[str, str]:
    """``LABEL=VALUE`` each; the value must be known."""
    from bot.store.problems import near

    pairs = {}
    for one in given:
        label, _, value = (part.strip() for part in one.rpartition("="))
        if not label or value not in values:
            choices = ", ".join(_LABEL_USES) if option == "--label" else "an id of speakers.yaml"
            raise click.UsageError(f"{option} {one!r}: write LABEL=VALUE, the value {choices}{near(value, values)}.")
        pairs[label] = values[value]
    return pairs


def _opening(given: str | None, known: set[str]) -> tuple[int | None, str | None]:
    """``ID`` or ``LINE=ID``; the id must be known."""
    from bot.store.problems import near

    if given is None:
        return None, None
    line, sign, speaker = (part.strip() for part in given.rpartition("="))
    if speaker not in known or (sign and not (line.isascii() and line.isdigit() and len(line) < 9)):
        raise click.UsageError(
            f"--opening {given!r}: write an id of speakers.yaml, or LINE=ID{near(speaker, sorted(known))}."
        )
    return int(line) if sign else None, speaker


def _ground_rule(text: str | None) -> Any:
    from bot.briefing.model import GroundRule, Rule

    if text is None:
        return None
    rule, _, attribution = (part.strip() for part in text.partition("="))
    if rule not in _RULES or (rule == Rule.ON_BACKGROUND and not attribution):
        raise click.UsageError(
            f"--ground-rule: write one of {', '.join(_RULES)}; on_background needs =ATTRIBUTION as agreed."
        )
    return GroundRule(Rule(rule), attribution or None)
