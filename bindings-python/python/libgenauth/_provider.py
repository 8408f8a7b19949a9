"""The application's own function that gives access tokens."""

from __future__ import annotations

import inspect
from typing import Any, Callable

from . import _libgenauth


def provider(function: Callable[..., Any], *, may_await: bool) -> _libgenauth.TokenProvider:
    """Look at how ``function`` wants to be called."""
    if not callable(function):
        msg = f"token_provider must be a function, not {type(function).__name__}"
        raise TypeError(msg)
    is_coroutine = inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(
        getattr(function, "__call__", None)  # noqa: B004 (an object may have an asynchronous one)
    )
    if is_coroutine and not may_await:
        msg = "token_provider is a coroutine function: use AsyncClient, or a function that returns the token"
        raise TypeError(msg)
    return _libgenauth.TokenProvider(
        function, takes_rejected=_takes_argument(function), is_coroutine=is_coroutine
    )


def _takes_argument(function: Callable[..., Any]) -> bool:
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # some functions written in C have none
        return True
    try:
        signature.bind(None)
    except TypeError:
        return False
    return True
