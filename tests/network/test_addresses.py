"""Host names with addresses of both kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from calls import Ask, ask_elsewhere, config
from names import resolving, swallowing

if TYPE_CHECKING:
    from pathlib import Path

    from authority import Authority
    from nginx import Site

NAME = "both.example"
V4, V6 = "127.0.0.1", "::1"
# Far below `connect_timeout`, far above what a busy machine needs.
QUICK = 3.0


def test_ipv6(sites: dict[str, Site], authority: Authority, ask: Ask, tag: str) -> None:
    site = sites["https-ipv6"]
    assert ask(config(site.host(tag), ca_file=authority.file)).user_id
    site.requests(tag, count=1)


@pytest.mark.parametrize("addresses", [[V6, V4], [V4, V6]], ids=["6-then-4", "4-then-6"])
@pytest.mark.parametrize("name", ["https", "https-ipv6"])
def test_the_other_address_refuses(
    sites: dict[str, Site], authority: Authority, way: str, tmp_path: Path, *, name: str, addresses: list[str]
) -> None:
    given = config(sites[name].host(name=NAME), ca_file=str(authority.file), max_attempts=1)
    observed = ask_elsewhere(way, given, **resolving(tmp_path, NAME, addresses))
    assert observed.get("user_id"), observed
    assert observed["seconds"] < QUICK


@pytest.mark.parametrize(("name", "silent"), [("https", V6), ("https-ipv6", V4)])
def test_the_other_address_is_silent(
    sites: dict[str, Site], authority: Authority, way: str, tmp_path: Path, *, name: str, silent: str
) -> None:
    site = sites[name]
    reachable = V4 if silent == V6 else V6
    given = config(site.host(name=NAME), ca_file=str(authority.file), max_attempts=1)
    with swallowing(silent, site.port):
        observed = ask_elsewhere(way, given, **resolving(tmp_path, NAME, [silent, reachable]))
    assert observed.get("user_id"), observed
    assert observed["seconds"] < QUICK


def test_no_address_answers(sites: dict[str, Site], authority: Authority, way: str, tmp_path: Path) -> None:
    site = sites["https"]
    given = config(site.host(name=NAME), ca_file=str(authority.file), connect_timeout=1.0, max_attempts=1)
    with swallowing(V6, site.port):
        error = ask_elsewhere(way, given, **resolving(tmp_path, NAME, [V6]))
    assert error["type"] == "TimeoutError"
    assert "connecting" in error["message"]
    assert error["seconds"] < QUICK
