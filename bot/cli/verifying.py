"""The proof of the folder's turns against their originals, for the terminal."""

from collections.abc import Iterable
from pathlib import Path

import click

from bot.briefing.model import Briefing
from bot.errors import KnowledgeError

SHOWN_CHARS = 60


def show_proofs(briefings: Iterable[Briefing], folder: Path) -> int:
    """Say which turns stand in their original and which do not; returns the exit code."""
    from bot.importers.originals import prove
    from bot.importers.reading import texts_in

    proven = unproven = absent = 0
    for proof in prove(briefings, folder, texts_in):
        proven += proof.proven
        unproven += len(proof.unproven)
        if proof.says is not None:
            absent += 1
            click.echo(f"{proof.briefing.path}: {proof.says}")
        for turn in proof.unproven:
            words = " ".join(turn.text.split())[:SHOWN_CHARS]
            click.echo(
                f"{proof.briefing.path}:{turn.line}: turn {turn.number} does not stand in its original: {words}…"
            )
    click.echo(f"{proven} turns stand in their originals, {unproven} do not; {absent} briefings not verifiable here")
    return KnowledgeError.exit_code if unproven else 0
