"""The code in the documentation runs and prints what it is said to print."""

from __future__ import annotations

import ast
import asyncio
import inspect
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import libgenauth
from libgenauth import _exceptions, _logging

pytestmark = pytest.mark.thread_unsafe(reason="sets the environment")

ROOT = Path(__file__).parents[2]
BOOK = ROOT / "docs" / "python.md"
TESTING = ROOT / "docs" / "testing.md"
BLOCK = re.compile(
    r"^```python\n(?P<source>.*?)^```\n(?:\n```text\n(?P<output>.*?)^```\n)?", re.MULTILINE | re.DOTALL
)


class Snippet(NamedTuple):
    line: int
    source: str
    output: str | None

    def run(self, file: Path, names: dict[str, Any]) -> None:
        code = compile(
            "\n" * self.line + self.source,
            str(file),
            "exec",
            flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT,
            dont_inherit=True,
        )
        outcome = eval(code, names)
        if code.co_flags & inspect.CO_COROUTINE:
            asyncio.run(outcome)


def snippets(file: Path) -> list[Snippet]:
    text = file.read_text(encoding="utf-8")
    found = [
        Snippet(text.count("\n", 0, m.start("source")), m["source"], m["output"])
        for m in BLOCK.finditer(text)
    ]
    assert 0 < len(found) == text.count("```python")
    return found


def is_file(snippet: Snippet) -> bool:
    return bool(re.match(r"# \w+\.py\n", snippet.source))


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize(
    "file",
    [ROOT / "README.md", ROOT / "bindings-python" / "README.md", BOOK],
    ids=lambda file: str(file.relative_to(ROOT)),
)
def test_snippets(
    file: Path,
    emulator: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(_logging, "_level", None)
    names: dict[str, Any] = {"__name__": "__main__", "token": "documented-user-token"}
    for snippet in snippets(file):
        if is_file(snippet):
            continue
        local = snippet._replace(source=snippet.source.replace("https://example.genauth.ai", emulator))
        local.run(file, names)
        printed = capsys.readouterr().out
        if snippet.output is not None and not re.match(r"[A-Z]+:libgenauth:", snippet.output):
            assert printed == snippet.output, f"{file}:{snippet.line}"


def test_records_look_as_documented(
    genauth_emulator: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_logging, "_level", None)
    libgenauth.enable_logging()
    caplog.set_level("INFO", "libgenauth")
    libgenauth.Client(**genauth_emulator.config()).get_profile()
    with pytest.raises(libgenauth.ApiError):
        libgenauth.Client(**genauth_emulator.config(reply="brief-outage")).get_profile()
    libgenauth.Session(genauth_emulator.sign_in(), **genauth_emulator.config(None)).refresh()
    [documented] = [s.output for s in snippets(BOOK) if s.output and ":libgenauth:" in s.output]

    def still(text: str) -> str:
        return re.sub(r"duration=\d\.\d{3}s", "", text)

    written = [f"{record.levelname}:{record.name}:{record.getMessage()}" for record in caplog.records]
    assert [still(line) for line in documented.splitlines()] == [still(line) for line in written]


def run_files(book: Path, folder: Path) -> str:
    for snippet in filter(is_file, snippets(book)):
        name = snippet.source.split(maxsplit=2)[1]
        (folder / name).write_text(snippet.source, encoding="utf-8")
    return run_tests(folder)


def run_tests(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", folder, folder],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )
    return done.stdout


def test_the_tests_in_the_book(tmp_path: Path) -> None:
    assert "2 passed" in run_files(BOOK, tmp_path)


def test_the_tests_in_the_guide_to_testing(tmp_path: Path) -> None:
    assert "4 passed" in run_files(TESTING, tmp_path)
    program = tmp_path / "greeting.py"
    source = program.read_text(encoding="utf-8")
    for branch in re.findall(r"^    except .*\n.*\n", source, re.MULTILINE):
        program.write_text(source.replace(branch, ""), encoding="utf-8")
        assert "1 failed, 3 passed" in run_tests(tmp_path), branch


def test_every_setting_is_in_the_table() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (?:`(.*?)` )?\|", BOOK.read_text(encoding="utf-8"), re.MULTILINE)
    for cls in (libgenauth.Client, libgenauth.AsyncClient):
        parameters = inspect.signature(cls).parameters.values()
        assert rows == [
            (parameter.name, "" if parameter.default is parameter.empty else repr(parameter.default))
            for parameter in parameters
        ]


def test_the_tree_of_errors() -> None:
    text = BOOK.read_text(encoding="utf-8")
    [tree] = re.findall(r"^```text\nException\n(.*?)^```\n", text, re.MULTILINE | re.DOTALL)
    documented = [(len(indent), name) for indent, name in re.findall(r"^([ │├└─]*)(\w+)", tree, re.MULTILINE)]
    docstring = re.findall(r"^( *)\* (\w+)", _exceptions.__doc__ or "", re.MULTILINE)
    assert documented == [(len(indent) + 4, name) for indent, name in docstring]
