"""Official transcripts changed after publication: is every listed change shown, and are the old words kept?

python -m benchmarks.revisions [--misses]

The text of before is imported, then that of after over it. A listed change is shown if the words it takes out
stand among the words shown as taken out, and those it puts in among those put in, within three neighbouring
stretches. Punctuation and the signs of Markdown and HTML are no words; a change of nothing but those (an address,
an emphasis) is counted apart and compared as printed. An open question is settled as its reader would: what was
read is accepted, what belongs to nobody left out.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import PurePosixPath
from typing import Any

from benchmarks.data import needs
from benchmarks.dump import read_lines
from benchmarks.importing import imported, importer
from benchmarks.intervals import of_share
from bot.importers.importing import Importer, Reviewed, State
from bot.importers.settling.wishes import Wishes
from bot.importers.versions import FOLDER, Changes, Piece

NEIGHBOURS = 3
CUT_CHARS = 500
"""The list holds no more of a text."""
LISTED, TEXTS = "benchmarks/revisions_wh_dev.jsonl", "benchmarks/revisions_wh_dev_docs.jsonl.xz"
_NOT_WORDS = re.compile(r"[^\w$%£€]+")
_PRINTED = re.compile(r"[^\s<>()\[\]*\"]+")
_STRUCK = re.compile(r"<s>([^<>]*)</s>")
_SIGNS = re.compile(r"</?[a-z][^<>]*>|\]\([^()\s]*\)|https?://\S+")


Change = dict[str, Any]


def words(text: str) -> list[str]:
    """What a reader sees of it, struck words as the importer writes them."""
    text = _STRUCK.sub(r"[struck: \1]", text.replace("¶", " "))
    return _NOT_WORDS.sub(" ", re.sub(r"['’]", "", _SIGNS.sub(" ", text))).split()


def is_of_words(change: Change) -> bool:
    """Whether a reader would see other words."""
    return words(change.get("before") or "") != words(change.get("after") or "")


def is_shown(change: Change, document: dict[str, Any], shown: Sequence[Sequence[Piece]]) -> bool:
    """Whether neighbouring stretches of what was shown hold what the change takes out and what it puts in."""
    read = words if is_of_words(change) else _PRINTED.findall
    cut = {which: len(change.get(which) or "") >= CUT_CHARS for which in ("before", "after")}
    before, after = (read(change.get(which) or "")[: -1 if is_cut else None] for which, is_cut in cut.items())
    out, put = differing(before, after, any(cut.values()))
    # What was moved still stands there: a change that a diff lists as taken out here may be put in elsewhere.
    if f" {' '.join(before)} " in f" {' '.join(read(document['after']))} ":
        out.clear()
    if f" {' '.join(after)} " in f" {' '.join(read(document['before']))} ":
        put.clear()
    for at in range(len(shown)):
        pieces = [piece for stretch in shown[at : at + NEIGHBOURS] for piece in stretch]
        taken, given = (Counter(w for sign, text in pieces if sign == mark for w in read(text)) for mark in "-+")
        if not out - taken and not put - given:
            return True
    return False


def differing(before: list[str], after: list[str], is_cut: bool) -> tuple[Counter[str], Counter[str]]:
    """The words that only one of two texts has; without the ends of those that the list cuts off."""
    out, put = Counter[str](), Counter[str]()
    changes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for kind, a, b, c, d in changes[:-1] if is_cut and changes[-1][0] != "equal" else changes:
        if kind != "equal":
            out.update(before[a:b])
            put.update(after[c:d])
    return out - put, put - out


def pieces_of(changes: Changes) -> list[Sequence[Piece]]:
    """What a new version shows as changed, with a label that was exchanged."""
    turns = [
        (
            ("-", (turn.before and turn.before.printed) or ""),
            ("+", (turn.after and turn.after.printed) or ""),
            *turn.pieces,
        )
        for turn in changes.turns
    ]
    return [*turns, *changes.around]


def versions(into: Importer, document: dict[str, Any]) -> tuple[Reviewed, Reviewed] | None:
    """What importing the one text and then the other came to."""
    name = PurePosixPath(document["file"]).name
    first, second = (settled(into, document[which].encode(), name) for which in ("before", "after"))
    return (first, second) if first is not None and second is not None else None


def settled(into: Importer, content: bytes, name: str) -> Reviewed | None:
    """The one briefing of a document, its open questions accepted as read."""
    (first,) = imported(into, content, name)
    if not isinstance(first, Reviewed) or first.state is not State.OPEN:
        return first if isinstance(first, Reviewed) else None
    accepted = frozenset(doubt.line for doubt in first.draft.doubts if doubt.is_open)
    (second,) = imported(into, content, name, Wishes(accepted=accepted, leave_out=True))
    return second if isinstance(second, Reviewed) else None


@dataclass
class Tally:
    """What was found of the listed changes."""

    shown: Counter[bool] = field(default_factory=Counter)
    listed: Counter[bool] = field(default_factory=Counter)
    kept: int = 0
    missed: list[str] = field(default_factory=list)


def measure(document: dict[str, Any], changes: Sequence[Change], tally: Tally) -> None:
    """Import both texts of a document and look for its changes."""
    with importer() as into:
        pair = versions(into, document)
        found = pair[1].changes if pair is not None else None
        pieces = pieces_of(found) if found is not None else []
        tally.kept += pair is not None and _is_kept(into, pair)
    says = f" ({pair[1].state}: {pair[1].says})" if pair is not None and pair[1].state.is_failure else ""
    for change in changes:
        tally.listed[is_of_words(change)] += 1
        if is_shown(change, document, pieces):
            tally.shown[is_of_words(change)] += 1
        else:
            tally.missed.append(f"{PurePosixPath(document['file']).stem}{says}: {change}")


def section(*, lists: bool) -> Iterator[str]:
    """How many changes are shown, how many old versions kept; what is not, to be read."""
    listed = {(one["file"], one["commit_time"]): one["changes"] for one in read_lines(LISTED)}
    tally, documents = Tally(), 0
    for document in read_lines(TEXTS):
        changes = listed.get((document["file"], document["commit_time"]))
        if changes:
            documents += 1
            measure(document, changes, tally)
    yield "| what | count | share | 95 % interval |\n|---|---|---|---|"
    for what, is_words in (("words", True), ("signs alone", False)):
        shown, of = tally.shown[is_words], tally.listed[is_words]
        yield f"| listed changes of {what} shown | {shown} of {of} | {of_share(shown, of)} |"
    yield f"| old versions kept with their day | {tally.kept} of {documents} | {of_share(tally.kept, documents)} |"
    yield from (f"\n- not shown: {line}" for line in tally.missed if lists)


def _is_kept(into: Importer, pair: tuple[Reviewed, Reviewed]) -> bool:
    """Whether the earlier file stands among the kept versions, with the day it was taken."""
    before, after = pair
    file = into.folder / FOLDER / (after.draft.id or "") / f"{before.version}.yaml"
    return (
        file.is_file() and file.read_text(encoding="utf-8") == before.file and "\n  retrieved: " in (before.file or "")
    )


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description="Changes of official transcripts, shown or not.")
    parser.add_argument("--misses", action="store_true", help="list each change that is not shown")
    needs(LISTED, TEXTS)
    print("\n".join(section(lists=parser.parse_args().misses)))


if __name__ == "__main__":
    main()
