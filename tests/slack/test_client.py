"""Calls to Slack: every way they can end, and the way out through proxies and private authorities."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.slack.client import (
    CallLimitedError,
    CallLostError,
    CallRefusedError,
    call,
    proxy_for,
    send_to_response_url,
    trust,
    web_client,
)
from tests.slack.edges import Answer, ConnectProxy, authority, served

PROXY_VARIABLES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE")


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXY_VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def replying(status: int = 200, body: str = '{"ok": true}', kind: str = "application/json", **headers: str) -> Answer:
    async def answer(_request: web.Request) -> web.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(status=status, text=body, content_type=kind, headers=named)

    return answer


async def hang_up(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def call_to(answer: Answer) -> dict[str, Any]:
    async with served(answer) as server:
        return await call(web_client(str(server.make_url("/api/")), "xoxb-1").auth_test())


async def respond_to(answer: Answer) -> None:
    async with served(answer) as server:
        await send_to_response_url(str(server.make_url("/response/1")), {"text": "x"}, trust())


async def test_a_reply_gives_its_fields() -> None:
    assert (await call_to(replying(body='{"ok": true, "user_id": "U0BOT"}')))["user_id"] == "U0BOT"


async def test_a_refusal_carries_slacks_word_for_it() -> None:
    with pytest.raises(CallRefusedError, match="channel_not_found"):
        await call_to(replying(body='{"ok": false, "error": "channel_not_found"}'))


@pytest.mark.parametrize(
    ("answer", "wait_s"),
    [
        (replying(429, '{"ok": false, "error": "ratelimited"}', Retry_After="7"), 7),
        (replying(429, "slow down", "text/plain", Retry_After="2"), 2),
        (replying(429, "", "text/html"), 1),
        (replying(429, "{}", Retry_After="soon"), 1),
        (replying(429, "{}", Retry_After="86400"), 60),
        (replying(200, '{"ok": false, "error": "ratelimited"}', Retry_After="3"), 3),
    ],
)
async def test_a_limit_says_how_long_to_wait(answer: Answer, wait_s: float) -> None:
    with pytest.raises(CallLimitedError) as caught:
        await call_to(answer)
    assert caught.value.retry_after_s == wait_s


@pytest.mark.parametrize(
    "answer",
    [
        replying(500, '{"ok": false, "error": "internal_error"}'),
        replying(503, "<html>down</html>", "text/html"),
        replying(502, "", "text/plain"),
        replying(200, "not json at all"),
        replying(200, '"a string"'),
        replying(200, "[1]"),
        replying(200, "captive portal", "text/plain"),
        replying(200, '{"ok": false, "error": "fatal_error"}'),
        replying(200, '{"ok": false}'),
        hang_up,
    ],
)
async def test_no_clear_answer_may_have_had_its_effect(answer: Answer) -> None:
    with pytest.raises(CallLostError) as caught:
        await call_to(answer)
    assert caught.value.maybe_done


@pytest.mark.parametrize(
    "send",
    [
        lambda url: call(web_client(url, "xoxb-1").auth_test()),
        lambda url: send_to_response_url(url, {}, trust()),
    ],
)
async def test_a_server_that_cannot_be_reached_did_nothing(send: Callable[[str], Awaitable[Any]]) -> None:
    async with served(replying()) as server:
        url = str(server.make_url("/api/"))
    with pytest.raises(CallLostError) as caught:
        await send(url)
    assert not caught.value.maybe_done


async def test_a_call_is_never_repeated_by_itself() -> None:
    calls = 0

    async def answer(request: web.Request) -> web.Response:
        nonlocal calls
        calls += 1
        return await hang_up(request)

    with pytest.raises(CallLostError):
        await call_to(answer)
    assert calls == 1


@pytest.mark.parametrize("body", ["ok", "", '{"ok": true}', "whatever"])
async def test_a_response_address_that_says_200_took_it(body: str) -> None:
    await respond_to(replying(body=body, kind="text/plain"))


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (replying(404, "expired_url", "text/plain"), "expired_url"),
        (replying(404, '{"ok": false, "error": "used_url"}'), "used_url"),
        (replying(200, '{"ok": false, "error": "invalid_blocks"}'), "invalid_blocks"),
        (replying(410, "", "text/plain"), "status 410"),
    ],
)
async def test_a_spent_response_address_is_a_refusal(answer: Answer, word: str) -> None:
    with pytest.raises(CallRefusedError, match=word):
        await respond_to(answer)


async def test_a_response_address_in_trouble_is_not_a_refusal() -> None:
    with pytest.raises(CallLostError):
        await respond_to(replying(503))
    with pytest.raises(CallLimitedError):
        await respond_to(replying(429, Retry_After="1"))


def test_the_proxy_is_the_one_for_the_scheme_and_not_for_excepted_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,.inside.example")
    assert proxy_for("https://slack.com/api/") == "http://proxy.example:3128"
    assert proxy_for("wss://wss.slack.com/link?ticket=1") == "http://proxy.example:3128"
    assert proxy_for("http://slack.com/api/") is None
    assert proxy_for("https://127.0.0.1:8443/api/") is None
    assert proxy_for("https://api.inside.example/") is None


def test_a_proxy_may_be_named_without_its_scheme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "proxy.example:3128")
    assert proxy_for("https://slack.com/") == "http://proxy.example:3128"


async def test_a_loopback_slack_is_reached_past_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert await call_to(replying())
    await respond_to(replying())


@asynccontextmanager
async def behind_a_proxy(
    monkeypatch: pytest.MonkeyPatch, folder: Path, answer: Answer
) -> AsyncIterator[tuple[str, ConnectProxy]]:
    tls, trusted = authority(folder)
    proxy = ConnectProxy()
    async with served(answer, tls) as server, proxy.running() as address:
        monkeypatch.setenv("HTTPS_PROXY", address)
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        yield str(server.make_url("/")), proxy


async def test_calls_and_responses_go_through_the_proxy_and_trust_the_named_authority(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async with behind_a_proxy(monkeypatch, tmp_path, replying()) as (url, proxy):
        client = web_client(f"{url}api/", "xoxb-1")
        await call(client.chat_postMessage(channel="C1", text="x"))
        await send_to_response_url(f"{url}response/1", {"text": "x"}, client.ssl)
        assert len(proxy.visited) == 2
        assert {visit.partition(" ")[0] for visit in proxy.visited} == {"CONNECT"}


async def test_an_authority_nobody_named_is_not_trusted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    async with behind_a_proxy(monkeypatch, tmp_path, replying()) as (url, _):
        monkeypatch.delenv("SSL_CERT_FILE")
        with pytest.raises(CallLostError) as caught:
            await call(web_client(f"{url}api/", "xoxb-1").auth_test())
        assert not caught.value.maybe_done


async def test_what_is_sent_to_a_response_address_is_json() -> None:
    bodies = []

    async def answer(request: web.Request) -> web.Response:
        bodies.append(json.loads(await request.text()))
        return web.Response(text="ok")

    async with served(answer) as server:
        body = {"text": "é", "blocks": None, "response_type": "ephemeral"}
        await send_to_response_url(str(server.make_url("/")), body, trust())
    assert bodies == [{"text": "é", "response_type": "ephemeral"}]
    await asyncio.sleep(0)
