"""The emulator, and the two ways to call."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Protocol

import pytest
import uvloop

import libgenauth
from libgenauth.testing import Emulator

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

pytest_plugins = ["libgenauth.testing.fixtures"]

EVERYTHING = {"with_custom_data": True, "with_identities": True, "with_department_ids": True}


class Ask(Protocol):
    """Makes a client, makes one call, closes the client."""

    def __call__(self, config: dict[str, Any], **options: Any) -> libgenauth.Profile: ...


@pytest.fixture(scope="session")
def genauth_replies() -> dict[str, list[dict[str, Any]]]:
    """What the emulator can be told to answer."""
    return {
        "brief-outage": [{"status": 503}],
        "forbidden": [{"status": 403}],
        "outage": [{"status": 503, "headers": {"retry-after": "7200"}}],
    }


@pytest.fixture
def emulator(genauth_emulator: Emulator) -> str:
    """The address of a running emulator."""
    return genauth_emulator.url


@pytest.fixture
def config(genauth_emulator: Emulator) -> dict[str, Any]:
    """Keyword arguments for a client of the emulator with the documented user's token."""
    return genauth_emulator.config()


@pytest.fixture
def provider() -> Iterator[Emulator]:
    """An emulator of its own, whose requests are counted."""
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def settings(provider: Emulator) -> dict[str, Any]:
    """Keyword arguments for a session or a login with that emulator."""
    return provider.config(access_token=None)


@pytest.fixture
def environment(genauth_emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `from_env` reads."""
    for name, value in genauth_emulator.environment().items():
        monkeypatch.setenv(name, value)


def ask_sync(config: dict[str, Any], **options: Any) -> libgenauth.Profile:
    with libgenauth.Client(**config) as client:
        return client.get_profile(**options)


def ask_async(run: Callable[[Coroutine[Any, Any, libgenauth.Profile]], libgenauth.Profile]) -> Ask:
    async def ask(config: dict[str, Any], **options: Any) -> libgenauth.Profile:
        async with libgenauth.AsyncClient(**config) as client:
            return await client.get_profile(**options)

    return lambda config, **options: run(ask(config, **options))


@pytest.fixture(
    params=[ask_sync, ask_async(asyncio.run), ask_async(uvloop.run)], ids=["sync", "asyncio", "uvloop"]
)
def ask(request: pytest.FixtureRequest) -> Ask:
    """Each way to make a call."""
    way: Ask = request.param
    return way


@pytest.fixture
def profile(config: dict[str, Any], ask: Ask) -> libgenauth.Profile:
    """The documented user with everything."""
    return ask(config, **EVERYTHING)
