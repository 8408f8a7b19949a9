"""The documented answer, as a real server sends it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from calls import Ask, config
from nginx import SAMPLE

if TYPE_CHECKING:
    from authority import Authority
    from nginx import Site


@pytest.mark.parametrize("site", ["http", "gzip", "https", "http2"])
def test_the_sample(sites: dict[str, Site], authority: Authority, ask: Ask, site: str) -> None:
    profile = ask(config(sites[site].host(), ca_file=authority.file))
    documented = json.loads(SAMPLE.read_bytes())["data"]
    assert profile.raw == SAMPLE.read_bytes()
    assert profile.user_id == documented["userId"]
    assert profile.email == documented["email"]
    assert profile.custom_data == documented["customData"]
    assert profile.identities
    assert profile.identities[0].provider == documented["identities"]["provider"]


@pytest.mark.parametrize(("site", "encoding"), [("gzip", "gzip"), ("http", "")])
def test_compression(sites: dict[str, Site], ask: Ask, tag: str, site: str, encoding: str) -> None:
    assert ask(config(sites[site].host(tag))).user_id
    (request,) = sites[site].requests(tag)
    assert request["encoding"] == encoding
