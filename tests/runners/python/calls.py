"""The calls of one request, one after the other."""

from __future__ import annotations

import asyncio
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Callable, TypeVar

import libgenauth

if TYPE_CHECKING:
    from collections.abc import Awaitable
    from types import FrameType

T = TypeVar("T")


class Cancelled(BaseException):
    """Raised by a signal, as Ctrl-C raises KeyboardInterrupt: the way to cancel a blocking call."""


def _cancel(_signal: int, _frame: FrameType | None) -> None:
    raise Cancelled


signal.signal(signal.SIGALRM, _cancel)


class Calls:
    """How many there are, when each is cancelled, and the time of the last one. Only its outcome counts."""

    def __init__(self, count: int, cancel_after: float | None) -> None:
        self._count = count
        self._cancel_after = cancel_after
        self._elapsed = 0.0

    def elapsed_ms(self) -> int:
        return int(self._elapsed * 1000)

    def make(self, call: Callable[[], T]) -> T:
        for _ in range(self._count - 1):
            with suppress(libgenauth.GenAuthError):
                self._once(call)
        start = time.monotonic()
        try:
            return self._once(call)
        finally:
            self._elapsed = time.monotonic() - start

    async def make_async(self, call: Callable[[], Awaitable[T]]) -> T:
        for _ in range(self._count - 1):
            with suppress(libgenauth.GenAuthError):
                await self._once_async(call)
        start = time.monotonic()
        try:
            return await self._once_async(call)
        finally:
            self._elapsed = time.monotonic() - start

    def make_at_once(self, count: int, call: Callable[[], T]) -> list[T]:
        """So many calls at the same time, in the place of each. They cannot be cancelled."""

        def all_of_them() -> list[T]:
            with ThreadPoolExecutor(count) as pool:
                return [future.result() for future in [pool.submit(call) for _ in range(count)]]

        return self.make(all_of_them)

    async def make_at_once_async(self, count: int, call: Callable[[], Awaitable[T]]) -> list[T]:
        async def all_of_them() -> list[T]:
            return await asyncio.gather(*(call() for _ in range(count)))

        return await self.make_async(all_of_them)

    def _once(self, call: Callable[[], T]) -> T:
        if self._cancel_after == 0:
            signal.raise_signal(signal.SIGALRM)
        signal.setitimer(signal.ITIMER_REAL, self._cancel_after or 0)
        try:
            return call()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    async def _once_async(self, call: Callable[[], Awaitable[T]]) -> T:
        task = asyncio.ensure_future(call())
        if self._cancel_after == 0:
            task.cancel()
        elif self._cancel_after:
            asyncio.get_running_loop().call_later(self._cancel_after, task.cancel)
        return await task
