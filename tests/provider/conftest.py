"""The provider, and the runners of all languages, each started once."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from applications import CLIENTS
from runner import Runner

if TYPE_CHECKING:
    from collections.abc import Iterator

RUNNERS = dict(line.split("=", 1) for line in os.environ["GENAUTH_RUNNERS"].splitlines())


@pytest.fixture(scope="session")
def provider() -> Iterator[str]:
    command = ["node", os.environ["GENAUTH_PROVIDER"], json.dumps(CLIENTS)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    yield process.stdout.readline().removeprefix("listening on ").strip()
    process.kill()
    process.wait()


@pytest.fixture(scope="session", params=RUNNERS)
def runner(request: pytest.FixtureRequest) -> Iterator[Runner]:
    runner = Runner(RUNNERS[request.param])
    yield runner
    runner.close()
