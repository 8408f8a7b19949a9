"""Threads that share a client."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
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


# In a process of its own, without the packages that pytest brings, any of which could switch the GIL on.
EIGHT_THREADS = """
import asyncio, json, libgenauth, sys, threading

config = json.loads(sys.argv[1])
client = libgenauth.Client(**config)
asynchronous = libgenauth.AsyncClient(**config)
barrier = threading.Barrier(8)
users = []

async def gathered():
    return await asyncio.gather(*(asynchronous.get_profile(with_identities=True) for _ in range(25)))

def work():
    barrier.wait()
    profiles = [client.get_profile(with_identities=True) for _ in range(25)] + asyncio.run(gathered())
    users.extend(profile.user_id for profile in profiles if profile.identities is not None)

threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(users), *set(users), getattr(sys, "_is_gil_enabled", lambda: True)())
"""


@pytest.mark.thread_unsafe(reason="starts a process")
def test_a_free_threaded_interpreter_stays_without_the_gil(config: dict[str, Any]) -> None:
    has_gil = not sysconfig.get_config_var("Py_GIL_DISABLED")
    arguments = [sys.executable, "-c", EIGHT_THREADS, json.dumps(config)]
    output = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout
    assert output.split() == ["400", "6229ffaxxxxxxxxcade3e3d9", str(has_gil)]
