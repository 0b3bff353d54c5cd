"""Calls to Slack: the client, the way out through a proxy, and what can go wrong."""

import asyncio
import json
import ssl
from collections.abc import Awaitable
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import getproxies_environment, proxy_bypass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

CALL_TIMEOUT_S: Final = 10
RETRY_AFTER_DEFAULT_S: Final = 1.0
RETRY_AFTER_MAX_S: Final = 60.0
ERROR_WORD_MAX_CHARS: Final = 80
# Slack's own trouble, told in an otherwise proper reply. Source: docs.slack.dev, chat.postMessage, "Errors".
_SLACKS_TROUBLE: Final = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
_LIMITED: Final = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})


class CallRefusedError(Exception):
    """Slack answered no; ``error`` is its own word for it."""

    def __init__(self, error: str) -> None:
        self.error = error
        super().__init__(error)


class CallLimitedError(Exception):
    """Slack asks to wait; the call had no effect."""

    def __init__(self, retry_after_s: float) -> None:
        self.retry_after_s = retry_after_s
        super().__init__(f"retry after {retry_after_s:g} s")


class CallLostError(Exception):
    """No clear answer came back; ``maybe_done`` when the call may have had its effect."""

    def __init__(self, reason: str, maybe_done: bool) -> None:
        self.maybe_done = maybe_done
        super().__init__(reason)


def proxy_for(url: str) -> str | None:
    """The proxy that the environment names for a URL; None to go straight.

    slack_sdk takes HTTPS_PROXY for every URL and does not know NO_PROXY.
    """
    parts = urlsplit(url)
    proxies = getproxies_environment()
    scheme = {"wss": "https", "ws": "http"}.get(parts.scheme, parts.scheme)
    proxy = proxies.get(scheme) or proxies.get("all")
    host = parts.hostname or ""
    if not proxy or proxy_bypass(f"{host}:{parts.port}" if parts.port else host) or proxy_bypass(host):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


def trust() -> ssl.SSLContext:
    """Whom to trust: the system's authorities, or those of SSL_CERT_FILE."""
    return ssl.create_default_context()


def web_client(api_url: str, token: str | None = None) -> AsyncWebClient:
    """A Web API client that never repeats a call by itself.

    slack_sdk's default sends again after a dropped connection, which doubles posts.
    """
    client = AsyncWebClient(token=token, base_url=api_url, timeout=CALL_TIMEOUT_S, ssl=trust(), retry_handlers=[])
    client.proxy = proxy_for(api_url)
    return client


async def call(pending: Awaitable[AsyncSlackResponse]) -> dict[str, Any]:
    """Await a Web API call; its reply's fields.

    Raises:
        CallRefusedError: Slack said no.
        CallLimitedError: Slack asks to wait.
        CallLostError: Slack is in trouble or out of reach.
    """
    try:
        async with asyncio.timeout(CALL_TIMEOUT_S + 2):
            response = await pending
    except SlackApiError as error:
        raise _trouble_of(error) from None
    except (aiohttp.ClientError, OSError, ValueError, AttributeError) as error:
        raise _lost(error) from None
    return response.data if isinstance(response.data, dict) else {}


async def send_to_response_url(url: str, body: dict[str, Any], trusted: ssl.SSLContext | None) -> None:
    """Post to the address that came with a command.

    Raises:
        CallRefusedError: The address is spent, expired or refuses the body.
        CallLimitedError: Slack asks to wait.
        CallLostError: It is unknown whether it arrived.
    """
    client = AsyncWebhookClient(url, timeout=CALL_TIMEOUT_S, ssl=trusted, retry_handlers=[])
    client.proxy = proxy_for(url)
    try:
        async with asyncio.timeout(CALL_TIMEOUT_S + 2):
            response = await client.send_dict(body)
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise _lost(error) from None
    if response.status_code == 429:
        raise CallLimitedError(_retry_after_s(response.headers))
    if response.status_code >= 500:
        raise CallLostError(f"status {response.status_code}", maybe_done=True)
    said = (response.body or "").strip()
    if response.status_code >= 400:
        raise CallRefusedError(_error_in(said) or said[:ERROR_WORD_MAX_CHARS] or f"status {response.status_code}")
    if (word := _error_in(said)) is not None:
        raise CallRefusedError(word)


def _error_in(body: str) -> str | None:
    """The error that a JSON body names; None where it names none."""
    try:
        fields = json.loads(body) if body.startswith("{") else {}
    except (ValueError, RecursionError):
        return None
    return str(fields.get("error") or "refused")[:ERROR_WORD_MAX_CHARS] if fields.get("ok") is False else None


def _trouble_of(error: SlackApiError) -> Exception:
    response: Any = error.response
    status = int(getattr(response, "status_code", None) or getattr(response, "status", None) or 0)
    data = getattr(response, "data", None)
    word = data.get("error") if isinstance(data, dict) else None
    if status == 429 or word in _LIMITED:
        return CallLimitedError(_retry_after_s(getattr(response, "headers", {})))
    if status >= 500 or not isinstance(word, str) or word in _SLACKS_TROUBLE:
        return CallLostError(f"status {status} {word or ''}".strip(), maybe_done=True)
    return CallRefusedError(word)


def _lost(error: Exception) -> CallLostError:
    never_left = isinstance(error, (aiohttp.ClientConnectorError, aiohttp.InvalidURL, aiohttp.ClientHttpProxyError))
    return CallLostError(type(error).__name__, maybe_done=not never_left)


def _retry_after_s(headers: Any) -> float:
    text = str(headers.get("Retry-After", "") or headers.get("retry-after", "")).strip()
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        return RETRY_AFTER_DEFAULT_S
    return min(float(text), RETRY_AFTER_MAX_S)
