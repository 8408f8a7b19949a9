"""Failures become exceptions that carry every fact."""

from __future__ import annotations

import builtins
import pickle
import re
import socket
import sys
from typing import TYPE_CHECKING, Any

import pytest

import libgenauth
from libgenauth import _exceptions
from server import Server, answer, envelope

if TYPE_CHECKING:
    from conftest import Ask


def failure(ask: Ask, config: dict[str, Any], **options: Any) -> libgenauth.GenAuthError:
    with pytest.raises(libgenauth.GenAuthError) as caught:
        ask(config, **options)
    assert "t0ken" not in f"{caught.value!r}{caught.value}"
    return caught.value


def test_unknown_token(ask: Ask, config: dict[str, Any]) -> None:
    error = failure(ask, config, access_token="unknown")
    assert type(error) is libgenauth.AuthenticationError
    assert isinstance(error, libgenauth.ApiError)
    assert (error.kind, error.http_status, error.status_code, error.api_code) == (
        "unauthenticated",
        200,
        401,
        "2020",
    )
    assert error.session_is_dead
    assert not error.retryable
    assert error.request_id
    assert error.attempts == 1
    assert str(error) == f"{error.message}. {error.hint}"


def test_no_token(ask: Ask, config: dict[str, Any]) -> None:
    error = failure(ask, config | {"access_token": None})
    assert type(error) is libgenauth.AuthenticationError
    assert not error.session_is_dead
    assert (error.http_status, error.attempts) == (None, 0)


@pytest.mark.parametrize(
    ("reply", "expected", "kind"),
    [
        (envelope(403, statusCode=403), libgenauth.PermissionDeniedError, "forbidden"),
        (envelope(429, statusCode=429), libgenauth.RateLimitError, "rate_limited"),
        (envelope(500, statusCode=500), libgenauth.ApiError, "api"),
        (envelope(200, statusCode=499, apiCode=1234), libgenauth.ApiError, "api"),
        (answer(302, "", "location: https://elsewhere.example/\r\n"), libgenauth.ApiError, "api"),
        (answer(200, "<html><title>Wi-Fi</title>"), libgenauth.DecodeError, "decode"),
        (envelope(200, statusCode=200, data={}), libgenauth.DecodeError, "decode"),
    ],
)
def test_answers(ask: Ask, reply: bytes, expected: type[libgenauth.GenAuthError], kind: str) -> None:
    with Server(reply) as server:
        error = failure(ask, server.config())
    assert type(error) is expected
    assert error.kind == kind


def test_retry_after_is_in_seconds(ask: Ask) -> None:
    with Server(envelope(429, "retry-after: 7\r\n", statusCode=429)) as server:
        error = failure(ask, server.config())
    assert error.retry_after == 7.0
    assert error.retryable


def test_network(ask: Ask) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        host = f"http://127.0.0.1:{closed.getsockname()[1]}"
    error = failure(
        ask, {"app_id": "app", "host": host, "access_token": "t0ken", "max_attempts": 1, "proxy": "none"}
    )
    assert type(error) is libgenauth.NetworkError
    assert error.retryable
    causes = []
    cause = error.__cause__
    while cause:
        assert isinstance(cause, OSError)
        causes.append(str(cause))
        cause = cause.__cause__
    assert "refused" in causes[-1]


@pytest.mark.parametrize("where", ["client", "call"])
def test_timeout(ask: Ask, where: str) -> None:
    limit = {"timeout": 0.1}
    with Server() as server:
        error = (
            failure(ask, server.config(**limit))
            if where == "client"
            else failure(ask, server.config(), **limit)
        )
    assert type(error) is libgenauth.TimeoutError
    assert isinstance(error, libgenauth.NetworkError)
    assert isinstance(error, builtins.TimeoutError)
    assert (error.kind, error.attempts) == ("timeout", 1)


@pytest.mark.parametrize("timeout", [-1.0, float("nan"), float("inf")])
def test_impossible_timeout(ask: Ask, config: dict[str, Any], timeout: float) -> None:
    for error in (failure(ask, config, timeout=timeout), failure(ask, config | {"connect_timeout": timeout})):
        assert type(error) is libgenauth.InvalidArgumentError
        assert isinstance(error, ValueError)


@pytest.mark.parametrize("timeout", [None, 0, 30])
def test_no_timeout(ask: Ask, config: dict[str, Any], timeout: float | None) -> None:
    assert ask(config | {"timeout": 1e-9}, timeout=timeout)


@pytest.mark.parametrize("token", ["", "two\r\nlines", "Bearer t0ken", "日本"])
def test_token_that_cannot_be_sent(ask: Ask, config: dict[str, Any], token: str) -> None:
    for error in (failure(ask, config, access_token=token), failure(ask, config | {"access_token": token})):
        assert type(error) is libgenauth.InvalidArgumentError


@pytest.mark.parametrize(
    "options",
    [{"access_token": 5}, {"timeout": "1"}, {"with_identities": 1}, {"with_everything": True}],
)
def test_wrong_types(ask: Ask, config: dict[str, Any], options: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=in_note(next(iter(options)))):
        ask(config, **options)


def in_note(name: str) -> str | None:
    # The name of the argument stands in a note, which exceptions have since Python 3.11.
    return name if sys.version_info >= (3, 11) else None


def test_exceptions_survive_pickling() -> None:
    original = libgenauth.RateLimitError(
        "slow down", hint="Wait.", http_status=429, retry_after=1.5, retryable=True
    )
    other = pickle.loads(pickle.dumps(original))
    assert type(other) is libgenauth.RateLimitError
    assert vars(other) == vars(original)
    assert str(other) == "slow down. Wait."
    timeout = pickle.loads(pickle.dumps(libgenauth.TimeoutError("late", attempts=2)))
    assert (type(timeout), str(timeout), timeout.attempts) == (libgenauth.TimeoutError, "late", 2)


def test_each_class_has_its_kind() -> None:
    classes = [cls for name in libgenauth.__all__ if isinstance(cls := getattr(libgenauth, name), type)]
    errors = [cls for cls in classes if issubclass(cls, libgenauth.GenAuthError)]
    kinds = [cls.kind for cls in errors if cls is not libgenauth.GenAuthError]
    assert len(kinds) == len(set(kinds)) == 13


def tree(cls: type[libgenauth.GenAuthError], depth: int = 0) -> list[str]:
    lines = [f"{'    ' * depth}* {cls.__name__}"]
    for subclass in cls.__subclasses__():
        if subclass.__module__ == "libgenauth":
            lines += tree(subclass, depth + 1)
    return lines


def test_the_documented_tree_is_the_real_one() -> None:
    documented = _exceptions.__doc__
    assert documented
    lines = [re.match(r" *\* \w+", line) for line in documented.splitlines()]
    assert [line[0] for line in lines if line] == tree(libgenauth.GenAuthError)


def test_raising_another_error_from_it(ask: Ask, config: dict[str, Any]) -> None:
    def wrapped() -> None:
        try:
            ask(config, access_token="unknown")
        except libgenauth.AuthenticationError as error:
            raise LookupError from error

    with pytest.raises(LookupError) as caught:
        wrapped()
    assert isinstance(caught.value.__cause__, libgenauth.AuthenticationError)
