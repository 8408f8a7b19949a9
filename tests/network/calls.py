"""A call in each way, here and in a process of its own."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable

import pytest
from secrecy import TOKEN, assert_keeps_secrets

import libgenauth

Config = dict[str, Any]
Ask = Callable[[Config], libgenauth.Profile]

# What the machine has set must not decide a test.
FOREIGN = {"SSL_CERT_FILE", "SSL_CERT_DIR", "REQUEST_METHOD"}


def config(host: str, **more: object) -> Config:
    return {"app_id": "app", "host": host, "access_token": TOKEN, "proxy": "none", **more}


def ask_sync(config: Config) -> libgenauth.Profile:
    try:
        with libgenauth.Client(**config) as client:
            return client.get_profile()
    except libgenauth.GenAuthError as error:
        assert_keeps_secrets(error)
        raise


def ask_async(config: Config) -> libgenauth.Profile:
    async def ask() -> libgenauth.Profile:
        async with libgenauth.AsyncClient(**config) as client:
            return await client.get_profile()

    try:
        return asyncio.run(ask())
    except libgenauth.GenAuthError as error:
        assert_keeps_secrets(error)
        raise


WAYS: dict[str, Ask] = {"sync": ask_sync, "async": ask_async}


def failure(ask: Ask, config: Config) -> libgenauth.GenAuthError:
    with pytest.raises(libgenauth.GenAuthError) as caught:
        ask(config)
    return caught.value


def ask_elsewhere(way: str, config: Config, **environment: str) -> dict[str, Any]:
    """Make the call in a process with this environment, and return what its ``caller.py`` observed."""
    own = {
        name: value
        for name, value in os.environ.items()
        if name not in FOREIGN and not name.lower().endswith("_proxy")
    }
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("caller.py")), way],
        input=json.dumps(config),
        env={**own, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    observed: dict[str, Any] = json.loads(done.stdout)
    return observed
