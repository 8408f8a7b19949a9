"""Bytes that a server sends over TLS when nobody has asked: no response to the next user's request."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
import threading
import time
from typing import TYPE_CHECKING, Callable

import pytest
from calls import Config, config

from libgenauth import AsyncClient, Client

if TYPE_CHECKING:
    from collections.abc import Iterator

    from authority import Authority

PAUSE = 0.05


def response(user: bytes) -> bytes:
    body = b'{"statusCode":200,"message":"","data":{"userId":"%s"}}' % user
    return b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body)


Send = Callable[[ssl.SSLSocket, bytes, bytes], None]


def in_one_record(tls: ssl.SSLSocket, response: bytes, excess: bytes) -> None:
    tls.sendall(response + excess)


def in_the_next_record(tls: ssl.SSLSocket, response: bytes, excess: bytes) -> None:
    tls.sendall(response)
    tls.sendall(excess)


def later(tls: ssl.SSLSocket, response: bytes, excess: bytes) -> None:
    tls.sendall(response)
    time.sleep(PAUSE)
    tls.sendall(excess)


class TalkativeServer:
    """Responds with the user who is named by the token; to user ``a`` it sends more than that."""

    def __init__(self, authority: Authority, version: ssl.TLSVersion, send: Send) -> None:
        certificate = authority.issue("talkative")
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.minimum_version = self._context.maximum_version = version
        self._context.load_cert_chain(certificate, certificate.with_suffix(".key"))
        self._send = send
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.host = f"https://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            with self._context.wrap_socket(connection, server_side=True) as tls:
                while user := self._user(tls):
                    excess = response(b"wrong") if user == b"a" else b""
                    self._send(tls, response(user), excess)
        except OSError:
            return

    def _user(self, tls: ssl.SSLSocket) -> bytes | None:
        request = b""
        while not request.endswith(b"\r\n\r\n"):
            more = tls.recv(65536)
            if not more:
                return None
            request += more
        token = re.search(rb"(?i)authorization: Bearer (\w+)", request)
        return token[1] if token else None


@pytest.fixture(params=[ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def version(request: pytest.FixtureRequest) -> ssl.TLSVersion:
    return request.param


@pytest.fixture(params=[in_one_record, in_the_next_record, later])
def settings(
    request: pytest.FixtureRequest, version: ssl.TLSVersion, authority: Authority
) -> Iterator[Config]:
    server = TalkativeServer(authority, version, request.param)
    yield config(server.host, ca_file=authority.file, max_attempts=1)
    server.close()


def test_a_blocking_call_gets_its_own_user(settings: Config) -> None:
    with Client(**settings) as client:
        for user in "abab":
            assert client.get_profile(access_token=user).user_id == user
            time.sleep(2 * PAUSE)


def test_an_asynchronous_call_gets_its_own_user(settings: Config) -> None:
    async def calls() -> None:
        async with AsyncClient(**settings) as client:
            for user in "abab":
                assert (await client.get_profile(access_token=user)).user_id == user
                await asyncio.sleep(2 * PAUSE)

    asyncio.run(calls())
