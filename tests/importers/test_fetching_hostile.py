"""Addresses that lead into private networks or lie about who they are: refused in a sentence, nothing written."""

import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from bot.errors import UnreadableFileError
from bot.importers.fetching import Address, fetch
from tests.importers.test_limits import SECONDS_MAX, imported


@pytest.fixture
def foreign_tls() -> Iterator[Address]:
    """A server whose certificate nobody has reason to trust."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(5)

        def serve() -> None:
            try:
                plain, _ = listening.accept()
                with plain:
                    plain.settimeout(5)
                    with context.wrap_socket(plain, server_side=True) as sock:
                        sock.recv(1_000)
            except OSError:
                return

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()
        thread.join(5)


def test_a_certificate_that_nobody_vouches_for_is_refused(foreign_tls: Address) -> None:
    allowed = frozenset({foreign_tls, ("::1", foreign_tls[1])})
    with pytest.raises(UnreadableFileError, match="shows a certificate that is not its own"):
        fetch(f"https://127.0.0.1:{foreign_tls[1]}/", allowed, 5.0)


def test_addresses_inside_private_networks_end_soon_and_write_nothing(tmp_path: Path) -> None:
    urls = (
        "http://127.0.0.1:9/a", "http://localhost/a", "http://[::1]/a", "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/a", "http://[::ffff:10.0.0.1]/a", "http://0/a", "http://0x7f000001/a", "http://127.1/a",
        "https://user:secret@tides.example/", "http://", "https://tides.invalid/",
    )  # fmt: skip
    run = imported(tmp_path, *urls)

    assert run.code == 3, run.said
    assert run.seconds <= SECONDS_MAX + 2
    assert "Traceback" not in run.said
    assert run.said.count("is not fetched") >= 5, run.said
    assert not [path for path in (tmp_path / "knowledge").rglob("*.yaml") if path.name[0].isdigit()]


@pytest.mark.parametrize(
    ("host", "is_asked"),
    [
        ("tides.invalid", True),
        ("www.tides.invalid", True),
        ("eviltides.invalid", False),
        ("tides.invalid.evil.invalid", False),
    ],
)
def test_only_listed_hosts_and_those_below_them_are_asked(host: str, is_asked: bool) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        fetch(f"https://{host}/x", hosts=frozenset({"tides.invalid"}))
    assert ("BRIEFING_FETCH_HOSTS" in str(caught.value)) is not is_asked
