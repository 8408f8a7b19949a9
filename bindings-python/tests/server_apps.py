"""Applications for prefork servers. Their clients are made and used before the workers are forked."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any

import libgenauth

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

MASTER = os.getpid()

client = libgenauth.Client.from_env()
async_client = libgenauth.AsyncClient.from_env()


async def ask() -> libgenauth.Profile:
    return await async_client.get_profile()


assert client.get_profile() == asyncio.run(ask())


def answer(profile: libgenauth.Profile) -> bytes:
    assert os.getpid() != MASTER
    return f"{profile.user_id} {os.getpid()}".encode()


def wsgi(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    body = answer(client.get_profile())
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


async def asgi(
    scope: dict[str, Any],
    _receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    assert scope["type"] == "http"
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": answer(await ask())})
