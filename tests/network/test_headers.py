"""What the headers of a response may cost, over HTTP/1.1 and HTTP/2."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from calls import Ask, config, failure

from libgenauth import DecodeError

if TYPE_CHECKING:
    from authority import Authority
    from nginx import Site

PROTOCOLS = {"https": "HTTP/1.1", "http2": "HTTP/2.0"}
READ = ["500-lines", "64-kib"]
REFUSED = ["600-lines", "160-kib", "1-mib"]


@pytest.mark.parametrize("name", [f"{site}-{headers}" for site in PROTOCOLS for headers in READ])
def test_many_are_read(sites: dict[str, Site], authority: Authority, ask: Ask, tag: str, name: str) -> None:
    assert ask(config(sites[name].host(tag), ca_file=authority.file)).user_id
    (request,) = sites[name].requests(tag)
    assert request["protocol"] == PROTOCOLS[name.partition("-")[0]]


@pytest.mark.parametrize("name", [f"{site}-{headers}" for site in PROTOCOLS for headers in REFUSED])
def test_too_many_are_an_error_at_once(
    sites: dict[str, Site], authority: Authority, ask: Ask, tag: str, name: str
) -> None:
    error = failure(ask, config(sites[name].host(tag), ca_file=authority.file))
    assert isinstance(error, DecodeError)
    assert "exceed 512 lines or 128 KiB" in str(error)
    assert not error.retryable
    assert error.attempts == 1
    sites[name].requests(tag)
