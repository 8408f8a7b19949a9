"""The recipes for web frameworks, run by the frameworks themselves."""

from __future__ import annotations

import importlib
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from wsgiref.util import setup_testing_defaults

import django.test
import pytest
from fastapi.testclient import TestClient

if TYPE_CHECKING:
    from types import ModuleType

    from libgenauth.testing import Emulator

pytestmark = pytest.mark.thread_unsafe(reason="frameworks have settings of the process")


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class App(Protocol):
    """Asks the application for `/me`."""

    def __call__(self, authorization: str | None) -> Answer: ...


def example(name: str) -> ModuleType:
    sys.modules.pop(name, None)
    return importlib.import_module(name)


def fastapi(authorization: str | None) -> Answer:
    with TestClient(example("fastapi_app").app) as client:
        headers = {"authorization": authorization} if authorization else {}
        response = client.get("/me", headers=headers)
    return Answer(response.status_code, dict(response.headers), response.content)


def django_(authorization: str | None) -> Answer:
    name = "django_app"
    if name not in sys.modules:
        example(name)
    # The handler loads the middleware, and with it the client, at the first request.
    client = django.test.Client()
    headers = {"authorization": authorization} if authorization else {}
    response = client.get("/me", headers=headers)
    return Answer(
        response.status_code,
        {key.lower(): value for key, value in response.headers.items()},
        response.content,
    )


def wsgi(authorization: str | None) -> Answer:
    environ: dict[str, Any] = {"PATH_INFO": "/me", "wsgi.input": io.BytesIO()}
    setup_testing_defaults(environ)
    if authorization:
        environ["HTTP_AUTHORIZATION"] = authorization
    started: list[Any] = []
    body = b"".join(example("wsgi_app").application(environ, lambda *start: started.extend(start)))
    status, headers = started
    return Answer(int(status.split()[0]), {key.lower(): value for key, value in headers}, body)


@pytest.fixture(params=[fastapi, django_, wsgi], ids=["fastapi", "django", "wsgi"])
def app(request: pytest.FixtureRequest) -> App:
    way: App = request.param
    return way


@pytest.fixture(autouse=True)
def examples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parents[2] / "examples" / "python")


@pytest.fixture
def configure(genauth_emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> Any:
    def configure(reply: str | None = None) -> None:
        for name, value in genauth_emulator.environment(None, reply=reply).items():
            monkeypatch.setenv(name, value)

    return configure


def test_a_user(app: App, configure: Any) -> None:
    configure()
    answer = app("Bearer documented-user-token")
    assert answer.status == 200
    assert b"test@example.com" in answer.body


@pytest.mark.parametrize("authorization", [None, "Basic dTpw", "Bearer unknown", "Bearer two words"])
def test_nobody(app: App, configure: Any, authorization: str | None) -> None:
    configure()
    answer = app(authorization)
    assert answer.status == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_refused(app: App, configure: Any) -> None:
    configure("forbidden")
    assert app("Bearer documented-user-token").status == 403


def test_an_outage(app: App, configure: Any) -> None:
    configure("outage")
    answer = app("Bearer documented-user-token")
    assert answer.status == 503
    assert answer.headers["retry-after"] == "7200"
