"""HTTP/2, where the server offers it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from calls import Ask, Config, config

from libgenauth import AsyncClient, Client

if TYPE_CHECKING:
    from authority import Authority
    from nginx import Site

CALLS = 50
CROWD = 300
THREADS = 8


async def in_parallel(config: Config, *, opened: bool) -> None:
    async with AsyncClient(**config) as client:
        if opened:
            await client.get_profile()
        await asyncio.gather(*[client.get_profile() for _ in range(CALLS)])


def connections(site: Site, tag: str, count: int) -> int:
    requests = site.requests(tag, count)
    assert {request["protocol"] for request in requests} == {"HTTP/2.0"}
    return len({request["connection"] for request in requests})


def test_offered(sites: dict[str, Site], authority: Authority, ask: Ask, tag: str) -> None:
    assert ask(config(sites["http2"].host(tag), ca_file=authority.file)).user_id
    assert connections(sites["http2"], tag, 1) == 1


def test_not_offered(sites: dict[str, Site], authority: Authority, ask: Ask, tag: str) -> None:
    assert ask(config(sites["https"].host(tag), ca_file=authority.file)).user_id
    (request,) = sites["https"].requests(tag)
    assert request["protocol"] == "HTTP/1.1"


def test_tasks_share_an_open_connection(sites: dict[str, Site], authority: Authority, tag: str) -> None:
    asyncio.run(in_parallel(config(sites["http2"].host(tag), ca_file=authority.file), opened=True))
    assert connections(sites["http2"], tag, CALLS + 1) == 1


def test_tasks_that_start_together_use_few_connections(
    sites: dict[str, Site], authority: Authority, tag: str
) -> None:
    asyncio.run(in_parallel(config(sites["http2"].host(tag), ca_file=authority.file), opened=False))
    assert connections(sites["http2"], tag, CALLS) <= CALLS / 10


def test_threads_keep_their_connections(sites: dict[str, Site], authority: Authority, tag: str) -> None:
    with (
        Client(**config(sites["http2"].host(tag), ca_file=authority.file)) as client,
        ThreadPoolExecutor(THREADS) as threads,
    ):
        for future in [threads.submit(client.get_profile) for _ in range(CALLS)]:
            assert future.result().user_id
    # Each blocking call under way has a connection of its own, which the next one takes over.
    assert connections(sites["http2"], tag, CALLS) <= THREADS


@pytest.mark.parametrize("attempts", [1, 3])
def test_what_the_server_has_not_processed_is_repeated(
    sites: dict[str, Site], authority: Authority, tag: str, attempts: int
) -> None:
    host = sites["http2-few"].host(tag)
    settings = config(host, ca_file=authority.file, max_attempts=attempts, timeout=60.0)
    asyncio.run(crowd(settings))
    # Nothing that the server processed was sent again.
    connections(sites["http2-few"], tag, CROWD)


async def crowd(config: Config) -> None:
    async with AsyncClient(**config) as client:
        await asyncio.gather(*[client.get_profile() for _ in range(CROWD)])
