"""Alive, ready, counted: over real HTTP."""

from collections.abc import Sequence

from aiohttp.test_utils import TestClient, TestServer

from bot.web.health import health_app


async def get(path: str, reasons: Sequence[str] = (), lines: Sequence[str] = ()) -> tuple[int, str]:
    async def not_ready() -> Sequence[str]:
        return reasons

    async def metrics() -> Sequence[str]:
        return lines

    async with TestClient(TestServer(health_app(not_ready, metrics))) as client:
        response = await client.get(path)
        return response.status, await response.text()


async def test_it_is_alive_even_when_it_is_not_ready() -> None:
    assert await get("/livez", ["Slack has not been reached yet"]) == (200, '{"alive": true}')


async def test_it_is_ready_when_nothing_speaks_against_it() -> None:
    assert await get("/readyz") == (200, '{"ready": true, "reasons": []}')


async def test_it_says_why_it_is_not_ready() -> None:
    status, body = await get("/readyz", ["no connection", "no state"])
    assert status == 503
    assert body == '{"ready": false, "reasons": ["no connection", "no state"]}'


async def test_what_was_counted_is_one_line_each() -> None:
    assert await get("/metrics", lines=["a 1", 'b{c="d"} 2']) == (200, 'a 1\nb{c="d"} 2\n')


async def test_other_pages_do_not_exist() -> None:
    assert (await get("/"))[0] == 404
