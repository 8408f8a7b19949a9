"""The server of the soak: sends whose token it got, and plays the fault that the token names. See README.md.

A token is `FAULT.USER`; the fault is played once per token, so that a retry gets the user's profile.
"""

from __future__ import annotations

import asyncio
import gzip
import re
import socket
import struct
import sys
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE = Path(__file__).parents[2].joinpath("emulator/data/get-profile-sample.json").read_text()
USER_ID = re.search(r'"userId": "(\w+)"', SAMPLE)[1]
TOKEN = re.compile(rb"^authorization: Bearer (.+)\r$", re.IGNORECASE | re.MULTILINE)

NO_LINGER = struct.pack("ii", 1, 0)
# A reset may overtake what was sent before it; this lets the client read the first part first.
BEFORE_RESET_SECONDS = 0.03
# Less than the drivers' pause behind a fault: some connections are closed while idle, some while in use.
IDLE_SECONDS = 0.002

PAGE = b"<html><title>Sign in to the network</title></html>"
ODD_LINES = (
    b"X-Trace : a space\r\n"
    b"X-Trace: folded\r\n  twice\r\n\tover\r\n"
    b"X-Trace: \x01\x1b[1m\r\n"
    b"X Trace: a space in the name\r\n"
    b"X-Name: caf\xe9\r\n"
    b"no header at all\r\n"
    b": nameless\r\n"
) + b"Set-Cookie: a=b\r\n" * 150


class End(NamedTuple):
    """What becomes of the connection once a reply is written."""

    seconds: float | None
    resets: bool = False


KEPT = End(None)
CLOSED = End(0)
CLOSED_WHILE_IDLE = End(IDLE_SECONDS)
RESET = End(BEFORE_RESET_SECONDS, resets=True)


def body_of(user: str) -> bytes:
    return SAMPLE.replace(USER_ID, user).encode()


def response(body: bytes, status: int = 200, lines: bytes = b"Content-Type: application/json\r\n") -> bytes:
    """A response with these header lines, and a length unless they frame the body."""
    if b"Transfer-Encoding" not in lines:
        lines += b"Content-Length: %d\r\n" % len(body)
    return b"HTTP/1.1 %d %s\r\n%s\r\n%s" % (status, HTTPStatus(status).phrase.encode(), lines, body)


def retryable(status: int, lines: bytes = b"") -> bytes:
    return response(b"<p>Later.</p>" * 20, status, b"Retry-After: 0\r\n" + lines)


def chunked(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


def gzip_members(user: str) -> bytes:
    body = body_of(user)
    members = gzip.compress(body[:100]) + gzip.compress(body[100:])
    return response(members, lines=b"Content-Type: application/json\r\nContent-Encoding: GZIP\r\n")


def framed_twice(user: str) -> bytes:
    """The length takes the intruder's response for a part of the body; the chunks end before it."""
    body, behind = chunked(body_of(user)), response(body_of("intruder"))
    length = len(body) + len(behind)
    return response(body, lines=b"Transfer-Encoding: chunked\r\nContent-Length: %d\r\n" % length) + behind


FAULTS: dict[str, Callable[[str], tuple[bytes, End]]] = {
    "none": lambda user: (response(body_of(user)), KEPT),
    "reset": lambda _: (b"", End(0, resets=True)),
    "reset-mid-body": lambda user: (response(body_of(user))[:-500], RESET),
    "truncated": lambda user: (response(body_of(user))[:-500], CLOSED),
    "garbage": lambda _: (b"\x00\x01 not HTTP\r\n\r\n", CLOSED),
    "unavailable": lambda _: (retryable(503), KEPT),
    "limited": lambda _: (retryable(429), KEPT),
    "unavailable-truncated": lambda _: (retryable(503)[:-100], CLOSED),
    "limited-bad-chunk": lambda _: (retryable(429, b"Transfer-Encoding: chunked\r\n"), CLOSED),
    "closed-while-idle": lambda user: (response(body_of(user)), CLOSED_WHILE_IDLE),
    "second-response": lambda user: (response(body_of(user)) + response(body_of("intruder")), KEPT),
    "interim-behind": lambda user: (response(body_of(user)) + b"HTTP/1.1 100 Continue\r\n\r\n", KEPT),
    "framed-twice": lambda user: (framed_twice(user), KEPT),
    "odd-headers": lambda user: (response(body_of(user), lines=ODD_LINES), KEPT),
    "gzip-members": lambda user: (gzip_members(user), KEPT),
    "html": lambda _: (response(PAGE, lines=b"Content-Type: text/html\r\n"), KEPT),
    "basic-challenge": lambda _: (response(b"", 401, b'WWW-Authenticate: Basic realm="staging"\r\n'), KEPT),
}


class Connection(asyncio.Protocol):
    def __init__(self, played: set[str]) -> None:
        self.played = played
        self.received = b""

    def connection_made(self, transport: asyncio.Transport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.received += data
        while b"\r\n\r\n" in self.received:
            head, _, self.received = self.received.partition(b"\r\n\r\n")
            self.reply(TOKEN.search(head + b"\r\n")[1].decode())

    def reply(self, token: str) -> None:
        fault, _, user = token.partition(".")
        if token in self.played:
            fault = "none"
        elif fault != "none":
            self.played.add(token)
        reply, end = FAULTS[fault](user)
        # In one piece: what comes later than the next request, no client can tell from its response.
        self.transport.write(reply)
        if end.resets:
            self.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
        if end.seconds is not None:
            asyncio.get_running_loop().call_later(end.seconds, self.transport.close)


async def main() -> None:
    loop = asyncio.get_running_loop()
    played: set[str] = set()
    server = await loop.create_server(lambda: Connection(played), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    print(f"http://127.0.0.1:{port}", flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
