"""Real reporters' questions over real briefings: is the turn that answered among the first?

Needs the development data and, to compare, a peer:

pip install bm25s && python -m benchmarks.questions
"""

import argparse
import json
import lzma
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from shutil import copy
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import Stemmer
from numpy.typing import NDArray

from benchmarks.data import DATA, needs
from bot.answer.model import TERMINAL, Found, Misread, Question
from bot.answer.responder import Responder
from bot.store.live import KnowledgeStore

ROOT = Path(__file__).parent.parent
WORDS_LEAST = 8
RESAMPLES = 2_000
PHRASINGS = (
    "What did {who} say in {month}: {question}",
    "In {month}, what did {who} say about this: {question}",
    "{who}, {month}: {question}",
    "{question} (What did {who} say in {month}?)",
    "Statements by {who} in {month} on: {question}",
)


@dataclass(frozen=True)
class Asked:
    qid: str
    text: str
    relevant: str
    speaker: str
    day: date

    @property
    def surname(self) -> str:
        return self.speaker.split()[-1].title()


def now() -> datetime:
    return datetime.now(UTC)


def official_turns() -> dict[str, list[dict[str, Any]]]:
    by: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with lzma.open(DATA / "turns" / "turns.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            turn = json.loads(line)
            if not turn["is_question"] and len(turn["text"].split()) >= WORDS_LEAST:
                by[turn["briefing_id"]].append(turn)
    return by


def write_folder(folder: Path, briefings: dict[str, list[dict[str, Any]]]) -> None:
    for name in ("speakers.yaml", "vocabulary.yaml"):
        copy(ROOT / "knowledge" / name, folder / name)
    for number, (briefing, turns) in enumerate(briefings.items()):
        head = [
            f"id: {json.dumps(briefing)}",
            f"title: {json.dumps(briefing)}",
            f"held_on: {turns[0]['date']}",
            f"venue: {json.dumps(turns[0]['venue'])}",
            "source: {publisher: development data, kind: transcript, status: official}",
            "turns:",
        ]
        body = [
            f"  - {{speech: {json.dumps(t['text'].strip())}, printed: {json.dumps(t['speaker'])}, number: {t['turn']}}}"
            for t in turns
        ]
        (folder / f"{number:05}.yaml").write_text("\n".join([*head, *body, ""]), encoding="utf-8")


def questions() -> list[Asked]:
    lines = (DATA / "benchmarks" / "qa_dev.jsonl").read_text(encoding="utf-8").splitlines()
    read = [json.loads(line) for line in lines]
    return [Asked(q["qid"], q["question"], q["relevant"], q["speaker"], date.fromisoformat(q["date"])) for q in read]


def ours(responder: Responder, asked: Sequence[Question]) -> tuple[list[list[str]], list[float]]:
    ranked, taken = [], []
    for question in asked:
        started = time.perf_counter()
        answer = responder.respond(question, TERMINAL)
        taken.append(time.perf_counter() - started)
        quotes = () if isinstance(answer, Misread) else answer.quotes
        is_scored = isinstance(answer, Found) or (not isinstance(answer, Misread) and answer.reason == "weak_only")
        ranked.append([f"{q.passage.briefing.id}#{q.passage.turn.number}" for q in quotes] if is_scored else [])
    return ranked, taken


def ranks(ranked: Sequence[Sequence[str]], asked: Sequence[Asked]) -> NDArray[np.float64]:
    """1/rank of the right turn among the first ten, else 0."""
    return np.array(
        [
            1 / (1 + r[:10].index(q.relevant)) if q.relevant in r[:10] else 0.0
            for r, q in zip(ranked, asked, strict=True)
        ]
    )


def row(name: str, reciprocal: NDArray[np.float64]) -> str:
    at_5 = reciprocal >= 1 / 5
    random = np.random.default_rng(1)
    means = [at_5[random.integers(0, len(at_5), len(at_5))].mean() for _ in range(RESAMPLES)]
    low, high = np.percentile(means, [2.5, 97.5])
    return f"| {name} | {(reciprocal == 1).mean():.3f} | {at_5.mean():.3f} [{low:.3f}, {high:.3f}] | {reciprocal.mean():.3f} |"


def paired(first: NDArray[np.float64], second: NDArray[np.float64]) -> str:
    difference = (first >= 1 / 5).astype(float) - (second >= 1 / 5)
    random = np.random.default_rng(2)
    means = [difference[random.integers(0, len(difference), len(difference))].mean() for _ in range(RESAMPLES)]
    low, high = np.percentile(means, [2.5, 97.5])
    return f"{difference.mean():+.3f} [{low:+.3f}, {high:+.3f}]"


def bm25s_scorer(texts: Sequence[str]) -> Callable[[str], NDArray[np.float64]]:
    bm25s = import_module("bm25s")  # a peer, installed by name where somebody wants to compare
    stemmer = Stemmer.Stemmer("english")
    retriever = bm25s.BM25()
    retriever.index(
        bm25s.tokenize(list(texts), stopwords="en", stemmer=stemmer, show_progress=False), show_progress=False
    )

    def score(text: str) -> NDArray[np.float64]:
        (tokens,) = bm25s.tokenize([text], stopwords="en", stemmer=stemmer, return_ids=False, show_progress=False)
        known = [token for token in tokens if token in retriever.vocab_dict]
        return retriever.get_scores(known) if known else np.zeros(len(texts))

    return score


def peer(
    score: Callable[[str], NDArray[np.float64]],
    ids: Sequence[str],
    asked: Sequence[Asked],
    masks: Sequence[NDArray[np.bool_]],
) -> list[list[str]]:
    ranked = []
    for question, mask in zip(asked, masks, strict=True):
        scores = np.where(mask, score(question.text), -1.0)
        ranked.append([ids[n] for n in np.argsort(-scores, kind="stable")[:10]])
    return ranked


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=10_000, help="at most so many")
    limit = parser.parse_args().questions
    needs("benchmarks/qa_dev.jsonl", "turns/turns.jsonl.xz")
    asked = questions()[:limit]
    briefings = official_turns()
    flat = [(f"{b}#{t['turn']}", t) for b, turns in briefings.items() for t in turns]
    ids, texts = [i for i, _ in flat], [t["text"] for _, t in flat]
    surnames = np.array([t["speaker"].split()[-1].title() for _, t in flat])
    months = np.array([t["date"][:7] for _, t in flat])
    with tempfile.TemporaryDirectory() as home:
        write_folder(Path(home), briefings)
        store = KnowledgeStore(Path(home), now)
    responder = Responder(store, clock=now, time_zone=ZoneInfo("UTC"))
    everything = [np.ones(len(ids), dtype=bool)] * len(asked)
    hinted = [(surnames == q.surname) & (months == f"{q.day:%Y-%m}") for q in asked]

    plain, taken = ours(responder, [Question(q.text[:1000], limit=10) for q in asked])
    rows = [("ours, no hint", ranks(plain, asked))]
    explicit, _ = ours(
        responder,
        [
            Question(q.text[:900], limit=10, speakers=(q.surname,), after=f"{q.day:%Y-%m}-01", before=_month_end(q.day))
            for q in asked
        ],
    )
    rows.append(("ours, speaker and month as filters", ranks(explicit, asked)))
    for phrasing in PHRASINGS:
        said = [phrasing.format(who=q.surname, month=f"{q.day:%B %Y}", question=q.text[:880]) for q in asked]
        ranked, _ = ours(responder, [Question(text, limit=10) for text in said])
        rows.append((f"ours, “{phrasing}”", ranks(ranked, asked)))
    try:
        score = bm25s_scorer(texts)
        rows.append((f"bm25s {version('bm25s')}, no hint", ranks(peer(score, ids, asked, everything), asked)))
        rows.append(("bm25s, filtered by hand to surname and month", ranks(peer(score, ids, asked, hinted), asked)))
    except (ImportError, PackageNotFoundError):
        sys.stdout.write("bm25s is not installed: pip install bm25s\n")
    sys.stdout.write(
        f"{len(asked)} questions, {len(ids):,} official turns\n\n| system | success@1 | success@5 | MRR@10 |\n|---|---|---|---|\n"
    )
    sys.stdout.write("\n".join(row(name, values) for name, values in rows) + "\n")
    if rows[-1][0].startswith("bm25s"):
        sys.stdout.write(f"\nsuccess@5, ours - bm25s, no hint, paired bootstrap: {paired(rows[0][1], rows[-2][1])}\n")
        sys.stdout.write(f"success@5, ours with filters - bm25s filtered: {paired(rows[1][1], rows[-1][1])}\n")
    p50, p99 = np.percentile(np.array(taken) * 1000, [50, 99])
    sys.stdout.write(f"one answer in a running process: p50 {p50:.1f} ms, p99 {p99:.1f} ms\n")


def _month_end(day: date) -> str:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1).isoformat()


if __name__ == "__main__":
    main()
