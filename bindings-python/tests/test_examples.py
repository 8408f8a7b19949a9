"""The example programs do what they say. For those with a web framework see test_frameworks.py."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from libgenauth.testing import Emulator

pytestmark = pytest.mark.thread_unsafe(reason="starts processes")

EXAMPLES = Path(__file__).parents[2] / "examples" / "python"


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("get_profile*.py")), ids=lambda path: path.stem)
def test_example(example: Path, genauth_emulator: Emulator) -> None:
    done = subprocess.run(
        [sys.executable, example],
        env=os.environ | genauth_emulator.environment(),
        check=True,
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert done.stdout.count("\n") == 1
    assert json.loads(done.stdout)["customData"] == {"school": "Peking University", "age": 22}
    assert re.fullmatch(r"get_profile took \d+ us\n", done.stderr)


def test_sign_in(genauth_emulator: Emulator, tmp_path: Path) -> None:
    # The login has no hint, so the browser picks the user from the page, as a person does.
    browser = tmp_path / "browser.py"
    browser.write_text(
        "import sys, urllib.request\n"
        "url = sys.argv[1] + '&login_hint=test%40example.com'\n"
        "urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url).read()\n",
        encoding="utf-8",
    )
    environment = {
        **genauth_emulator.environment(None),
        "BROWSER": f"{sys.executable} {browser} %s",
        "GENAUTH_SESSION": str(tmp_path / "session"),
    }

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, EXAMPLES / "sign_in.py", *arguments],
            env=os.environ | environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=20,
        )
        return done.stdout

    assert run() == run() == "6229ffaxxxxxxxxcade3e3d9\n"
    assert run("--out") == "SignOut(revoked=True, store_removed=True)\n"
    assert run("--out") == "nobody is signed in\n"
