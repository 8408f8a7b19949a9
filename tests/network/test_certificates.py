"""Whom the client trusts, and what it says of a certificate that it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from calls import Ask, config, failure

from libgenauth import NetworkError

if TYPE_CHECKING:
    from authority import Authority
    from nginx import Site


def test_a_private_authority_is_not_trusted_by_itself(sites: dict[str, Site], ask: Ask) -> None:
    error = failure(ask, config(sites["https"].host()))
    assert (type(error), error.retryable, error.attempts) == (NetworkError, False, 1)
    assert "UnknownIssuer" in error.message
    assert "`ca_file`" in error.hint


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_ca_file(sites: dict[str, Site], authority: Authority, ask: Ask, name: str) -> None:
    assert ask(config(sites["https"].host(name=name), ca_file=authority.file)).user_id


@pytest.mark.parametrize("read", ["read_text", "read_bytes"])
def test_ca_pem(sites: dict[str, Site], authority: Authority, ask: Ask, read: str) -> None:
    assert ask(config(sites["https"].host(), ca_pem=getattr(authority.file, read)())).user_id


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
@pytest.mark.parametrize(
    ("site", "hint"),
    [("expired", "has expired"), ("not-yet-valid", "not valid yet"), ("other-name", "for another name")],
)
def test_a_bad_certificate(
    sites: dict[str, Site], authority: Authority, ask: Ask, *, site: str, hint: str, name: str
) -> None:
    error = failure(ask, config(sites[site].host(name=name), ca_file=authority.file))
    assert (type(error), error.retryable, error.attempts) == (NetworkError, False, 1)
    assert hint in error.hint


def test_the_name_of_a_trusted_authority_is_not_enough(
    sites: dict[str, Site], authority: Authority, ask: Ask
) -> None:
    error = failure(ask, config(sites["namesake"].host(), ca_file=authority.file))
    assert (type(error), error.retryable, error.attempts) == (NetworkError, False, 1)
    assert "cannot be switched off" in error.hint


def test_no_request_is_sent_to_a_server_that_is_not_trusted(
    sites: dict[str, Site], authority: Authority, ask: Ask, tag: str
) -> None:
    failure(ask, config(sites["https"].host(tag)))
    ask(config(sites["https"].host(tag), ca_file=authority.file))
    sites["https"].requests(tag, count=1)
