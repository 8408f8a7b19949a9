"""The Python runner: ../README.md has the protocol. With --async it uses AsyncClient and AsyncSession."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any, NamedTuple

from calls import Calls
from failures import FAILURES, member
from methods import METHODS, Method


class ProtocolError(Exception):
    """The runner does not know a method or an argument."""


class Request(NamedTuple):
    """One line of the driver."""

    config: dict[str, Any]
    method: Method
    calls: Calls

    @classmethod
    def parse(cls, request: dict[str, Any]) -> Request:
        name = request["method"]
        if name not in METHODS:
            message = f"unknown method: {name}"
            raise ProtocolError(message)
        try:
            method = METHODS[name](**request["args"])
        except TypeError as error:
            raise ProtocolError(str(error)) from None
        cancel_after = request["cancel_after_ms"] / 1000 if "cancel_after_ms" in request else None
        return cls(request["config"], method, Calls(request["calls"], cancel_after))


def play(request: Request, *, is_async: bool) -> str:
    """Make the calls; the last members of the response."""
    config, method, calls = request
    try:
        result = asyncio.run(method.play_async(config, calls)) if is_async else method.play(config, calls)
    except FAILURES as error:
        outcome = member(error)
    else:
        # The library's JSON is passed on as it is: parsing it could hide what is wrong with it.
        outcome = f'"result":{result}'
    return f'"elapsed_ms":{calls.elapsed_ms()},{outcome}'


def respond(line: bytes, *, is_async: bool) -> str:
    request = json.loads(line)
    try:
        members = play(Request.parse(request), is_async=is_async)
    except ProtocolError as error:
        members = f'"protocol_error":{json.dumps(str(error))}'
    return f'{{"scenario":{json.dumps(request["scenario"])},{members}}}\n'


def main() -> None:
    is_async = "--async" in sys.argv[1:]
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(respond(line, is_async=is_async).encode())
        sys.stdout.buffer.flush()


main()
