"""What hides arguments from frames: the native wrapper of methods, and the boxes that it makes."""

from __future__ import annotations

import asyncio
import copy
import inspect
import pickle
import re
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

import libgenauth
import libgenauth.testing

SECRET = "SENTINEL"


class Shown:
    """Something that shows what it holds."""

    def __repr__(self) -> str:
        return SECRET


OPEN = {"__exit__", "__aexit__"}
"""Their arguments are exceptions, which show nothing."""


@pytest.mark.parametrize("cls", [libgenauth.Client, libgenauth.AsyncClient, libgenauth.testing.Emulator])
def test_every_method_with_arguments_is_confidential(cls: type) -> None:
    public = {name for each in cls.__mro__[:-1] for name in vars(each) if not re.match("_[a-z]", name)}
    assert public > {"__init__"}
    for name in public - OPEN:
        [method] = [vars(each)[name] for each in cls.__mro__ if name in vars(each)][:1]
        method = getattr(method, "__func__", method)
        function = inspect.unwrap(method)
        if inspect.isfunction(function) and len(inspect.signature(function).parameters) > 1:
            assert type(method).__name__ == "Confidential", name


def test_boxes_show_nothing() -> None:
    from libgenauth._libgenauth import confidential  # noqa: PLC0415 (private)

    @confidential
    def method(_self: object, box: object, nothing: object) -> tuple[object, object]:
        return box, nothing

    box, nothing = method(None, Shown(), nothing=None)
    assert nothing is None
    assert f"{box} {box!r} {[box]} {sys.getsizeof(box) > 0}" == "*** *** [***] True"
    assert not hasattr(box, "__dict__")
    for attribute in dir(box):
        assert SECRET not in repr(getattr(box, attribute))
    with pytest.raises(TypeError, match="pickle"):
        box.__reduce_ex__(4)


def test_methods_look_like_functions() -> None:
    for cls in (libgenauth.Client, libgenauth.AsyncClient):
        method: Any = cls.get_profile
        assert method.__qualname__ == f"{cls.__name__}.get_profile"
        assert method.__module__ == inspect.unwrap(method).__module__
        assert inspect.getdoc(method) == inspect.getdoc(inspect.unwrap(method))
        assert "access_token" in inspect.signature(method).parameters
        assert inspect.ismethod(cls.from_env)
        assert Path(inspect.getsourcefile(inspect.unwrap(method)) or "").name.endswith("_client.py")
        assert inspect.isfunction(method)
        assert pickle.loads(pickle.dumps(method)) is copy.copy(method) is method
        assert type(method).__name__ == "Confidential"


@pytest.mark.parametrize("make", [libgenauth.Client, libgenauth.AsyncClient])
def test_methods_can_be_mocked(make: Any) -> None:
    for client in (
        mock.create_autospec(make, instance=True),
        mock.create_autospec(make(app_id="app", host="http://127.0.0.1:1")),
    ):
        asynchronous = make is libgenauth.AsyncClient
        assert isinstance(client.get_profile, mock.AsyncMock) or not asynchronous
        call = client.get_profile(access_token=SECRET)
        assert asyncio.run(call) if asynchronous else call
        with pytest.raises(TypeError):
            client.get_profile(acess_token=SECRET)
