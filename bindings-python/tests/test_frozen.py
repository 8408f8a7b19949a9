"""A program that PyInstaller made works without Python and without this package."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from libgenauth.testing import Emulator

pytestmark = pytest.mark.thread_unsafe(reason="builds a program")

# Whatever loads a module late: an error, free-form JSON, a timestamp, the log, asyncio.
PROGRAM = """
import asyncio
import logging

import libgenauth

logging.basicConfig(format="%(name)s: %(levelname)s")
libgenauth.enable_logging()
client = libgenauth.Client.from_env()
profile = client.get_profile(with_custom_data=True)
print(profile.user_id, profile.custom_data["school"], profile.created_at.to_datetime().year)
try:
    client.get_profile(access_token="unknown")
except libgenauth.AuthenticationError as error:
    print(error.kind)


async def main():
    async with libgenauth.AsyncClient.from_env() as client:
        print((await client.get_profile()).user_id == profile.user_id)


asyncio.run(main())
long = libgenauth.Profile.from_json('{"userId": "u", "new": %s}' % ("9" * 5000))
print(type(long.extra["new"]).__name__)
"""


def test_a_program_of_pyinstaller(tmp_path: Path, genauth_emulator: Emulator) -> None:
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    build = [
        "--onedir",
        "--log-level=ERROR",
        "--noconfirm",
        "--distpath=dist",
        "--workpath=build",
        "program.py",
    ]
    environment = {**os.environ, "PYINSTALLER_CONFIG_DIR": str(tmp_path / "cache")}
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", *build], check=True, cwd=tmp_path, env=environment, timeout=300
    )
    done = subprocess.run(
        [tmp_path / "dist" / "program" / "program"],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=genauth_emulator.environment(),
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "6229ffaxxxxxxxxcade3e3d9 Peking University 2022",
        "unauthenticated",
        "True",
        "Decimal",
    ]
    assert done.stderr.splitlines() == ["libgenauth: WARNING"]
