"""The running program: when it starts, when it is ready, and how it ends."""

import asyncio
import json
import os
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from bot.answer.responder import Responder
from bot.errors import SettingsError, StateError
from bot.importers.articles.claims import claims_in
from bot.settings import Address, Settings
from bot.slack.running.serve import Mode, serve
from bot.store.live import KnowledgeStore
from bot.web.health import health_app
from tests.slack.edges import served, until
from tests.slack.stage import RIVERS, Clock, ScriptedSlack

OK = {"ok": True, "user_id": "U0BOT", "bot_id": "B0BOT"}


async def start(settings: Settings, mode: Mode, folder: Path) -> int:
    knowledge = folder / "knowledge"
    knowledge.mkdir(exist_ok=True)
    (knowledge / "rivers.yaml").write_text(RIVERS)
    clock = Clock()
    store = KnowledgeStore(knowledge, clock)
    responder = Responder(store, clock=clock, time_zone=ZoneInfo("UTC"))
    return await serve(settings, mode, store, responder, clock, health_app, claims_in)


@asynccontextmanager
async def settings_for(slack: ScriptedSlack, folder: Path) -> AsyncIterator[Settings]:
    async with served(slack.answer) as server:
        yield Settings(
            bot_token="xoxb-1-a",
            app_token="xapp-1-a",
            signing_secret="hush",
            api_url=str(server.make_url("/api/")),
            state=str(folder / "state.db"),
            listen=Address("127.0.0.1", 0),
        )


@pytest.mark.parametrize("error", ["invalid_auth", "account_inactive", "token_revoked", "missing_scope"])
async def test_a_bot_token_slack_refuses_ends_the_start_and_is_not_shown(tmp_path: Path, error: str) -> None:
    slack = ScriptedSlack()
    slack.refuse("auth.test", error)
    async with settings_for(slack, tmp_path) as settings:
        with pytest.raises(SettingsError, match=f"SLACK_BOT_TOKEN .*{error}") as caught:
            await start(settings, "http", tmp_path)
    assert "xoxb-1-a" not in str(caught.value)


async def test_an_app_token_slack_refuses_ends_the_start_too(tmp_path: Path) -> None:
    slack = ScriptedSlack()
    slack.will("auth.test", OK)
    slack.refuse("apps.connections.open", "not_allowed_token_type")
    async with settings_for(slack, tmp_path) as settings:
        with pytest.raises(SettingsError, match="SLACK_APP_TOKEN"):
            await start(settings, "socket", tmp_path)


async def test_a_taken_port_is_told_by_the_name_of_its_setting(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        async with settings_for(ScriptedSlack(), tmp_path) as settings:
            address = Address("127.0.0.1", taken.getsockname()[1])
            with pytest.raises(SettingsError, match="BRIEFING_LISTEN"):
                await start(replace(settings, listen=address), "http", tmp_path)


async def test_a_state_that_cannot_be_used_ends_the_start(tmp_path: Path) -> None:
    async with settings_for(ScriptedSlack(), tmp_path) as settings:
        with pytest.raises(StateError):
            await start(replace(settings, state=str(tmp_path)), "http", tmp_path)


def port_in(log: str) -> int | None:
    for line in log.splitlines():
        if line.startswith("{") and json.loads(line)["event"] == "ready":
            return int(json.loads(line)["port"])
    return None


async def test_it_says_when_it_is_ready_and_ends_well_when_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slack, log = ScriptedSlack(), ""
    slack.will("auth.test", 503, OK)
    async with settings_for(slack, tmp_path) as settings:
        running = asyncio.ensure_future(start(settings, "http", tmp_path))
        while (port := port_in(log)) is None:
            assert not running.done(), running.result()
            log += capsys.readouterr().err
            await asyncio.sleep(0.05)
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/readyz") as answer:
            assert (answer.status, await answer.json()) == (200, {"ready": True, "reasons": []})
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/metrics") as answer:
            assert "queue_depth 0" in await answer.text()
        os.kill(os.getpid(), signal.SIGTERM)
        assert await asyncio.wait_for(running, 5) == 0
    assert log.count('"event": "ready"') == 1


async def test_it_can_be_stopped_while_slack_is_away(tmp_path: Path) -> None:
    slack = ScriptedSlack()
    slack.will("auth.test", *[503] * 50)
    async with settings_for(slack, tmp_path) as settings:
        running = asyncio.ensure_future(start(settings, "socket", tmp_path))
        await until(lambda: slack.calls)
        os.kill(os.getpid(), signal.SIGTERM)
        assert await asyncio.wait_for(running, 5) == 0
