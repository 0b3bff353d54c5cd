"""A preview without its bot: the test listens and calls in the bot's place, and acts as the page."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from bot.web.preview.serving import Preview

MANIFEST = Path(__file__).resolve().parents[2] / "app.yaml"
ROBIN, SAM, ALEX = "U0REPORTER", "U0PRESS", "U0ADMIN"
DESK = "C0PRESSDESK"
DIRECT = "D0REPORTER"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Conversation:
    """Both ends of a preview."""

    def __init__(self, preview: Preview, session: aiohttp.ClientSession) -> None:
        self.preview, self.session = preview, session
        self.told: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.acks: dict[str, dict[str, Any]] = {}

    async def listen(self) -> None:
        """Take everything that the bot would be told; acks are given by kind of payload."""
        opened = await self.call("apps.connections.open", token=self.preview.workspace.app_token)
        async with self.session.ws_connect(opened["url"]) as socket:
            async for frame in socket:
                envelope = json.loads(frame.data)
                if envelope["type"] != "hello":
                    payload = envelope["payload"]
                    said = self.acks.get(payload.get("type", "command"), {})
                    await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": said})
                    await self.told.put(envelope)

    async def call(self, method: str, *, token: str | None = None, **arguments: Any) -> dict[str, Any]:
        """One call of the bot's."""
        headers = {"Authorization": f"Bearer {token or self.preview.workspace.bot_token}"}
        url = self.preview.api_url + method
        async with self.session.post(url, json=arguments, headers=headers) as answer:
            said: dict[str, Any] = await answer.json()
            return said

    async def get(self, url: str, **how: Any) -> Reply:
        """One GET, read to its end."""
        async with self.session.get(url, **how) as answer:
            return Reply(answer.status, answer.headers, await answer.read())

    async def post(self, url: str, **how: Any) -> Reply:
        """One POST, read to its end."""
        async with self.session.post(url, **how) as answer:
            return Reply(answer.status, answer.headers, await answer.read())

    async def do(self, act: str, person: str = ROBIN, **fields: Any) -> int:
        """One act of a person; the status."""
        return (await self.post(f"{self.preview.address}do/{person}/{act}", json=fields)).status

    async def seen(self, person: str = ROBIN) -> dict[str, Any]:
        """What a person sees now."""
        async with self.session.get(f"{self.preview.address}seen/{person}") as stream:
            line = await stream.content.readline()
            seen: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
            return seen

    async def next(self) -> dict[str, Any]:
        """The next thing the bot is told."""
        async with asyncio.timeout(5):
            envelope = await self.told.get()
        payload: dict[str, Any] = envelope["payload"]
        return payload

    async def is_told_nothing(self) -> bool:
        """Whether nothing more comes."""
        await asyncio.sleep(0.1)
        return self.told.empty()


@asynccontextmanager
async def conversation(manifest: Path = MANIFEST) -> AsyncIterator[Conversation]:
    """A preview, and both its ends in the test's hands."""
    async with Preview(manifest, 0, ["a question"]) as preview, aiohttp.ClientSession() as session:
        talk = Conversation(preview, session)
        listening = asyncio.create_task(talk.listen())
        try:
            await preview.wait_for_bot()
            yield talk
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
