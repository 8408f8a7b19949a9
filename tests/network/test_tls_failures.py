"""What cannot be mended by trying again is told once, with what to do about it."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
import s_server
from calls import Ask, Config, config, failure

from libgenauth import ApiError, NetworkError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from authority import Authority
    from nginx import Site


def assert_is_told_once(ask: Ask, given: Config, hint: str, *, attempts: int = 1) -> NetworkError:
    error = failure(ask, given)
    assert isinstance(error, NetworkError)
    assert not error.retryable
    assert 1 <= error.attempts <= attempts, error
    assert hint in error.hint
    return error


def test_a_self_signed_certificate_that_is_added(
    sites: dict[str, Site], authority: Authority, ask: Ask
) -> None:
    own = authority.file.with_name("self-signed.pem")
    assert ask(config(sites["self-signed"].host(), ca_file=own)).user_id


def test_the_server_s_own_certificate_that_is_added(
    sites: dict[str, Site], authority: Authority, ask: Ask
) -> None:
    own = authority.file.with_name("good.pem")
    assert ask(config(sites["https"].host(), ca_file=own)).user_id


@pytest.mark.parametrize("where", ["before", "after"])
def test_an_odd_certificate_beside_the_right_one(
    sites: dict[str, Site], authority: Authority, ask: Ask, where: str
) -> None:
    right, odd = authority.file.read_text(), "-----BEGIN CERTIFICATE-----\nAQID\n-----END CERTIFICATE-----\n"
    pem = odd + right if where == "before" else right + odd
    assert ask(config(sites["https"].host(), ca_pem=pem)).user_id


def test_a_self_signed_certificate_that_is_not(
    sites: dict[str, Site], authority: Authority, ask: Ask
) -> None:
    assert_is_told_once(ask, config(sites["self-signed"].host(), ca_file=authority.file), "`ca_file`")


def test_a_self_signed_certificate_for_another_name(
    sites: dict[str, Site], authority: Authority, ask: Ask
) -> None:
    own = authority.file.with_name("for-another.pem")
    given = config(sites["self-signed-for-another"].host(), ca_file=own)
    assert_is_told_once(ask, given, "for another name")


@pytest.mark.parametrize(
    ("site", "trusted"),
    [("without-names", "ca.pem"), ("version-1", "ca.pem"), ("self-signed-without-names", "nameless.pem")],
)
def test_the_common_name_is_not_used(
    sites: dict[str, Site], authority: Authority, ask: Ask, *, site: str, trusted: str
) -> None:
    given = config(sites[site].host(), ca_file=authority.file.with_name(trusted))
    assert_is_told_once(ask, given, "common name (CN) is not used")


@pytest.mark.parametrize(
    ("site", "hint"), [("old-suites", "no cipher suite in common"), ("tls1.1", "TLS 1.2 or newer")]
)
def test_nothing_in_common(
    sites: dict[str, Site], authority: Authority, ask: Ask, *, site: str, hint: str
) -> None:
    assert_is_told_once(ask, config(sites[site].host(), ca_file=authority.file), hint)


@pytest.mark.parametrize("options", [["-tls1_2"], ["-tls1_3"], ["-tls1_2", "-alpn", "h2"], ["-alpn", "h2"]])
def test_a_client_certificate_is_required(
    authority: Authority, ask: Ask, tmp_path: Path, options: list[str]
) -> None:
    own = authority.issue("own")
    with s_server.demanding(own, authority.file, tmp_path, *options) as host:
        given = config(host, ca_file=authority.file)
        # Now and then the reset of the connection overtakes the alert that gives the reason.
        error = assert_is_told_once(ask, given, "Client certificates are not supported", attempts=2)
    assert "requires a client certificate" in error.message


def test_a_server_that_asks_and_only_closes_the_connection(authority: Authority, ask: Ask) -> None:
    with resetting(authority.issue("own"), authority.file) as host:
        error = failure(ask, config(host, ca_file=authority.file, max_attempts=1))
    assert isinstance(error, NetworkError)
    assert error.retryable
    assert "asked for a client certificate" in error.hint


@contextmanager
def resetting(certificate: Path, authority: Path) -> Iterator[str]:
    """Serve one client, whose connection is reset after the handshake."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_suffix(".key"))
    context.load_verify_locations(authority)
    context.verify_mode = ssl.CERT_OPTIONAL

    def serve() -> None:
        connection, _ = listener.accept()
        with context.wrap_socket(connection, server_side=True) as tls:
            tls.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = threading.Thread(target=serve)
        server.start()
        yield f"https://127.0.0.1:{listener.getsockname()[1]}"
        server.join()


def test_a_server_that_asks_in_http(sites: dict[str, Site], authority: Authority, ask: Ask) -> None:
    error = failure(ask, config(sites["demanding"].host(), ca_file=authority.file))
    assert (type(error), error.http_status, error.attempts) == (ApiError, 400, 1)
    assert "No required SSL certificate was sent" in error.message
