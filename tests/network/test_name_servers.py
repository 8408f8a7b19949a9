"""A name server that does not respond delays only the calls to its own names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from calls import config
from programs import preloading

if TYPE_CHECKING:
    from pathlib import Path

    from nginx import Site

# Far more calls than any pool of threads would have threads.
PROGRAM = """
import asyncio, json, os, sys, threading, time
import libgenauth

good, bad = json.loads(sys.argv[2])

def sync():
    hanging = libgenauth.Client(**bad)
    for _ in range(40):
        threading.Thread(target=attempt, args=(hanging,), daemon=True).start()
    time.sleep(0.5)
    return libgenauth.Client(**good).get_profile().user_id

def attempt(client):
    try:
        client.get_profile(timeout=20)
    except libgenauth.GenAuthError:
        pass

async def main():
    hanging = libgenauth.AsyncClient(**bad)
    calls = [asyncio.ensure_future(hanging.get_profile(timeout=20)) for _ in range(40)]
    await asyncio.sleep(0.5)
    user_id = (await libgenauth.AsyncClient(**good).get_profile()).user_id
    for call in calls:
        call.cancel()
    return user_id

def resolvers():
    names = (open(f"/proc/self/task/{task}/comm").read() for task in os.listdir("/proc/self/task"))
    return sum(name.startswith("genauth-dns") for name in names)

user_id = sync() if sys.argv[1] == "sync" else asyncio.run(main())
print(json.dumps({"user_id": user_id, "resolvers": resolvers()}), flush=True)
os._exit(0)
"""


@pytest.mark.parametrize("way", ["sync", "async"])
def test_other_hosts_are_reached(sites: dict[str, Site], tmp_path: Path, way: str) -> None:
    more = {"allow_insecure_http": True, "max_attempts": 1, "connect_timeout": 20.0}
    given = [config(sites["http"].host(name=name), **more) for name in ["quick.example", "hangs.example"]]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, way, json.dumps(given)],
        env={**os.environ, **preloading("hanging_names", tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    observed = json.loads(done.stdout)
    assert observed["user_id"]
    assert observed["resolvers"] == 1
