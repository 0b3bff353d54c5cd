"""Posts follow Slack's pace a channel; questions have limits, told once a minute."""

import asyncio

import pytest

from bot.settings import RateLimits
from bot.slack.pacing import POST_BURST, Allowance, Bucket, ChannelPace, Notices

NOW = 1_700_000_000.0


def test_a_bucket_gives_its_burst_and_then_one_an_interval() -> None:
    bucket = Bucket(interval_s=1.0, burst=3)
    waits = []
    for _ in range(5):
        waits.append(bucket.wait_s(NOW))
        bucket.take(NOW)
    assert waits == pytest.approx([0, 0, 0, 1, 2])
    assert bucket.wait_s(NOW + 60) == 0


def test_a_bucket_told_to_wait_gives_nothing_before() -> None:
    bucket = Bucket(interval_s=1.0, burst=3)
    bucket.empty_until(NOW + 5)
    assert bucket.wait_s(NOW) == pytest.approx(5)
    assert bucket.wait_s(NOW + 5) == pytest.approx(0)


async def test_a_hot_channel_does_not_slow_another_down() -> None:
    loop = asyncio.get_running_loop()
    pace = ChannelPace(loop.time)
    for _ in range(POST_BURST):
        await pace.turn("C1")
    waiting = asyncio.ensure_future(pace.turn("C1"))
    started_s = loop.time()
    await pace.turn("C2")
    assert loop.time() - started_s < 0.5
    assert not waiting.done()
    waiting.cancel()


async def test_a_channel_on_hold_waits_as_long_as_slack_said() -> None:
    loop = asyncio.get_running_loop()
    pace = ChannelPace(loop.time)
    pace.hold("C1", 0.2)
    started_s = loop.time()
    await pace.turn("C1")
    assert loop.time() - started_s >= 0.19


def test_a_person_over_the_limit_is_told_once_and_served_again_later() -> None:
    allowance = Allowance(RateLimits(person=2, channel=100, workspace=100))
    taken = [allowance.take("T1", f"C{number}", "U1", NOW) for number in range(4)]
    assert taken[:2] == [None, None]
    over = [one for one in taken if one]
    assert [(one.scope, one.limit, round(one.wait_s), one.is_first) for one in over] == [
        ("person", 2, 30, True),
        ("person", 2, 30, False),
    ]
    assert allowance.take("T1", "C1", "U2", NOW) is None
    assert allowance.take("T2", "C1", "U1", NOW) is None
    assert allowance.take("T1", "C1", "U1", NOW + 31) is None


@pytest.mark.parametrize(("limits", "scope"), [(RateLimits(9, 2, 9), "channel"), (RateLimits(9, 9, 2), "workspace")])
def test_channels_and_workspaces_have_limits_of_their_own(limits: RateLimits, scope: str) -> None:
    allowance = Allowance(limits)
    over = [allowance.take("T1", "C1", f"U{number}", NOW) for number in range(4)]
    assert over[:2] == [None, None]
    assert [(one.scope, one.is_first) for one in over[2:] if one] == [(scope, True), (scope, True)]


def test_a_question_refused_for_one_limit_is_not_charged_to_the_others() -> None:
    allowance = Allowance(RateLimits(person=1, channel=2, workspace=100))
    for _ in range(5):
        allowance.take("T1", "C1", "U1", NOW)
    assert allowance.take("T1", "C1", "U2", NOW) is None


def test_no_limits_means_no_limits() -> None:
    allowance = Allowance(None)
    assert {allowance.take("T1", "C1", "U1", NOW) for _ in range(1000)} == {None}


def test_a_notice_is_due_again_after_a_minute() -> None:
    seven = Allowance(RateLimits(7, 100, 100))
    assert [seven.take("T1", "C1", "U1", NOW) is None for _ in range(9)] == [True] * 7 + [False] * 2
    notices = Notices()
    assert [notices.is_first("U1", NOW + age) for age in (0, 1, 59, 61)] == [True, False, False, True]


def test_a_clock_that_is_put_back_makes_nobody_wait_or_go_untold() -> None:
    allowance = Allowance(RateLimits(2, 100, 100))
    assert [allowance.take("T1", "C1", "U1", NOW) for _ in range(2)] == [None, None]
    assert allowance.take("T1", "C1", "U1", NOW - 3600) is None
    assert allowance.take("T1", "C1", "U1", NOW - 3600) is None
    over = allowance.take("T1", "C1", "U1", NOW - 3600)
    assert over is not None
    assert over.wait_s <= 60
    seven = Allowance(RateLimits(7, 100, 100))
    assert [seven.take("T1", "C1", "U1", NOW) is None for _ in range(9)] == [True] * 7 + [False] * 2
    notices = Notices()
    assert [notices.is_first("U1", at) for at in (NOW, NOW - 3600, NOW - 3599)] == [True, True, False]
