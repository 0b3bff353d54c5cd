"""The workspace of the preview tells the bot what people do as Slack would, and takes what the bot says."""

from pathlib import Path
from typing import Any

import pytest

from tests.web.conversation import ALEX, DESK, DIRECT, MANIFEST, ROBIN, SAM, conversation

BUTTON = {"type": "button", "action_id": "share", "value": "a1", "text": {"type": "plain_text", "text": "Share"}}
ACTIONS = {"type": "actions", "block_id": "act", "elements": [BUTTON]}
MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "search",
    "title": {"type": "plain_text", "text": "Search"},
    "submit": {"type": "plain_text", "text": "Find"},
    "blocks": [
        {
            "type": "input",
            "block_id": "words",
            "label": {"type": "plain_text", "text": "Words"},
            "element": {"type": "plain_text_input", "action_id": "typed"},
        }
    ],
}


async def test_a_mention_is_told_and_other_talk_in_a_channel_is_not() -> None:
    async with conversation() as talk:
        await talk.do("say", channel=DESK, text="good morning")
        await talk.do("say", channel=DESK, text="@Briefing Bot what about 1 < 2 & the ferry?")
        event = (await talk.next())["event"]

        assert (event["type"], event["channel"], event["user"]) == ("app_mention", DESK, ROBIN)
        assert event["text"] == "<@U0BRIEFING> what about 1 &lt; 2 &amp; the ferry?"
        assert await talk.is_told_nothing()


async def test_a_direct_message_is_told_as_one_and_seen_by_nobody_else() -> None:
    async with conversation() as talk:
        await talk.do("say", channel=DIRECT, text="what about the ferry?")
        event = (await talk.next())["event"]

        assert (event["type"], event["channel_type"], event["text"]) == ("message", "im", "what about the ferry?")
        assert [m["text"] for m in (await talk.seen(ROBIN))["messages"]] == ["what about the ferry?"]
        assert (await talk.seen(SAM))["messages"] == []
        assert await talk.do("say", person=SAM, channel=DIRECT, text="let me in") == 400


async def test_a_command_is_told_with_an_address_whose_answer_only_its_sender_sees() -> None:
    async with conversation() as talk:
        await talk.do("say", channel=DESK, text="/briefing the ferry  ")
        command = await talk.next()
        await talk.post(command["response_url"], json={"text": "only for Robin"})

        assert (command["command"], command["text"], command["channel_id"]) == ("/briefing", "the ferry", DESK)
        assert [m["is_private"] for m in (await talk.seen(ROBIN))["messages"]] == [True]
        assert (await talk.seen(SAM))["messages"] == []


async def test_a_response_address_is_good_five_times() -> None:
    async with conversation() as talk:
        await talk.do("say", channel=DESK, text="/briefing help")
        url = (await talk.next())["response_url"]
        statuses = [(await talk.post(url, json={"text": str(time)})).status for time in range(6)]

        assert statuses == [200, 200, 200, 200, 200, 404]


@pytest.mark.parametrize("text", ["/dance", "/briefing in a thread"])
async def test_what_slack_would_not_send_as_a_command_is_not_sent_and_said_so(text: str) -> None:
    async with conversation() as talk:
        thread = {"thread_ts": "1700000000.000100"} if "thread" in text else {}
        await talk.do("say", channel=DESK, text=text, **thread)

        assert await talk.is_told_nothing()
        assert (await talk.seen())["notice"]["text"]


async def test_a_press_tells_what_the_message_holds_and_not_what_the_page_says() -> None:
    async with conversation() as talk:
        posted = await talk.call("chat.postMessage", channel=DESK, text="an answer", blocks=[ACTIONS])
        pressed = {"channel": DESK, "ts": posted["ts"], "block_id": "act", "action_id": "share"}
        await talk.do("press", **pressed, picked="a forged value", value="a forged value")
        payload = await talk.next()

        assert payload["type"] == "block_actions"
        assert payload["actions"][0]["value"] == "a1"
        assert payload["message"]["ts"] == posted["ts"]
        assert await talk.do("press", **(pressed | {"action_id": "another"})) == 400


async def test_a_press_on_a_private_message_can_put_another_in_its_place() -> None:
    async with conversation() as talk:
        await talk.call("chat.postEphemeral", channel=DESK, user=ROBIN, text="an answer", blocks=[ACTIONS])
        (message,) = (await talk.seen())["messages"]
        await talk.do("press", channel=DESK, ts=message["ts"], block_id="act", action_id="share")
        payload = await talk.next()
        await talk.post(payload["response_url"], json={"replace_original": True, "text": "shared"})

        assert payload["container"]["is_ephemeral"]
        assert "message" not in payload
        assert [(m["text"], m["is_private"]) for m in (await talk.seen())["messages"]] == [("shared", True)]


async def test_a_trigger_opens_one_view_and_its_fields_come_back_filled_in() -> None:
    async with conversation() as talk:
        await talk.do("say", channel=DESK, text="/briefing help")
        trigger = (await talk.next())["trigger_id"]
        opened = await talk.call("views.open", trigger_id=trigger, view=MODAL)
        again = await talk.call("views.open", trigger_id=trigger, view=MODAL)
        view = opened["view"]["id"]
        await talk.do("submit", view=view, values={"words": {"typed": "the ferry"}})
        payload = await talk.next()

        assert again["error"] == "invalid_trigger_id"
        assert payload["type"] == "view_submission"
        assert payload["view"]["state"]["values"]["words"]["typed"]["value"] == "the ferry"
        assert (await talk.seen())["views"] == []


async def test_an_empty_field_is_asked_for_before_the_bot_is_told() -> None:
    async with conversation() as talk:
        await talk.do("say", channel=DESK, text="/briefing help")
        opened = await talk.call("views.open", trigger_id=(await talk.next())["trigger_id"], view=MODAL)
        await talk.do("submit", view=opened["view"]["id"], values={"words": {"typed": ""}})

        assert list((await talk.seen())["views"][0]["errors"]) == ["words"]
        assert await talk.is_told_nothing()


async def test_an_ack_may_name_errors_or_put_another_view_in_its_place() -> None:
    async with conversation() as talk:
        await talk.do("say", channel=DESK, text="/briefing help")
        opened = await talk.call("views.open", trigger_id=(await talk.next())["trigger_id"], view=MODAL)
        filled = {"view": opened["view"]["id"], "values": {"words": {"typed": "x"}}}
        talk.acks["view_submission"] = {"response_action": "errors", "errors": {"words": "Too short."}}
        await talk.do("submit", **filled)
        await talk.next()
        errors = (await talk.seen())["views"][0]["errors"]
        results = {**MODAL, "title": {"type": "plain_text", "text": "Results"}}
        talk.acks["view_submission"] = {"response_action": "update", "view": results}
        await talk.do("submit", **filled)
        await talk.next()
        await talk.is_told_nothing()
        shown = (await talk.seen())["views"]

        assert errors == {"words": "Too short."}
        assert [one["view"]["title"]["text"] for one in shown] == ["Results"]


async def test_a_file_sent_to_the_bot_can_be_fetched_with_its_token_alone() -> None:
    async with conversation() as talk:
        headers = {"Content-Type": "application/octet-stream", "X-File-Name": "page%20one.txt"}
        await talk.post(f"{talk.preview.address}upload/{ROBIN}", data=b"Q: Why?", headers=headers)
        event = (await talk.next())["event"]
        (file,) = event["files"]
        info = await talk.call("files.info", file=file["id"])
        bearer = {"Authorization": f"Bearer {talk.preview.workspace.bot_token}"}
        without = await talk.get(file["url_private_download"])
        fetched = await talk.get(file["url_private_download"], headers=bearer)

        assert (event["subtype"], file["name"], info["file"]["id"]) == ("file_share", "page one.txt", file["id"])
        assert without.status == 403
        assert fetched.body == b"Q: Why?"


async def test_menus_and_home_follow_the_manifest(tmp_path: Path) -> None:
    manifest = MANIFEST.read_text(encoding="utf-8").replace("app_mention\n", "app_home_opened\n")
    manifest = manifest.replace("home_tab_enabled: false", "home_tab_enabled: true")
    (tmp_path / "app.yaml").write_text(manifest, encoding="utf-8")
    async with conversation(tmp_path / "app.yaml") as talk:
        await talk.do("say", channel=DESK, text="@Briefing Bot hello")
        await talk.do("visit_home", person=ALEX)
        told = await talk.next()
        home = {"type": "home", "blocks": [{"type": "divider"}]}
        published = await talk.call("views.publish", user_id=ALEX, view=home)

        assert (told["event"]["type"], told["event"]["user"]) == ("app_home_opened", ALEX)
        assert await talk.is_told_nothing()
        assert published["ok"]
        assert (await talk.seen(ALEX))["home"]["view"]["blocks"][0]["type"] == "divider"
        assert (await talk.seen(ROBIN))["home"] is None


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("chat.postMessage", {"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": DESK}, "no_text"),
        ("chat.postMessage", {"channel": DESK, "blocks": [{"type": "divider"}] * 51}, "invalid_blocks"),
        ("chat.postMessage", {"channel": DESK, "blocks": "not JSON"}, "invalid_arguments"),
        ("chat.update", {"channel": DESK, "ts": "1.1", "text": "x"}, "message_not_found"),
        ("views.update", {"view_id": "V0", "view": MODAL}, "not_found"),
        ("conversations.replies", {"channel": DESK, "ts": "1.1"}, "missing_scope"),
        ("users.info", {"user": ROBIN}, "missing_scope"),
        ("chat.dance", {}, "unknown_method"),
    ],
)
async def test_a_call_is_refused_in_slacks_words(method: str, arguments: dict[str, Any], error: str) -> None:
    async with conversation() as talk:
        assert (await talk.call(method, **arguments))["error"] == error


async def test_a_call_with_another_token_is_refused() -> None:
    async with conversation() as talk:
        assert (await talk.call("auth.test", token="xoxb-guessed"))["error"] == "invalid_auth"
        assert (await talk.call("auth.test", token=talk.preview.workspace.app_token))["error"] == "invalid_auth"
