"""Sessions for the application's own requests, with the real libraries."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import requests

import libgenauth
from libgenauth.integrations.httpx import SessionAuth as HttpxAuth
from libgenauth.integrations.requests import SessionAuth as RequestsAuth

if TYPE_CHECKING:
    from libgenauth.testing import Emulator


@pytest.fixture
def settings(genauth_emulator: Emulator) -> dict[str, Any]:
    return genauth_emulator.config(access_token=None)


@pytest.fixture
def url(genauth_emulator: Emulator) -> str:
    """A page that responds with 401 to an expired token."""
    return f"{genauth_emulator.url}/oidc/me"


def test_httpx(genauth_emulator: Emulator, settings: dict[str, Any], url: str) -> None:
    session = libgenauth.Session(genauth_emulator.sign_in(), **settings)
    assert session.tokens
    with httpx.Client(auth=HttpxAuth(session), trust_env=False) as client:
        assert client.get(url).json()["sub"]
        before = session.tokens.access_token
        genauth_emulator.expire(before)
        assert client.get(url).status_code == 200
        assert session.tokens.access_token != before
        genauth_emulator.expire(session.tokens.access_token)
        assert client.post(url, content=iter([b"a"])).status_code != 200  # its body cannot be sent twice
    with pytest.raises(TypeError, match="AsyncSession"), httpx.Client(trust_env=False) as client:
        client.get(url, auth=HttpxAuth(libgenauth.AsyncSession(genauth_emulator.sign_in(), **settings)))


def test_httpx_async(genauth_emulator: Emulator, settings: dict[str, Any], url: str) -> None:
    async def main() -> None:
        session = libgenauth.AsyncSession(genauth_emulator.sign_in(), **settings)
        assert session.tokens
        async with httpx.AsyncClient(auth=HttpxAuth(session), trust_env=False) as client:
            before = session.tokens.access_token
            genauth_emulator.expire(before)
            responses = await asyncio.gather(*[client.get(url) for _ in range(20)])
            assert {response.status_code for response in responses} == {200}
            assert session.tokens.access_token != before

    asyncio.run(main())


def test_a_second_401_stands(genauth_emulator: Emulator, settings: dict[str, Any]) -> None:
    session = libgenauth.Session(genauth_emulator.sign_in(), **settings)
    seen: list[str] = []

    def refuse(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["authorization"])
        return httpx.Response(401)

    with httpx.Client(auth=HttpxAuth(session), transport=httpx.MockTransport(refuse)) as client:
        assert client.get("https://api.example").status_code == 401
    assert len(set(seen)) == len(seen) == 2


def test_requests(genauth_emulator: Emulator, settings: dict[str, Any], url: str) -> None:
    session = libgenauth.Session(genauth_emulator.sign_in(), **settings)
    assert session.tokens
    with requests.Session() as client:
        client.trust_env = False
        client.auth = RequestsAuth(session)
        assert client.get(url, timeout=10).json()["sub"]
        before = session.tokens.access_token
        genauth_emulator.expire(before)
        response = client.get(url, timeout=10)
        assert response.status_code == 200
        assert [first.status_code for first in response.history] == [401]
        assert session.tokens.access_token != before
        genauth_emulator.expire(session.tokens.access_token)
        assert client.post(url, data=io.BytesIO(b"a"), timeout=10).status_code != 200
    with pytest.raises(TypeError, match="AsyncSession"):
        RequestsAuth(libgenauth.AsyncSession(genauth_emulator.sign_in(), **settings))  # type: ignore[arg-type]
