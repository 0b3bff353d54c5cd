"""README's pictures: real answers over the shipped briefing, as the preview's page shows them.

``make pictures`` writes them into ``.github/pictures``.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.web.browser import CHROMIUM, Browser
from tests.web.preview_process import ROOT, PreviewProcess

FOLDER = ROOT / ".github" / "pictures"
SIZE = (1360, 760)
SMALLER = (1120, 640)
SHORTENED = "“The risk in moving too soon … is that we don't bring along our allies” — Ned Price"
"""A true quotation from which something is left out."""
BY_KEY = "document.querySelector('#words').focus()"


async def take(folder: Path) -> None:
    """Ask, look at the exchange, ask alone, verify; a picture of each."""
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as profile:
        async with PreviewProcess(Path(home), ROOT / "knowledge") as preview, Browser(Path(profile)) as browser:
            await browser.look(*SIZE)
            await browser.open(preview.address)
            await browser.run(BY_KEY)
            await browser.type("@Briefing Bot What did the spokesman say about moving too soon?")
            await browser.press("Enter")
            await browser.until("document.querySelector('#thread-log blockquote')")
            await browser.run("document.activeElement.blur()")
            await browser.picture(folder / "answer.png")
            await browser.look(*SMALLER)
            await browser.click("#thread-log [data-action=exchange]")
            await browser.until("document.querySelector('dialog[open] blockquote')")
            await browser.picture(folder / "exchange.png")
            await browser.press("Escape")
            await browser.until("!document.querySelector('dialog')")
            await browser.click("#thread-close")
            await browser.look(*SMALLER, dark=True)
            await browser.run(BY_KEY)
            await browser.type('/briefing "committed to the denuclearization"')
            await browser.press("Enter")
            await browser.until("document.querySelector('#log .is-private blockquote')")
            await browser.run("document.activeElement.blur()")
            await browser.picture(folder / "private.png")
            await browser.look(*SMALLER)
            await browser.run(BY_KEY)
            await browser.type(f"/briefing verify {SHORTENED}")
            await browser.press("Enter")
            await browser.until(
                "[...document.querySelectorAll('#log .is-private')].at(-1)?.textContent.includes('Elided')"
            )
            await browser.run("document.activeElement.blur()")
            await browser.picture(folder / "verify.png")


if __name__ == "__main__":
    if not CHROMIUM:
        sys.exit("The pictures are taken with Chromium, and there is none on this machine.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    asyncio.run(take(FOLDER))
