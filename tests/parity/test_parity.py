"""Real clients that nobody here wrote, against the emulator, beside ours.

The vendor's SDKs, unmodified, must get the same user from the emulator, and their requests must mean the
same as ours. Where a request differs, the difference is listed here with its reason.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
APP_ID = "parity-app"
TOKEN = "documented-user-token"

NODE = "authing-node-sdk (npm)"
AUTHING = "authing (PyPI)"
GENAUTH = "genauth (PyPI)"
OURS = "genauth (ours)"
VENDORS = [NODE, AUTHING, GENAUTH]


@dataclass
class Observed:
    """What a client printed, and the one request that it sent."""

    answer: dict[str, Any]
    request: dict[str, Any]

    def header(self, *names: str) -> str | None:
        found = [value for name, value in self.request["headers"] if name in names]
        assert len(found) <= 1, f"{names} sent {len(found)} times"
        return found[0] if found else None

    def flags(self) -> dict[str, str]:
        return dict(urllib.parse.parse_qsl(self.request["query"] or ""))


@pytest.fixture(scope="session")
def observed(emulator: str) -> dict[str, Observed]:
    python = [sys.executable, str(HERE / "vendor_python.py")]
    commands = {
        NODE: ["node", str(HERE / "vendor_node.js")],
        AUTHING: [*python, "authing"],
        GENAUTH: [*python, "genauth"],
        OURS: [os.environ["GENAUTH_EXAMPLE"]],
    }
    arguments = [emulator, APP_ID, TOKEN]
    names = ["GENAUTH_HOST", "GENAUTH_APP_ID", "GENAUTH_ACCESS_TOKEN"]
    environment = {
        **os.environ,
        "NODE_PATH": os.environ["GENAUTH_NODE_MODULES"],
        **dict(zip(names, arguments)),
    }
    return {
        client: observe(emulator, [*command, *arguments], environment) for client, command in commands.items()
    }


def observe(emulator: str, command: list[str], environment: dict[str, str]) -> Observed:
    recorded = f"{emulator}/__emulator/requests"
    urllib.request.urlopen(urllib.request.Request(recorded, method="DELETE")).close()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    with urllib.request.urlopen(recorded) as response:
        (request,) = json.load(response)
    return Observed(json.loads(done.stdout.splitlines()[-1]), request)


def user(client: str, answer: dict[str, Any]) -> dict[str, Any]:
    """The user in a form that can be compared: the SDKs of the vendor hand out oddities as they are."""
    if client == OURS:
        return answer
    data = {key.strip(): value for key, value in answer["data"].items()}
    identity = data["identities"]
    identity["originConnIds"] = json.loads(identity["originConnIds"])
    data["identities"] = [identity]
    if "departmentIds" in data:
        data["departmentIds"] = json.loads(data["departmentIds"])
    return data


@pytest.mark.parametrize("vendor", VENDORS)
def test_the_same_user(vendor: str, observed: dict[str, Observed]) -> None:
    theirs = user(vendor, observed[vendor].answer)
    ours = dict(user(OURS, observed[OURS].answer))
    if vendor == GENAUTH:
        # It has no option for departments, so it cannot get them.
        del ours["departmentIds"]
    assert theirs == ours


@pytest.mark.parametrize("vendor", VENDORS)
def test_the_same_method_and_path(vendor: str, observed: dict[str, Observed]) -> None:
    theirs, ours = observed[vendor].request, observed[OURS].request
    assert (
        (theirs["method"], theirs["path"]) == (ours["method"], ours["path"]) == ("GET", "/api/v3/get-profile")
    )


@pytest.mark.parametrize("vendor", VENDORS)
def test_the_same_flags(vendor: str, observed: dict[str, Observed]) -> None:
    theirs, ours = observed[vendor].flags(), observed[OURS].flags()
    assert ours == {"withCustomData": "true", "withIdentities": "true", "withDepartmentIds": "true"}
    if vendor == GENAUTH:
        del ours["withDepartmentIds"]
    # Python's `True` goes out as it is printed; the documentation, and we, write `true`.
    assert {name: value.lower() for name, value in theirs.items()} == ours


@pytest.mark.parametrize("vendor", VENDORS)
def test_the_same_token(vendor: str, observed: dict[str, Observed]) -> None:
    # These three send the bare token. The service's documentation and its other SDKs say `Bearer`, so do we,
    # unless `token_style` is `bare`.
    assert observed[vendor].header("authorization") == TOKEN
    assert observed[OURS].header("authorization") == f"Bearer {TOKEN}"


@pytest.mark.parametrize("vendor", VENDORS)
def test_the_same_application(vendor: str, observed: dict[str, Observed]) -> None:
    # Two of them still carry the brand's old name; ours does with `header_prefix` set to `authing`.
    prefix = "x-genauth" if vendor == GENAUTH else "x-authing"
    assert observed[vendor].header(f"{prefix}-app-id") == APP_ID
    assert observed[OURS].header("x-genauth-app-id") == APP_ID


@pytest.mark.parametrize("vendor", [AUTHING, GENAUTH])
def test_the_same_extras(vendor: str, observed: dict[str, Observed]) -> None:
    # The Node SDK sends none of these.
    prefix = "x-genauth" if vendor == GENAUTH else "x-authing"
    assert (
        observed[vendor].header(f"{prefix}-request-from")
        == observed[OURS].header("x-genauth-request-from")
        == "sdk"
    )
    language, version = observed[vendor].header(f"{prefix}-sdk-version").split(":")
    assert (language, bool(version)) == ("python", True)
    language, version = observed[OURS].header("x-genauth-sdk-version").split(":")
    assert (language, bool(version)) == ("rust", True)


def test_nothing_else_of_ours(observed: dict[str, Observed]) -> None:
    known = {"authorization", "accept", "accept-encoding", "user-agent", "host"}
    branded = {"x-genauth-app-id", "x-genauth-request-from", "x-genauth-sdk-version"}
    assert {name for name, _ in observed[OURS].request["headers"]} == known | branded
