"""Every language signs in to a certified provider that nobody here wrote, and lives with its tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from applications import GOODBYE, PUBLIC, REDIRECT_URI, SETTINGS, TAMPERED
from browser import Browser, direct

if TYPE_CHECKING:
    from runner import Runner

Json = dict[str, Any]
SIGNED_OUT = {"revoked": True, "store_removed": True, "revoke_error": None, "store_error": None}


class Application:
    """An application in some language, the user's browser beside it."""

    def __init__(self, runner: Runner, provider: str, app_id: str = PUBLIC) -> None:
        self._runner = runner
        self._provider = provider
        self._config = {"app_id": app_id, "host": provider, "proxy": "none", **SETTINGS.get(app_id, {})}
        self.browser = Browser(provider)

    def begin(self, account: str = "alice") -> tuple[Json, str]:
        """A login, and where the browser was sent back to."""
        options = {"redirect_uri": REDIRECT_URI, "login_hint": account}
        login = self._runner.value(self._config, "begin_login", options=options)
        return login, self.browser.open(login["url"])

    def finish(self, login: Json, redirect: str) -> Json:
        return self._runner.result(self._config, "finish_login", login=login, redirect=redirect, store={})

    def sign_in(self) -> Json:
        """The record of a new session."""
        return self.finish(*self.begin())["stored"]

    def result(self, method: str, record: Json, **args: Any) -> Json:
        return self._runner.result(self._config, method, store={"record": record}, **args)

    def value(self, method: str, record: Json, **args: Any) -> Any:
        return self._runner.value(self._config, method, store={"record": record}, **args)

    def user_info(self, record: Json) -> Json | None:
        """Whom the provider names for the access token; `None`: it refuses the token."""
        headers = {"authorization": f"Bearer {record['tokens']['access_token']}"}
        response = direct().get(f"{self._provider}/oidc/me", headers=headers)
        return None if response.status_code == 401 else response.json()


def changed(url: str, **parameters: str) -> str:
    """The URL with other values of some parameters."""
    parts = urlsplit(url)
    return parts._replace(query=urlencode(dict(parse_qsl(parts.query)) | parameters)).geturl()


def refused(result: Json) -> Json:
    """Why a login is refused: it leaves nothing behind."""
    assert result["error"]["kind"] == "login", result
    assert not result["error"]["session_is_dead"]
    assert result["stored"] is None
    return result["error"]


@pytest.fixture
def application(runner: Runner, provider: str) -> Application:
    return Application(runner, provider)


@pytest.mark.parametrize("app_id", SETTINGS)
def test_the_whole_life_of_a_session(runner: Runner, provider: str, app_id: str) -> None:
    application = Application(runner, provider, app_id)
    login, redirect = application.begin()
    finished = application.finish(login, redirect)
    claims, first = finished["value"], finished["stored"]
    expected = {"iss": f"{provider}/oidc", "aud": app_id, "sub": "alice", "nonce": login["nonce"]}
    assert claims.items() >= expected.items()
    assert claims["verified_by"] == first["verified_by"] == "jwks"
    assert application.user_info(first) == {"sub": "alice", "email": "alice@example.com"}
    assert application.value("access_token", first) == first["tokens"]["access_token"]

    refreshed = application.result("refresh", first)
    second = refreshed["stored"]
    assert refreshed["events"] == ["refreshed"]
    assert second["tokens"]["access_token"] != first["tokens"]["access_token"]
    is_rotated = second["tokens"]["refresh_token"] != first["tokens"]["refresh_token"]
    assert is_rotated == (app_id == PUBLIC)
    assert application.user_info(second)["sub"] == "alice"

    url = application.value("end_session_url", second, post_logout_redirect_uri=GOODBYE)
    assert application.browser.sign_out(url) == GOODBYE
    signed_out = application.result("sign_out", second)
    assert signed_out == {"value": SIGNED_OUT, "events": ["signed_out"], "stored": None}
    assert application.user_info(second) is None
    assert application.result("refresh", second)["error"]["oauth_error"] == "invalid_grant"


def test_a_refresh_token_that_is_used_twice_ends_the_session(application: Application) -> None:
    first = application.sign_in()
    second = application.result("refresh", first)["stored"]
    assert application.user_info(second)
    # The first is what a thief has copied; the second is the session of the user.
    for record in first, second:
        result = application.result("refresh", record)
        error = result["error"]
        assert (error["kind"], error["oauth_error"]) == ("unauthenticated", "invalid_grant")
        assert error["session_is_dead"]
        assert not error["retryable"]
        assert (result["events"], result["stored"]) == (["ended(invalid_grant)"], None)
        assert application.user_info(second) is None


def test_a_login_with_another_nonce_is_refused(application: Application) -> None:
    login, redirect = application.begin()
    assert "nonce" in refused(application.finish({**login, "nonce": "another"}, redirect))["message"]


def test_an_id_token_that_was_changed_is_refused(runner: Runner, provider: str) -> None:
    application = Application(runner, provider, TAMPERED)
    assert "not signed by" in refused(application.finish(*application.begin()))["message"]


@pytest.mark.parametrize("parameter", ["state", "iss"])
def test_a_redirect_that_was_changed_is_refused(application: Application, parameter: str) -> None:
    login, redirect = application.begin()
    refused(application.finish(login, changed(redirect, **{parameter: "another"})))
    # The code was not spent on it.
    assert application.finish(login, redirect)["value"]["sub"] == "alice"


def test_a_code_of_another_login_is_refused(application: Application) -> None:
    (login, redirect), (_, other) = application.begin(), application.begin("bob")
    code = dict(parse_qsl(urlsplit(other).query))["code"]
    # Its verifier does not fit.
    assert refused(application.finish(login, changed(redirect, code=code)))["oauth_error"] == "invalid_grant"


def test_a_code_serves_once(application: Application) -> None:
    login, redirect = application.begin()
    record = application.finish(login, redirect)["stored"]
    assert refused(application.finish(login, redirect))["oauth_error"] == "invalid_grant"
    assert application.user_info(record) is None


def test_a_user_who_refuses_is_not_signed_in(application: Application) -> None:
    assert refused(application.finish(*application.begin("nobody")))["oauth_error"] == "access_denied"
