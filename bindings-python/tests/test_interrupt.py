"""Ctrl-C, and the end of the interpreter, while calls are under way."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from server import Server

pytestmark = pytest.mark.thread_unsafe(reason="starts processes")

# The shell may have told programs in the background to ignore Ctrl-C.
HEEDED = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"

SYNC = f"""
{HEEDED}
import libgenauth
client = libgenauth.Client(app_id="app", host={{host!r}}, access_token="t", proxy="none", timeout=30)
try:
    client.get_profile()
except KeyboardInterrupt:
    print("interrupted")
"""

ASYNC = f"""
{HEEDED}
import asyncio, libgenauth
async def main():
    client = libgenauth.AsyncClient(app_id="app", host={{host!r}}, access_token="t", proxy="none")
    async with client:
        await client.get_profile()
try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("interrupted")
"""

OTHER_SIGNAL = """
import libgenauth, signal
def handler(*_): raise LookupError
signal.signal(signal.SIGINT, handler)
client = libgenauth.Client(app_id="app", host={host!r}, access_token="t", proxy="none", timeout=30)
try:
    client.get_profile()
except LookupError:
    print("interrupted")
"""


@pytest.mark.parametrize("program", [SYNC, ASYNC, OTHER_SIGNAL], ids=["sync", "async", "handler"])
def test_ctrl_c(program: str) -> None:
    with Server() as server, start(program, server) as process:
        assert server.asked.wait(10)
        time.sleep(0.1)
        sent = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.stdout
        assert process.stdout.readline() == "interrupted\n"
        assert time.monotonic() - sent < 2  # the call itself would last 30 s
        assert server.left.wait(1)
        assert process.wait(5) == 0


DELAYS = """
import asyncio, libgenauth, signal, statistics, time

class Alarm(BaseException): pass
def alarm(*_): raise Alarm
signal.signal(signal.SIGALRM, alarm)
config = dict(app_id="app", host={host!r}, access_token="t", proxy="none", timeout=30)
client, async_client = libgenauth.Client(**config), libgenauth.AsyncClient(**config)
async def ask(): await async_client.get_profile()

for call in (client.get_profile, lambda: asyncio.run(ask())):
    delays = []
    for _ in range(9):
        signal.setitimer(signal.ITIMER_REAL, 0.15)
        due = time.monotonic() + 0.15
        try:
            call()
        except Alarm:
            delays.append(time.monotonic() - due)
    print(statistics.median(delays))
"""


def test_how_soon_a_signal_interrupts() -> None:
    with Server() as server, start(DELAYS, server) as process:
        output, _ = process.communicate(timeout=30)
    # The middle one: a machine that is busy with something else says nothing about this library.
    delays = [float(line) for line in output.split()]
    assert len(delays) == 2
    assert max(delays) < 0.1


IN_A_DAEMON_THREAD = """
import libgenauth, threading, time
client = libgenauth.Client(app_id="app", host={host!r}, access_token="t", proxy="none", timeout={timeout})
for _ in range(8):
    threading.Thread(target=client.get_profile, daemon=True).start()
time.sleep(0.3)
"""

ON_A_FORGOTTEN_LOOP = """
import asyncio, libgenauth
config = dict(app_id="app", host={host!r}, access_token="t", proxy="none", timeout={timeout})
client = libgenauth.AsyncClient(**config)
loop = asyncio.new_event_loop()
calls = [loop.create_task(client.get_profile()) for _ in range(8)]
loop.run_until_complete(asyncio.sleep(0.3))
"""

ON_A_FORGOTTEN_LOOP_WITHOUT_READERS = ON_A_FORGOTTEN_LOOP.replace(
    "asyncio.new_event_loop()", "loops.LoopWithoutReaders()"
).replace("import ", "import loops, ", 1)


@pytest.mark.parametrize("timeout", [30, 0.31])
@pytest.mark.parametrize(
    "program",
    [IN_A_DAEMON_THREAD, ON_A_FORGOTTEN_LOOP, ON_A_FORGOTTEN_LOOP_WITHOUT_READERS],
    ids=["thread", "loop", "loop without readers"],
)
def test_exit_with_calls_under_way(program: str, timeout: float) -> None:
    with Server() as server, start(program, server, timeout) as process:
        assert process.wait(10) == 0


def start(program: str, server: Server, timeout: float = 30) -> subprocess.Popen[str]:
    source = program.format(host=server.host, timeout=timeout)
    return subprocess.Popen(
        [sys.executable, "-c", source],
        cwd=Path(__file__).parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
