"""Connections that are dead without saying so, as behind a router that forgot them."""

from __future__ import annotations

import asyncio
import socket
import threading
from typing import TYPE_CHECKING

import pytest
from calls import Config, config

from libgenauth import AsyncClient, Client, TimeoutError  # noqa: A004 (it is a subclass of the builtin)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from authority import Authority
    from nginx import Site


class Router:
    """Forwards connections to a port, until it forgets those that it has."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._is_forgotten = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def forget(self) -> None:
        """Swallow from now on whatever comes on the connections that are open, and answer nothing."""
        self._is_forgotten.set()
        self._is_forgotten = threading.Event()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._port))
            for source, sink in [(near, far), (far, near)]:
                arguments = (source, sink, self._is_forgotten)
                threading.Thread(target=forward, args=arguments, daemon=True).start()


def forward(source: socket.socket, sink: socket.socket, is_forgotten: threading.Event) -> None:
    try:
        while data := source.recv(65536):
            if not is_forgotten.is_set():
                sink.sendall(data)
        if not is_forgotten.is_set():
            sink.shutdown(socket.SHUT_WR)
    except OSError:
        return


@pytest.fixture(params=["https", "http2"])
def router(request: pytest.FixtureRequest, sites: dict[str, Site]) -> Iterator[Router]:
    router = Router(sites[request.param].port)
    yield router
    router.close()


@pytest.fixture
def settings(router: Router, authority: Authority, tag: str) -> Config:
    return config(f"https://127.0.0.1:{router.port}/{tag}", ca_file=authority.file, max_attempts=1)


def test_a_timeout_condemns_the_connection(router: Router, settings: Config) -> None:
    with Client(**settings) as client:
        client.get_profile()
        router.forget()
        with pytest.raises(TimeoutError):
            client.get_profile(timeout=1.0)
        assert client.get_profile().user_id


def test_a_timeout_condemns_the_connection_of_tasks(router: Router, settings: Config) -> None:
    async def ask() -> None:
        async with AsyncClient(**settings) as client:
            await client.get_profile()
            router.forget()
            with pytest.raises(TimeoutError):
                await client.get_profile(timeout=1.0)
            assert (await client.get_profile()).user_id

    asyncio.run(ask())


def test_a_cancelled_task_condemns_the_connection(router: Router, settings: Config) -> None:
    async def ask() -> None:
        async with AsyncClient(**settings) as client:
            await client.get_profile()
            router.forget()
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(client.get_profile(), 1.0)
            assert (await client.get_profile()).user_id

    asyncio.run(ask())


def test_a_ping_saves_the_call(sites: dict[str, Site], authority: Authority, tag: str) -> None:
    router = Router(sites["http2"].port)

    async def ask() -> None:
        host = f"https://127.0.0.1:{router.port}/{tag}"
        async with AsyncClient(**config(host, ca_file=authority.file, max_attempts=1)) as client:
            await client.get_profile()
            router.forget()
            assert (await client.get_profile()).user_id

    asyncio.run(ask())
    router.close()
