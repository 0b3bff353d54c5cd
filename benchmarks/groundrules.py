"""Calls on background and under embargo: is each withheld or labelled, and is nothing else?

python -m benchmarks.groundrules [--misses]

"Withheld or labelled": every speech of a call without names is on background or not shown at all,
and an embargo that the call states is in force. The answers were found by pattern and have some
noise: ``--misses`` prints every miss and every flag, to be read.
"""

import argparse
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.data import needs
from benchmarks.dump import BRIEFINGS, TURNS, read_lines, write_some
from benchmarks.importing import SHIPPED, imported, importer
from benchmarks.intervals import of_share
from bot.briefing.exchange import searchable_questions
from bot.briefing.model import Kind, Rule
from bot.importers.importing import Reviewed
from bot.importers.model import Draft
from bot.importers.writing import read_back
from bot.store.register import read_people

CALLS = "benchmarks/groundrules_dev.jsonl"
OTHERS = 500
# Whoever answered by these patterns would be restricted as well, in the half of the answers that is not here.
_PERHAPS_RESTRICTED = re.compile(r"background|embargo|official(?! (?:visit|arrival))", re.I)


def others(calls: Mapping[str, Any]) -> list[str]:
    """Briefings that no title or label makes a restricted call, the same ones every time."""
    left = (
        facts["briefing_id"]
        for facts in read_lines(BRIEFINGS)
        if facts["briefing_id"] not in calls
        and facts["n_turns"]
        and not _PERHAPS_RESTRICTED.search(" ".join([facts["title"], *facts["speakers"]]))
    )
    return sorted(left, key=lambda briefing: sha256(briefing.encode()).hexdigest())[:OTHERS]


def drafts(chosen: Sequence[str]) -> dict[str, Reviewed]:
    """What importing makes of them, by id."""
    with tempfile.TemporaryDirectory() as home, importer() as into:
        file = write_some(Path(home), {*chosen})
        return {o.draft.id or "": o for o in imported(into, file, file.name) if isinstance(o, Reviewed)}


def open_turns(draft: Draft) -> int:
    """Speeches that may be shown with the name of whoever the label names."""
    rules = [(turn.ground_rule or draft.ground_rule) for turn in draft.turns if turn.kind is Kind.SPEECH]
    return sum(rule is None or rule.rule is Rule.ON_THE_RECORD for rule in rules)


def miss(call: Mapping[str, Any], draft: Draft) -> str | None:
    """Why a call is not withheld or labelled; None if it is."""
    anonymous = {label.casefold() for label in call["anonymous_labels"]}
    bare = [
        turn
        for turn in draft.turns
        if (turn.printed or "").casefold() in anonymous
        and ((rule := turn.ground_rule or draft.ground_rule) is None or rule.rule is Rule.ON_THE_RECORD)
    ]
    if bare:
        return f"{len(bare)} turns of {bare[0].printed} are on the record"
    if call["background"] and not call["on_record_title"] and not anonymous and open_turns(draft) == _speeches(draft):
        return f"nothing of it is on background: {call['background_text']!r}"
    if call["embargo"] and draft.embargo is None:
        return f"no embargo: {call['embargo_text']!r}"
    return None


def _speeches(draft: Draft) -> int:
    return sum(turn.kind is Kind.SPEECH for turn in draft.turns)


def flag(draft: Draft) -> str | None:
    """What restricts a briefing; None where nothing does."""
    if draft.embargo:
        return f"embargo {draft.embargo}"
    if draft.ground_rule is not None and draft.ground_rule.rule is not Rule.ON_THE_RECORD:
        return f"{draft.ground_rule.rule}: {draft.ground_rule.sentence!r}"
    turn = next(
        (turn for turn in draft.turns if turn.ground_rule and turn.ground_rule.rule is not Rule.ON_THE_RECORD), None
    )
    return (
        f"{turn.printed}: {turn.ground_rule.rule}, {turn.ground_rule.sentence!r}" if turn and turn.ground_rule else None
    )


def section(*, lists: bool) -> Iterator[str]:
    """The figures, and every miss and false flag to be read."""
    calls = {call["briefing_id"]: call for call in read_lines(CALLS)}
    compared = others(calls)
    found = drafts([*calls, *compared])
    missed = {key: says for key, call in calls.items() if (says := _missed(call, found.get(key)))}
    flagged = {key: says for key in compared if key in found and (says := flag(found[key].draft))}
    refused = {key: found[key].says for key in calls if key in found and found[key].state.is_failure}
    yield "| what | count | share | 95 % interval |\n|---|---|---|---|"
    yield f"| restricted calls withheld or labelled | {len(calls) - len(missed)} of {len(calls)} | {of_share(len(calls) - len(missed), len(calls))} |"
    yield f"| other briefings flagged | {len(flagged)} of {len(compared)} | {of_share(len(flagged), len(compared))} |"
    yield f"| restricted calls imported without a question | {len(calls) - len(refused)} of {len(calls)} | {of_share(len(calls) - len(refused), len(calls))} |"
    shown, asked = exchanges([r for key, r in found.items() if key in calls])
    yield f"| questions shown beside an answer without a name | {shown} of {asked} | {of_share(shown, asked)} |"
    for what, lines in (("misses", missed), ("flags on others", flagged), ("left open", refused)) if lists else ():
        yield f"\n{what}:\n\n" + "\n".join(f"- {key}: {says[:300]}" for key, says in lines.items())


def exchanges(calls: Sequence[Reviewed]) -> tuple[int, int]:
    """How many questions that lead to an answer on background may be shown beside it, and how many there are."""
    register, shown, asked = read_people(SHIPPED), 0, 0
    for call in (call for call in calls if call.file is not None):
        briefing = read_back(call.file or "", call.path, register)
        usable = searchable_questions(briefing, register)
        leads_to_one = False
        for turn in reversed(briefing.turns):
            if turn.kind is Kind.QUESTION:
                asked += leads_to_one
                shown += leads_to_one and turn in usable
                leads_to_one = False
            else:
                leads_to_one = leads_to_one or (turn.kind is Kind.SPEECH and briefing.rule_for(turn).is_anonymous)
    return shown, asked


def _missed(call: Mapping[str, Any], reviewed: Reviewed | None) -> str | None:
    return miss(call, reviewed.draft) if reviewed is not None else "not found in the dump"


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description="Restricted calls, and others that are none.")
    parser.add_argument("--misses", action="store_true", help="list each miss and each flag")
    lists = parser.parse_args().misses
    needs(CALLS, TURNS, BRIEFINGS)
    print("\n".join(section(lists=lists)))


if __name__ == "__main__":
    main()
