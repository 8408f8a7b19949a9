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
