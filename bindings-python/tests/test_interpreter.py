"""What other interpreters of one process get to see."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest

pytestmark = pytest.mark.thread_unsafe(reason="starts processes")

# In the other interpreter. It says so without `sys.stdout`, which belongs to neither.
TRIAL = """
import os
try:
    import libgenauth
except ImportError as error:
    os.write(1, str(error).encode() + bytes([10]))
else:
    os.write(1, b"imported")
"""

# The ways of each Python to another interpreter, isolated or sharing the GIL as under mod_wsgi and uWSGI.
if sys.version_info >= (3, 13):
    MODULE = "_interpreters"
    RUN = "problem = interpreters.exec(interpreters.create({}), trial); assert problem is None, problem"
    WAYS = {"isolated": RUN.format("'isolated'"), "legacy": RUN.format("'legacy'")}
else:
    MODULE = "_xxsubinterpreters"
    RUN = "interpreters.run_string(interpreters.create(isolated={}), trial)"
    WAYS = {"isolated": RUN.format("True"), "legacy": RUN.format("False")}
WAYS = {name: f"import {MODULE} as interpreters; {run}" for name, run in WAYS.items()}
# Some distributions leave it out. It calls `Py_NewInterpreter`, as web servers do.
if importlib.util.find_spec("_testcapi"):
    WAYS["Py_NewInterpreter"] = "import _testcapi; assert _testcapi.run_in_subinterp(trial) == 0"


def outcome(*steps: str) -> list[str]:
    program = "\n".join([f"trial = {TRIAL!r}", *steps])
    command = [sys.executable, "-W", "ignore", "-c", program]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_subinterpreters_are_refused(way: str) -> None:
    for steps in ((way,), ("import libgenauth", way), (way, "import libgenauth", way)):
        refusals = outcome(*steps)
        assert len(refusals) == steps.count(way)
        for refusal in refusals:
            assert (
                "libgenauth does not support sub-interpreters: import it in the main interpreter" in refusal
            )


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_main_interpreter_is_not_disturbed(way: str) -> None:
    profile = """libgenauth.Profile.from_json('{"userId": "u", "customData": [1]}')"""
    use = f"import libgenauth; print({profile}.custom_data)"
    assert outcome(way, use, way)[1] == "[1]"


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_native_module_alone_is_refused(way: str) -> None:
    native = "import libgenauth._interpreter"
    assert outcome(f"trial = trial.replace('import libgenauth', {native!r})", way)[0].startswith(
        "libgenauth does not"
    )
