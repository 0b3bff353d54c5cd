"""Measure answers and reloads.

python -m benchmarks.speed
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from zoneinfo import ZoneInfo

import numpy as np
from rank_bm25 import BM25Okapi

from benchmarks.invented import write_archive
from bot.answer.model import TERMINAL, Question
from bot.answer.responder import Responder
from bot.index.analysis import scored_terms
from bot.store.live import KnowledgeStore

HERE = Path(__file__).parent
SHIPPED = HERE.parent / "knowledge"
ASKED = [
    "What did Price say about North Korea?",
    "won't the North provoke?",
    "Is the US still committed to denuclearization?",
    '"moving too late"',
    "What did Price say about Iran in March 2022?",
]
PASSAGES = 100_000
PEER_QUESTIONS = 40


def now() -> datetime:
    return datetime.now(UTC)


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def milliseconds(times_s: Iterable[float]) -> str:
    taken = np.array(list(times_s)) * 1_000
    return f"{np.percentile(taken, 50):.1f} | {np.percentile(taken, 99):.1f}"


def answers(store: KnowledgeStore, questions: list[str], rounds: int = 1) -> list[float]:
    responder = Responder(store, clock=now, time_zone=ZoneInfo("UTC"))
    responder.respond(Question(questions[0]), TERMINAL)
    return [seconds(lambda q=q: responder.respond(Question(q), TERMINAL)) for q in questions * rounds]  # type: ignore[misc]


def process() -> list[float]:
    command = [sys.executable, "-m", "bot", "ask", ASKED[0]]
    return [
        seconds(lambda: subprocess.run(command, cwd=HERE.parent, capture_output=True, check=True)) for _ in range(9)
    ]


def peer(store: KnowledgeStore, questions: list[str]) -> tuple[list[float], list[float]]:
    """The same questions through rank-bm25 alone and through the whole answer, in turn."""
    engine = BM25Okapi([scored_terms(passage.text) for passage in store.current().index.passages])
    responder = Responder(store, clock=now, time_zone=ZoneInfo("UTC"))
    theirs, ours = [], []
    for text in questions[:PEER_QUESTIONS]:
        terms = scored_terms(text)
        theirs.append(seconds(lambda terms=terms: np.argsort(-engine.get_scores(terms))[:3]))  # type: ignore[misc]
        ours.append(seconds(lambda text=text: responder.respond(Question(text), TERMINAL)))  # type: ignore[misc]
    return theirs, ours


def measure() -> list[str]:
    rows = ["| what | p50, ms | p99, ms |", "|---|---|---|"]
    rows.append(f"| `briefing ask`, whole process, shipped knowledge | {milliseconds(process())} |")
    shipped = KnowledgeStore(SHIPPED, now)
    rows.append(
        f"| one answer in a running process, shipped knowledge | {milliseconds(answers(shipped, ASKED, 200))} |"
    )
    rows.append(
        f"| reload that finds nothing changed, shipped knowledge | {milliseconds([seconds(shipped.reload) for _ in range(50)])} |"
    )
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        questions = write_archive(folder, PASSAGES)
        started = time.perf_counter()
        store = KnowledgeStore(folder, now)
        load_s = time.perf_counter() - started
        rows.append(f"| one answer, {PASSAGES:,} invented passages | {milliseconds(answers(store, questions))} |")
        theirs, ours = peer(store, questions)
        rows.append(f"| the same, {PEER_QUESTIONS} questions in turn with the peer below | {milliseconds(ours)} |")
        rows.append(f"| rank-bm25 {version('rank-bm25')}, scores alone, the same questions | {milliseconds(theirs)} |")
        ratio = float(np.median(np.array(theirs) / np.array(ours)))
        first = sorted(folder.glob("19*.yaml"))[0]
        first.write_text(first.read_text(encoding="utf-8").replace("We will not", "We shall not", 1), encoding="utf-8")
        reload_s = seconds(store.reload)
        size_mb = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    rows += [
        "",
        f"rank-bm25's scores alone take {ratio:.1f} times as long as our whole answer (median of the pairs).",
        "",
        f"{PASSAGES:,} passages ({size_mb:.0f} MB of YAML): first load {load_s:.1f} s, reload after one edit {reload_s:.1f} s "
        "(answers go on meanwhile), peak memory of this run "
        f"{getrusage(RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB, the peer's index included.",
    ]
    return rows


def main() -> None:
    """Measure and print."""
    print("\n".join(measure()))


if __name__ == "__main__":
    main()
