"""A user who runs the program `genauth` against its own emulator."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APP_ID = "test-app"


@dataclass
class User:
    """A user of an emulator, with a directory for the program's files."""

    host: str
    directory: Path

    @property
    def environment(self) -> dict[str, str]:
        """An environment without what the developer has set, and without a keyring."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("GENAUTH_")}
        for name in ["DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"]:
            own.pop(name, None)
        return own | {"GENAUTH_CONFIG_DIR": str(self.directory)}

    @property
    def session_file(self) -> Path:
        """The file of the session, as the documentation names it."""
        return self.directory / "sessions/default.json"

    def run(self, *arguments: str, environment: dict[str, str] | None = None) -> str:
        """Run a command that succeeds; what it printed."""
        output = subprocess.run(
            [os.environ["GENAUTH_CLI"], *arguments],
            env=environment or self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert output.returncode == 0, output.stderr
        return output.stdout.strip()

    def login(self, *arguments: str, environment: dict[str, str] | None = None) -> str:
        """Sign in as bob; what the program said."""
        application = [
            "login",
            "--no-browser",
            "--app-id",
            APP_ID,
            "--host",
            self.host,
            "--login-hint",
            "bob",
        ]
        process = subprocess.Popen(
            [os.environ["GENAUTH_CLI"], *application, *arguments],
            env=environment or self.environment,
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdin
        assert process.stderr
        url = next(line.strip() for line in process.stderr if line.startswith("http"))
        process.stdin.write(f"{redirected(url)}\n")
        process.stdin.close()
        said = process.stderr.read()
        assert process.wait() == 0, said
        return said

    @property
    def refreshes(self) -> int:
        """How many refreshes the service got."""
        with urllib.request.urlopen(f"{self.host}/__emulator/oidc/requests") as response:
            return int(json.load(response)["refreshes"])


def redirected(url: str) -> str:
    """Where the service sends the browser."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc)
    connection.request("GET", f"{parts.path}?{parts.query}")
    location = connection.getresponse().headers["location"]
    assert location
    return location


@pytest.fixture
def user(tmp_path: Path) -> Iterator[User]:
    process = subprocess.Popen(
        [os.environ["GENAUTH_CLI"], "emulator", "--exit-with-stdin"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdin
    yield User(process.stdout.readline().removeprefix("listening on ").strip(), tmp_path)
    process.stdin.close()
    process.wait(timeout=10)
