"""The newsroom's acts on the preview's page: verified, dated, shared and reloaded, by mouse and without one."""

from pathlib import Path

import pytest

from tests.web.browser import CHROMIUM, Browser
from tests.web.test_preview_page import QUESTION, focus_on, page_of_the_bot

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine: the page is not looked at")

SEND = "document.querySelector('#words').form.querySelector('button[type=submit]').click()"


async def write(browser: Browser, words: str, *, by_mouse: bool = False) -> None:
    """Write something in the channel and send it."""
    await browser.focus("#words")
    await browser.type(words)
    await (browser.run(SEND) if by_mouse else browser.press("Enter"))


@pytest.mark.parametrize("by_mouse", [True, False], ids=["mouse", "keyboard"])
async def test_a_quotation_is_verified_with_its_true_source(tmp_path: Path, by_mouse: bool) -> None:
    async with page_of_the_bot(tmp_path) as browser:
        await write(browser, '/briefing verify "the risk in moving too fast"', by_mouse=by_mouse)
        await browser.until("document.querySelector('#log .is-private blockquote')")
        said = await browser.run("document.querySelector('#log .is-private').textContent")
        assert "you have “fast”, the source has “soon”" in said
        assert "the risk in moving too soon" in await browser.run(
            "document.querySelector('#log blockquote').textContent"
        )


async def test_a_count_of_a_timeline_opens_its_passages_without_a_mouse(tmp_path: Path) -> None:
    async with page_of_the_bot(tmp_path) as browser:
        await write(browser, '/briefing timeline "too soon"')
        await browser.until("document.querySelector('#log .is-private blockquote')")
        await focus_on(browser, "2021-02: 2", "#log")
        await browser.press("Enter")
        await browser.until("document.querySelectorAll('dialog[open] blockquote').length === 2")


async def test_a_private_answer_is_shared_without_a_mouse(tmp_path: Path) -> None:
    async with page_of_the_bot(tmp_path) as browser:
        await write(browser, f"/briefing {QUESTION}")
        await browser.until("document.querySelector('#log .is-private blockquote')")
        await focus_on(browser, "Share", "#log")
        await browser.press("Enter")
        await browser.until("document.querySelector('dialog[open]')")
        await focus_on(browser, "Share", "dialog[open]")
        await browser.press("Enter")
        await browser.until("document.querySelector('#log .message:not(.is-private) blockquote')")


async def test_an_admin_reloads_without_a_mouse(tmp_path: Path) -> None:
    async with page_of_the_bot(tmp_path) as browser:
        await browser.focus("input[value=U0REPORTER]")
        for _ in range(3):
            if await browser.run("document.querySelector('input[value=U0ADMIN]').checked"):
                break
            await browser.press("ArrowDown")
        await write(browser, "/briefing reload")
        await browser.until("document.querySelector('#log').textContent.includes('Nothing has changed')")
