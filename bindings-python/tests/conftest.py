"""The emulator, and the two ways to call."""

from __future__ import annotations

import asyncio
import os
import subprocess
from typing import TYPE_CHECKING, Any, Protocol

import pytest
import uvloop

import libgenauth

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

EVERYTHING = {"with_custom_data": True, "with_identities": True, "with_department_ids": True}


class Ask(Protocol):
    """Makes a client, makes one call, closes the client."""

    def __call__(self, config: dict[str, Any], **options: Any) -> libgenauth.Profile: ...


@pytest.fixture(scope="session")
def emulator() -> Iterator[str]:
    """The address of a running emulator."""
    program = os.environ.get("GENAUTH_EMULATOR")
    if not program:
        pytest.fail("set GENAUTH_EMULATOR to the path of the program genauth-emulator")
    with subprocess.Popen(
        [program, "--port", "0", "--exit-with-stdin"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        yield process.stdout.readline().split()[-1]
        process.stdin.close()


@pytest.fixture
def config(emulator: str) -> dict[str, Any]:
    """Keyword arguments for a client of the emulator with the documented user's token."""
    return {"app_id": "app", "host": emulator, "access_token": "documented-user-token", "proxy": "none"}


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
