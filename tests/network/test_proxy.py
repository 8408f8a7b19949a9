"""Through a real proxy: requests to http:// hosts as a whole, TLS to https:// hosts in a tunnel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import programs
import pytest
from calls import Ask, config, failure
from secrecy import PROXY_CREDENTIALS, PROXY_USER, WRONG_PASSWORD

from libgenauth import ApiError, ConfigError, NetworkError

if TYPE_CHECKING:
    from authority import Authority
    from nginx import Site
    from tinyproxy import Proxy

WRONG_CREDENTIALS = f"{PROXY_USER}:{WRONG_PASSWORD}@"


def test_http(sites: dict[str, Site], proxy: Proxy, ask: Ask, tag: str) -> None:
    site = sites["http"]
    assert ask(config(site.host(tag), proxy=proxy.url())).user_id
    assert proxy.requests() == [f"GET {site.host(tag)}/api/v3/get-profile HTTP/1.1"]
    (request,) = site.requests(tag)
    assert "tinyproxy" in request["via"]


@pytest.mark.parametrize("name", ["https", "http2"])
def test_https(
    sites: dict[str, Site], authority: Authority, proxy: Proxy, ask: Ask, *, tag: str, name: str
) -> None:
    site = sites[name]
    assert ask(config(site.host(tag), ca_file=authority.file, proxy=proxy.url())).user_id
    assert proxy.requests() == [f"CONNECT 127.0.0.1:{site.port} HTTP/1.1"]
    (request,) = site.requests(tag)
    assert request["via"] == ""


@pytest.mark.parametrize("name", ["http", "https"])
def test_credentials(
    sites: dict[str, Site], authority: Authority, locked_proxy: Proxy, ask: Ask, *, tag: str, name: str
) -> None:
    site = sites[name]
    given = locked_proxy.url(PROXY_CREDENTIALS)
    assert ask(config(site.host(tag), ca_file=authority.file, proxy=given)).user_id
    assert len(locked_proxy.requests()) == 1
    (request,) = site.requests(tag)
    assert request["proxy_authorization"] == ""


def test_http_without_credentials(sites: dict[str, Site], locked_proxy: Proxy, ask: Ask, tag: str) -> None:
    error = failure(ask, config(sites["http"].host(tag), proxy=locked_proxy.url()))
    assert (type(error), error.http_status, error.retryable) == (ApiError, 407, False)
    assert (error.attempts, error.session_is_dead) == (1, False)
    assert "HTTP 407" in error.message
    assert "roxy" in error.message
    sites["http"].requests(tag, count=0)


def test_https_without_credentials(
    sites: dict[str, Site], authority: Authority, locked_proxy: Proxy, ask: Ask, tag: str
) -> None:
    given = config(sites["https"].host(tag), ca_file=authority.file, proxy=locked_proxy.url(), max_attempts=1)
    error = failure(ask, given)
    assert (type(error), error.attempts, error.session_is_dead) == (NetworkError, 1, False)
    assert "proxy authorization required" in error.message
    assert "proxy" in error.hint
    sites["https"].requests(tag, count=0)


def test_https_with_a_wrong_password(
    sites: dict[str, Site], authority: Authority, locked_proxy: Proxy, ask: Ask, tag: str
) -> None:
    # This proxy answers it with 401, which is about its own password, not about the token.
    wrong = locked_proxy.url(WRONG_CREDENTIALS)
    given = config(sites["https"].host(tag), ca_file=authority.file, proxy=wrong, max_attempts=1)
    error = failure(ask, given)
    assert (type(error), error.attempts, error.session_is_dead) == (NetworkError, 1, False)
    assert "tunnel" in error.message
    assert "The proxy refused to connect" in error.hint
    sites["https"].requests(tag, count=0)


def test_the_tunnel_ends_where_the_certificate_says(
    sites: dict[str, Site], authority: Authority, proxy: Proxy, ask: Ask
) -> None:
    error = failure(ask, config(sites["other-name"].host(), ca_file=authority.file, proxy=proxy.url()))
    assert (type(error), error.retryable, error.attempts) == (NetworkError, False, 1)
    assert "for another name" in error.hint
    assert len(proxy.requests()) == 1


@pytest.mark.parametrize("name", ["http", "https"])
def test_a_proxy_that_is_not_there(sites: dict[str, Site], ask: Ask, name: str) -> None:
    nowhere = f"http://{PROXY_CREDENTIALS}127.0.0.1:{programs.free_port()}"
    error = failure(ask, config(sites[name].host(), proxy=nowhere, max_attempts=1))
    assert (type(error), error.retryable, error.attempts) == (NetworkError, True, 1)
    assert "the connection could not be made" in error.message
    assert "refused" in error.message
    assert "proxy" in error.hint


def test_http_to_an_ipv6_address(sites: dict[str, Site], proxy: Proxy, ask: Ask) -> None:
    site = sites["http-ipv6"]
    assert ask(config(site.host(), proxy=proxy.url())).user_id
    assert len(proxy.requests()) == 1


def test_https_to_an_ipv6_address(
    sites: dict[str, Site], authority: Authority, proxy: Proxy, ask: Ask
) -> None:
    given = config(sites["https-ipv6"].host(), ca_file=authority.file, proxy=proxy.url())
    error = failure(ask, given)
    assert isinstance(error, ConfigError)
    assert "IPv6" in error.message
    assert "host name" in error.hint
