"""Threads that share a client."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
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


# Reading a pipe waits for its writer: here another thread, which the reading one must let run. In a process
# of its own, since nothing in this one would end a deadlock.
MAKE_A_CLIENT = """
import libgenauth, os, pathlib, sys, threading

folder, pem = map(pathlib.Path, sys.argv[1:])
pipe = folder / "ca.pem"
os.mkfifo(pipe)
for cls in (libgenauth.Client, libgenauth.AsyncClient):
    settings = dict(app_id="app", host="127.0.0.1", ca_file=pipe)
    thread = threading.Thread(target=lambda: print(repr(cls(**settings))))
    thread.start()
    pipe.write_bytes(pem.read_bytes())
    thread.join()
"""


@pytest.mark.thread_unsafe(reason="starts a process")
def test_other_threads_run_while_one_makes_a_client(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MAKE_A_CLIENT, tmp_path, Path(__file__).parent / "ca.pem"],
        timeout=20,
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "Client(host='127.0.0.1')\nAsyncClient(host='127.0.0.1')\n"
