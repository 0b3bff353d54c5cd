"""A file that somebody sent, from Slack: with the bot's token, and so from Slack's own hosts alone."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.client import CallLostError, CallRefusedError, call, proxy_for
from bot.slack.incoming import url_in

FILE_BYTES_MAX: Final = 20_000_000
DOWNLOAD_TIMEOUT_S: Final = 60.0
_CHUNK_BYTES: Final = 1 << 16
_NOT_GIVEN: Final = "Slack did not give me {name}. See that the app has the scope files:read and was installed again, then send it again."


class NotGivenError(Exception):
    """The file cannot be had; the sentence is for whoever sent it."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as the event named it."""

    id: str
    name: str
    size: int
    url: str | None


def sent_files(text: str | None) -> tuple[SentFile, ...]:
    """The files that came with a message, as they were written down."""
    return tuple(SentFile(**one) for one in json.loads(text or "[]"))


class Downloads:
    """Gets files of the workspace."""

    def __init__(self, client: AsyncWebClient, api_url: str) -> None:
        self._client, self._api = client, urlsplit(api_url)

    async def get(self, file: SentFile) -> bytes:
        """The bytes of a file.

        Raises:
            NotGivenError: It is too large, stands elsewhere, or Slack does not give it.
            CallLimitedError, CallLostError: Slack cannot be reached now.
        """
        if file.size > FILE_BYTES_MAX:
            raise NotGivenError(
                f"{file.name} has more than {FILE_BYTES_MAX // 1_000_000} MB. Split it, and send the parts."
            )
        url = file.url or await self._address(file)
        if url is None or not self._is_slacks(url):
            raise NotGivenError(f"{file.name} is not kept by Slack itself, so I do not fetch it. Upload the file here.")
        try:
            async with asyncio.timeout(DOWNLOAD_TIMEOUT_S):
                return await self._fetch(url, file)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise CallLostError(type(error).__name__, maybe_done=False) from None

    async def _address(self, file: SentFile) -> str | None:
        try:
            facts: Any = (await call(self._client.files_info(file=file.id))).get("file")
        except CallRefusedError:
            raise NotGivenError(_NOT_GIVEN.replace("{name}", file.name)) from None
        named = (facts.get("url_private_download") or facts.get("url_private")) if isinstance(facts, dict) else None
        return url_in(named)

    def _is_slacks(self, url: str) -> bool:
        """Whether an address is at the host of the API, or at its host for files: nobody else is shown the token."""
        parts = urlsplit(url)
        if "@" in parts.netloc or "\\" in url or parts.scheme != self._api.scheme:
            return False
        return parts.netloc.lower() in (self._api.netloc.lower(), f"files.{self._api.netloc.lower()}")

    async def _fetch(self, url: str, file: SentFile) -> bytes:
        headers = {"Authorization": f"Bearer {self._client.token}"}
        kept = bytearray()
        async with (
            aiohttp.ClientSession() as session,
            session.get(
                url,
                headers=headers,
                allow_redirects=False,
                proxy=proxy_for(url),
                ssl=self._client.ssl if self._client.ssl is not None else True,
            ) as response,
        ):
            is_page = response.content_type == "text/html" and not file.name.lower().endswith((".html", ".htm"))
            if response.status >= 500:
                raise CallLostError(f"status {response.status}", maybe_done=False)
            if response.status != 200 or is_page:
                raise NotGivenError(_NOT_GIVEN.replace("{name}", file.name))
            async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
                kept += chunk
                if len(kept) > FILE_BYTES_MAX:
                    raise NotGivenError(
                        f"{file.name} has more than {FILE_BYTES_MAX // 1_000_000} MB. Split it, and send the parts."
                    )
        return bytes(kept)
