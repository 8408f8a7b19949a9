"""TLS 1.2 and newer, and nothing else."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import programs
import pytest
from calls import Ask, config, failure

from libgenauth import NetworkError

if TYPE_CHECKING:
    from authority import Authority
    from nginx import Site


@pytest.mark.parametrize("version", ["1.2", "1.3"])
def test_new_enough(sites: dict[str, Site], authority: Authority, ask: Ask, tag: str, version: str) -> None:
    site = sites[f"tls{version}"]
    assert ask(config(site.host(tag), ca_file=authority.file)).user_id
    (request,) = site.requests(tag)
    assert request["tls"] == f"TLSv{version}"


def test_too_old(sites: dict[str, Site], authority: Authority, ask: Ask) -> None:
    site = sites["tls1.1"]
    assert_speaks_tls_1_1(site)
    error = failure(ask, config(site.host(), ca_file=authority.file, max_attempts=1))
    assert (type(error), error.attempts) == (NetworkError, 1)
    assert "TLS 1.2 or newer" in error.hint


def assert_speaks_tls_1_1(site: Site) -> None:
    old = ["-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0"]
    done = subprocess.run(
        [programs.find("openssl", "openssl"), "s_client", *old, "-connect", f"{site.address}:{site.port}"],
        input="",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Protocol  : TLSv1.1" in done.stdout, done.stderr


def test_no_tls_at_all(sites: dict[str, Site], ask: Ask) -> None:
    host = sites["http"].host().replace("http:", "https:")
    error = failure(ask, config(host, max_attempts=1))
    assert (type(error), error.attempts) == (NetworkError, 1)
    assert "does not speak TLS" in error.hint
