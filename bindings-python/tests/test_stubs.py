"""The stubs say what the native module says. That they declare the same names is stubtest's business."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

import libgenauth
from libgenauth import _libgenauth

STUBS = ast.parse(Path(libgenauth.__file__).with_name("_libgenauth.pyi").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "cls",
    [
        libgenauth.Profile,
        libgenauth.Identity,
        libgenauth.DecodeNote,
        libgenauth.TokenSet,
        libgenauth.Login,
        _libgenauth.BaseSession,
        libgenauth.Session,
        libgenauth.AsyncSession,
        libgenauth.SignOut,
        _libgenauth.BaseStore,
    ],
)
def test_documentation(cls: type) -> None:
    [stub] = [node for node in STUBS.body if isinstance(node, ast.ClassDef) and node.name == cls.__name__]
    assert words(ast.get_docstring(stub)) == words(cls.__doc__)
    members = [
        node
        for node in stub.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not is_setter(node)
    ]
    assert members
    for member in members:
        documented = words(ast.get_docstring(member))
        assert documented == words(inspect.getdoc(getattr(cls, member.name)))
        assert documented


def is_setter(node: ast.FunctionDef) -> bool:
    return any(isinstance(decorator, ast.Attribute) for decorator in node.decorator_list)


def words(text: str | None) -> list[str]:
    return (text or "").split()
