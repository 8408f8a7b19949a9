"""The recipe for gevent lets other greenlets run."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from server import Server

if TYPE_CHECKING:
    from libgenauth.testing import Emulator

pytestmark = pytest.mark.thread_unsafe(reason="starts processes")

START = """
{patch}
import time
import gevent
import libgenauth

libgenauth.enable_logging()


def get_profile(client, **options):
    return gevent.get_hub().threadpool.apply(client.get_profile, kwds=options)


client = libgenauth.Client.from_env()
"""

TICKS = """
ticks = 0


def tick():
    global ticks
    while True:
        gevent.sleep(0.01)
        ticks += 1


gevent.spawn(tick)
"""

PATCHES = ["", "from gevent import monkey; monkey.patch_all()"]


def run(patch: str, program: str, environment: dict[str, str]) -> list[str]:
    source = START.format(patch=patch) + program
    command = [sys.executable, "-W", "ignore", "-c", source]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("patch", PATCHES, ids=["as it is", "patched"])
def test_calls_of_many_greenlets(patch: str, genauth_emulator: Emulator) -> None:
    program = """
jobs = [gevent.spawn(get_profile, client) for _ in range(50)]
gevent.joinall(jobs, raise_error=True)
print({job.value.user_id for job in jobs})
try:
    get_profile(client, access_token="unknown")
except libgenauth.AuthenticationError as error:
    print(error.kind)
"""
    printed = run(patch, program, genauth_emulator.environment())
    assert printed == ["{'6229ffaxxxxxxxxcade3e3d9'}", "unauthenticated"]


@pytest.mark.parametrize("patch", PATCHES, ids=["as it is", "patched"])
def test_others_run_while_one_waits(patch: str) -> None:
    program = f"""{TICKS}
try:
    get_profile(client, timeout=0.5)
except libgenauth.TimeoutError:
    print(ticks > 10)
ticks = 0
try:
    client.get_profile(timeout=0.5)  # without the recipe
except libgenauth.TimeoutError:
    print(ticks)
with gevent.Timeout(0.1, False):
    get_profile(client, timeout=0.5)
print("done")
"""
    with Server() as server:
        environment = {"GENAUTH_APP_ID": "app", "GENAUTH_HOST": server.host, "GENAUTH_ACCESS_TOKEN": "t0ken"}
        printed = run(patch, program, {**environment, "NO_PROXY": "127.0.0.1"})
    assert printed == ["True", "0", "done"]
