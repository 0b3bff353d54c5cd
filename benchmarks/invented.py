"""An invented archive: as many passages as wanted, the same ones for the same seed."""

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np

PASSAGES_A_BRIEFING = 100
WORDS_A_PASSAGE = 80
VOCABULARY = 30_000
PEOPLE = """\
- id: vesna-okoro
  name: Vesna Okoro
  labels: [MS. OKORO]
  roles:
    - {title: Spokesperson, organization: Ministry of Tides, from: 1990-01-01}
- id: tariq-lindqvist
  name: Tariq Lindqvist
  labels: [MR. LINDQVIST]
  roles:
    - {title: Minister, organization: Ministry of Tides, from: 1990-01-01}
"""


def write_archive(folder: Path, passages: int, seed: int = 1) -> list[str]:
    """Write a knowledge folder of that many speeches; returns questions about some of them."""
    random = np.random.default_rng(seed)
    words = _words(random)
    (folder / "speakers.yaml").write_text(PEOPLE, encoding="utf-8")
    questions: list[str] = []
    for number in range(passages // PASSAGES_A_BRIEFING):
        held_on = date(1990, 1, 1) + timedelta(days=number)
        texts = [_text(random, words) for _ in range(PASSAGES_A_BRIEFING)]
        (folder / f"{held_on}.yaml").write_text(_briefing(held_on, texts), encoding="utf-8")
        questions.append(_question(random, texts[0], held_on))
    return questions


def _words(random: np.random.Generator) -> list[str]:
    letters = np.array(list("bcdfghjklmnprstvwz"))
    vowels = np.array(list("aeiou"))
    syllables = [f"{c}{v}" for c in letters for v in vowels]
    return ["".join(random.choice(syllables, size=random.integers(2, 5))) for _ in range(VOCABULARY)]


def _text(random: np.random.Generator, words: list[str]) -> str:
    ranks = random.zipf(1.3, size=int(random.integers(WORDS_A_PASSAGE // 2, WORDS_A_PASSAGE * 3 // 2)))
    chosen = [words[rank % VOCABULARY] for rank in ranks]
    cut = len(chosen) // 2
    return f"The {' '.join(chosen[:cut])}. We will not {' '.join(chosen[cut:])}."


def _briefing(held_on: date, texts: list[str]) -> str:
    turns = [
        f"  - {{speech: {json.dumps(text)}, by: {('vesna-okoro', 'tariq-lindqvist')[number % 2]}, number: {number}}}"
        for number, text in enumerate(texts)
    ]
    head = [
        "title: Daily Tides Briefing",
        f"held_on: {held_on}",
        "source: {publisher: Harbour Gazette, kind: transcript, status: official}",
        "turns:",
    ]
    return "\n".join([*head, *turns, ""])


def _question(random: np.random.Generator, text: str, held_on: date) -> str:
    words = " ".join(random.choice(text.replace(".", "").split(), size=6, replace=False))
    return (f"What did Okoro say about {words}?", f"{words} in {held_on:%B %Y}", words)[int(random.integers(3))]
