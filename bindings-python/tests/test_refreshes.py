"""Refreshes: one for everybody who needs a token."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

import libgenauth
from tokens import expired

if TYPE_CHECKING:
    from libgenauth.testing import Emulator

pytestmark = pytest.mark.thread_unsafe(reason="counts requests")


def test_64_threads_share_one_refresh(provider: Emulator, settings: dict[str, Any]) -> None:
    tokens = expired(provider)
    session = libgenauth.Session(tokens, **settings)
    client = session.client()
    barrier = threading.Barrier(64)

    def call(number: int) -> str:
        barrier.wait()
        return session.access_token() if number % 2 else client.get_profile().user_id

    with ThreadPoolExecutor(64) as pool:
        outcomes = set(pool.map(call, range(64)))
    assert len(outcomes) == 2
    assert tokens["access_token"] not in outcomes
    assert provider.provider_requests()["refreshes"] == 1


def test_1000_tasks_share_one_refresh(provider: Emulator, settings: dict[str, Any]) -> None:
    async def main() -> set[str]:
        session = libgenauth.AsyncSession(expired(provider), **settings)
        return set(await asyncio.gather(*[session.access_token() for _ in range(1000)]))

    assert len(asyncio.run(main())) == 1
    assert provider.provider_requests()["refreshes"] == 1


def test_a_cancelled_waiter_leaves_the_refresh_alone(provider: Emulator, settings: dict[str, Any]) -> None:
    provider.fail_next("token", "slow", milliseconds=400)

    async def main() -> None:
        session = libgenauth.AsyncSession(expired(provider), **settings)
        first = asyncio.create_task(session.access_token())
        second = asyncio.create_task(session.access_token())
        await asyncio.sleep(0.1)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        with pytest.raises(libgenauth.TimeoutError):
            await session.access_token(timeout=0.05)
        assert session.tokens
        assert await second == session.tokens.access_token

    asyncio.run(main())
    assert provider.provider_requests()["refreshes"] == 1


def test_a_refused_token_is_replaced(provider: Emulator, settings: dict[str, Any]) -> None:
    session = libgenauth.Session(provider.sign_in(), **settings)
    tokens = session.tokens
    assert tokens
    provider.expire(tokens.access_token)
    assert session.client().get_profile().user_id
    assert session.tokens != tokens
    assert provider.provider_requests()["refreshes"] == 1


def test_a_token_that_another_server_refused(provider: Emulator, settings: dict[str, Any]) -> None:
    session = libgenauth.Session(provider.sign_in(), **settings)
    rejected = session.access_token()
    with ThreadPoolExecutor(16) as pool:
        [token] = set(pool.map(session.access_token_after, [rejected] * 64))
    assert token == session.access_token() != rejected

    async def main() -> str:
        assert session.tokens
        again = libgenauth.AsyncSession(session.tokens, **settings)
        assert await again.access_token_after(rejected) == token
        return await again.access_token_after(token, timeout=10)

    assert asyncio.run(main()) not in {rejected, token}
    assert provider.provider_requests()["refreshes"] == 2
    without = libgenauth.Session({"access_token": "t"}, **settings)
    with pytest.raises(libgenauth.AuthenticationError, match="no refresh token"):
        without.access_token_after("t")
    with pytest.raises(libgenauth.InvalidArgumentError):
        without.access_token_after("two words")
