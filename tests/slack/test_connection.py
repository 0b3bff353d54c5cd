"""The Socket Mode connection dies in every way it can; the program comes back and listens."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.loopback import BotProcess, LoopbackSlack
from tests.slack.conversations import NEWSROOM

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def slack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack() as running, BotProcess(running, NEWSROOM, tmp_path_factory.mktemp("socket")):
        yield running


async def seconds_until_it_listens(slack: LoopbackSlack, opened: int) -> float:
    started_s = time.monotonic()
    await slack.wait_for_connection(more_than=opened, within_s=20.0)
    await slack.wait_for_reply(slack.mention("U0ASKER", f"C0AFTER{opened}", "was the Velm dam inspected?"))
    return time.monotonic() - started_s


async def test_a_refresh_is_followed_at_once(slack: LoopbackSlack) -> None:
    opened = slack.sockets.opened
    await slack.sockets.refresh()
    assert await seconds_until_it_listens(slack, opened) < 3.0


async def test_a_reset_connection_is_made_anew_within_five_seconds(slack: LoopbackSlack) -> None:
    opened = slack.sockets.opened
    slack.sockets.reset()
    assert await seconds_until_it_listens(slack, opened) < 6.0


async def test_a_silent_connection_is_given_up_within_eight_seconds(slack: LoopbackSlack) -> None:
    opened = slack.sockets.opened
    slack.sockets.freeze()
    assert await seconds_until_it_listens(slack, opened) < 9.0


async def test_a_reconnect_that_slack_refuses_is_tried_again(slack: LoopbackSlack) -> None:
    opened = slack.sockets.opened
    slack.fail_next("apps.connections.open", status=500, times=2)
    slack.sockets.reset()
    assert await seconds_until_it_listens(slack, opened) < 15.0


async def test_frames_that_make_no_sense_are_survived(slack: LoopbackSlack) -> None:
    for frame in (
        "",
        "{",
        "null",
        "[]",
        '"x"',
        '{"type": 7}',
        '{"type": "events_api", "envelope_id": "e", "payload": []}',
    ):
        await slack.sockets.send_raw(frame)
    await asyncio.sleep(0.2)
    await slack.wait_for_reply(slack.mention("U0ASKER", "C0FRAMES", "was the Velm dam inspected?"))
