"""What becomes of the asynchronous client under the libraries that stand beside asyncio."""

from __future__ import annotations

from typing import Any

import anyio
import anyio.to_thread
import pytest
import trio

import libgenauth
from server import Server


def test_trio_is_refused(config: dict[str, Any]) -> None:
    with pytest.raises(
        RuntimeError, match="needs a running asyncio event loop; trio and others are not supported"
    ):
        trio.run(libgenauth.AsyncClient(**config).get_profile)


def test_anyio_on_asyncio() -> None:
    async def main(server: Server) -> None:
        client = libgenauth.AsyncClient(**server.config())
        with anyio.move_on_after(0.1) as scope:
            await client.get_profile()
        assert scope.cancelled_caught
        assert await anyio.to_thread.run_sync(server.left.wait, 1)

    with Server() as server:
        anyio.run(main, server)
