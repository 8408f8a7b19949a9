"""The stubs say what the native module says. That they declare the same names is stubtest's business."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

import libgenauth

STUBS = ast.parse(Path(libgenauth.__file__).with_name("_libgenauth.pyi").read_text(encoding="utf-8"))


@pytest.mark.parametrize("cls", [libgenauth.Profile, libgenauth.Identity, libgenauth.DecodeNote])
def test_documentation(cls: type) -> None:
    [stub] = [node for node in STUBS.body if isinstance(node, ast.ClassDef) and node.name == cls.__name__]
    assert words(ast.get_docstring(stub)) == words(cls.__doc__)
    members = [
        node for node in stub.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("__")
    ]
    assert members
    for member in members:
        documented = words(ast.get_docstring(member))
        assert documented == words(inspect.getdoc(getattr(cls, member.name)))
        assert documented


def words(text: str | None) -> list[str]:
    return (text or "").split()
