"""Token providers: the application holds the tokens itself."""

from __future__ import annotations

import asyncio
import contextvars
import functools
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

import libgenauth
from libgenauth.testing import DOCUMENTED_USER_TOKEN

if TYPE_CHECKING:
    from libgenauth.testing import Emulator

GOOD = DOCUMENTED_USER_TOKEN
where: contextvars.ContextVar[str] = contextvars.ContextVar("where")


@pytest.fixture
def settings(genauth_emulator: Emulator) -> dict[str, Any]:
    return genauth_emulator.config(access_token=None)


def ask_async(settings: dict[str, Any], provider: Any, **options: Any) -> libgenauth.Profile:
    async def main() -> libgenauth.Profile:
        where.set("here")
        async with libgenauth.AsyncClient(token_provider=provider, **settings) as client:
            return await client.get_profile(**options)

    return asyncio.run(main())


def ask(settings: dict[str, Any], provider: Any, **options: Any) -> libgenauth.Profile:
    with libgenauth.Client(token_provider=provider, **settings) as client:
        return client.get_profile(**options)


both = pytest.mark.parametrize("call", [ask, ask_async])


@both
def test_a_function(settings: dict[str, Any], call: Any) -> None:
    assert call(settings, lambda: GOOD).user_id
    assert call(settings, lambda _rejected: GOOD).user_id
    assert call(settings, functools.partial(lambda token, _rejected: token, GOOD)).user_id


@both
def test_it_is_asked_again_with_a_refused_token(settings: dict[str, Any], call: Any) -> None:
    asked: list[str | None] = []

    def provider(rejected: str | None) -> str:
        asked.append(rejected)
        return "an-old-one" if rejected is None else GOOD

    assert call(settings, provider).user_id
    assert asked == [None, "an-old-one"]


@both
def test_a_token_of_the_call_wins(settings: dict[str, Any], call: Any) -> None:
    def provider() -> str:
        raise AssertionError

    assert call(settings, provider, access_token=GOOD).user_id


@both
def test_its_exception_is_the_cause(settings: dict[str, Any], call: Any) -> None:
    own = LookupError("s3cret")

    def provider() -> str:
        raise own

    with pytest.raises(libgenauth.TokenProviderError) as caught:
        call(settings, provider)
    assert caught.value.__cause__ is own
    assert "LookupError" in str(caught.value)
    assert "s3cret" not in str(caught.value)
    assert caught.value.kind == "token_provider"


@both
@pytest.mark.parametrize("token", [None, 5, "", "two\nlines"])
def test_what_is_no_token(settings: dict[str, Any], call: Any, token: Any) -> None:
    with pytest.raises(libgenauth.TokenProviderError) as caught:
        call(settings, lambda: token)
    assert isinstance(caught.value.__cause__, (TypeError, libgenauth.InvalidArgumentError))


def test_an_interrupt_stays_one(settings: dict[str, Any]) -> None:
    def provider() -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask(settings, provider)


def test_what_is_no_function(settings: dict[str, Any]) -> None:
    async def provider() -> str:
        return GOOD

    with pytest.raises(TypeError, match="AsyncClient"):
        ask(settings, provider)
    with pytest.raises(TypeError, match="function"):
        ask(settings, "token")


def test_a_coroutine_runs_on_the_loop_and_in_the_context_of_the_call(settings: dict[str, Any]) -> None:
    caller = threading.current_thread()

    async def provider(rejected: str | None) -> str:
        assert threading.current_thread() is caller
        assert where.get() == "here"
        await asyncio.sleep(0.01)
        return "an-old-one" if rejected is None else GOOD

    assert ask_async(settings, provider).user_id

    class Provider:
        async def __call__(self) -> str:
            return GOOD

    assert ask_async(settings, Provider()).user_id


def test_the_exception_of_a_coroutine(settings: dict[str, Any]) -> None:
    own = LookupError("s3cret")

    async def provider() -> str:
        await asyncio.sleep(0)
        raise own

    with pytest.raises(libgenauth.TokenProviderError) as caught:
        ask_async(settings, provider)
    assert caught.value.__cause__ is own


@pytest.mark.parametrize("is_cancelled", [True, False])
def test_a_coroutine_ends_with_its_call(settings: dict[str, Any], *, is_cancelled: bool) -> None:
    ended: list[str] = []

    async def provider() -> str:
        try:
            await asyncio.sleep(20)
        except asyncio.CancelledError:
            ended.append("cancelled")
            raise
        return GOOD

    async def main() -> None:
        client = libgenauth.AsyncClient(token_provider=provider, **settings)
        if is_cancelled:
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(client.get_profile(), 0.2)
        else:
            with pytest.raises(libgenauth.TimeoutError):
                await client.get_profile(timeout=0.2)
        await asyncio.sleep(0.05)

    asyncio.run(main())
    assert ended == ["cancelled"]


def test_a_blocking_provider_does_not_block_the_loop(settings: dict[str, Any]) -> None:
    def provider() -> str:
        time.sleep(0.3)
        return GOOD

    async def main() -> int:
        client = libgenauth.AsyncClient(token_provider=provider, **settings)
        call = asyncio.create_task(client.get_profile())
        turns = 0
        while not call.done():
            await asyncio.sleep(0.01)
            turns += 1
        await call
        return turns

    assert asyncio.run(main()) > 5


def test_a_provider_may_use_the_library(settings: dict[str, Any]) -> None:
    other = libgenauth.Client(**{**settings, "access_token": GOOD})

    def provider() -> str:
        assert other.get_profile().user_id
        return GOOD

    assert ask(settings, provider).user_id
    assert ask_async(settings, provider).user_id


def test_many_calls_at_once(settings: dict[str, Any]) -> None:
    async def provider() -> str:
        await asyncio.sleep(0)
        return GOOD

    async def main() -> None:
        client = libgenauth.AsyncClient(token_provider=provider, **settings)
        profiles = await asyncio.gather(*[client.get_profile() for _ in range(200)])
        assert len({profile.user_id for profile in profiles}) == 1

    asyncio.run(main())


def test_setting_a_token_replaces_the_provider(settings: dict[str, Any]) -> None:
    client = libgenauth.Client(token_provider=lambda: "bad", **settings)
    client.set_access_token(GOOD)
    assert client.get_profile().user_id
