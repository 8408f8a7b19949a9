"""Objects that nobody initialised, or that are of no use any more: debuggers meet them."""

from __future__ import annotations

import asyncio
import copy
import inspect
import pickle
import pydoc
import subprocess
import sys
from typing import Any, Callable

import pytest

import libgenauth
from libgenauth.testing import Emulator

CLIENTS = [libgenauth.Client, libgenauth.AsyncClient]
PUBLIC = [getattr(libgenauth, name) for name in libgenauth.__all__]
EXCEPTIONS = [each for each in PUBLIC if inspect.isclass(each) and issubclass(each, Exception)]
NATIVE = [libgenauth.Profile, libgenauth.Identity, libgenauth.DecodeNote]
COPIES = [copy.copy, copy.deepcopy, pickle.dumps]


@pytest.fixture(params=CLIENTS)
def cls(request: pytest.FixtureRequest) -> Any:
    return request.param


def settings(**more: Any) -> dict[str, Any]:
    return {"app_id": "app", "host": "h.genauth.ai", **more}


@pytest.mark.thread_unsafe(reason="pydoc makes a class write its annotations while it is read")
@pytest.mark.parametrize("each", [*CLIENTS, *EXCEPTIONS, libgenauth.Timestamp, Emulator])
def test_what_any_object_must_bear(each: Any) -> None:
    half = each.__new__(each)
    render: Any = pydoc.render_doc
    for look in (repr, str, dir, hash, render):
        assert look(half) is not None
    assert half == half  # noqa: PLR0124 (asks `__eq__`)
    assert half != object()
    assert each is libgenauth.Timestamp or inspect.signature(each)


def test_a_client(cls: Any) -> None:
    half = cls.__new__(cls)
    assert repr(half) == f"{cls.__name__}(not initialised)"
    assert len({half, cls.__new__(cls)}) == 2
    uses: list[Callable[[], Any]] = [
        lambda: half.set_access_token("x"),
        lambda: run(half.get_profile()),
        lambda: run(half.__enter__() if cls is libgenauth.Client else half.__aenter__()),
    ]
    for use in uses:
        with pytest.raises(RuntimeError, match=r"^the client was not initialised: call __init__$"):
            use()
    for _ in range(2):
        run(half.close() if cls is libgenauth.Client else half.aclose())
    assert repr(half) == f"{cls.__name__}(not initialised)"
    half.__init__(**settings())
    assert repr(half) == f"{cls.__name__}(host='h.genauth.ai')"


def run(outcome: Any) -> Any:
    return asyncio.run(outcome) if inspect.iscoroutine(outcome) else outcome


def test_a_client_whose_construction_failed(cls: Any) -> None:
    half = cls.__new__(cls)
    with pytest.raises(libgenauth.ConfigError):
        half.__init__(**settings(max_attempts=0))
    assert repr(half) == f"{cls.__name__}(not initialised)"


@pytest.mark.parametrize("duplicate", COPIES)
def test_no_state_of_a_client_can_be_copied(cls: Any, duplicate: Any) -> None:
    closed = cls(**settings())
    run(closed.close() if cls is libgenauth.Client else closed.aclose())
    for client in (cls.__new__(cls), cls(**settings()), closed):
        with pytest.raises(TypeError, match=rf"^cannot pickle or copy '{cls.__name__}' object: "):
            duplicate(client)


def test_attributes_can_go(cls: Any) -> None:
    client = cls(**settings())
    for name in list(vars(client)):
        delattr(client, name)
    assert repr(client) == f"{cls.__name__}(not initialised)"


def test_subclasses(cls: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Tenant(cls):  # type: ignore[misc]
        def __init__(self, *, tenant: str = "t", **settings: Any) -> None:
            self.tenant = tenant
            super().__init__(**settings)

    monkeypatch.setenv("GENAUTH_APP_ID", "app")
    monkeypatch.setenv("GENAUTH_HOST", "h.genauth.ai")
    for client in (Tenant(**settings()), Tenant.from_config(settings(timeout_ms=500)), Tenant.from_env()):
        assert client.tenant == "t"
        assert repr(client) == "Tenant(host='h.genauth.ai')"

    class Careless(cls):  # type: ignore[misc]
        def __init__(self) -> None:
            pass

    assert repr(Careless()) == "Careless(not initialised)"


def test_from_config_makes_the_same_client(cls: Any) -> None:
    given: dict[str, Any] = {}

    class Recorder(cls):  # type: ignore[misc]
        def __init__(self, **settings: Any) -> None:
            given.update(settings)

    Recorder.from_config(
        settings(timeout_ms=1500, connect_timeout_ms=0, max_attempts=2, allow_insecure_http=True, proxy=None)
    )
    assert given == settings(timeout=1.5, connect_timeout=0.0, max_attempts=2, allow_insecure_http=True)


@pytest.mark.parametrize("each", EXCEPTIONS)
def test_exceptions(each: Any) -> None:
    half = each.__new__(each)
    assert str(half) == ""
    assert repr(half) == f"{each.__name__}()"
    assert (half.kind, half.attempts, half.retryable, half.http_status) == (each.kind, 0, False, None)
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'message'"):
        copy.copy(half)


@pytest.mark.thread_unsafe(reason="CPython counts the depth of its parser, which pydoc uses, for all threads")
@pytest.mark.parametrize("each", NATIVE)
def test_native_classes(each: Any) -> None:
    for new in (each.__new__, object.__new__):
        with pytest.raises(TypeError):
            new(each)
    with pytest.raises(TypeError, match="not an acceptable base type"):
        type("Sub", (each,), {})
    render: Any = pydoc.render_doc
    assert each.__name__ in render(each)


def test_an_emulator() -> None:
    half = Emulator.__new__(Emulator)
    half.stop()
    for use in (half.config, half.environment, half.requests, lambda: half.url):
        with pytest.raises(RuntimeError, match="the emulator does not run: use it in a with block"):
            use()
    with pytest.raises(RuntimeError, match="the emulator was not initialised: call __init__"):
        half.start()


@pytest.mark.thread_unsafe(reason="starts processes")
def test_at_exit() -> None:
    program = (
        "import libgenauth as g; a, b = g.Client.__new__(g.Client), g.AsyncClient.__new__(g.AsyncClient)"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stderr == ""
