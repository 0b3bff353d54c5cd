"""The loopback Slack keeps Slack's promises, seen through Slack's own clients."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.loopback.deliveries import Timing
from tests.loopback.slack import LoopbackSlack
from tests.loopback.workspace import APP_TOKEN, BOT_TOKEN, BOT_USER

SECTION = {"type": "section", "text": {"type": "plain_text", "text": "The dam holds."}}


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack(Timing(ack_within_s=0.2, again_after_s=(0.02, 0.1, 0.3))) as running:
        running.workspace.channel("C0DESK")
        yield running


@pytest.fixture
def client(slack: LoopbackSlack) -> AsyncWebClient:
    return AsyncWebClient(token=BOT_TOKEN, base_url=slack.api_url, retry_handlers=[AsyncRateLimitErrorRetryHandler()])


async def error_of(client: AsyncWebClient, method: str, **arguments: object) -> str:
    with pytest.raises(SlackApiError) as refused:
        await client.api_call(method, json=arguments)
    return str(refused.value.response["error"])


async def test_auth_test_names_the_bot_and_its_scopes(client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert answer["user_id"] == BOT_USER
    assert answer.headers["x-oauth-scopes"] == "app_mentions:read,chat:write,commands,im:history"


async def test_a_wrong_token_and_an_unknown_method_are_refused(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    stranger = AsyncWebClient(token="xoxb-other", base_url=slack.api_url)
    assert await error_of(stranger, "auth.test") == "invalid_auth"
    assert await error_of(client, "apps.connections.open") == "not_allowed_token_type"
    assert await error_of(client, "chat.shout") == "unknown_method"


async def test_a_post_is_seen_in_its_thread_and_read_back_with_metadata(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    said = slack.direct("U0ASKER", "dam")
    metadata = {"event_type": "answer", "event_payload": {"id": "a1"}}
    posted = await client.chat_postMessage(
        channel=said.channel, thread_ts=said.ts, text="hi", blocks=[SECTION], metadata=metadata
    )
    assert [message.ts for message in slack.answers_to(said)] == [posted["ts"]]
    replies = await client.conversations_replies(channel=said.channel, ts=said.ts, include_all_metadata=True)
    assert [message.get("metadata") for message in replies["messages"]] == [None, metadata]
    bare = await client.conversations_replies(channel=said.channel, ts=said.ts)
    assert "metadata" not in bare["messages"][1]


async def test_a_channel_without_history_scope_cannot_be_read(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    said = slack.mention("U0ASKER", "C0DESK", "dam")
    assert await error_of(client, "conversations.replies", channel="C0DESK", ts=said.ts) == "missing_scope"
    slack.workspace.channel("C0DESK").has_history = True
    assert (await client.conversations_replies(channel="C0DESK", ts=said.ts))["messages"][0]["text"].endswith("dam")


@pytest.mark.parametrize(
    ("error", "arguments"),
    [
        ("channel_not_found", {"channel": "C0NOWHERE", "text": "x"}),
        ("no_text", {"channel": "C0DESK"}),
        ("invalid_thread_ts", {"channel": "C0DESK", "text": "x", "thread_ts": "yesterday"}),
        ("invalid_blocks_format", {"channel": "C0DESK", "text": "x", "blocks": "[{"}),
        ("invalid_blocks", {"channel": "C0DESK", "text": "x", "blocks": [{"type": "sculpture"}]}),
        ("invalid_blocks", {"channel": "C0DESK", "text": "x", "blocks": [SECTION] * 51}),
        (
            "invalid_blocks",
            {"channel": "C0DESK", "text": "x", "blocks": [{**SECTION, "text": {"type": "mrkdwn", "text": "x" * 3001}}]},
        ),
        (
            "invalid_blocks",
            {"channel": "C0DESK", "text": "x", "blocks": [{"type": "rich_text", "elements": [{"type": "text"}]}]},
        ),
        (
            "msg_blocks_too_long",
            {
                "channel": "C0DESK",
                "text": "x",
                "blocks": [{**SECTION, "text": {"type": "mrkdwn", "text": "x" * 2900}}] * 4,
            },
        ),
        ("invalid_metadata_format", {"channel": "C0DESK", "text": "x", "metadata": {"event_type": "answer"}}),
    ],
)
async def test_what_slack_would_refuse_is_refused(
    client: AsyncWebClient, error: str, arguments: dict[str, object]
) -> None:
    assert await error_of(client, "chat.postMessage", **arguments) == error


async def test_form_bodies_are_read_like_json_bodies(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    await client.api_call("chat.postMessage", data={"channel": "C0DESK", "text": "a & b", "blocks": "[]"})
    assert [message.text for message in slack.visible_in("C0DESK")] == ["a & b"]


async def test_an_ephemeral_message_is_seen_by_one_person(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    await client.chat_postEphemeral(channel="C0DESK", user="U0ASKER", text="only you")
    assert [message.text for message in slack.private_to("U0ASKER")] == ["only you"]
    assert not slack.visible_in("C0DESK")
    slack.workspace.channel("C0DESK").outsiders.add("U0GUEST")
    assert await error_of(client, "chat.postEphemeral", channel="C0DESK", user="U0GUEST", text="x") == (
        "user_not_in_channel"
    )


async def test_only_own_messages_are_changed_and_deleted(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    said = slack.say("U0ASKER", "C0DESK", "mine")
    posted = await client.chat_postMessage(channel="C0DESK", text="ours")
    assert await error_of(client, "chat.delete", channel="C0DESK", ts=said.ts) == "cant_delete_message"
    await client.chat_update(channel="C0DESK", ts=posted["ts"], text="ours, better")
    assert [message.text for message in slack.visible_in("C0DESK")] == ["ours, better"]
    await client.chat_delete(channel="C0DESK", ts=posted["ts"])
    assert not slack.visible_in("C0DESK")


async def test_trouble_comes_when_asked_for(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.fail_next("chat.postMessage", status=429, retry_after_s=0)
    await client.chat_postMessage(channel="C0DESK", text="after a pause")
    slack.fail_next("chat.postMessage", error="is_archived")
    assert await error_of(client, "chat.postMessage", channel="C0DESK", text="x") == "is_archived"
    slack.fail_next("chat.postMessage", drop="before")
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel="C0DESK", text="never there")
    slack.fail_next("chat.postMessage", drop="after")
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel="C0DESK", text="there all the same")
    assert [message.text for message in slack.visible_in("C0DESK")] == ["after a pause", "there all the same"]


async def test_a_response_address_works_five_times(slack: LoopbackSlack) -> None:
    slack.sockets.held_back = True
    command = slack.command("U0ASKER", "C0DESK", "dam")
    webhook = AsyncWebhookClient(command.payload["response_url"])
    statuses = [(await webhook.send(text=str(number))).status_code for number in range(6)]
    assert statuses == [200, 200, 200, 200, 200, 404]
    assert len(slack.private_to("U0ASKER", "C0DESK")) == 5


class Program:
    """A Socket Mode client that acks the events it wants to."""

    def __init__(self, slack: LoopbackSlack) -> None:
        self.seen: list[SocketModeRequest] = []
        self.ignore_first = 0
        web_client = AsyncWebClient(base_url=slack.api_url)
        self.client = SocketModeClient(app_token=APP_TOKEN, web_client=web_client, ping_interval=0.3)
        self.client.socket_mode_request_listeners.append(self.take)

    async def take(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        self.seen.append(request)
        if len(self.seen) > self.ignore_first:
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, {"text": "taken"}))


@pytest.fixture
async def program(slack: LoopbackSlack) -> AsyncIterator[Program]:
    running = Program(slack)
    await running.client.connect()  # type: ignore[no-untyped-call]
    await slack.wait_for_connection()
    yield running
    await running.client.close()  # type: ignore[no-untyped-call]
    await asyncio.sleep(0)


async def test_an_event_that_is_not_acked_comes_again(slack: LoopbackSlack, program: Program) -> None:
    program.ignore_first = 2
    said = slack.mention("U0ASKER", "C0DESK", "dam")
    await slack.courier.settle()
    assert said.events[0].is_acked
    assert [request.retry_attempt for request in program.seen] == [0, 1, 2]
    assert len({request.payload["event_id"] for request in program.seen}) == 1
    assert len({request.envelope_id for request in program.seen}) == 3
    assert program.seen[1].retry_reason == "timeout"


async def test_a_command_is_tried_once_and_its_ack_may_answer(slack: LoopbackSlack, program: Program) -> None:
    slack.command("U0ASKER", "C0DESK", "status")
    assert (await slack.wait_for_private("U0ASKER")).text == "taken"
    assert program.seen[0].type == "slash_commands"


@pytest.mark.parametrize("how", ["refresh", "reset", "freeze"])
async def test_a_program_comes_back_after_its_connection_died(slack: LoopbackSlack, program: Program, how: str) -> None:
    if how == "refresh":
        await slack.sockets.refresh()
    else:
        getattr(slack.sockets, how)()
    await slack.wait_for_connection(more_than=1)
    said = slack.mention("U0ASKER", "C0DESK", "dam")
    await slack.courier.settle()
    assert said.events[0].is_acked
