"""The guard lets in what Slack signed, lately, and nothing else."""

import hashlib
import hmac

import pytest

from bot.slack.running.guard import is_from_slack, signature_of

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
NOW = 1_531_420_618.0
STAMP = "1531420618"
BODY = b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&command=%2Fweather&text=94070"


def test_the_signature_is_an_hmac_over_version_time_and_raw_body() -> None:
    mac = hmac.new(SECRET.encode(), b"v0:" + STAMP.encode() + b":" + BODY, hashlib.sha256).hexdigest()
    assert signature_of(SECRET, STAMP, BODY) == f"v0={mac}"


@pytest.mark.parametrize("age_s", [-300, 0, 300])
def test_a_signed_body_is_let_in_for_five_minutes(age_s: int) -> None:
    assert is_from_slack(SECRET, STAMP, signature_of(SECRET, STAMP, BODY), BODY, NOW + age_s)


@pytest.mark.parametrize("age_s", [-301, 301, 86_400])
def test_an_old_or_early_body_is_not(age_s: int) -> None:
    assert not is_from_slack(SECRET, STAMP, signature_of(SECRET, STAMP, BODY), BODY, NOW + age_s)


def test_one_changed_byte_is_not() -> None:
    assert not is_from_slack(SECRET, STAMP, signature_of(SECRET, STAMP, BODY), BODY + b" ", NOW)


@pytest.mark.parametrize(
    "stamp", [None, "", "abc", "-1531420618", "1531420618.0", " 1531420618", "1" * 5000, "١٢٣", "\n"]
)
def test_an_odd_time_is_not(stamp: str | None) -> None:
    signature = signature_of(SECRET, stamp or "", BODY)
    assert not is_from_slack(SECRET, stamp, signature, BODY, NOW)


@pytest.mark.parametrize("signature", [None, "", "v0=", "v0=é", "v0=\udce9", "v1=" + "0" * 64, "0" * 64])
def test_an_odd_signature_is_not(signature: str | None) -> None:
    assert not is_from_slack(SECRET, STAMP, signature, BODY, NOW)


def test_another_secret_is_not() -> None:
    assert not is_from_slack(SECRET, STAMP, signature_of("other", STAMP, BODY), BODY, NOW)
