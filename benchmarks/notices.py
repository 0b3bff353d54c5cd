"""Corrections and answers given later: do they reach the words they concern, and is nobody quoted with them?

python -m benchmarks.notices [--misses]

Each briefing comes in twice: as the dump has it, and as a document made of the
same header and turns. An answer to a question that was taken is the press
office's writing: it has to stand beside the words that bear its asterisk and in
nobody's mouth. A notice such as "see below for a correction" has to stand beside
the words that the page marks.
"""

import argparse
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.data import needs
from benchmarks.dump import BRIEFINGS, TURNS, read_lines, write_some
from benchmarks.importing import SHIPPED, imported, importer
from benchmarks.intervals import of_share
from bot.answer.citation import note_on
from bot.briefing.model import Briefing
from bot.briefing.passages import Passage
from bot.importers.importing import Reviewed
from bot.importers.settling.wishes import Wishes
from bot.importers.writing import read_back
from bot.store.register import read_people

NOTICES = "benchmarks/notices_dev.jsonl"
HEAD_CHARS = 60
# On purpose another way of looking than the importer's.
_ANSWER = re.compile(r"^\*+(?![*\s]*(?:please )?see\b)\s*([^*\s].*)$", re.M | re.I)
_MARKED = re.compile(r"\*|<(?:s|strike|del)>|\[struck: ")


def answers_in(notice: str) -> list[str]:
    """How each answer given later begins."""
    return [found[1][:HEAD_CHARS] for found in _ANSWER.finditer(notice)]


def document_of(facts: Mapping[str, Any], turns: Sequence[Mapping[str, Any]]) -> bytes:
    """A briefing of the dump as a page would have it."""
    said = (f"{turn['speaker']}{'    ' if turn['speaker'] == 'Q' else ':  '}{turn['text']}" for turn in turns)
    return "\n\n".join([*facts["preamble"], *said]).encode()


def briefings() -> Iterator[tuple[str, Mapping[str, Any], Briefing | None]]:
    """Every briefing of both ways, with its notice; None where it was not imported."""
    notices = {row["briefing_id"]: row for row in read_lines(NOTICES)}
    register = read_people(SHIPPED)

    def read(outcome: Any) -> Briefing | None:
        return read_back(outcome.file, outcome.path, register) if getattr(outcome, "file", None) else None

    with tempfile.TemporaryDirectory() as home:
        file = write_some(Path(home), {*notices})
        with importer() as into:
            dumped = {o.draft.id: read(o) for o in imported(into, file, file.name) if isinstance(o, Reviewed)}
        rows = defaultdict(list)
        for row in read_lines(str(file)):
            rows[row["briefing_id"]].append(row)
        facts = {row["briefing_id"]: row for row in read_lines(str(file.with_name("briefings.jsonl")))}
    yield from (("dump", notice, dumped.get(key)) for key, notice in notices.items())
    with importer() as into:
        for key, notice in notices.items():
            told = facts[key]
            wishes = Wishes(id=key, title=told["title"], url=told["url"], publisher="The White House")
            outcomes = imported(into, document_of(told, rows[key]), f"{notice['date']}.txt", wishes)
            yield "document", notice, next(map(read, outcomes), None)


def look(briefing: Briefing, notice: str) -> Iterator[tuple[str, bool, str]]:
    """What is asked of one briefing, whether it is so, and about which words."""
    notes = [(turn, note_on(Passage(briefing, turn, 0, len(turn.text)))) for turn in briefing.turns]
    answers = answers_in(notice)
    for answer in answers:
        yield "answers beside the words with their asterisk", any(answer in (note or "") for _, note in notes), answer
        yield "answers in nobody's mouth", not any(answer in turn.text for turn in briefing.turns), answer
    marked = [(turn, note) for turn, note in notes if _MARKED.search(turn.text)]
    if not answers and marked:
        yield "corrections and notices beside all words they mark", all(note for _, note in marked), notice[:200]
    elif not answers:
        yield "notices without any mark below", True, notice[:200]


def section(*, lists: bool) -> Iterator[str]:
    """The figures, and every miss to be read."""
    good, counted, misses = Counter[tuple[str, str]](), Counter[tuple[str, str]](), list[str]()
    for way, notice, briefing in briefings():
        asked = [("imported", briefing is not None, ""), *(look(briefing, notice["notice"]) if briefing else ())]
        for what, is_so, about in asked:
            counted[what, way] += 1
            good[what, way] += is_so
            misses += [] if is_so else [f"- {way}, {notice['briefing_id']}: not {what}: {about!r}"]
    yield "| what | from | count | share | 95 % interval |\n|---|---|---|---|---|"
    for (what, way), count in sorted(counted.items()):
        yield f"| {what} | {way} | {good[what, way]} of {count} | {of_share(good[what, way], count)} |"
    if lists:
        yield "\nmisses:\n\n" + "\n".join(misses)


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description="Import briefings with corrections and answers given later.")
    parser.add_argument("--misses", action="store_true", help="list every miss")
    given = parser.parse_args()
    needs(NOTICES, TURNS, BRIEFINGS)
    print("\n".join(section(lists=given.misses)))


if __name__ == "__main__":
    main()
