"""The emulator that every client here talks to."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def emulator() -> Iterator[str]:
    process = subprocess.Popen(
        [os.environ["GENAUTH_EMULATOR"], "--exit-with-stdin"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process.stdout.readline().removeprefix("listening on ").strip()
    process.stdin.close()
    process.wait(timeout=10)
