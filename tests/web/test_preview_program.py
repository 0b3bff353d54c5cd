"""``briefing serve --preview``: the real program behind the page, and nothing left behind."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp

from bot.errors import StateError
from tests.web.preview_process import ROOT, PreviewProcess

ADMIN, REPORTER, DESK = "U0ADMIN", "U0REPORTER", "C0PRESSDESK"


async def say(session: aiohttp.ClientSession, address: str, person: str, text: str) -> list[dict[str, Any]]:
    """Everything that the person sees, once the bot has answered."""
    body = {"channel": DESK, "text": text}
    async with session.get(f"{address}seen/{person}") as stream:
        await stream.content.readline()
        async with session.post(f"{address}do/{person}/say", json=body) as done:
            assert done.status == 200
        async for line in stream.content:
            if line.startswith(b"data: "):
                messages: list[dict[str, Any]] = json.loads(line.removeprefix(b"data: "))["messages"]
                if messages and messages[-1]["user"] == "U0BRIEFING":
                    return messages
    raise AssertionError("the stream ended")


async def test_the_real_answers_come_and_nothing_is_left_behind(tmp_path: Path) -> None:
    timeout = aiohttp.ClientTimeout(total=30)
    async with PreviewProcess(tmp_path) as page, aiohttp.ClientSession(timeout=timeout) as session:
        question = "@Briefing Bot What did the spokesman say about moving too soon?"
        asked, answered = await say(session, page.address, REPORTER, question)
        quotes = [
            part for block in answered["blocks"] for part in block["elements"] if part["type"] == "rich_text_quote"
        ]
        code, errors = await page.stop()

    assert answered["thread_ts"] == asked["ts"]
    assert quotes[0]["elements"][0]["text"].startswith("I think the risk in moving too soon -- whether")
    assert "Ned Price" in answered["sent"]["arguments"]["text"]
    assert (code, errors) == (0, "")
    assert os.listdir(tmp_path) == []


async def test_only_the_desk_editor_may_reload_and_a_proxy_real_tokens_or_a_pane_do_not_matter(tmp_path: Path) -> None:
    elsewhere = {
        "HTTP_PROXY": "http://127.0.0.1:9",
        "SLACK_BOT_TOKEN": "xoxb-real",
        "SLACK_API_URL": "http://127.0.0.1:9",
        "BRIEFING_AGENT_VIEW": "on",
        "BRIEFING_PEOPLE_FACTS": "on",
        "BRIEFING_CHANNEL_FACTS": "on",
    }
    timeout = aiohttp.ClientTimeout(total=30)
    async with PreviewProcess(tmp_path, None, **elsewhere) as page, aiohttp.ClientSession(timeout=timeout) as session:
        refused = await say(session, page.address, REPORTER, "/briefing reload")
        done = await say(session, page.address, ADMIN, "/briefing reload")

    assert refused[-1]["text"].startswith("Only admins can reload")
    assert done[-1]["text"].startswith("Nothing has changed")


async def test_a_message_is_searched_from_its_menu_and_the_answer_goes_under_it(tmp_path: Path) -> None:
    timeout = aiohttp.ClientTimeout(total=30)
    async with PreviewProcess(tmp_path) as page, aiohttp.ClientSession(timeout=timeout) as session:
        asked, _ = await say(session, page.address, REPORTER, "@Briefing Bot what about moving too soon?")
        place = {"channel": DESK, "ts": asked["ts"]}
        async with session.get(f"{page.address}seen/{REPORTER}") as stream:
            await act(session, page.address, "shortcut", {"callback_id": "find_quote", **place})
            seen = await until(stream, lambda seen: seen["views"] and "Reply in thread" in str(seen["views"]))
            (view,) = [one["view"] for one in seen["views"]]
            reply = {"view": view["id"], "block_id": "reply", "action_id": "reply"}
            await act(session, page.address, "press_in_view", reply)
            seen = await until(stream, lambda seen: "Shared by" in str(seen["messages"][-1]["blocks"]))

    assert "moving too soon" in str(view["blocks"])
    assert seen["messages"][-1]["thread_ts"] == asked["ts"]


async def act(session: aiohttp.ClientSession, address: str, name: str, fields: dict[str, Any]) -> None:
    async with session.post(f"{address}do/{REPORTER}/{name}", json=fields) as done:
        assert done.status == 200, await done.text()


async def until(stream: aiohttp.ClientResponse, look: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """What the person sees, as soon as a look at it finds something."""
    async for line in stream.content:
        if line.startswith(b"data: "):
            seen: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
            if look(seen):
                return seen
    raise AssertionError("the stream ended")


async def test_state_is_kept_where_a_place_is_named(tmp_path: Path) -> None:
    async with PreviewProcess(tmp_path, BRIEFING_STATE=str(tmp_path / "kept.sqlite3")) as page:
        await page.stop()

    assert (tmp_path / "kept.sqlite3").exists()


def test_a_state_that_cannot_be_used_is_told_in_a_sentence(tmp_path: Path) -> None:
    settings = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "BRIEFING_STATE": str(tmp_path)}
    command = (sys.executable, "-m", "bot", "serve", "--preview", "--no-browser")
    done = subprocess.run(command, cwd=tmp_path, env=settings, capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode == StateError.exit_code
    assert "Traceback" not in done.stderr


async def sent(session: aiohttp.ClientSession, address: str, person: str, name: str, content: bytes) -> dict[str, Any]:
    """What the bot says to a file, as the person sees it."""
    async with session.get(f"{address}seen/{person}") as stream:
        await stream.content.readline()
        headers = {"Content-Type": "application/octet-stream", "X-File-Name": name}
        async with session.post(f"{address}upload/{person}", data=content, headers=headers) as done:
            assert done.status == 200
        async for line in stream.content:
            if line.startswith(b"data: "):
                messages: list[dict[str, Any]] = json.loads(line.removeprefix(b"data: "))["messages"]
                if messages and messages[-1]["user"] == "U0BRIEFING":
                    return messages[-1]
    raise AssertionError("the stream ended")


PAGE = b"""Ministry of Tides Press Briefing
May 14, 2030
Source: Ministry of Tides

MS. OKORO: Good afternoon. The lighthouse will be painted in June.

QUESTION: Will it be white?

MS. OKORO: The lighthouse will be white with one red band, as before.
"""


async def test_a_file_is_previewed_where_imports_are_on_and_refused_with_a_reason_where_they_are_off(
    tmp_path: Path,
) -> None:
    timeout, knowledge = aiohttp.ClientTimeout(total=30), tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", knowledge)
    told = {}
    for imports in ("on", "off"):
        program = PreviewProcess(tmp_path, knowledge, BRIEFING_IMPORTS=imports)
        async with program as page, aiohttp.ClientSession(timeout=timeout) as session:
            told[imports] = (await sent(session, page.address, ADMIN, "page.txt", PAGE))["text"]

    assert "2 turns that can be quoted, 1 question" in told["on"]
    assert told["off"].startswith("I do not read files here.")


async def test_the_page_begins_with_questions_that_the_folders_briefings_answer(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "tides.yaml").write_text(
        "title: Tides Call\nheld_on: 2030-05-14\n"
        "source: {publisher: Ministry of Tides, kind: transcript, status: official}\n"
        "turns:\n  - {speech: The lighthouse will be white., printed: MS. OKORO, by: vesna-okoro}\n",
        encoding="utf-8",
    )
    (folder / "speakers.yaml").write_text("- {id: vesna-okoro, name: Vesna Okoro}\n", encoding="utf-8")
    timeout = aiohttp.ClientTimeout(total=30)
    async with (
        PreviewProcess(tmp_path, folder) as page,
        aiohttp.ClientSession(timeout=timeout) as session,
        session.get(f"{page.address}seen/{REPORTER}") as stream,
    ):
        seen = json.loads((await stream.content.readline()).decode().removeprefix("data: "))

    assert seen["examples"][0] == "What did Vesna Okoro say in May 2030?"
