"""What only the asynchronous client has to prove."""

from __future__ import annotations

import asyncio
import gc
import inspect
import sys
import threading
import time
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import uvloop

import libgenauth
from loops import LoopWithoutReaders, run_without_readers
from server import Server

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(
    params=[asyncio.run, uvloop.run, run_without_readers], ids=["asyncio", "uvloop", "without readers"]
)
def run(request: pytest.FixtureRequest) -> Any:
    return request.param


def test_many_at_once(run: Callable[..., Any], config: dict[str, Any]) -> None:
    async def main() -> None:
        async with libgenauth.AsyncClient(**config) as client:
            tasks = [asyncio.create_task(client.get_profile()) for _ in range(200)]
            profiles = await asyncio.gather(*tasks)
        assert len({profile.user_id for profile in profiles}) == 1

    run(main())


def test_cancelling_closes_the_connection(run: Callable[..., Any]) -> None:
    async def main(server: Server) -> None:
        async with libgenauth.AsyncClient(**server.config()) as client:
            task = asyncio.create_task(client.get_profile())
            assert await asyncio.to_thread(server.asked.wait, 5)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert await asyncio.to_thread(server.left.wait, 1)

    with Server() as server:
        run(main(server))


def test_wait_for(run: Callable[..., Any]) -> None:
    async def main(server: Server) -> None:
        client = libgenauth.AsyncClient(**server.config())
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(client.get_profile(), 0.1)
        assert await asyncio.to_thread(server.left.wait, 1)

    with Server() as server:
        run(main(server))


if sys.version_info >= (3, 11):

    def test_timeout_block(run: Callable[..., Any]) -> None:
        async def main(server: Server) -> None:
            client = libgenauth.AsyncClient(**server.config())
            with pytest.raises(TimeoutError) as caught:
                async with asyncio.timeout(0.1):
                    await client.get_profile()
            assert not isinstance(caught.value, libgenauth.TimeoutError)
            assert await asyncio.to_thread(server.left.wait, 1)

        with Server() as server:
            run(main(server))


def test_cancelling_right_after_the_start_and_at_the_end(
    run: Callable[..., Any], config: dict[str, Any]
) -> None:
    async def main() -> None:
        client = libgenauth.AsyncClient(**config)
        for delay in [0.0, 0.0001, 0.0002, 0.0003, 0.0005, 0.001] * 20:
            task = asyncio.create_task(client.get_profile())
            await asyncio.sleep(delay)
            task.cancel()
            await asyncio.wait([task])
        assert await client.get_profile()

    run(main())


@pytest.mark.thread_unsafe(reason="counts files of the process")
def test_one_client_on_loop_after_loop(run: Callable[..., Any], config: dict[str, Any]) -> None:
    client = libgenauth.AsyncClient(**config)

    async def main() -> weakref.ref[asyncio.AbstractEventLoop]:
        await client.get_profile()
        return weakref.ref(asyncio.get_running_loop())

    run(main())
    gc.collect()
    before = len(list(Path("/dev/fd").iterdir()))
    loops = [run(main()) for _ in range(10)]
    gc.collect()
    assert len(list(Path("/dev/fd").iterdir())) <= before
    assert [loop() for loop in loops] == [None] * 10


@pytest.mark.thread_unsafe(reason="counts threads of the process")
def test_a_loop_without_readers_has_a_thread_until_it_ends(config: dict[str, Any]) -> None:
    def attendants() -> int:
        return sum(thread.name == "libgenauth-mailbox" for thread in threading.enumerate())

    async def main() -> None:
        client = libgenauth.AsyncClient(**config)
        for _ in range(3):
            await client.get_profile()
        assert attendants() == 1

    gc.collect()
    run_without_readers(main())
    gc.collect()
    assert attendants() == 0


@pytest.mark.thread_unsafe(reason="counts threads of the process")
def test_a_loop_without_readers_that_is_closed_before_its_call() -> None:
    async def leave(client: libgenauth.AsyncClient) -> None:
        call = asyncio.ensure_future(client.get_profile(timeout=0.2))
        await asyncio.sleep(0.05)
        assert not call.done()

    with Server() as server:
        loop = LoopWithoutReaders()
        loop.run_until_complete(leave(libgenauth.AsyncClient(**server.config())))
        (attendant,) = (each for each in threading.enumerate() if each.name == "libgenauth-mailbox")
        loop.close()
        # The outcome finds the loop closed, which is no error of the thread.
        attendant.join(5)
        assert not attendant.is_alive()


def test_a_loop_that_ends_before_its_call(run: Callable[..., Any]) -> None:
    async def leave(client: libgenauth.AsyncClient) -> None:
        call = asyncio.ensure_future(client.get_profile())
        await asyncio.sleep(0.05)
        assert not call.done()

    with Server() as server:
        run(leave(libgenauth.AsyncClient(**server.config())))
        assert server.left.wait(1)


@pytest.mark.thread_unsafe(reason="stops the garbage collector")
def test_a_failed_call_leaves_nothing_behind(run: Callable[..., Any], config: dict[str, Any]) -> None:
    async def fail() -> weakref.ref[libgenauth.AsyncClient]:
        client = libgenauth.AsyncClient(**{**config, "access_token": "wrong"})
        try:
            await client.get_profile()
        except libgenauth.AuthenticationError:
            return weakref.ref(client)
        pytest.fail("the token was accepted")

    async def main() -> None:
        client = await fail()
        # The loop holds the exception until the step of the task ends in which it was raised.
        await asyncio.sleep(0)
        assert client() is None

    gc.disable()
    try:
        run(main())
    finally:
        gc.enable()


def test_the_loop_stays_free(run: Callable[..., Any]) -> None:
    async def main(server: Server) -> None:
        client = libgenauth.AsyncClient(**server.config())
        call = asyncio.ensure_future(client.get_profile(timeout=0.3))
        started = time.monotonic()
        await asyncio.sleep(0.05)
        assert time.monotonic() - started < 0.2
        with pytest.raises(libgenauth.TimeoutError):
            await call

    with Server() as server:
        run(main(server))


def test_it_is_a_coroutine_function(config: dict[str, Any]) -> None:
    assert inspect.iscoroutinefunction(libgenauth.AsyncClient.get_profile)
    call = libgenauth.AsyncClient(**config).get_profile()
    assert inspect.iscoroutine(call)
    call.close()
