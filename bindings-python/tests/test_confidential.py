"""No traceback with local variables shows a secret, whatever fails."""

from __future__ import annotations

import asyncio
import inspect
import logging
import os
import sys
import traceback
from typing import Any, Callable

import pytest

import libgenauth
import libgenauth.testing
from libgenauth import _logging
from server import Server, answer

SECRET = "SENTINEL"
HOST = "http://127.0.0.1:1"

Make = Callable[..., Any]


class Shown:
    """Something of the wrong type that shows what it holds."""

    def __repr__(self) -> str:
        return SECRET


WRONG = [f"{SECRET}\n", f"\ud800{SECRET}", f"{SECRET}é", f"http://u:{SECRET}@proxy:x/?\t", [SECRET], Shown()]


def check(error: BaseException | None) -> None:
    """Neither the exceptions nor the frames below this file show the secret."""
    assert error
    chain = [error, error.__cause__, error.__context__ if not error.__suppress_context__ else None]
    for each in filter(None, chain):
        assert SECRET not in f"{each!r} {each} {each.args} {vars(each)}"
        for frame, _ in traceback.walk_tb(each.__traceback__):
            if frame.f_code.co_filename != __file__:
                shown = {name: repr(value) for name, value in frame.f_locals.items()}
                assert SECRET not in f"{frame} {shown}"


def settings(**more: Any) -> dict[str, Any]:
    return {"app_id": "app", "host": HOST, "max_attempts": 1, "proxy": "none", **more}


@pytest.fixture(params=[libgenauth.Client, libgenauth.AsyncClient])
def make(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture(params=["from_config", "constructor", "subclass", "explicitly"])
def construct(request: pytest.FixtureRequest, make: Any) -> Make:
    """Each way to construct a client from its settings."""

    class Subclass(make):  # type: ignore[misc]
        def __init__(self, **settings: Any) -> None:
            make.__init__(self, **settings)

    def explicitly(**settings: Any) -> None:
        make.__init__(make.__new__(make), **settings)

    ways: dict[str, Make] = {
        "from_config": lambda **settings: make.from_config(settings),
        "constructor": make,
        "subclass": Subclass,
        "explicitly": explicitly,
    }
    return ways[request.param]


@pytest.mark.parametrize("key", ["access_token", "proxy", "ca_pem", "host", "app_id", "user_agent"])
@pytest.mark.parametrize("wrong", WRONG, ids=ascii)
@pytest.mark.parametrize(
    "also", [{}, {"max_attempts": 0}, {"max_attempts": "x"}, {"no_such_key": 1}], ids=str
)
def test_construction(construct: Make, key: str, wrong: Any, also: dict[str, Any]) -> None:
    try:
        construct(**settings(**{key: wrong, **also}))
    except (libgenauth.GenAuthError, TypeError) as error:
        check(error)
    else:
        assert not also


class Unreadable(os.PathLike[str]):
    def __fspath__(self) -> str:
        msg = "no path"
        raise OSError(msg)


@pytest.mark.parametrize(
    "config",
    [
        {1: SECRET},
        {(): SECRET},
        {"access_token": SECRET, "ca_file": Unreadable()},
        {"access_token": SECRET, "timeout_ms": float("nan")},
        {"access_token": SECRET, "max_attempts": 10**5000},
        {SECRET + " " * 50: 1},
        [SECRET],
        SECRET,
        Shown(),
    ],
    ids=range(9),
)
def test_configurations_of_any_kind(make: Any, config: Any) -> None:
    with pytest.raises((TypeError, ValueError, OSError)) as caught:
        make.from_config(config)
    check(caught.value)


@pytest.mark.thread_unsafe(reason="sets the environment")
def test_from_env(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENAUTH_APP_ID", "app")
    monkeypatch.setenv("GENAUTH_ACCESS_TOKEN", f"{SECRET}\n")
    for host in (HOST, "http://example.com", None):
        monkeypatch.setenv("GENAUTH_HOST", host) if host else monkeypatch.delenv("GENAUTH_HOST")
        with pytest.raises((libgenauth.ConfigError, libgenauth.InvalidArgumentError)) as caught:
            make.from_env()
        check(caught.value)


@pytest.mark.parametrize("wrong", [*WRONG, f"{SECRET} ", "", 1], ids=ascii)
def test_set_access_token(make: Any, wrong: Any) -> None:
    for client in (make(**settings()), make.__new__(make)):
        for arguments in ((client, wrong), (client, SECRET, SECRET)):
            with pytest.raises((libgenauth.InvalidArgumentError, TypeError, RuntimeError)) as caught:
                make.set_access_token(*arguments)
            check(caught.value)
            with pytest.raises((libgenauth.InvalidArgumentError, TypeError, RuntimeError)) as caught:
                client.set_access_token(*arguments[1:])
            check(caught.value)


def ask(client: Any, **options: Any) -> Any:
    outcome = client.get_profile(**options)
    return asyncio.run(outcome) if inspect.iscoroutine(outcome) else outcome


@pytest.mark.parametrize("token", [SECRET, *WRONG], ids=ascii)
@pytest.mark.parametrize(
    "more", [{}, {"timeout": -1}, {"timeout": "x"}, {"with_identities": "x"}, {"wrong": 1}], ids=str
)
def test_calls(make: Any, token: Any, more: dict[str, Any]) -> None:
    for client in (make(**settings()), make(**settings(access_token=SECRET)), make.__new__(make)):
        with pytest.raises((libgenauth.GenAuthError, TypeError, RuntimeError)) as caught:
            ask(client, access_token=token, **more)
        check(caught.value)


@pytest.mark.parametrize(
    "reply",
    [
        answer(503, "{}"),
        answer(401, '{"message": "SENTINEL"}').replace(b"SENTINEL", b"no"),
        answer(200, '{"statusCode": 200, "data": {"email": "SENTINEL"}}'),
        answer(200, "SENTINEL"),
        b"SENTINEL",
    ],
)
def test_responses(make: Any, reply: bytes) -> None:
    with Server(reply) as server, pytest.raises(libgenauth.GenAuthError) as caught:
        ask(make(**server.config(timeout=0.5)), access_token=SECRET, with_identities=True)
    check(caught.value)


def test_a_task_that_is_cancelled() -> None:
    async def main(server: Server, *, started: bool) -> None:
        call = asyncio.create_task(libgenauth.AsyncClient(**server.config()).get_profile(access_token=SECRET))
        if started:
            await asyncio.to_thread(server.asked.wait, 5)
        call.cancel()
        await asyncio.wait([call])
        try:
            call.result()
        except asyncio.CancelledError as error:
            check(error)
            return
        pytest.fail("it was not cancelled")

    for started in (False, True):
        with Server() as server:
            asyncio.run(main(server, started=started))


def test_coroutines_that_throw(config: dict[str, Any]) -> None:
    coroutine = libgenauth.AsyncClient(**config).get_profile(access_token=SECRET)
    with pytest.raises(ZeroDivisionError) as caught:
        coroutine.throw(ZeroDivisionError())
    check(caught.value)
    with pytest.raises(RuntimeError) as caught_too:
        libgenauth.AsyncClient(**config).get_profile(access_token=SECRET).send(None)
    check(caught_too.value)


@pytest.mark.thread_unsafe(reason="logging is switched on for the process")
def test_a_handler_that_fails(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            frame = sys._getframe()
            while frame.f_back:
                if frame.f_code.co_filename != __file__:
                    assert SECRET not in f"{frame.f_locals}"
                frame = frame.f_back
            raise ZeroDivisionError(record.getMessage())

    monkeypatch.setattr(_logging, "_level", logging.INFO)
    handler = Handler()
    logging.getLogger("libgenauth").addHandler(handler)
    try:
        with pytest.raises(ZeroDivisionError) as caught:
            ask(make(**settings()), access_token=SECRET)
    finally:
        logging.getLogger("libgenauth").removeHandler(handler)
    check(caught.value)
    check(caught.value.__context__)


def test_at_the_end_of_the_stack(make: Any) -> None:
    client = make(**settings())

    def dive(depth: int) -> None:
        if depth:
            dive(depth - 1)
        elif make is libgenauth.Client:
            client.get_profile(access_token=SECRET)
        else:
            client.get_profile(access_token=SECRET).send(None)

    used = len(inspect.stack(0))
    for depth in range(sys.getrecursionlimit() - used - 30, sys.getrecursionlimit() - used, 1):
        with pytest.raises((RuntimeError, libgenauth.NetworkError)) as caught:
            dive(depth)
        check(caught.value)


@pytest.mark.parametrize("attribute", ["custom_data", "extra", "to_dict"])
def test_free_form_json_at_the_end_of_the_stack(attribute: str) -> None:
    deep = "[" * 100 + f'"{SECRET}"' + "]" * 100
    profile = libgenauth.Profile.from_json(f'{{"userId":"u","customData":{deep},"new":{deep}}}')

    def dive(depth: int) -> Any:
        if depth:
            return dive(depth - 1)
        value = getattr(profile, attribute)
        return value() if callable(value) else value

    try:
        dive(sys.getrecursionlimit() - len(inspect.stack(0)) - 20)
    except RecursionError as error:  # not in versions of Python that count native calls apart
        check(error)


@pytest.mark.parametrize("cls", [libgenauth.Profile, libgenauth.Identity])
@pytest.mark.parametrize("text", [SECRET, f"\ud800{SECRET}", [SECRET]], ids=ascii)
def test_documents(cls: Any, text: Any) -> None:
    with pytest.raises((libgenauth.DecodeError, TypeError)) as caught:
        cls.from_json(text)
    check(caught.value)


def test_timestamps() -> None:
    assert libgenauth.Timestamp(f"\ud800{SECRET}").to_datetime() is None


@pytest.mark.thread_unsafe(reason="starts processes")
@pytest.mark.parametrize(
    ("users", "replies"),
    [
        ({SECRET: {"birthdate": Shown()}}, None),
        ([SECRET], None),
        ({(SECRET,): {}}, {"x": [{"body": {SECRET: Shown()}}]}),
        ({SECRET: {"userId": SECRET}}, {"x": [{"stattus": SECRET}]}),
        ({SECRET: {"userId": SECRET}}, {"x": None}),
    ],
    ids=range(5),
)
def test_the_emulator(users: Any, replies: Any) -> None:
    emulator = libgenauth.testing.Emulator(users, replies=replies)
    for call in (emulator.config, emulator.environment):
        with pytest.raises(RuntimeError, match="does not run") as caught:
            call(SECRET, reply=SECRET)
        check(caught.value)
    with pytest.raises((AttributeError, TypeError, RuntimeError)) as caught_too:
        emulator.start()
    check(caught_too.value)


@pytest.mark.thread_unsafe(reason="sets the environment")
def test_the_fixture(monkeypatch: pytest.MonkeyPatch) -> None:
    from libgenauth.testing import fixtures  # noqa: PLC0415 (pytest rewrites it first)

    class Request:
        def getfixturevalue(self, _name: str) -> Any:
            return {SECRET: {}}

    monkeypatch.setenv("GENAUTH_EMULATOR", "/does/not/exist")
    fixture = inspect.unwrap(
        getattr(fixtures.genauth_emulator, "__pytest_wrapped__", fixtures.genauth_emulator)
    )
    function = getattr(fixture, "obj", fixture)
    with pytest.raises(FileNotFoundError) as caught:
        next(function(Request()))
    check(caught.value)
