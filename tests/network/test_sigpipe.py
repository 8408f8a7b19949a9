"""A program that does not ignore SIGPIPE survives a connection that the server closed."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from calls import config

if TYPE_CHECKING:
    from authority import Authority
    from nginx import Site

# Python ignores the signal unless told otherwise; this is how C programs begin.
PROGRAM = """
import asyncio, json, signal, sys, time
import libgenauth

signal.signal(signal.SIGPIPE, signal.SIG_DFL)
config = json.loads(sys.argv[2])

def sync():
    client = libgenauth.Client(**config)
    for _ in range(3):
        client.get_profile()
        time.sleep(1.5)

async def main():
    client = libgenauth.AsyncClient(**config)
    for _ in range(3):
        await client.get_profile()
        await asyncio.sleep(1.5)

sync() if sys.argv[1] == "sync" else asyncio.run(main())
"""


@pytest.mark.parametrize("way", ["sync", "async"])
def test_an_idle_connection_that_the_server_closed(
    sites: dict[str, Site], authority: Authority, way: str
) -> None:
    settings = json.dumps(config(sites["closing"].host(), ca_file=str(authority.file)))
    command = [sys.executable, "-c", PROGRAM, way, settings]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
