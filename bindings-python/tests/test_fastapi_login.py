"""The recipe for users who sign in with a browser, run by FastAPI against the emulator's OpenID provider."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import pytest
from cryptography.fernet import Fernet
from fastapi.testclient import TestClient

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    import httpx2

    from libgenauth.testing import Emulator

pytestmark = pytest.mark.thread_unsafe(reason="the recipe reads the environment")

SITE = "https://app.example"
KEY = Fernet.generate_key()


@pytest.fixture
def recipe(genauth_emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    secret = "the-secret-of-the-recipe"
    application = {"app_id": "recipe", "app_secret": secret, "redirect_uris": [f"{SITE}/callback"]}
    genauth_emulator.register(application | {"client_auth": "client_secret_post"})
    environment = genauth_emulator.environment(None) | {
        "GENAUTH_APP_ID": "recipe",
        "GENAUTH_APP_SECRET": secret,
        "GENAUTH_REDIRECT_URI": f"{SITE}/callback",
        "GENAUTH_COOKIE_KEY": KEY.decode(),
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.syspath_prepend(Path(__file__).parents[2] / "examples" / "python")
    sys.modules.pop("fastapi_login", None)
    return importlib.import_module("fastapi_login")


class Browser:
    """A user with a browser: it keeps cookies, and it is told each redirect."""

    def __init__(self, client: TestClient, emulator: Emulator) -> None:
        self.client = client
        self._emulator = emulator

    def begin(self) -> str:
        """Follow `/sign-in` to the provider; where the browser is sent back to."""
        url = self.client.get("/sign-in").headers["location"]
        return self._emulator.authorize(f"{url}&login_hint=test%40example.com")

    def sign_in(self) -> httpx2.Response:
        return self.client.get(self.begin())


@pytest.fixture
def browser(recipe: ModuleType, genauth_emulator: Emulator) -> Iterator[Browser]:
    with TestClient(recipe.app, SITE, follow_redirects=False) as client:
        yield Browser(client, genauth_emulator)


def set_cookies(response: httpx2.Response) -> dict[str, str]:
    """What the response sets, by name; the attributes in lower case."""
    cookies = (line.split("=", 1) for line in response.headers.get_list("set-cookie"))
    return dict(cookies)


def test_a_user_signs_in_and_out(browser: Browser, recipe: ModuleType, genauth_emulator: Emulator) -> None:
    client = browser.client
    assert client.get("/").headers["location"] == "/sign-in"

    signed_in = browser.sign_in()
    assert (signed_in.status_code, signed_in.headers["location"]) == (303, "/")
    assert client.get("/").json()["email"] == "test@example.com"
    assert list(client.cookies) == ["session"]  # nothing is left of the login

    before = genauth_emulator.provider_requests()["revocations"]
    signed_out = client.post("/sign-out")
    assert urlsplit(signed_out.headers["location"]).path == "/oidc/session/end"
    assert genauth_emulator.provider_requests()["revocations"] == before + 1
    assert not client.cookies
    assert not recipe.sessions
    assert client.get("/").headers["location"] == "/sign-in"


def test_a_login_waits_in_one_encrypted_cookie(browser: Browser) -> None:
    response = browser.client.get("/sign-in")
    [(name, cookie)] = set_cookies(response).items()
    value, *attributes = cookie.split("; ")
    assert name == "login"
    assert len(cookie) < 4000  # browsers keep 4096 bytes
    expected = {"HttpOnly", "Max-Age=600", "Path=/callback", "SameSite=lax", "Secure"}
    assert set(attributes) == expected
    kept = json.loads(Fernet(KEY).decrypt(value))
    asked = dict(parse_qsl(urlsplit(response.headers["location"]).query))
    assert {"state": kept["state"], "nonce": kept["nonce"]}.items() <= asked.items()
    for secret in "state", "nonce", "code_verifier":
        assert kept[secret] not in cookie


def test_a_session_is_a_name_in_a_cookie(browser: Browser, recipe: ModuleType) -> None:
    cookie = set_cookies(browser.sign_in())["session"]
    [name] = recipe.sessions
    value, *attributes = cookie.split("; ")
    assert value == name
    assert set(attributes) == {"HttpOnly", "Path=/", "SameSite=lax", "Secure"}


@pytest.mark.parametrize(
    "cookie",
    [None, "garbage", Fernet(Fernet.generate_key()).encrypt(b"{}").decode()],
    ids=["none", "garbage", "another key"],
)
def test_a_redirect_without_its_login_is_refused(browser: Browser, cookie: str | None) -> None:
    redirect = browser.begin()
    browser.client.cookies.clear()
    response = browser.client.get(redirect, headers={} if cookie is None else {"cookie": f"login={cookie}"})
    assert response.status_code == 403
    assert not browser.client.cookies


def test_another_browsers_redirect_is_refused(browser: Browser, recipe: ModuleType) -> None:
    theirs = browser.begin()
    browser.begin()
    assert browser.client.get(theirs).status_code == 403
    assert not browser.client.cookies
    assert not recipe.sessions


def test_a_user_who_refuses_is_not_signed_in(browser: Browser) -> None:
    state = dict(parse_qsl(urlsplit(browser.begin()).query))["state"]
    response = browser.client.get("/callback", params={"error": "access_denied", "state": state})
    assert response.status_code == 403
    assert not browser.client.cookies


def test_a_session_that_ended_elsewhere_is_begun_anew(
    browser: Browser, recipe: ModuleType, genauth_emulator: Emulator
) -> None:
    browser.sign_in()
    [session] = recipe.sessions.values()
    genauth_emulator.revoke(session.tokens.refresh_token)
    assert browser.client.get("/").headers["location"] == "/sign-in"
    assert not recipe.sessions


def test_an_outage_signs_nobody_out(browser: Browser, recipe: ModuleType, genauth_emulator: Emulator) -> None:
    browser.sign_in()
    [session] = recipe.sessions.values()
    genauth_emulator.expire(session.tokens.access_token)
    genauth_emulator.fail_next("token", "unavailable", retry_after=7200)
    refused = browser.client.get("/")
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "7200")
    assert browser.client.get("/").status_code == 200
