"""The preview is for this machine's browser alone, at its address, with its key."""

import pytest

from bot.web.preview.serving import Preview
from tests.web.conversation import DESK, MANIFEST, conversation


@pytest.mark.parametrize("host", ["rebound.example", "rebound.example:80", "127.0.0.1.rebound.example", "0.0.0.0:80"])
async def test_another_name_for_this_machine_is_refused(host: str) -> None:
    async with conversation() as talk:
        answer = await talk.get(talk.preview.address, headers={"Host": host})

        assert answer.status == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1"])
async def test_another_sites_script_is_refused(origin: str) -> None:
    async with conversation() as talk:
        act = f"{talk.preview.address}do/U0REPORTER/say"
        said = await talk.post(act, json={"channel": DESK, "text": "x"}, headers={"Origin": origin})

        assert said.status == 403
        assert (await talk.seen())["messages"] == []


async def test_a_form_of_another_site_cannot_speak() -> None:
    async with conversation() as talk:
        act = f"{talk.preview.address}do/U0REPORTER/say"
        form = await talk.post(act, data='{"channel": "C0PRESSDESK", "text": "x"}')
        fetched = await talk.post(act, json={}, headers={"Sec-Fetch-Site": "cross-site"})

        assert (form.status, fetched.status) == (415, 403)


async def test_without_the_key_there_is_nothing() -> None:
    async with conversation() as talk:
        root = talk.preview.api_url.removesuffix("api/")
        statuses = [(await talk.get(root + path)).status for path in ("", "index.html", "guess/", "seen/U0ADMIN")]

        assert statuses == [404, 404, 404, 404]


async def test_every_page_forbids_what_comes_from_outside() -> None:
    async with conversation() as talk:
        answer = await talk.get(talk.preview.address)
        policy = answer.headers["Content-Security-Policy"]

        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["..%2Fpage.py", "%2e%2e/serving.py", "page.py", "nothing.js"])
async def test_only_the_pages_own_files_are_served(name: str) -> None:
    async with conversation() as talk:
        assert (await talk.get(talk.preview.address + name)).status == 404


async def test_each_run_has_tokens_and_a_key_of_its_own() -> None:
    first, second = Preview(MANIFEST, 0, []), Preview(MANIFEST, 0, [])

    assert first.workspace.bot_token != second.workspace.bot_token
    assert first.workspace.app_token != second.workspace.app_token
    async with first, second:
        assert first.address.split("/")[3] != second.address.split("/")[3]


async def test_odd_requests_are_refused_and_break_nothing() -> None:
    async with conversation() as talk:
        address, json_type = talk.preview.address, {"Content-Type": "application/json"}
        tries = [
            ("do/U0REPORTER/say", b"[]", json_type),
            ("do/U0REPORTER/say", b"{", json_type),
            ("do/U0NOBODY/say", b"{}", json_type),
            ("do/U0REPORTER/dance", b"{}", json_type),
            ("do/U0REPORTER/submit", b'{"view": 7, "values": []}', json_type),
            ("upload/U0REPORTER", b"x", {"Content-Type": "text/plain"}),
        ]
        statuses = [(await talk.post(address + p, data=d, headers=h)).status for p, d, h in tries]

        assert statuses == [400, 400, 404, 400, 400, 415]
        assert (await talk.seen())["messages"] == []
