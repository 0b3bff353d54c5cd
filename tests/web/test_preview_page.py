"""The preview's page in a real browser: by mouse, by keyboard, by ear, in light and dark."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.web.browser import CHROMIUM, Browser
from tests.web.conversation import DESK, ROBIN, Conversation, conversation
from tests.web.preview_process import PreviewProcess

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine: the page is not looked at")

QUESTION = "What did the spokesman say about moving too soon?"
WORDS = "I think the risk in moving too soon -- whether the issue is Iran"
SIZES = {"wide": (1360, 860), "narrow": (390, 780)}


@asynccontextmanager
async def page_of_the_bot(tmp_path: Path) -> AsyncIterator[Browser]:
    """The page with the real program behind it; nothing in it may go wrong unseen."""
    home = tmp_path / "home"
    home.mkdir()
    async with PreviewProcess(home) as process, Browser(tmp_path / "profile") as browser:
        await browser.look(*SIZES["wide"])
        await browser.open(process.address)
        yield browser
        assert browser.complaints == []


@asynccontextmanager
async def page_without_bot(tmp_path: Path) -> AsyncIterator[tuple[Conversation, Browser]]:
    """The page with the test in the bot's place."""
    async with conversation() as talk, Browser(tmp_path / "profile") as browser:
        await browser.look(*SIZES["wide"])
        await browser.open(talk.preview.address)
        yield talk, browser


async def focus_on(browser: Browser, label: str, within: str = "body") -> None:
    """Go on with Tab until what has the focus is called so."""
    for _ in range(60):
        script = f"document.activeElement.closest('{within}') ? document.activeElement.textContent : ''"
        if (await browser.run(script) or "").strip() == label:
            return
        await browser.press("Tab")
    raise AssertionError(f"Tab never comes to {label!r}")


async def test_an_example_is_asked_with_the_mouse_and_answered_in_its_thread(tmp_path: Path) -> None:
    async with page_of_the_bot(tmp_path) as browser:
        await browser.click(".examples li:first-child button")
        await browser.until("document.querySelector('#thread-log blockquote')")

        assert (await browser.run("document.querySelector('#thread-log blockquote').textContent")).startswith(WORDS)
        assert "Ned Price" in await browser.run("document.querySelector('#thread-log .rich').textContent")


async def test_asking_reading_and_closing_need_no_mouse(tmp_path: Path) -> None:
    async with page_of_the_bot(tmp_path) as browser:
        await browser.focus("#words")
        await browser.type("@Bri")
        await browser.press("Enter")
        await browser.type(QUESTION)
        await browser.press("Enter")
        await browser.until("document.querySelector('#thread-log blockquote')")
        await focus_on(browser, "Show exchange", "#thread-log")
        await browser.press("Enter")
        await browser.until("document.querySelector('dialog[open] blockquote')")
        assert await browser.run("document.activeElement.closest('dialog') !== null")
        await browser.press("Escape")
        await browser.until("!document.querySelector('dialog')")

        assert await browser.run("document.activeElement.textContent") == "Show exchange"
        await browser.press("Escape")
        assert await browser.run("document.getElementById('thread').hidden")


async def test_a_private_answer_is_shared_and_then_seen_by_a_colleague(tmp_path: Path) -> None:
    async with page_of_the_bot(tmp_path) as browser:
        await browser.focus("#words")
        await browser.type(f"/briefing {QUESTION}")
        await browser.press("Enter")
        await browser.until("document.querySelector('#log .is-private blockquote')")
        await browser.click("input[value=U0PRESS] + span")
        await browser.until("document.querySelector('.welcome')")
        assert await browser.run("document.querySelectorAll('#log blockquote').length") == 0

        await browser.click("input[value=U0REPORTER] + span")
        await browser.click("#log .is-private [data-action=share]")
        await browser.click("dialog[open] .button.primary")
        await browser.until("document.querySelector('#log .message:not(.is-private) blockquote')")
        await browser.click("input[value=U0PRESS] + span")
        await browser.until("document.querySelector('#log .message:not(.is-private) blockquote')")
        assert "Shared by robin" in await browser.run("document.querySelector('#log').textContent")


async def test_only_the_admin_can_reload(tmp_path: Path) -> None:
    async with page_of_the_bot(tmp_path) as browser:
        for person, answer in (("U0REPORTER", "Only admins can reload"), ("U0ADMIN", "Nothing has changed")):
            await browser.click(f"input[value={person}] + span")
            await browser.click("#words")
            await browser.type("/briefing reload")
            await browser.press("Enter")
            await browser.until(f"document.querySelector('#log').textContent.includes('{answer}')")


async def test_a_screen_reader_is_told_the_text_of_an_answer(tmp_path: Path) -> None:
    async with page_without_bot(tmp_path) as (talk, browser):
        quote = {"type": "rich_text_quote", "elements": [{"type": "text", "text": "It will run."}]}
        blocks = [{"type": "rich_text", "elements": [quote]}]
        await talk.call("chat.postMessage", channel=DESK, text="1 quote: “It will run.” — A &amp; B", blocks=blocks)
        await browser.until("document.querySelector('#log blockquote')")

        assert await browser.run("document.getElementById('spoken').textContent") == (
            "Briefing Bot: 1 quote: “It will run.” — A & B"
        )


HOSTILE = "<img src=x onerror=window.broken=1><script>window.broken=1</script>"
PLAIN = {"type": "plain_text", "text": HOSTILE}
HOSTILE_BLOCKS: list[dict[str, Any]] = [
    {"type": "header", "text": PLAIN},
    {"type": "section", "text": {"type": "mrkdwn", "text": f"*b* {HOSTILE} <javascript:alert(1)|press> <http://a.example|go>"}},
    {"type": "context", "elements": [PLAIN, {"type": "image", "image_url": "https://a.example/x.png", "alt_text": HOSTILE}]},
    {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [
        {"type": "text", "text": HOSTILE},
        {"type": "link", "url": "javascript:window.broken=1", "text": "press"},
        {"type": "link", "url": "https://a.example/<x>", "text": HOSTILE},
    ]}]},
    {"type": "actions", "elements": [{"type": "button", "action_id": "a", "text": PLAIN, "url": "javascript:window.broken=1"}]},
    {"type": "video", "title": PLAIN, "video_url": "https://a.example/v"},
    {"type": "actions", "elements": [{"type": "workflow_button", "action_id": "w", "text": PLAIN}]},
]  # fmt: skip


async def test_nothing_that_was_posted_becomes_markup_a_script_or_a_request(tmp_path: Path) -> None:
    async with page_without_bot(tmp_path) as (talk, browser):
        posted = await talk.call("chat.postMessage", channel=DESK, text=HOSTILE, blocks=HOSTILE_BLOCKS)
        await browser.until("document.querySelector('#log .message')")
        links = await browser.run("[...document.querySelectorAll('#log a')].map((a) => [a.protocol, a.rel])")

        assert posted["ok"]
        assert await browser.run("document.querySelectorAll('#log img, #log script').length") == 0
        assert await browser.run("window.broken === undefined")
        assert {tuple(one) for one in links} == {("https:", "noopener noreferrer")}
        assert browser.complaints == []


async def test_what_the_page_does_not_know_is_shown_as_it_was_sent(tmp_path: Path) -> None:
    async with page_without_bot(tmp_path) as (talk, browser):
        await talk.call("chat.postMessage", channel=DESK, text="x", blocks=HOSTILE_BLOCKS)
        await browser.until("document.querySelector('#log .message')")
        shown = await browser.run("[...document.querySelectorAll('.unknown')].map((one) => one.textContent).join()")

        assert '"video_url": "https://a.example/v"' in shown
        assert '"workflow_button"' in shown


async def test_every_field_of_a_modal_is_sent_as_it_was_filled_in(tmp_path: Path) -> None:
    async with page_without_bot(tmp_path) as (talk, browser):
        await browser.click("#words")
        await browser.type("/briefing help")
        await browser.press("Enter")
        trigger = (await talk.next())["trigger_id"]
        await talk.call("views.open", trigger_id=trigger, view=FORM)
        await browser.until("document.querySelector('dialog[open] input')")
        await browser.type("the ferry")
        await browser.run("document.getElementById('in-who').value = 'b'")
        await browser.run("document.getElementById('in-day').value = '2024-05-02'")
        await browser.click("dialog .options label:nth-child(2)")
        await browser.click("dialog button[type=submit]")
        values = (await talk.next())["view"]["state"]["values"]

        assert values["words"]["typed"]["value"] == "the ferry"
        assert values["who"]["picked"]["selected_option"]["value"] == "b"
        assert values["day"]["picked"]["selected_date"] == "2024-05-02"
        assert [one["value"] for one in values["kinds"]["picked"]["selected_options"]] == ["y"]


def text(words: str) -> dict[str, str]:
    return {"type": "plain_text", "text": words}


def field(block_id: str, action_id: str, **element: Any) -> dict[str, Any]:
    made = {"type": "input", "block_id": block_id, "label": text(block_id.title()), "optional": True}
    return {**made, "element": {"action_id": action_id, **element}}


FORM: dict[str, Any] = {
    "type": "modal",
    "title": text("Search briefings"),
    "submit": text("Find"),
    "blocks": [
        {**field("words", "typed", type="plain_text_input"), "optional": False, "hint": text("A few words")},
        field("who", "picked", type="static_select", placeholder=text("Anybody"), options=[
            {"text": text("First"), "value": "a"}, {"text": text("Second"), "value": "b"},
        ]),
        field("day", "picked", type="datepicker"),
        field("kinds", "picked", type="checkboxes", options=[
            {"text": text("Transcripts"), "value": "x"}, {"text": text("Articles"), "value": "y"},
        ]),
        field("one", "picked", type="radio_buttons", options=[{"text": text("This"), "value": "1"}]),
    ],
}  # fmt: skip


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The source of axe-core: where AXE_CORE says, else fetched for this run by npm."""
    if given := os.environ.get("AXE_CORE"):
        return Path(given).read_text(encoding="utf-8")
    npm, folder = shutil.which("npm"), tmp_path_factory.mktemp("axe")
    if npm is None:
        pytest.skip("neither AXE_CORE nor npm: accessibility is not judged by axe-core")
    quiet = ("--no-audit", "--no-fund", "--no-save", "--ignore-scripts", "--fetch-retries=0")
    try:
        done = subprocess.run((npm, "install", *quiet, "axe-core@4"), cwd=folder, capture_output=True, timeout=60)
    except subprocess.TimeoutExpired:
        pytest.skip("npm did not bring axe-core within a minute: accessibility is not judged by it")
    if done.returncode != 0:
        pytest.skip("npm could not bring axe-core: accessibility is not judged by it")
    return (folder / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


async def complaints_of_axe(browser: Browser, axe: str) -> list[str]:
    await browser.run(f"{axe}; undefined")
    found = await browser.run(
        "axe.run(document, {resultTypes: ['violations']}).then((said) => said.violations"
        ".filter((one) => ['serious', 'critical', 'moderate'].includes(one.impact))"
        ".map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`))"
    )
    return list(found)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
async def test_axe_finds_nothing_in_answers_windows_and_drawers(
    tmp_path: Path, axe: str, size: str, dark: bool
) -> None:
    async with page_of_the_bot(tmp_path) as browser:
        await browser.look(*SIZES[size], dark=dark)
        found = [await complaints_of_axe(browser, axe)]
        await browser.run("document.querySelector('.examples button').click()")
        await browser.until("document.querySelector('#thread-log blockquote')")
        found.append(await complaints_of_axe(browser, axe))
        await browser.run("document.querySelector('#thread-log [data-action=exchange]').click()")
        await browser.until("document.querySelector('dialog[open] blockquote')")
        found.append(await complaints_of_axe(browser, axe))
        await browser.press("Escape")
        await browser.until("!document.querySelector('dialog')")
        await browser.run("document.querySelector('#thread-log .tools button').click()")
        found.append(await complaints_of_axe(browser, axe))
        await browser.press("Escape")
        await browser.run("document.getElementById('thread-close').click()")
        await browser.focus("#words")
        await browser.type("/briefing allies")
        await browser.press("Enter")
        await browser.until("document.querySelector('#log .is-private blockquote')")
        found.append(await complaints_of_axe(browser, axe))

    assert found == [[], [], [], [], []]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_axe_finds_nothing_in_a_form_with_errors_and_in_every_block(tmp_path: Path, axe: str, dark: bool) -> None:
    async with page_without_bot(tmp_path) as (talk, browser):
        await browser.look(*SIZES["wide"], dark=dark)
        await talk.call("chat.postMessage", channel=DESK, text="x", blocks=HOSTILE_BLOCKS)
        await browser.until("document.querySelector('#log .message')")
        found = [await complaints_of_axe(browser, axe)]
        await talk.do("say", channel=DESK, text="/briefing help")
        await talk.call("views.open", trigger_id=(await talk.next())["trigger_id"], view=FORM)
        await browser.until("document.querySelector('dialog[open]')")
        await browser.click("dialog button[type=submit]")
        await browser.until("document.querySelector('[aria-invalid]')")
        found.append(await complaints_of_axe(browser, axe))

    assert found == [[], []]


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1920])
async def test_nothing_is_cut_off_at_any_width(tmp_path: Path, width: int) -> None:
    async with page_without_bot(tmp_path) as (talk, browser):
        await browser.look(width, 800)
        long_word = "unbreakable" * 20
        await talk.call("chat.postMessage", channel=DESK, text=long_word)
        await talk.do("say", person=ROBIN, channel=DESK, text=long_word)
        await browser.until("document.querySelectorAll('#log .message').length === 2")
        await asyncio.sleep(0.05)
        wider = await browser.run(
            "[...document.querySelectorAll('#main *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)"
            ".map((one) => one.className)"
        )

        assert wider == []
