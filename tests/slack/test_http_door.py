"""The HTTP address: 401 for strangers, Slack's own three ways of writing a body for Slack."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from slack_bolt.response import BoltResponse

from bot.slack.running.guard import BODY_MAX_BYTES, signature_of
from bot.slack.running.http import PATH, add_events, payload_of

SECRET = "signing-secret"
STAMP = "1700000000"
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
Client = TestClient[web.Request, web.Application]


class Door:
    """A served address and what came through it."""

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []
        self.answer = BoltResponse(status=200)

    async def deliver(self, body: Mapping[str, Any]) -> BoltResponse:
        self.seen.append(dict(body))
        return self.answer


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
async def client(door: Door) -> AsyncIterator[Client]:
    app = web.Application()
    add_events(app, SECRET, lambda: datetime.fromtimestamp(int(STAMP), UTC), door.deliver)
    async with TestClient(TestServer(app)) as client:
        yield client


def signed(body: bytes, content_type: str = JSON) -> dict[str, str]:
    return {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": STAMP,
        "X-Slack-Signature": signature_of(SECRET, STAMP, body),
    }


async def test_a_signed_event_is_delivered_and_its_answer_returned(client: Client, door: Door) -> None:
    body = json.dumps({"type": "event_callback", "event": {"text": "é"}}).encode()
    door.answer = BoltResponse(status=500)
    response = await client.post(PATH, data=body, headers=signed(body))
    assert response.status == 500
    assert door.seen == [{"type": "event_callback", "event": {"text": "é"}}]


async def test_the_challenge_comes_back_as_json(client: Client, door: Door) -> None:
    door.answer = BoltResponse(status=200, body={"challenge": "abc"})
    response = await client.post(PATH, data=b"{}", headers=signed(b"{}"))
    assert await response.json() == {"challenge": "abc"}


async def test_a_stranger_gets_a_bare_401(client: Client, door: Door) -> None:
    response = await client.post(PATH, data=b"{}", headers={**signed(b"{}"), "X-Slack-Signature": "v0=forged"})
    assert (response.status, await response.read()) == (401, b"")
    response = await client.post(PATH, data=b'{"a":1,', headers={"Content-Type": JSON})
    assert (response.status, await response.read()) == (401, b"")
    assert door.seen == []


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "application/xml"])
async def test_another_kind_of_body_gets_a_401_even_when_signed(client: Client, door: Door, kind: str) -> None:
    response = await client.post(PATH, data=b"{}", headers=signed(b"{}", kind))
    assert response.status == 401
    assert door.seen == []


async def test_a_body_too_long_is_not_read_to_its_end(client: Client, door: Door) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 64 * BODY_MAX_BYTES:
            sent += 65_536
            yield b" " * 65_536
            await asyncio.sleep(0)

    try:
        response = await client.post(PATH, data=endless(), headers=signed(b""))
        assert response.status == 401
    except ConnectionError:
        pass
    assert sent < 32 * BODY_MAX_BYTES
    assert door.seen == []


@pytest.mark.parametrize("body", [b'{"a":1,', b"null", b"[1]", b'"x"', b"[" * 100_000, b"\xff", b""])
async def test_a_signed_body_that_makes_no_sense_is_acked(client: Client, door: Door, body: bytes) -> None:
    response = await client.post(PATH, data=body, headers=signed(body))
    assert response.status == 200
    assert door.seen == []


async def test_only_post_is_taken(client: Client) -> None:
    assert (await client.get(PATH)).status == 405


def test_a_command_is_read_from_a_form_even_with_the_word_payload_in_it() -> None:
    fields = {"command": "/briefing", "text": "payload of the rocket", "user_id": "U1"}
    assert payload_of(FORM, urlencode(fields).encode()) == fields


def test_a_click_is_read_from_the_payload_field_of_a_form() -> None:
    click = {"type": "block_actions", "user": {"id": "U1"}}
    assert payload_of(FORM, urlencode({"payload": json.dumps(click)}).encode()) == click


def test_more_fields_than_slack_sends_are_refused() -> None:
    assert payload_of(FORM, b"&".join(b"a%d=1" % number for number in range(200))) is None
