"""The same job with each library, done as its own documentation says: connections are kept where they can be.

A blocking peer gives a function that makes the call for one thread, an asynchronous one the call itself. A
call returns the user's id and the provider of the user's first identity.
"""

from __future__ import annotations

import json
from contextlib import ExitStack, asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    User = tuple[str, str]
    Call = Callable[[], User]
    AsyncCall = Callable[[], Awaitable[User]]

TOKEN = "documented-user-token"
HEADERS = {"authorization": f"Bearer {TOKEN}", "x-genauth-app-id": "bench"}
PATH = "/api/v3/get-profile?withCustomData=true&withIdentities=true&withDepartmentIds=true"
EVERYTHING = {"with_custom_data": True, "with_identities": True, "with_department_ids": True}


def read(answer: dict[str, Any]) -> User:
    # The documented answer has one identity in the place of a list of them.
    data = answer["data"]
    return data["userId"], data["identities"]["provider"]


@contextmanager
def libgenauth(host: str, ca_file: str) -> Iterator[Callable[[], Call]]:
    from libgenauth import Client

    # An empty name leaves it at the system's trust store.
    with Client(
        app_id="bench", host=host, access_token=TOKEN, ca_file=ca_file or None, proxy="none"
    ) as client:

        def call() -> User:
            profile = client.get_profile(**EVERYTHING)
            return profile.user_id, profile.identities[0].provider

        yield lambda: call


@contextmanager
def pycurl(host: str, ca_file: str) -> Iterator[Callable[[], Call]]:
    import pycurl

    with ExitStack() as handles:

        def for_a_thread() -> Call:
            curl = pycurl.Curl()
            handles.callback(curl.close)
            curl.setopt(pycurl.URL, host + PATH)
            curl.setopt(pycurl.HTTPHEADER, [f"{name}: {value}" for name, value in HEADERS.items()])
            curl.setopt(pycurl.CAINFO, ca_file)
            curl.setopt(pycurl.PROXY, "")
            curl.setopt(pycurl.NOSIGNAL, 1)
            return lambda: read(json.loads(curl.perform_rb()))

        yield for_a_thread


@contextmanager
def requests(host: str, ca_file: str) -> Iterator[Callable[[], Call]]:
    import requests

    with ExitStack() as sessions:

        def for_a_thread() -> Call:
            session = sessions.enter_context(requests.Session())
            session.trust_env = False
            session.verify = ca_file
            session.headers.update(HEADERS)
            return lambda: read(session.get(host + PATH).json())

        yield for_a_thread


@contextmanager
def httpx(host: str, ca_file: str) -> Iterator[Callable[[], Call]]:
    import httpx

    with httpx.Client(**httpx_settings(ca_file)) as client:
        yield lambda: lambda: read(client.get(host + PATH).json())


def httpx_settings(ca_file: str) -> dict[str, Any]:
    import ssl

    import httpx

    return {
        "headers": HEADERS,
        "verify": ssl.create_default_context(cafile=ca_file),
        "trust_env": False,
        "limits": httpx.Limits(max_connections=None, max_keepalive_connections=None),
    }


@contextmanager
def authing(host: str, _ca_file: str) -> Iterator[Callable[[], Call]]:
    from authing import AuthenticationClient

    client = AuthenticationClient(app_id="bench", app_host=host, app_secret="unused", access_token=TOKEN)
    yield lambda: lambda: read(client.get_profile(**EVERYTHING))


@contextmanager
def genauth(host: str, _ca_file: str) -> Iterator[Callable[[], Call]]:
    from genauth import AuthenticationClient

    client = AuthenticationClient(app_id="bench", app_host=host, app_secret="unused", access_token=TOKEN)
    yield lambda: lambda: read(client.get_profile(with_custom_data=True, with_identities=True))


@asynccontextmanager
async def libgenauth_async(host: str, ca_file: str) -> AsyncIterator[AsyncCall]:
    from libgenauth import AsyncClient

    config = {"app_id": "bench", "host": host, "access_token": TOKEN, "ca_file": ca_file, "proxy": "none"}
    async with AsyncClient(**config) as client:

        async def call() -> User:
            profile = await client.get_profile(**EVERYTHING)
            return profile.user_id, profile.identities[0].provider

        yield call


@asynccontextmanager
async def aiohttp(host: str, ca_file: str) -> AsyncIterator[AsyncCall]:
    import ssl

    import aiohttp
    import orjson

    connector = aiohttp.TCPConnector(limit=0, ssl=ssl.create_default_context(cafile=ca_file))
    async with aiohttp.ClientSession(connector=connector, headers=HEADERS) as session:

        async def call() -> User:
            async with session.get(host + PATH) as answer:
                return read(await answer.json(loads=orjson.loads))

        yield call


@asynccontextmanager
async def httpx_async(host: str, ca_file: str) -> AsyncIterator[AsyncCall]:
    import httpx

    async with httpx.AsyncClient(**httpx_settings(ca_file)) as client:

        async def call() -> User:
            return read((await client.get(host + PATH)).json())

        yield call


BLOCKING = {
    "libgenauth": libgenauth,
    "pycurl": pycurl,
    "requests": requests,
    "httpx": httpx,
    "authing": authing,
    "genauth": genauth,
}
ASYNC = {"libgenauth": libgenauth_async, "aiohttp": aiohttp, "httpx": httpx_async}
