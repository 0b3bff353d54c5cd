"""A briefing file: its nodes as a `Briefing`, with every problem and its mend."""

import re
from pathlib import PurePosixPath
from typing import Final

from bot.briefing.given_away import without_given_away
from bot.briefing.model import Briefing, Source, SourceKind, Status
from bot.briefing.speakers import Register
from bot.store.problems import Problems, shown
from bot.store.schema.anonymity import check_anonymity
from bot.store.schema.fields import Fields
from bot.store.schema.terms import read_audience, read_embargo, read_started_at, read_time_zone, rule_or_record
from bot.store.schema.turns import Setting, read_turns
from bot.store.yaml_nodes import Mapping, Node, Sequence

BRIEFING_KEYS: Final = (
    "id",
    "title",
    "held_on",
    "started_at",
    "time_zone",
    "venue",
    "source",
    "ground_rule",
    "embargo",
    "audience",
    "turns",
)
SOURCE_KEYS: Final = ("publisher", "kind", "status", "url", "retrieved", "sha256", "version")

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%-]{0,239}")


def read_briefing(
    root: Node, sha256: str, register: Register | None, taken: dict[str, str], problems: Problems
) -> Briefing | None:
    """Read one briefing; None if any of it is wrong.

    Args:
        sha256: Of the file's bytes.
        register: None where it cannot be read; then speakers are not checked.
        taken: Ids of the briefings read before, with their files; this one's is added.
    """
    if not isinstance(root, Mapping):
        hint = (
            "people belong in speakers.yaml, terms in vocabulary.yaml"
            if isinstance(root, Sequence)
            else "see README.md"
        )
        problems.add(root.line, f"must be one briefing with title, held_on, source and turns; {hint}")
        return None
    fields = Fields(root, BRIEFING_KEYS, problems)
    briefing_id = _read_id(fields, taken, problems)
    title, held_on = fields.words("title", required=True), fields.day("held_on", required=True)
    source, zone = _read_source(fields), read_time_zone(fields)
    started_at, venue = read_started_at(fields, held_on, zone), fields.words("venue")
    ground_rule, embargo, audience = rule_or_record(fields), read_embargo(fields), read_audience(fields)
    turns = read_turns(fields, Setting(held_on, source, register), problems)
    if problems or briefing_id is None or title is None or held_on is None or source is None:
        return None
    briefing = Briefing(
        id=briefing_id,
        title=title,
        held_on=held_on,
        source=source,
        turns=turns,
        path=problems.path,
        sha256=sha256,
        started_at=started_at,
        time_zone=zone.key if zone is not None else None,
        venue=venue,
        ground_rule=ground_rule,
        embargo=embargo,
        audience=audience,
    )
    check_anonymity(briefing, register or Register(), fields, problems)
    return None if problems else without_given_away(briefing, register or Register())


def _read_id(fields: Fields, taken: dict[str, str], problems: Problems) -> str | None:
    is_given = fields.has("id")
    briefing_id = fields.words("id") if is_given else PurePosixPath(problems.path).stem
    if briefing_id is None:
        return None
    line = fields.line_of("id") if is_given else 0
    if not _ID.fullmatch(briefing_id):
        mend = "use letters, digits, . _ - only, at most 240" if is_given else "rename it or give an id"
        what = "id:" if is_given else "the file's name"
        problems.add(line, f"{what} {shown(briefing_id)} is not an id; {mend}")
        return None
    first = taken.setdefault(briefing_id, problems.path)
    if first != problems.path:
        problems.add(line, f"id: {briefing_id} is taken by {first}; give one of the two another id")
    return briefing_id


def _read_source(fields: Fields) -> Source | None:
    source = fields.mapping("source", SOURCE_KEYS, required=True)
    if source is None:
        return None
    publisher = source.words("publisher", required=True)
    kind, status = source.choice("kind", SourceKind), source.choice("status", Status)
    url, retrieved, sha256 = source.url("url"), source.day("retrieved"), source.sha256("sha256")
    version = source.number("version", least=1)
    if publisher is None or kind is None or status is None:
        return None
    return Source(publisher, kind, status, url, retrieved, sha256, version or 1)
