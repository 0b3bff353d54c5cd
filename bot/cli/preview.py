"""``briefing serve --preview``: where the page is, and a browser to look at it."""

import sys
import webbrowser
from pathlib import Path

import click

from bot import bootstrap


def show_preview(knowledge: Path | None, port: int, *, opens: bool) -> int:
    """Serve the page until stopped; a browser is opened only for somebody at a terminal."""

    def announce(address: str) -> None:
        click.echo(f"Briefing Bot is at {address}\nOnly this machine can open it. Stop with Ctrl-C.")
        if opens and sys.stdout.isatty():
            webbrowser.open(address)

    return bootstrap.preview(knowledge, port, announce)
