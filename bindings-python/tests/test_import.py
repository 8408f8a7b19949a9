"""What `import libgenauth` loads, and what it leaves until it is needed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from modulefinder import ModuleFinder
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import libgenauth

if TYPE_CHECKING:
    from libgenauth.testing import Emulator

pytestmark = pytest.mark.thread_unsafe(reason="starts processes")

# Everything that any supported version of Python loads besides its start-up. Add nothing that costs: asyncio,
# logging, network.
LEDGER = """
__future__ _collections _collections_abc _datetime _functools _heapq _interpreters _json _locale _operator
_sre _stat _typing _weakref _weakrefset _xxsubinterpreters abc annotationlib ast codecs collections
collections.abc contextlib copyreg datetime enum errno functools genericpath heapq importlib
importlib._bootstrap importlib._bootstrap_external io itertools json json.decoder json.encoder json.scanner
keyword math operator os os.path posixpath re re._casefix re._compiler re._constants re._parser reprlib
sre_compile sre_constants sre_parse stat types typing typing.io typing.re warnings
libgenauth libgenauth._async_client libgenauth._client libgenauth._events libgenauth._exceptions
libgenauth._interpreter libgenauth._json libgenauth._libgenauth libgenauth._logging libgenauth._timestamp
"""

PACKAGE = Path(libgenauth.__file__).parent


def loaded_by(program: str) -> set[str]:
    """Return the modules that a program loads after the start of a bare interpreter."""
    path = f"import sys; before = set(sys.modules); sys.path.insert(0, {str(PACKAGE.parent)!r})"
    report = "import json; print(json.dumps([*new]))"
    program = f"{path}\n{program}\nnew = set(sys.modules) - before\n{report}"
    command = [sys.executable, "-I", "-S", "-c", program]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return set(json.loads(output))


@pytest.mark.parametrize(
    "program",
    [
        "import libgenauth",
        "from libgenauth import *",
        "import libgenauth; libgenauth.AsyncClient(app_id='a', host='h.genauth.ai', proxy='none')",
        "import libgenauth; libgenauth.Client(app_id='a', host='h.genauth.ai', proxy='none').close()",
        "import libgenauth; libgenauth.enable_logging()",
    ],
)
def test_the_ledger(program: str) -> None:
    assert loaded_by(program) - set(LEDGER.split()) == set()


def test_what_is_loaded_later(genauth_emulator: Emulator) -> None:
    config = {**genauth_emulator.config(), "access_token": "unknown"}
    call = f"""
import libgenauth
libgenauth.enable_logging()
try:
    libgenauth.Client(**{config!r}).get_profile()
except libgenauth.AuthenticationError:
    pass
"""
    new = loaded_by(call)
    assert {"logging", "libgenauth._record"} <= new
    assert "asyncio" not in new


def test_the_package_names_all_it_has() -> None:
    assert set(libgenauth.__all__) <= set(dir(libgenauth))
    assert libgenauth.AsyncClient.__module__ == "libgenauth"


@pytest.mark.parametrize("program", ["import libgenauth\n", "import libgenauth.testing\n"])
def test_freezers_find_every_module(tmp_path: Path, program: str) -> None:
    (tmp_path / "program.py").write_text(program)
    finder = ModuleFinder([str(PACKAGE.parent), *sys.path])
    finder.run_script(str(tmp_path / "program.py"))
    private = {f"libgenauth.{file.stem}" for file in PACKAGE.glob("_*.py") if file.stem != "__init__"}
    assert private - set(finder.modules) == set()
    missing, maybe = finder.any_missing_maybe()
    assert [name for name in [*missing, *maybe] if name.startswith("libgenauth")] == []


def test_a_zip_archive_cannot_hold_the_package(tmp_path: Path) -> None:
    archive = shutil.make_archive(str(tmp_path / "package"), "zip", PACKAGE.parent, PACKAGE.name)
    command = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        f"import sys; sys.path.insert(0, {archive!r}); import libgenauth",
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert re.search(r"ImportError: .*_libgenauth", done.stderr)
