"""Threads that share a client."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

import libgenauth
from server import Server


def test_many_threads_on_one_client(config: dict[str, Any]) -> None:
    barrier = threading.Barrier(64)

    def work(client: libgenauth.Client) -> list[str]:
        barrier.wait()
        return [client.get_profile().user_id for _ in range(10)]

    with libgenauth.Client(**config) as client, ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(work, [client] * 64))
    assert {user for users in answers for user in users} == {"6229ffaxxxxxxxxcade3e3d9"}


def test_other_threads_run_while_one_waits() -> None:
    with Server() as server, libgenauth.Client(**server.config(timeout=0.5)) as client:

        def wait() -> None:
            with pytest.raises(libgenauth.TimeoutError):
                client.get_profile()

        waiting = threading.Thread(target=wait)
        waiting.start()
        assert server.asked.wait(5)
        started = time.monotonic()
        turns = 0
        while waiting.is_alive():
            turns += 1
            time.sleep(0.001)
        assert turns > 100 * (time.monotonic() - started)
