"""The servers, and the two ways to call."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import nginx
import pytest
import secrecy
import tinyproxy
from authority import EXPIRED, NOT_YET_VALID, OTHER_NAME, Authority
from calls import WAYS, Ask
from nginx import Server, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tinyproxy import Proxy


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"), "/CN=private authority")


@pytest.fixture(scope="session")
def namesake(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """An authority that only bears the name of one that every store holds."""
    subject = "/C=US/O=Internet Security Research Group/CN=ISRG Root X1"
    return Authority(tmp_path_factory.mktemp("namesake"), subject)


@pytest.fixture(scope="session")
def sites(
    authority: Authority, namesake: Authority, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Site]]:
    good = authority.issue("good")
    servers = {
        "http": Server(),
        "http-ipv6": Server(address="[::1]"),
        "gzip": Server(directives="gzip on; gzip_min_length 1; gzip_types application/json;"),
        "https": Server(good),
        "https-ipv6": Server(good, address="[::1]"),
        "closing": Server(good, "keepalive_timeout 1s;"),
        "http2": Server(good, listen="ssl http2"),
        "http2-few": Server(
            good, "keepalive_requests 5; http2_max_concurrent_streams 4;", listen="ssl http2"
        ),
        "expired": Server(authority.issue("expired", valid=EXPIRED)),
        "not-yet-valid": Server(authority.issue("not-yet-valid", valid=NOT_YET_VALID)),
        "other-name": Server(authority.issue("other-name", extension=OTHER_NAME)),
        "without-names": Server(authority.issue("without-names", extension="keyUsage=digitalSignature")),
        "version-1": Server(authority.issue("version-1", extension=None)),
        "self-signed": Server(authority.self_signed("self-signed")),
        "self-signed-for-another": Server(authority.self_signed("for-another", extension=OTHER_NAME)),
        "self-signed-without-names": Server(authority.self_signed("nameless", extension=None)),
        # Suites without authenticated encryption, which no modern client offers.
        "old-suites": Server(good, "ssl_protocols TLSv1.2; ssl_ciphers ECDHE-ECDSA-AES128-SHA256;"),
        "namesake": Server(namesake.issue("namesake")),
        # OpenSSL offers versions that old only when asked to lower its standards.
        "tls1.1": Server(good, "ssl_protocols TLSv1.1; ssl_ciphers DEFAULT:@SECLEVEL=0;"),
        "tls1.2": Server(good, "ssl_protocols TLSv1.2;"),
        "tls1.3": Server(good, "ssl_protocols TLSv1.3;"),
        "demanding": Server(good, f'ssl_verify_client on; ssl_client_certificate "{authority.file}";'),
    }
    # Longer values than these do not fit into nginx's configuration.
    for headers, (lines, size) in {
        "500-lines": (500, 10),
        "64-kib": (16, 4000),
        "600-lines": (600, 10),
        "160-kib": (40, 4000),
        "1-mib": (256, 4000),
    }.items():
        directives = "".join(f"add_header X-{line} {'x' * size};" for line in range(lines))
        servers[f"https-{headers}"] = Server(good, directives)
        servers[f"http2-{headers}"] = Server(good, directives, listen="ssl http2")
    with nginx.serving(servers, tmp_path_factory.mktemp("nginx")) as sites:
        yield sites


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[Proxy]:
    with tinyproxy.proxying(tmp_path / "proxy") as proxy:
        yield proxy


@pytest.fixture
def locked_proxy(tmp_path: Path) -> Iterator[Proxy]:
    credentials = f"BasicAuth {secrecy.PROXY_USER} {secrecy.PROXY_PASSWORD}"
    with tinyproxy.proxying(tmp_path / "locked-proxy", credentials) as proxy:
        yield proxy


@pytest.fixture(params=list(WAYS))
def way(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def ask(way: str) -> Ask:
    return WAYS[way]


@pytest.fixture
def tag() -> str:
    """Mark the requests of one test."""
    return uuid.uuid4().hex
