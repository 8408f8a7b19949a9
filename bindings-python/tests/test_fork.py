"""A client that was made before a fork works on both sides of it."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.thread_unsafe(reason="starts processes")

# In a process of its own, since a crash must not end the tests.
PROGRAM = """
import asyncio, faulthandler, os, threading, uvloop, libgenauth

config = dict(app_id="app", host={host!r}, access_token="documented-user-token", proxy="none")
client = libgenauth.Client(**config)
async_client = libgenauth.AsyncClient(**config)

async def call_async():
    await asyncio.gather(*[async_client.get_profile() for _ in range(3)])

def call(run):
    client.get_profile()
    run(call_async())

def call_until(end):
    while not end.is_set():
        client.get_profile()
        asyncio.run(call_async())

def child(run):
    faulthandler.dump_traceback_later(20, exit=True)
    status = 1
    try:
        call(run)
        call(run)
        status = 0
    finally:
        os._exit(status)

def forks():
    for round in range(15):
        children = []
        for run in (asyncio.run, uvloop.run):
            pid = os.fork()
            if pid == 0:
                child(run)
            children.append(pid)
            call(run)
        for pid in children:
            assert os.waitpid(pid, 0)[1] == 0

async def forks_inside_a_loop():
    await call_async()
    pid = os.fork()
    if pid == 0:
        child(asyncio.run)
    await call_async()
    assert (await asyncio.to_thread(os.waitpid, pid, 0))[1] == 0

call(asyncio.run)
{program}
"""

PROGRAMS = {
    "quiet": "forks()",
    "busy": """
end = threading.Event()
threads = [threading.Thread(target=call_until, args=[end]) for _ in range(2)]
for thread in threads: thread.start()
try:
    forks()
finally:
    end.set()
for thread in threads: thread.join()
""",
    "inside": """
for _ in range(10):
    asyncio.run(forks_inside_a_loop())
""",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_fork(emulator: str, name: str) -> None:
    program = PROGRAM.format(host=emulator, program=PROGRAMS[name])
    done = subprocess.run(
        [sys.executable, "-c", program], timeout=60, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
