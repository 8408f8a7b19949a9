"""Records of calls, for those who ask for them."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Callable, Union
from urllib.request import ProxyHandler, build_opener

import pytest

import libgenauth
from libgenauth import _logging
from server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Ask
    from libgenauth.testing import Emulator

pytestmark = pytest.mark.thread_unsafe(reason="logging is switched on for the process")


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """What was written since logging was switched on."""
    caplog.set_level(logging.DEBUG, "libgenauth")
    libgenauth.enable_logging()
    yield caplog
    _logging._level = None


def facts(record: logging.LogRecord) -> dict[str, Any]:
    return {name: value for name, value in vars(record).items() if name.startswith("genauth_")}


def written(log: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    # asyncio writes records of its own.
    return [record for record in log.records if record.name == "libgenauth"]


def test_silent_until_asked(ask: Ask, config: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ask(config)
    with pytest.raises(libgenauth.AuthenticationError):
        ask(config, access_token="unknown")
    assert written(caplog) == []


def test_no_logger_is_made() -> None:
    program = "import logging, libgenauth; print([*filter('genauth'.count, logging.root.manager.loggerDict)])"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"


def test_success(ask: Ask, config: dict[str, Any], log: pytest.LogCaptureFixture) -> None:
    ask(config)
    [record] = written(log)
    assert record.levelno == logging.INFO
    assert record.getMessage().startswith("get_profile succeeded [duration=0.")
    known = facts(record)
    assert 0 < known.pop("genauth_duration") < 10
    assert known.pop("genauth_call") == "get_profile"
    assert set(known.values()) == {None}
    assert record.pathname.endswith("conftest.py")


def test_failure(ask: Ask, config: dict[str, Any], log: pytest.LogCaptureFixture) -> None:
    with pytest.raises(libgenauth.AuthenticationError) as caught:
        ask(config, access_token="s3cret")
    [record] = written(log)
    assert record.levelno == logging.WARNING
    known = facts(record)
    assert known.pop("genauth_duration") > 0
    assert known == {
        "genauth_call": "get_profile",
        "genauth_kind": "unauthenticated",
        "genauth_http_status": 200,
        "genauth_api_code": "2020",
        "genauth_oauth_error": None,
        "genauth_request_id": caught.value.request_id,
        "genauth_attempts": 1,
    }
    text = record.getMessage()
    assert text.startswith(f"get_profile failed: {caught.value} [kind=unauthenticated http_status=200 ")
    assert f"request_id={caught.value.request_id}" in text
    assert "s3cret" not in f"{text}{vars(record)}"


def test_giving_up(log: pytest.LogCaptureFixture) -> None:
    async def main(server: Server) -> None:
        call = asyncio.create_task(libgenauth.AsyncClient(**server.config()).get_profile())
        await asyncio.to_thread(server.asked.wait, 5)
        call.cancel()
        await asyncio.wait([call])

    with Server() as server:
        asyncio.run(main(server))
    [record] = written(log)
    assert record.levelno == logging.INFO
    assert facts(record)["genauth_kind"] == "cancelled"
    assert record.getMessage().startswith("get_profile was given up with CancelledError [kind=cancelled ")


def test_another_level(ask: Ask, config: dict[str, Any], log: pytest.LogCaptureFixture) -> None:
    libgenauth.enable_logging(logging.DEBUG)
    ask(config)
    [record] = written(log)
    assert record.levelno == logging.DEBUG


def test_no_personal_data_and_no_query(
    ask: Ask, config: dict[str, Any], log: pytest.LogCaptureFixture
) -> None:
    profile = ask(config, with_custom_data=True, with_identities=True)
    with pytest.raises(libgenauth.NetworkError):
        ask(config | {"host": "http://127.0.0.1:1"}, with_identities=True)
    text = "".join(f"{record.getMessage()}{facts(record)}" for record in written(log))
    for secret in (profile.user_id, profile.email, config["access_token"], "withIdentities", "?"):
        assert secret
        assert secret not in text


Session = Union[libgenauth.Session, libgenauth.AsyncSession]
Make = Callable[[Session], Any]


def blocking(tokens: Any, config: dict[str, Any], make: Make) -> Any:
    return make(libgenauth.Session(tokens, **config))


def asynchronous(tokens: Any, config: dict[str, Any], make: Make) -> Any:
    async def main() -> Any:
        return await make(libgenauth.AsyncSession(tokens, **config))

    return asyncio.run(main())


@pytest.fixture(params=[blocking, asynchronous])
def play(request: pytest.FixtureRequest) -> Any:
    """Makes a session and one call of it."""
    return request.param


@pytest.fixture
def provider_config(genauth_emulator: Emulator) -> dict[str, Any]:
    return genauth_emulator.config(None)


def make_access_token(session: Session) -> Any:
    return session.access_token()


def make_access_token_after(session: Session) -> Any:
    assert session.tokens
    return session.access_token_after(session.tokens.access_token)


def make_refresh(session: Session) -> Any:
    return session.refresh()


def make_sign_out(session: Session) -> Any:
    return session.sign_out()


@pytest.mark.parametrize("make", [make_access_token, make_access_token_after, make_refresh, make_sign_out])
def test_calls_of_a_session(
    play: Any, make: Make, genauth_emulator: Emulator, provider_config: dict[str, Any], log: Any
) -> None:
    tokens = genauth_emulator.sign_in()
    play(tokens, provider_config, make)
    [record] = written(log)
    name = make.__name__.removeprefix("make_")
    assert record.levelno == logging.INFO
    assert record.getMessage().startswith(f"{name} succeeded [duration=")
    assert facts(record)["genauth_call"] == name
    assert record.pathname == __file__
    assert_silent(record, tokens)


def test_a_refused_refresh(
    play: Any, genauth_emulator: Emulator, provider_config: dict[str, Any], log: Any
) -> None:
    tokens = genauth_emulator.sign_in()
    genauth_emulator.revoke(tokens.refresh_token or "")
    with pytest.raises(libgenauth.AuthenticationError) as caught:
        play(tokens, provider_config, make_refresh)
    [record] = written(log)
    assert record.levelno == logging.WARNING
    text = record.getMessage()
    assert text.startswith(f"refresh failed: {caught.value} [kind=unauthenticated http_status=400 ")
    assert facts(record)["genauth_oauth_error"] == "invalid_grant"
    assert_silent(record, tokens)


def test_a_sign_out_that_could_not_revoke(play: Any, config: dict[str, Any], log: Any) -> None:
    tokens = {"access_token": "access-s3cret", "refresh_token": "refresh-s3cret"}
    outcome = play(tokens, config | {"host": "http://127.0.0.1:1", "access_token": None}, make_sign_out)
    [record] = written(log)
    assert record.levelno == logging.WARNING
    text = record.getMessage()
    assert text.startswith(f"sign_out succeeded in part: {outcome.revoke_error} [kind=network ")
    assert "s3cret" not in f"{text}{vars(record)}"


def test_a_session_that_is_given_up(log: Any) -> None:
    async def main(server: Server) -> None:
        session = libgenauth.AsyncSession({"access_token": "a", "refresh_token": "r"}, **server.config())
        call = asyncio.ensure_future(session.refresh())
        await asyncio.to_thread(server.asked.wait, 5)
        call.cancel()
        await asyncio.wait([call])

    with Server() as server:
        asyncio.run(main(server))
    [record] = written(log)
    assert (record.levelno, facts(record)["genauth_kind"]) == (logging.INFO, "cancelled")


def finish(login: libgenauth.Login, url: str) -> Any:
    return login.finish(url)


def finish_async(login: libgenauth.Login, url: str) -> Any:
    async def main() -> Any:
        return await login.finish_async(url)

    return asyncio.run(main())


@pytest.mark.parametrize("end", [finish, finish_async])
def test_the_end_of_a_login(
    end: Callable[[libgenauth.Login, str], Session],
    genauth_emulator: Emulator,
    provider_config: dict[str, Any],
    log: Any,
) -> None:
    options: dict[str, Any] = {"redirect_uri": "http://127.0.0.1/callback", "login_hint": "test@example.com"}
    login = libgenauth.Login(**options, **provider_config)
    url = genauth_emulator.authorize(login.url)
    session = end(login, url)
    with pytest.raises(libgenauth.LoginError):
        end(login, url)
    success, failure = written(log)
    assert success.getMessage().startswith("finish_login succeeded [")
    assert (success.pathname, success.levelno) == (__file__, logging.INFO)
    assert failure.getMessage().startswith("finish_login failed: the login has ended already")
    assert facts(failure)["genauth_kind"] == "login"
    for record in success, failure:
        assert_silent(record, session.tokens)
        assert url.partition("code=")[2].partition("&")[0] not in str(vars(record))


def browser(url: str) -> None:
    """Comes back to the program, as a browser does."""
    with build_opener(ProxyHandler({})).open(f"{url}&login_hint=test%40example.com") as page:
        page.read()


def in_browser(**config: Any) -> Any:
    return libgenauth.Login.in_browser(**config)


def in_browser_async(**config: Any) -> Any:
    async def main() -> Any:
        return await libgenauth.Login.in_browser_async(**config)

    return asyncio.run(main())


@pytest.mark.parametrize("way", [in_browser, in_browser_async])
def test_a_login_in_a_browser(way: Callable[..., Any], provider_config: dict[str, Any], log: Any) -> None:
    way(open_browser=browser, **provider_config)
    with pytest.raises(libgenauth.LoginError):
        way(open_browser=lambda _: False, **provider_config)
    success, failure = written(log)
    assert success.getMessage().startswith("in_browser succeeded [")
    assert failure.getMessage().startswith("in_browser failed: no browser could be opened")
    assert {record.pathname for record in (success, failure)} == {__file__}


def assert_silent(record: logging.LogRecord, tokens: libgenauth.TokenSet | None) -> None:
    """Assert that the record shows no token and no user."""
    assert tokens is not None
    shown = f"{record.getMessage()}{vars(record)}"
    for secret in (tokens.access_token, tokens.refresh_token, tokens.id_token, "test@example.com"):
        assert secret
        assert secret not in shown
