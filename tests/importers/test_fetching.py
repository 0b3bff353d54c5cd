import gzip
import socket
import time
from collections.abc import Iterator

import pytest

from bot.errors import UnreadableFileError
from bot.importers.fetching import BYTES_MAX, Fetched, fetch, is_public, is_url
from tests.importers.pages import PageServer, serving

HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def web() -> Iterator[PageServer]:
    with serving() as server:
        yield server


def get(web: PageServer, path: str, deadline_s: float = 5.0) -> Fetched:
    return fetch(web.url(path), frozenset({web.address}), deadline_s)


def refused(web: PageServer, path: str, deadline_s: float = 5.0) -> str:
    with pytest.raises(UnreadableFileError) as error:
        get(web, path, deadline_s)
    return str(error.value)


def test_a_page_comes_with_its_address_and_a_name_that_says_what_it_is(web: PageServer) -> None:
    web.pages["/tides?day=3"] = (200, HTML, b"<p>Tide</p>")

    assert get(web, "/tides?day=3") == Fetched(b"<p>Tide</p>", web.url("/tides?day=3"), "tides.html")


def test_requests_carry_no_cookies_or_credentials(web: PageServer) -> None:
    web.pages["/a"] = (302, {"Location": "/b", "Set-Cookie": "a=1"}, b"")
    web.pages["/b"] = (200, HTML, b"x")
    get(web, "/a")

    assert [path for path, _ in web.asked] == ["/a", "/b"]
    for _, headers in web.asked:
        assert {name.lower() for name in headers} <= {"host", "user-agent", "accept-encoding"}


def test_the_loopback_is_refused_where_no_test_allows_it(web: PageServer) -> None:
    for host in ("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]", "2130706433"):
        with pytest.raises(UnreadableFileError, match=r"private|not found"):
            fetch(f"http://{host}:{web.server_port}/a")
    assert not web.asked


def test_a_redirect_into_a_private_network_is_refused(web: PageServer) -> None:
    with serving() as inner:
        web.leads("/a", inner.url("/secret"))
        assert "private" in refused(web, "/a")
        web.leads("/a", "http://169.254.169.254/latest/meta-data/")
        assert "private" in refused(web, "/a")
        web.leads("/a", "file:///etc/hostname")
        assert "https://" in refused(web, "/a")
        assert not inner.asked


def test_three_redirects_are_followed_and_a_fourth_is_not(web: PageServer) -> None:
    for at in range(4):
        web.leads(f"/{at}", f"/{at + 1}")
    web.pages["/4"] = (200, HTML, b"x")

    assert get(web, "/1").data == b"x"
    assert "more than 3" in refused(web, "/0")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://tides.example/a",
        "file:///etc/passwd",
        "https://",
        "https://user:secret@tides.example/",
        "https://tides.example:99999/",
        "https://tides.example/a b",
        "https://tides.example/\r\nHost: other",
        "https://tides.example/" + "a" * 3_000,
        "https://[::1",
    ],
)
def test_what_is_no_plain_web_address_is_refused_before_anything_is_asked(url: str) -> None:
    with pytest.raises(UnreadableFileError) as error:
        fetch(url)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "fec0::1",
        "::ffff:10.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1::", "::127.0.0.1", "2001:db8::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111"])
def test_public_addresses_are_known(address: str) -> None:
    assert is_public(address)


def test_a_page_that_drips_in_is_cut_off_at_the_deadline(web: PageServer) -> None:
    started = time.monotonic()

    assert "in time" in refused(web, "/drip", 0.5)
    assert time.monotonic() - started < 2


def test_a_server_that_says_nothing_is_left_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = silent.getsockname()
        started = time.monotonic()
        with pytest.raises(UnreadableFileError, match="in time"):
            fetch(f"http://127.0.0.1:{address[1]}/", frozenset({address}), 0.5)
        assert time.monotonic() - started < 2


def test_a_page_too_large_is_refused_packed_or_not(web: PageServer) -> None:
    large = b"x" * (BYTES_MAX + 1)
    web.pages["/plain"] = (200, HTML, large)
    web.pages["/packed"] = (200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(large * 4))

    assert "5 MB" in refused(web, "/plain")
    assert "5 MB" in refused(web, "/packed")


def test_a_packed_page_is_unpacked(web: PageServer) -> None:
    web.pages["/a"] = (200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(b"tide"))
    web.pages["/b"] = (200, HTML | {"Content-Encoding": "gzip"}, b"no gzip")
    web.pages["/c"] = (200, HTML | {"Content-Encoding": "br"}, b"?")

    assert get(web, "/a").data == b"tide"
    assert "damaged" in refused(web, "/b")
    assert "br" in refused(web, "/c")


def test_what_the_server_answers_instead_of_a_page_is_told(web: PageServer) -> None:
    assert "404" in refused(web, "/gone")


def test_an_unreachable_server_is_told_without_a_traceback(web: PageServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = taken.getsockname()
    with pytest.raises(UnreadableFileError, match="cannot be reached"):
        fetch(f"http://127.0.0.1:{address[1]}/", frozenset({address}))


def test_an_address_on_the_command_line_is_told_from_a_file() -> None:
    assert is_url("HTTPS://tides.example/a")
    assert not is_url("tides.html")
