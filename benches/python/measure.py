"""`measure.py LIBRARY LOOP WORKERS SECONDS HOST CA_FILE`: each worker calls for some time, without a pause.

LOOP is `threads`, `asyncio` or `uvloop`. Prints the median and the 99th percentile of a call in microseconds,
the process's CPU time per call in microseconds, and calls per second.
"""

from __future__ import annotations

import asyncio
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import TYPE_CHECKING

import peers

if TYPE_CHECKING:
    from peers import AsyncCall, Call, User

WARM_UP = 5
EXPECTED = ("6229ffaxxxxxxxxcade3e3d9", "wechat")


class Clock:
    """Wall and CPU time since it was made."""

    def __init__(self) -> None:
        self._start = time.perf_counter(), time.process_time()

    def read(self) -> tuple[float, float]:
        wall, cpu = self._start
        return time.perf_counter() - wall, time.process_time() - cpu


def check(user: User) -> None:
    if user != EXPECTED:
        sys.exit(f"wrong answer: {user}")


def blocking(library: str, workers: int, seconds: float, host: str, ca_file: str) -> None:
    def warm_up(call: Call) -> None:
        for _ in range(WARM_UP):
            check(call())

    def work(call: Call) -> list[float]:
        times = []
        now = time.perf_counter()
        end = now + seconds
        while now < end:
            check(call())
            before, now = now, time.perf_counter()
            times.append(now - before)
        return times

    with peers.BLOCKING[library](host, ca_file) as for_a_thread, ThreadPoolExecutor(workers) as pool:
        calls = [for_a_thread() for _ in range(workers)]
        list(pool.map(warm_up, calls))
        clock = Clock()
        report(clock, list(pool.map(work, calls)))


async def asynchronous(library: str, workers: int, seconds: float, host: str, ca_file: str) -> None:
    async def warm_up(call: AsyncCall) -> None:
        for _ in range(WARM_UP):
            check(await call())

    async def work(call: AsyncCall) -> list[float]:
        times = []
        now = time.perf_counter()
        end = now + seconds
        while now < end:
            check(await call())
            before, now = now, time.perf_counter()
            times.append(now - before)
        return times

    async with peers.ASYNC[library](host, ca_file) as call:
        await asyncio.gather(*[warm_up(call) for _ in range(workers)])
        clock = Clock()
        report(clock, await asyncio.gather(*[work(call) for _ in range(workers)]))


def report(clock: Clock, times_of_workers: list[list[float]]) -> None:
    wall, cpu = clock.read()
    times = sorted(chain.from_iterable(times_of_workers))
    calls = len(times)
    p50, p99 = times[calls // 2], times[calls * 99 // 100]
    print(f"{p50 * 1e6:.1f} {p99 * 1e6:.1f} {cpu / calls * 1e6:.1f} {calls / wall:.1f}")


def main() -> None:
    library, loop, workers, seconds, host, ca_file = sys.argv[1:]
    arguments = library, int(workers), float(seconds), host, ca_file
    if loop == "threads":
        blocking(*arguments)
    elif loop == "asyncio":
        asyncio.run(asynchronous(*arguments))
    else:
        import uvloop

        uvloop.run(asynchronous(*arguments))


main()
