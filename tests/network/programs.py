"""Programs of this machine: found, started, ended."""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 10.0
_given: set[int] = set()


def find(name: str, package: str) -> str:
    # Debian keeps servers where only root's PATH looks.
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin"])
    return shutil.which(name, path=path) or pytest.fail(f"{name} is missing: apt install {package}")


def free_port() -> int:
    # Below the ports that systems give to outgoing connections: nobody takes it before the server does.
    while True:
        port = random.randrange(12_000, 30_000)
        if port in _given:
            continue
        if is_free("127.0.0.1", port) and is_free("::1", port):
            _given.add(port)
            return port


def is_free(address: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def preloading(name: str, folder: Path) -> dict[str, str]:
    """Return the environment of a process that calls the functions of a C file in place of the system's."""
    library = folder / f"{name}.so"
    source = Path(__file__).with_name(f"{name}.c")
    command = [find("cc", "gcc"), "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"]
    subprocess.run(command, check=True, timeout=PATIENCE)
    return {"LD_PRELOAD": str(library)}


@contextmanager
def running(command: list[str], listening: list[tuple[str, int]], output: Path) -> Iterator[None]:
    with (
        output.open("wb") as file,
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=file, stderr=file) as process,
    ):
        try:
            until_listening(process, listening, output)
            yield
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def until_listening(process: subprocess.Popen[bytes], listening: list[tuple[str, int]], output: Path) -> None:
    end = time.monotonic() + PATIENCE
    for address in listening:
        while True:
            if process.poll() is not None or time.monotonic() > end:
                pytest.fail(f"{process.args!r} does not listen on {address}: {output.read_text()}")
            try:
                socket.create_connection(address, timeout=1).close()
                break
            except OSError:
                time.sleep(0.01)
