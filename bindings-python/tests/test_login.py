"""Logins: from the URL to the session."""

from __future__ import annotations

import asyncio
import threading
import urllib.request
import webbrowser
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

import libgenauth

if TYPE_CHECKING:
    from libgenauth.testing import Emulator

REDIRECT = "http://127.0.0.1/callback"
USER = "test@example.com"


@pytest.fixture
def settings(genauth_emulator: Emulator) -> dict[str, Any]:
    return genauth_emulator.config(access_token=None)


def begin(settings: dict[str, Any], **options: Any) -> libgenauth.Login:
    return libgenauth.Login(redirect_uri=REDIRECT, login_hint=USER, **options, **settings)


def query(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def visit(url: str) -> None:
    """Be a browser that returns once the page has come."""
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=10):
        pass


def test_the_url(settings: dict[str, Any]) -> None:
    login = libgenauth.Login(
        redirect_uri=REDIRECT,
        scopes=["openid", "email"],
        ui_locales="en-US",
        extra={"brand": "blue"},
        **settings,
    )
    asked = query(login.url)
    assert login.url.startswith(f"{settings['host']}/oidc/auth?")
    assert asked["scope"] == "openid email"
    assert (asked["client_id"], asked["redirect_uri"]) == (settings["app_id"], REDIRECT)
    assert (asked["ui_locales"], asked["brand"]) == ("en-US", "blue")
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert query(begin(settings, scopes="openid").url)["scope"] == "openid"
    for secret in (asked["state"], asked["nonce"]):
        assert secret not in repr(login)
    with pytest.raises(TypeError, match="redirect_uri"):
        libgenauth.Login(**settings)
    with pytest.raises(libgenauth.ConfigError, match="host"):
        libgenauth.Login(redirect_uri=REDIRECT, app_id="app", host="")


def test_finish_in_another_process(genauth_emulator: Emulator, settings: dict[str, Any]) -> None:
    login = begin(settings)
    back = genauth_emulator.authorize(login.url)
    store = libgenauth.MemoryStore()
    session = libgenauth.Login.from_json(login.to_json(), **settings).finish(back, store)
    assert session.claims
    assert session.claims["verified_by"] == "jwks"
    assert session.claims["sub"] == session.client().get_profile().user_id
    again = libgenauth.Session.open(store, **settings)
    assert again
    assert again.claims == session.claims


def test_finish_async(genauth_emulator: Emulator, settings: dict[str, Any]) -> None:
    async def main() -> None:
        login = begin(settings)
        session = await login.finish_async(genauth_emulator.authorize(login.url))
        assert isinstance(session, libgenauth.AsyncSession)
        assert (await session.client().get_profile()).user_id

    asyncio.run(main())


def test_a_refusal(genauth_emulator: Emulator, settings: dict[str, Any]) -> None:
    login = begin(settings)
    state = query(login.url)["state"]
    with pytest.raises(libgenauth.LoginError, match="another login"):
        login.finish(f"{REDIRECT}?code=c&state=other")
    with pytest.raises(libgenauth.LoginError) as caught:
        login.finish(f"{REDIRECT}?error=access_denied&state={state}")
    assert caught.value.oauth_error == "access_denied"
    assert caught.value.kind == "login"
    with pytest.raises(libgenauth.LoginError, match="ended"):
        login.finish(genauth_emulator.authorize(login.url))


def test_a_login_serves_once(genauth_emulator: Emulator, settings: dict[str, Any]) -> None:
    login = begin(settings)
    back = genauth_emulator.authorize(login.url)
    login.finish(back)
    with pytest.raises(libgenauth.LoginError):
        login.finish(back)


def test_a_secret(genauth_emulator: Emulator) -> None:
    genauth_emulator.register(
        {"app_id": "web", "app_secret": "s3cret", "redirect_uris": [REDIRECT], "id_token_alg": "HS256"}
    )
    settings = {**genauth_emulator.config(access_token=None), "app_id": "web"}
    for method in ("post", "basic"):
        config = {**settings, "app_secret": "s3cret", "client_auth": method}
        login = begin(config)
        session = login.finish(genauth_emulator.authorize(login.url))
        assert session.claims
        assert session.claims["verified_by"] == "secret"
        session.refresh()
    login = begin({**settings, "app_secret": "wrong"})
    with pytest.raises(libgenauth.ConfigError) as caught:
        login.finish(genauth_emulator.authorize(login.url))
    assert "wrong" not in str(caught.value)


def test_what_to_json_did_not_write(settings: dict[str, Any]) -> None:
    with pytest.raises(libgenauth.InvalidArgumentError, match="to_json"):
        libgenauth.Login.from_json('{"state": "s3cret"}', **settings)


@pytest.mark.thread_unsafe(reason="replaces the browser")
def test_in_browser(settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "open", visit)
    store = libgenauth.MemoryStore()
    session = libgenauth.Login.in_browser(login_hint=USER, store=store, **settings)
    assert session.client().get_profile().user_id
    assert store.load()

    async def main() -> None:
        session = await libgenauth.Login.in_browser_async(login_hint=USER, **settings)
        assert (await session.client().get_profile()).user_id

    asyncio.run(main())


def refuse(_url: str) -> bool:
    return False


def crash(_url: str) -> bool:
    raise LookupError


@pytest.mark.parametrize("open_browser", [refuse, crash])
def test_no_browser(settings: dict[str, Any], open_browser: Any) -> None:
    with pytest.raises(libgenauth.LoginError, match="no browser") as caught:
        libgenauth.Login.in_browser(open_browser=open_browser, **settings)
    assert isinstance(caught.value.__cause__, LookupError) == (open_browser is crash)

    async def main() -> None:
        with pytest.raises(libgenauth.LoginError, match="no browser"):
            await libgenauth.Login.in_browser_async(open_browser=open_browser, **settings)

    asyncio.run(main())


def test_cancelled_while_the_user_thinks(settings: dict[str, Any]) -> None:
    opened = threading.Event()

    async def main() -> None:
        waiting = libgenauth.Login.in_browser_async(open_browser=lambda _: opened.set(), **settings)
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(waiting, 0.3)

    asyncio.run(main())
    assert opened.is_set()
