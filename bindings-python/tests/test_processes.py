"""Servers and pools that fork their workers, as they are used in production."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from libgenauth.testing import Emulator

pytestmark = pytest.mark.thread_unsafe(reason="starts processes")

USER = "6229ffaxxxxxxxxcade3e3d9"

POOL = """
import asyncio, faulthandler, {module} as multiprocessing, libgenauth

faulthandler.dump_traceback_later(40, exit=True)
client = libgenauth.Client.from_env()
async_client = libgenauth.AsyncClient.from_env()

async def ask():
    return await async_client.get_profile()

def work(_):
    profile = client.get_profile()
    assert profile == asyncio.run(ask())
    return profile

if __name__ == "__main__":
    client.get_profile()
    asyncio.run(ask())
    with multiprocessing.get_context({method!r}).Pool(4) as pool:
        profiles = pool.map(work, range(40))
    assert set(profiles) == {{client.get_profile()}}
    assert profiles[0].raw
    print(len(profiles))
"""


@pytest.mark.parametrize(
    ("module", "method"),
    [
        ("multiprocessing", "fork"),
        ("multiprocessing", "spawn"),
        ("multiprocessing", "forkserver"),
        ("billiard", "fork"),
    ],
    ids=["fork", "spawn", "forkserver", "celery"],
)
def test_pool(genauth_emulator: Emulator, module: str, method: str, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(POOL.format(module=module, method=method))
    done = subprocess.run(
        [sys.executable, program],
        env=os.environ | genauth_emulator.environment(),
        timeout=60,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "40\n", done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["--worker-class=sync", "server_apps:wsgi"],
        ["--worker-class=gthread", "--threads=8", "server_apps:wsgi"],
        ["--worker-class=uvicorn_worker.UvicornWorker", "server_apps:asgi"],
    ],
    ids=["sync", "threads", "asyncio"],
)
def test_gunicorn(genauth_emulator: Emulator, arguments: list[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "--preload",
            "--workers=2",
            f"--bind=fd://{listener.fileno()}",
        ]
        with subprocess.Popen(
            [*command, *arguments],
            cwd=Path(__file__).parent,
            env=os.environ | genauth_emulator.environment(),
            pass_fds=[listener.fileno()],
            stderr=subprocess.PIPE,
            text=True,
        ) as server:
            try:
                workers = ask_until_all_workers_answered(listener.getsockname()[1])
            finally:
                server.terminate()
                _, log = server.communicate(timeout=30)
    assert len(workers) == 2, log
    assert server.returncode == 0, log
    assert "Traceback" not in log


def ask_until_all_workers_answered(port: int) -> set[str]:
    def ask(_: int) -> str:
        with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
            connection.request("GET", "/")
            response = connection.getresponse()
            assert response.status == 200
            user, worker = response.read().decode().split()
        assert user == USER
        return worker

    workers: set[str] = set()
    end = time.monotonic() + 20
    with ThreadPoolExecutor(8) as pool:
        while len(workers) < 2 and time.monotonic() < end:
            workers.update(pool.map(ask, range(40)))
    return workers
