"""The Python runner: ../README.md has the protocol. With --async it uses AsyncClient."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

import libgenauth

if TYPE_CHECKING:
    from types import FrameType

RAW = 1 << 16


class Order(NamedTuple):
    """One line of the driver."""

    name: str
    config: dict[str, Any]
    arguments: dict[str, Any]
    raw: bool
    cancel_after: float | None
    calls: int

    @classmethod
    def parse(cls, line: str) -> Order:
        name, config, flags, token, timeout_ms, cancel_after_ms, calls = line.rstrip("\n").split("\t")
        bits = int(flags)
        arguments: dict[str, Any] = {
            "with_custom_data": bool(bits & 1),
            "with_identities": bool(bits & 2),
            "with_department_ids": bool(bits & 4),
        }
        if token != "-":
            arguments["access_token"] = unquote(token)
        if timeout_ms != "-":
            arguments["timeout"] = int(timeout_ms) / 1000
        cancel_after = None if cancel_after_ms == "-" else int(cancel_after_ms) / 1000
        return cls(name, json.loads(config), arguments, bool(bits & RAW), cancel_after, int(calls))


class Cancelled(BaseException):
    """Raised by a signal, as Ctrl-C raises KeyboardInterrupt: the way to cancel a blocking call."""


def cancel(_signal: int, _frame: FrameType | None) -> None:
    raise Cancelled


def call(client: libgenauth.Client, order: Order) -> libgenauth.Profile:
    if order.cancel_after == 0:
        signal.raise_signal(signal.SIGALRM)
    signal.setitimer(signal.ITIMER_REAL, order.cancel_after or 0)
    try:
        return client.get_profile(**order.arguments)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


async def call_async(client: libgenauth.AsyncClient, order: Order) -> libgenauth.Profile:
    task = asyncio.ensure_future(client.get_profile(**order.arguments))
    if order.cancel_after == 0:
        task.cancel()
    elif order.cancel_after:
        asyncio.get_running_loop().call_later(order.cancel_after, task.cancel)
    return await task


class Stopwatch:
    """The time of the last call."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        self._start = time.monotonic()

    def elapsed_ms(self) -> int:
        return int((time.monotonic() - self._start) * 1000)


def run(order: Order, stopwatch: Stopwatch) -> libgenauth.Profile:
    with libgenauth.Client.from_config(order.config) as client:
        for _ in range(order.calls - 1):
            with suppress(libgenauth.GenAuthError):  # only the last outcome counts
                call(client, order)
        stopwatch.start()
        return call(client, order)


async def run_async(order: Order, stopwatch: Stopwatch) -> libgenauth.Profile:
    async with libgenauth.AsyncClient.from_config(order.config) as client:
        for _ in range(order.calls - 1):
            with suppress(libgenauth.GenAuthError):  # only the last outcome counts
                await call_async(client, order)
        stopwatch.start()
        return await call_async(client, order)


def facts(error: libgenauth.GenAuthError) -> dict[str, Any]:
    return {
        "kind": error.kind,
        "message": error.message,
        "hint": error.hint,
        "http_status": error.http_status,
        "status_code": error.status_code,
        "api_code": error.api_code,
        "request_id": error.request_id,
        "retry_after_ms": None if error.retry_after is None else round(error.retry_after * 1000),
        "retryable": error.retryable,
        "session_is_dead": error.session_is_dead,
        "attempts": error.attempts,
    }


def answer(order: Order, *, is_async: bool) -> str:
    stopwatch = Stopwatch()
    try:
        profile = asyncio.run(run_async(order, stopwatch)) if is_async else run(order, stopwatch)
    except libgenauth.GenAuthError as error:
        outcome = f'"error":{json.dumps(facts(error))}'
    except (Cancelled, asyncio.CancelledError):
        outcome = '"error":{"kind":"cancelled"}'
    else:
        # The library's JSON is handed on as it is: reading it could hide what is wrong with it.
        raw = f'"raw":{json.dumps(profile.raw.decode())}' if order.raw else None
        outcome = raw or f'"profile":{profile.to_json()}'
    return f'{{"name":{json.dumps(order.name)},"elapsed_ms":{stopwatch.elapsed_ms()},{outcome}}}\n'


def main() -> None:
    is_async = "--async" in sys.argv[1:]
    signal.signal(signal.SIGALRM, cancel)
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(answer(Order.parse(line.decode()), is_async=is_async).encode())
        sys.stdout.buffer.flush()


main()
