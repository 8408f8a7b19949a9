"""The example programs do what they say."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples" / "python"


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.stem)
def test_example(example: Path, config: dict[str, Any]) -> None:
    settings = {
        "GENAUTH_APP_ID": config["app_id"],
        "GENAUTH_HOST": config["host"],
        "GENAUTH_ACCESS_TOKEN": config["access_token"],
    }
    done = subprocess.run(
        [sys.executable, example],
        env=os.environ | settings,
        check=True,
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert done.stdout.count("\n") == 1
    assert json.loads(done.stdout)["customData"] == {"school": "Peking University", "age": 22}
    assert re.fullmatch(r"get_profile took \d+ us\n", done.stderr)
