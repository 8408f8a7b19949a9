"""A session whose key is in the system's keyring: a real one, on a message bus of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import User

# Prints the address of the bus, and lives until its input ends.
SERVICE = """
printf password | gnome-keyring-daemon --unlock --components=secrets > /dev/null 2>&1 &&
echo "$DBUS_SESSION_BUS_ADDRESS" && cat
"""


@pytest.fixture
def desktop(user: User, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a user with a keyring."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    environment = user.environment | {"HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
    service = subprocess.Popen(
        ["dbus-run-session", "--", "sh", "-c", SERVICE],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert service.stdout
    address = service.stdout.readline().strip()
    assert address
    yield environment | {"DBUS_SESSION_BUS_ADDRESS": address}
    os.killpg(service.pid, signal.SIGTERM)
    service.wait(timeout=10)


def test_the_keyring_is_taken_if_there_is_one(user: User, desktop: dict[str, str]) -> None:
    said = user.login(environment=desktop)
    sealed = user.directory / "sessions/default.sealed"
    assert f"encrypted with a key in the system's keyring: {sealed}" in said
    assert not user.session_file.exists()
    token = user.run("token", environment=desktop)
    assert token not in sealed.read_text()
    assert sealed.stat().st_mode & 0o777 == 0o600
    # A refresh is kept the same way.
    record = json.loads(sealed.read_text())
    record["tokens"]["expires_at"] = 1
    sealed.write_text(json.dumps(record))
    fresh = user.run("token", environment=desktop)
    assert fresh != token
    assert user.run("token", environment=desktop) == fresh


def test_a_session_moves_between_keyring_and_file(user: User, desktop: dict[str, str]) -> None:
    sealed = user.directory / "sessions/default.sealed"
    for store, here, gone in [
        ("keyring", sealed, user.session_file),
        ("file", user.session_file, sealed),
    ] * 2:
        user.login("--store", store, environment=desktop)
        assert here.exists()
        assert not gone.exists()
        assert user.run("whoami", environment=desktop)
    user.login(environment=desktop)
    assert user.session_file.exists(), "where it was last time"
    user.login("--store", "keyring", environment=desktop)
    user.run("logout", environment=desktop)
    assert not sealed.exists()


def test_without_its_keyring_a_session_is_an_error(user: User, desktop: dict[str, str]) -> None:
    user.login(environment=desktop)
    output = subprocess.run(
        [os.environ["GENAUTH_CLI"], "token"],
        env=user.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (output.returncode, output.stdout) == (14, "")
    assert "`genauth login --store file`" in output.stderr
