"""What other interpreters of one process get to see."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.thread_unsafe(reason="starts processes")

# Each Python has its own way to another interpreter.
PROGRAM = """
import libgenauth, sys
source = '''
try:
    import libgenauth
except ImportError as error:
    import os
    os.write(1, str(error).encode())
'''
if sys.version_info >= (3, 13):
    import _interpreters as interpreters
    problem = interpreters.exec(interpreters.create(), source)
    assert problem is None, problem
else:
    import _xxsubinterpreters as interpreters
    interpreters.run_string(interpreters.create(), source)
"""


def test_subinterpreters_are_refused() -> None:
    program = PROGRAM.removeprefix("\nimport libgenauth, sys")
    for source in (PROGRAM, f"import sys{program}"):
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", source], check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        assert "not support" in done.stdout
        assert "interpreters" in done.stdout
