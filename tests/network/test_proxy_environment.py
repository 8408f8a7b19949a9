"""The proxies that the environment names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import programs
import pytest
from calls import ask_elsewhere, config
from secrecy import PROXY_CREDENTIALS, SECRETS

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


@pytest.mark.parametrize(
    "hosts",
    [
        "localhost",
        "LOCALHOST.",
        "other.example localhost",
        "localhost:{port}",
        ".localhost",
        "*.localhost",
    ],
)
def test_bypassed_by_name(sites: dict[str, Site], authority: Authority, proxy: Proxy, hosts: str) -> None:
    site = sites["http"]
    given = {**silent(site, authority), "host": site.host(name="localhost")}
    environment = {"HTTP_PROXY": proxy.url(), "NO_PROXY": hosts.format(port=site.port)}
    assert ask_elsewhere("sync", given, **environment)["user_id"]
    assert proxy.requests() == []


@pytest.mark.parametrize("hosts", ["::1", "[::1]", "::/64", "[::1]:{port}"])
def test_bypassed_by_ipv6_address(
    sites: dict[str, Site], authority: Authority, proxy: Proxy, hosts: str
) -> None:
    site = sites["https-ipv6"]
    environment = {"HTTPS_PROXY": proxy.url(), "NO_PROXY": hosts.format(port=site.port)}
    assert ask_elsewhere("sync", silent(site, authority), **environment)["user_id"]
    assert proxy.requests() == []


@pytest.mark.parametrize("setting", ["socks://127.0.0.1:7890/", "socks5h://a:b@[::1]", "http://a#b@c", "::"])
@pytest.mark.parametrize("variable", ["ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"])
def test_the_variable_does_not_matter_to_a_bypassed_host(
    sites: dict[str, Site], authority: Authority, *, variable: str, setting: str
) -> None:
    environment = {variable: setting, "no_proxy": "127.0.0.1"}
    assert ask_elsewhere("sync", silent(sites["http"], authority), **environment)["user_id"]


@pytest.mark.parametrize("setting", ["socks://127.0.0.1:7890/", "socks5://a:b@127.0.0.1"])
def test_a_socks_proxy(sites: dict[str, Site], authority: Authority, way: str, setting: str) -> None:
    error = ask_elsewhere(way, silent(sites["https"], authority), ALL_PROXY=setting)
    assert error["type"] == "ConfigError"
    assert "ALL_PROXY names a SOCKS proxy" in error["message"]
    assert "SOCKS is not supported" in error["hint"]


@pytest.mark.parametrize("mark", ["#", "?", "/"])
def test_a_password_that_needs_encoding(
    sites: dict[str, Site], authority: Authority, way: str, mark: str
) -> None:
    setting = f"http://{PROXY_CREDENTIALS.replace('@', mark)}1@127.0.0.1:1"
    error = ask_elsewhere(way, silent(sites["https"], authority), HTTPS_PROXY=setting)
    assert error["type"] == "ConfigError"
    assert "HTTPS_PROXY" in error["message"]
    assert "percent-encode" in error["hint"]
    told = str(error)
    assert not [secret for secret in SECRETS if secret in told]


def test_a_wrong_port_in_the_bypass(sites: dict[str, Site], authority: Authority, proxy: Proxy) -> None:
    environment = {"HTTP_PROXY": proxy.url(), "NO_PROXY": "127.0.0.1:1,localhost"}
    assert ask_elsewhere("sync", silent(sites["http"], authority), **environment)["user_id"]
    assert len(proxy.requests()) == 1


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
