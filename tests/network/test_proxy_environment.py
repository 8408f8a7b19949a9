"""The proxies that the environment names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import programs
import pytest
from calls import ask_elsewhere, config
from secrecy import PROXY_CREDENTIALS

if TYPE_CHECKING:
    from authority import Authority
    from calls import Config
    from nginx import Site
    from tinyproxy import Proxy

HTTP = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"]
HTTPS = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]


def silent(site: Site, authority: Authority, **more: str) -> Config:
    """Make a configuration without a word about the proxy, unless ``more`` has one."""
    given = config(site.host(), ca_file=str(authority.file))
    del given["proxy"]
    return {**given, **more}


@pytest.mark.parametrize(
    ("name", "variable"),
    [*[("http", variable) for variable in HTTP], *[("https", variable) for variable in HTTPS]],
)
def test_used(sites: dict[str, Site], authority: Authority, proxy: Proxy, name: str, variable: str) -> None:
    assert ask_elsewhere("sync", silent(sites[name], authority), **{variable: proxy.url()})["user_id"]
    (request,) = proxy.requests()
    assert request.startswith("GET http://" if name == "http" else "CONNECT ")


def test_used_by_asynchronous_calls(sites: dict[str, Site], authority: Authority, proxy: Proxy) -> None:
    assert ask_elsewhere("async", silent(sites["https"], authority), HTTPS_PROXY=proxy.url())["user_id"]
    assert len(proxy.requests()) == 1


def test_credentials(sites: dict[str, Site], authority: Authority, locked_proxy: Proxy, way: str) -> None:
    given = locked_proxy.url(PROXY_CREDENTIALS)
    assert ask_elsewhere(way, silent(sites["https"], authority), HTTPS_PROXY=given)["user_id"]
    assert len(locked_proxy.requests()) == 1


@pytest.mark.parametrize(("name", "variable"), [("http", "HTTPS_PROXY"), ("https", "HTTP_PROXY")])
def test_each_scheme_has_its_own(
    sites: dict[str, Site], authority: Authority, proxy: Proxy, name: str, variable: str
) -> None:
    assert ask_elsewhere("sync", silent(sites[name], authority), **{variable: proxy.url()})["user_id"]
    assert proxy.requests() == []


@pytest.mark.parametrize("own", ["HTTP_PROXY", "http_proxy"])
def test_proxies_for_others_do_not_matter(
    sites: dict[str, Site], authority: Authority, proxy: Proxy, own: str
) -> None:
    others = {"ALL_PROXY": "socks5://127.0.0.1:1", "HTTPS_PROXY": "socks5://127.0.0.1:1", own: proxy.url()}
    assert ask_elsewhere("sync", silent(sites["http"], authority), **others)["user_id"]
    assert len(proxy.requests()) == 1


@pytest.mark.parametrize("variable", ["NO_PROXY", "no_proxy"])
@pytest.mark.parametrize("hosts", ["127.0.0.1", "other.example, 127.0.0.1", "127.0.0.0/8", "*"])
def test_bypassed(
    sites: dict[str, Site], authority: Authority, proxy: Proxy, variable: str, hosts: str
) -> None:
    environment = {"HTTP_PROXY": proxy.url(), variable: hosts}
    assert ask_elsewhere("sync", silent(sites["http"], authority), **environment)["user_id"]
    assert proxy.requests() == []


def test_bypassed_by_https(sites: dict[str, Site], authority: Authority, proxy: Proxy, way: str) -> None:
    environment = {"HTTPS_PROXY": proxy.url(), "NO_PROXY": "127.0.0.1"}
    assert ask_elsewhere(way, silent(sites["https"], authority), **environment)["user_id"]
    assert proxy.requests() == []


@pytest.mark.parametrize("hosts", ["other.example", ""])
def test_not_bypassed(sites: dict[str, Site], authority: Authority, proxy: Proxy, hosts: str) -> None:
    environment = {"HTTP_PROXY": proxy.url(), "NO_PROXY": hosts}
    assert ask_elsewhere("sync", silent(sites["http"], authority), **environment)["user_id"]
    assert len(proxy.requests()) == 1


def test_none_ignores_it(sites: dict[str, Site], authority: Authority, proxy: Proxy, way: str) -> None:
    environment = {variable: proxy.url() for variable in [*HTTP, *HTTPS]}
    for name in ["http", "https"]:
        assert ask_elsewhere(way, silent(sites[name], authority, proxy="none"), **environment)["user_id"]
    assert proxy.requests() == []


def test_an_explicit_proxy_wins(sites: dict[str, Site], authority: Authority, proxy: Proxy, way: str) -> None:
    nowhere = f"http://127.0.0.1:{programs.free_port()}"
    environment = {"HTTP_PROXY": nowhere, "HTTPS_PROXY": nowhere, "NO_PROXY": "*"}
    for name in ["http", "https"]:
        given = silent(sites[name], authority, proxy=proxy.url())
        assert ask_elsewhere(way, given, **environment)["user_id"]
    assert len(proxy.requests()) == 2


def test_a_proxy_that_is_not_there(sites: dict[str, Site], authority: Authority, way: str) -> None:
    nowhere = f"http://{PROXY_CREDENTIALS}127.0.0.1:{programs.free_port()}"
    error = ask_elsewhere(way, silent(sites["https"], authority), HTTPS_PROXY=nowhere)
    assert (error["type"], error["retryable"]) == ("NetworkError", True)
    assert "the connection could not be made" in error["message"]
    assert "proxy" in error["hint"]


def test_a_cgi_program_is_not_told_its_proxy_by_its_client(
    sites: dict[str, Site], authority: Authority, proxy: Proxy
) -> None:
    environment = {"REQUEST_METHOD": "GET", "HTTP_PROXY": proxy.url()}
    assert ask_elsewhere("sync", silent(sites["http"], authority), **environment)["user_id"]
    assert proxy.requests() == []
