"""Being told of what is new: by real parts, before a scripted Slack."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.state.alerts import ALERTS_A_PLACE, Alert
from bot.state.arrivals import Entrance
from bot.store.desk.deciding import Decider, release, withdraw
from tests.slack.stage import Stage, staged

HERON = "The heron colony at Velm has doubled, and the dam will be drained around it."
NEWS = f"""\
title: Rivers Agency Briefing
held_on: 2024-05-06
source: {{publisher: Rivers Agency, kind: transcript, status: official}}
turns:
  - {{speech: "Thank you. Next question on the heron colony, please.", printed: MODERATOR}}
  - {{question: "How is the heron colony doing?", printed: Q}}
  - {{speech: "{HERON}", printed: LIND}}
"""


async def command(stage: Stage, text: str, **fields: Any) -> str:
    """What a command brings, for its sender alone or for the channel."""
    before = len(stage.slack.calls)
    stage.ask(Entrance.COMMAND, text, **fields)
    await stage.closed()
    return " ".join(sent["text"] for _, sent in stage.slack.calls[before:] if "text" in sent)


def load(stage: Stage, name: str, text: str) -> None:
    (stage.folder / name).write_text(text)
    assert not stage.store.reload().is_refused


async def told(stage: Stage) -> list[dict[str, Any]]:
    """The digests that a look brings."""
    before = len(stage.slack.sent("chat.postMessage"))
    while stage.telling.look():
        stage.asking.wake()
        await stage.closed()
    return stage.slack.sent("chat.postMessage")[before:]


def listing(alerts: tuple[Alert, ...]) -> list[str]:
    return [f"{alert.place}: {alert.text}" for alert in alerts]


def press(alert: Alert, **fields: Any) -> dict[str, Any]:
    return {"text": f"alert_off {alert.id} ann", "user": alert.user, "message_ts": None, **fields}


async def test_a_person_is_told_once_with_whole_quotes_and_no_procedure_talk(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        assert "I will tell you when something new answers “heron colony”" in await command(stage, "alert heron colony")
        assert await told(stage) == []
        load(stage, "one.yaml", NEWS)
        (digest,) = await told(stage)
        assert digest["channel"] == "U1"
        assert f"“{HERON}”" in digest["text"]
        assert "New for your alert “heron colony”: 1 passage." in digest["text"]
        assert "Next question" not in json.dumps(digest)
        assert [n for n in ("exchange", "citation", "alert_off", "feedback") if n not in str(digest["blocks"])] == []
        assert await told(stage) == []
        load(stage, "again.yaml", NEWS.replace("Rivers Agency Briefing", "The same under another name"))
        assert await told(stage) == []


async def test_several_alerts_of_a_place_are_one_digest_and_each_place_has_its_own(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        for text in ("alert heron colony", 'alert "has doubled"', "alert zeppelin moorings"):
            await command(stage, text)
        await command(stage, "alert heron colony", user="U2")
        load(stage, "one.yaml", NEWS)
        digests = await told(stage)
        assert sorted(digest["channel"] for digest in digests) == ["U1", "U2"]
        first = next(digest["text"] for digest in digests if digest["channel"] == "U1")
        assert ("1. “heron colony”: 1 passage" in first, '2. "has doubled": 1 passage' in first) == (True, True)
        assert ("zeppelin" in first, first.count(HERON)) == (False, 1)


async def test_one_press_turns_an_alert_off_and_only_whom_it_tells_may_press(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await command(stage, "alert heron colony")
        (alert,) = stage.alerts.every()
        stage.put(stage.arrival(Entrance.CLICK, **press(alert, user="U9", channel="D9")))
        await stage.closed()
        assert stage.alerts.every() == (alert,)
        load(stage, "one.yaml", NEWS)
        assert stage.telling.look() == 1
        stage.put(stage.arrival(Entrance.CLICK, **press(alert)))
        stage.asking.wake()
        await stage.closed()
        assert stage.alerts.every() == ()
        load(stage, "two.yaml", NEWS.replace("doubled", "grown"))
        assert await told(stage) == []


async def test_the_words_of_an_alert_that_is_off_are_not_told_even_where_its_digest_waits(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await command(stage, "alert heron colony")
        (alert,) = stage.alerts.every()
        load(stage, "one.yaml", NEWS)
        assert stage.alerts.hand_over("T1", "U1", [alert], stage.clock.now) is False
        stage.telling.announce(())
        before = len(stage.slack.calls)
        assert stage.alerts.end(alert.id)
        assert not stage.alerts.hand_over("T1", "U1", [alert], stage.clock.now)
        stage.asking.wake()
        await stage.closed()
        assert len(stage.slack.calls) == before


async def test_a_channel_is_told_who_set_it_up_and_anybody_there_may_turn_it_off(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        assert "Mention me once" in await command(stage, "alert here heron colony")
        stage.ask(Entrance.MENTION, "help")
        await stage.closed()
        said = await command(stage, "alert here heron colony", name="ann <@U2>")
        assert "ann &lt;@U2&gt; (U1) set up an alert for this channel" in said
        assert stage.slack.sent("chat.postMessage")[-1]["channel"] == "C1"
        load(stage, "one.yaml", NEWS)
        (digest,) = await told(stage)
        assert (digest["channel"], ", set up by ann &lt;@U2&gt; (U1): 1 passage" in digest["text"]) == ("C1", True)
        (alert,) = stage.alerts.every()
        stage.put(stage.arrival(Entrance.CLICK, **press(alert, user="U9", channel="C1")))
        await stage.closed()
        assert stage.alerts.every() == ()


async def test_no_alert_stands_in_a_channel_of_others_or_where_the_bot_is_no_member(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        assert "another organisation" in await command(stage, "alert here heron", is_external=True)
        stage.ask(Entrance.MENTION, "help", channel="C2")
        await stage.closed()
        stage.slack.refuse("chat.postMessage", "not_in_channel")
        assert "once I am a member" in await command(stage, "alert here heron", channel="C2")
        assert "This is no channel" in await command(stage, "alert here heron", channel="D1")
        assert stage.alerts.every() == ()


async def test_a_channel_that_others_come_to_read_is_told_nothing_more(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.ask(Entrance.MENTION, "help")
        await stage.closed()
        await command(stage, "alert here heron colony")
        stage.ask(Entrance.MENTION, "help", is_external=True)
        await stage.closed()
        load(stage, "one.yaml", NEWS)
        assert (await told(stage), stage.alerts.every()) == ([], ())


async def test_alerts_are_listed_with_a_button_each_and_what_cannot_be_one_is_told(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        assert "You have no alerts" in await command(stage, "alerts")
        assert "Write what you want to hear of" in await command(stage, "alert")
        assert "at most 200 characters" in await command(stage, f"alert {'heron ' * 50}")
        assert "speaker" in await command(stage, 'alert speaker:"Nobody Anywhere" heron')
        await command(stage, "alert heron")
        assert "You have this alert already" in await command(stage, "alert heron")
        for number in range(ALERTS_A_PLACE - 1):
            await command(stage, f"alert heron number {number}")
        assert "the most there can be" in await command(stage, "alert zeppelin moorings")
        assert "1. “heron” — told to you" in await command(stage, "alerts")
        _, listed = stage.slack.calls[-1]
        assert str(listed["blocks"]).count("alert_off") == ALERTS_A_PLACE
        assert listing(stage.alerts.every())[:2] == ["U1: heron", "U1: heron number 0"]


async def test_nothing_is_told_in_quiet_hours_and_all_of_it_in_one_digest_afterwards(tmp_path: Path) -> None:
    async with staged(tmp_path, quiet="22-7") as stage:
        stage.clock.ahead = timedelta(hours=(24 + 23 - stage.clock().hour) % 24)
        await command(stage, "alert heron colony")
        load(stage, "one.yaml", NEWS)
        assert await told(stage) == []
        load(stage, "two.yaml", NEWS.replace("05-06", "05-07").replace("doubled", "grown"))
        assert await told(stage) == []
        stage.clock.ahead += timedelta(hours=10)
        (digest,) = await told(stage)
        assert ("has doubled" in digest["text"], "has grown" in digest["text"]) == (True, True)


async def test_what_an_embargo_held_back_is_told_once_when_it_ends_or_is_released(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await command(stage, "alert heron colony")
        soon = (stage.clock() + timedelta(hours=1)).isoformat(timespec="seconds")
        load(stage, "timed.yaml", NEWS.replace("turns:", f"embargo: {soon}\nturns:"))
        grown = NEWS.replace("05-06", "05-07").replace("doubled", "grown")
        load(stage, "held.yaml", grown.replace("turns:", "embargo: when the vote is over\nturns:"))
        assert await told(stage) == []
        stage.clock.ahead += timedelta(hours=2)
        (first,) = await told(stage)
        assert ("has doubled" in first["text"], "has grown" in first["text"]) == (True, False)
        release(stage.folder, stage.store.as_read(), "held", Decider("ada", stage.clock()))
        (second,) = await told(stage)
        assert ("has doubled" in second["text"], "has grown" in second["text"]) == (False, True)
        assert await told(stage) == []


async def test_what_is_withdrawn_before_its_digest_is_posted_is_not_told(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await command(stage, "alert heron colony")
        load(stage, "one.yaml", NEWS)
        (alert,) = stage.alerts.every()
        stage.telling.announce(())
        withdraw(stage.folder, stage.store.as_read(), "one", Decider("ada", stage.clock()))
        assert await told(stage) == []
        assert replace(alert, since_round=0) != stage.alerts.every()[0]


async def test_a_digest_that_may_have_been_posted_where_nobody_can_look_is_owned_up_to_and_not_posted_again(
    tmp_path: Path,
) -> None:
    async with staged(tmp_path) as stage:
        await command(stage, "alert heron colony")
        load(stage, "one.yaml", NEWS)
        stage.slack.will("chat.postMessage", "drop")
        digest, owned_up = await told(stage)
        assert (HERON in digest["text"], HERON in str(owned_up)) == (True, False)
        assert "your alert “heron colony”: it stands above, or it did not arrive" in owned_up["text"]
        assert stage.rows()[-1][1] == "perhaps_posted"
        assert await told(stage) == []


async def test_that_a_digest_may_be_missing_is_said_once_however_often_it_is_lost(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await command(stage, "alert heron colony")
        load(stage, "one.yaml", NEWS)
        stage.slack.will("chat.postMessage", "drop", "drop")
        assert len(await told(stage)) == 2
        assert stage.rows()[-1][1] == "perhaps_posted"
        assert await told(stage) == []


async def test_a_lost_digest_is_looked_for_in_the_direct_message_and_posted_if_it_is_not_there(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.ask(Entrance.DIRECT, "was the dam inspected?")
        await stage.closed()
        await command(stage, "alert heron colony")
        load(stage, "one.yaml", NEWS)
        stage.slack.will("chat.postMessage", "drop")
        stage.slack.will("conversations.history", 503, {"ok": True, "messages": []})
        lost, again = await told(stage)
        assert (HERON in lost["text"], lost["blocks"]) == (True, again["blocks"])
        assert [look["channel"] for look in stage.slack.sent("conversations.history")] == ["D1", "D1"]
        assert await told(stage) == []


async def test_a_digest_that_slack_would_not_take_for_long_is_told_later(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await command(stage, "alert heron colony")
        load(stage, "one.yaml", NEWS)
        stage.slack.refuse("chat.postMessage", "token_revoked", times=5)
        *refused, posted = await told(stage)
        assert (len(refused), HERON in posted["text"]) == (5, True)
        assert await told(stage) == []


async def test_what_people_do_with_alerts_is_in_the_audit_without_its_words(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await command(stage, "alert heron colony")
        await command(stage, "alert heron colony")
        await command(stage, "alert here heron colony")
        stage.ask(Entrance.MENTION, "help")
        await stage.closed()
        stage.slack.refuse("chat.postMessage", "not_in_channel")
        await command(stage, "alert here heron colony")
        (alert,) = stage.alerts.every()
        for user in ("U9", "U1", "U1"):
            stage.put(stage.arrival(Entrance.CLICK, **press(alert, user=user, channel=f"D{user[1:]}")))
            await stage.closed()
        deeds = [deed for _, deed in stage.audit.read() if deed.what.startswith("alert")]
        assert [(deed.who, deed.what, deed.target, deed.result) for deed in deeds] == [
            ("T1:U1", "alert", "U1", "done"),
            ("T1:U1", "alert", "U1", "was set up before"),
            ("T1:U1", "alert", "C1", "refused"),
            ("T1:U1", "alert", "C1", "done"),
            ("T1:U1", "alert", "C1", "undone: the channel takes no posts"),
            ("T1:U9", "alert_off", "U1", "refused"),
            ("T1:U1", "alert_off", "U1", "done"),
            ("T1:U1", "alert_off", None, "was off before"),
        ]
        assert "heron" not in str(deeds)
