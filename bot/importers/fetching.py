"""A document from an address, by rules that keep requests out of private networks.

Addresses come from the command line and from the configured feeds alone. Each
name is resolved once and the connection made to exactly that address; every
redirect is looked at again.
"""

import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from bot.errors import UnreadableFileError

REDIRECTS_MAX: Final = 3
DEADLINE_S: Final = 10.0
BYTES_MAX: Final = 5_000_000
URL_CHARS_MAX: Final = 2_000
USER_AGENT: Final = "briefing-bot"

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_CHUNK_BYTES: Final = 1 << 16
# Addresses that carry an IPv4 address inside. Source: RFC 6052 (NAT64), RFC 4291 (compatible), RFC 8215.
_CARRIERS: Final = tuple(
    ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "::/96", "2002::/16", "2001::/32")
)

Address = tuple[str, int]
"""A numeric host and a port."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave.

    Attributes:
        url: After redirects.
        name: The last part of its path, with a suffix where the server says what it is.
    """

    data: bytes
    url: str
    name: str


def is_url(text: str) -> bool:
    """Whether an argument of the command line is an address and no file."""
    return text.lower().startswith(("http://", "https://"))


def fetch(
    url: str,
    allowed: frozenset[Address] = frozenset(),
    deadline_s: float = DEADLINE_S,
    hosts: frozenset[str] = frozenset(),
) -> Fetched:
    """Get a document.

    Args:
        hosts: Those that may be asked, with the hosts below them; empty: any public one. Redirects keep to them too.
        allowed: Addresses that are reached although they are not public; for tests alone, no setting leads here.
        deadline_s: For everything together: names, redirects, the whole body.

    Raises:
        UnreadableFileError: Refused by a rule, unreachable, too slow, too large, or no document.
    """
    ends_at = time.monotonic() + deadline_s
    at = url
    for _ in range(REDIRECTS_MAX + 1):
        parts = _checked(at)
        _require_listed(parts.hostname or "", hosts)
        with _response(parts, _resolved(parts, allowed, ends_at), ends_at) as response:
            if response.status in _REDIRECTS:
                at = urljoin(at, response.headers.get("Location") or "")
                continue
            if response.status != 200:
                raise UnreadableFileError(f"{at} answered {response.status} {response.reason[:60]}")
            data = _body(response, at, ends_at)
            return Fetched(data, at, _name_of(parts, response.headers.get_content_type()))
    raise UnreadableFileError(f"{url} leads on more than {REDIRECTS_MAX} times; give the last address")


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise UnreadableFileError(f"{url[:200]} is not an address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise UnreadableFileError(f"{url[:200]} is not an address; it begins with https:// or http://")
    if parts.username is not None or parts.password is not None:
        raise UnreadableFileError("an address with a name or password in it is not fetched; take them out")
    if len(url) > URL_CHARS_MAX or not url.isascii() or any(mark.isspace() or ord(mark) < 32 for mark in url):
        raise UnreadableFileError(f"{url[:200]} holds characters no address has, or too many; copy it again")
    return parts


def _require_listed(host: str, hosts: frozenset[str]) -> None:
    if hosts and not any(host == one or host.endswith(f".{one}") for one in hosts):
        raise UnreadableFileError(
            f"{host} is not among the hosts of BRIEFING_FETCH_HOSTS; add it there, or download the page and import the file"
        )


def _resolved(parts: SplitResult, allowed: frozenset[Address], ends_at: float) -> Address:
    """The one address to connect to; every address of the name must be public."""
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    found = _look_up(host, port, max(0.0, ends_at - time.monotonic()))
    for address in found:
        if (address, port) not in allowed and not is_public(address):
            raise UnreadableFileError(f"{host} is an address inside a private network, which is not fetched")
    return found[0], port


def _look_up(host: str, port: int, within_s: float) -> list[str]:
    """Resolve a name in a thread of its own, since the system's resolver knows no deadline."""
    found: list[str] = []

    def look_up() -> None:
        try:
            found.extend(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError):
            return

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(within_s)
    if not found:
        raise UnreadableFileError(f"{host} was not found; check the address and the network")
    return found


def is_public(address: str) -> bool:
    """Whether a numeric address belongs to the public network and to nothing else."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and (
        ip.ipv4_mapped or ip.is_site_local or any(ip in n for n in _CARRIERS)
    ):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


@contextmanager
def _response(parts: SplitResult, address: Address, ends_at: float) -> Iterator[HTTPResponse]:
    """Send the request to the pinned address; everything is cut off at the deadline."""
    host = parts.hostname or ""
    try:
        with closing(socket.create_connection(address, timeout=_left(ends_at))) as plain:
            sock = plain if parts.scheme == "http" else _tls(plain, host)
            with closing(sock), _cut_off(sock, ends_at):
                if isinstance(sock, ssl.SSLSocket):
                    sock.do_handshake()
                connection = _request(parts, address[1], sock, ends_at)
                with closing(connection), connection.getresponse() as response:
                    yield response
    except ssl.SSLCertVerificationError:
        raise UnreadableFileError(f"{host} shows a certificate that is not its own") from None
    except (OSError, HTTPException) as error:
        raise UnreadableFileError(_unreachable(host, error, ends_at)) from None


def _unreachable(host: str, error: Exception, ends_at: float) -> str:
    if isinstance(error, TimeoutError) or time.monotonic() >= ends_at:
        return f"{host} did not send the document in time"
    return f"{host} cannot be reached or broke off ({type(error).__name__})"


def _left(ends_at: float) -> float:
    left = ends_at - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


@contextmanager
def _cut_off(sock: socket.socket, ends_at: float) -> Iterator[None]:
    """End all waiting on a socket at the deadline, however slowly bytes drip in."""
    timer = threading.Timer(_left(ends_at), _shut, (sock,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def _shut(sock: socket.socket) -> None:
    # The plain socket's own method: TLS's would forget that it is encrypted, and read on in clear.
    with suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _tls(plain: socket.socket, host: str) -> ssl.SSLSocket:
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)


def _request(parts: SplitResult, port: int, sock: socket.socket, ends_at: float) -> HTTPConnection:
    connection = HTTPConnection(parts.hostname or "", port, timeout=_left(ends_at))
    connection.sock = sock
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.request("GET", path, headers={"User-Agent": USER_AGENT, "Accept-Encoding": "identity"})
    return connection


def _body(response: HTTPResponse, url: str, ends_at: float) -> bytes:
    data = bytearray()
    while chunk := response.read(_CHUNK_BYTES):
        data += chunk
        _left(ends_at)
        if len(data) > BYTES_MAX:
            raise UnreadableFileError(f"{url} has more than {BYTES_MAX // 1_000_000} MB; save it and import the file")
    _left(ends_at)
    return _decoded(bytes(data), response.headers.get("Content-Encoding", "").lower(), url)


def _decoded(data: bytes, coding: str, url: str) -> bytes:
    if coding in ("", "identity"):
        return data
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise UnreadableFileError(
            f"{url} is packed in a way I do not know ({coding[:20]}); save it and import the file"
        )
    try:
        whole = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32).decompress(data, BYTES_MAX + 1)
    except zlib.error:
        raise UnreadableFileError(f"{url} is packed and damaged") from None
    if len(whole) > BYTES_MAX:
        raise UnreadableFileError(f"{url} has more than {BYTES_MAX // 1_000_000} MB; save it and import the file")
    return whole


_SUFFIXES: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "text/vtt": ".vtt",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/json": ".json",
}


def _name_of(parts: SplitResult, media_type: str) -> str:
    name = PurePosixPath(unquote(parts.path)).name or (parts.hostname or "page")
    return name if PurePosixPath(name).suffix else f"{name}{_SUFFIXES.get(media_type, '')}"
