"""Making, using and closing clients."""

from __future__ import annotations

import asyncio
import inspect
import pickle
from datetime import timedelta
from pathlib import Path
from typing import Any, Union

import pytest

import libgenauth
from test_errors import in_note

AnyClient = Union[libgenauth.Client, libgenauth.AsyncClient]


@pytest.fixture(params=[libgenauth.Client, libgenauth.AsyncClient])
def make(request: pytest.FixtureRequest) -> Any:
    return request.param


def get_profile(client: AnyClient) -> libgenauth.Profile:
    if isinstance(client, libgenauth.Client):
        return client.get_profile()
    return asyncio.run(client.get_profile())


def close(client: AnyClient) -> None:
    if isinstance(client, libgenauth.Client):
        client.close()
    else:
        asyncio.run(client.aclose())


def test_closing_twice_and_using_afterwards(make: Any, config: dict[str, Any]) -> None:
    client = make(**config)
    assert get_profile(client)
    close(client)
    close(client)
    with pytest.raises(RuntimeError, match="the client is closed"):
        get_profile(client)
    with pytest.raises(RuntimeError, match="the client is closed"):
        client.set_access_token("x")
    assert repr(client).endswith(", closed)")


def test_context_manager(config: dict[str, Any]) -> None:
    with libgenauth.Client(**config) as client:
        client.get_profile()
    with pytest.raises(RuntimeError, match="the client is closed; make a new one"), client:
        pytest.fail("it can be entered again")


def test_asynchronous_context_manager(config: dict[str, Any]) -> None:
    async def main() -> None:
        async with libgenauth.AsyncClient(**config) as client:
            await client.get_profile()
        with pytest.raises(RuntimeError, match="the client is closed; make a new one"):
            async with client:
                pytest.fail("it can be entered again")

    asyncio.run(main())


def test_token_can_be_replaced(make: Any, config: dict[str, Any]) -> None:
    client = make(**config)
    client.set_access_token(None)
    with pytest.raises(libgenauth.AuthenticationError, match="no access token"):
        get_profile(client)
    client.set_access_token("openid-only-token")
    assert get_profile(client).email is None
    with pytest.raises(libgenauth.InvalidArgumentError):
        client.set_access_token("a b")


def test_it_cannot_be_pickled(make: Any, config: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="cannot pickle"):
        pickle.dumps(make(**config))


def test_repr_has_no_secret(make: Any) -> None:
    client = make(app_id="app", host="h.genauth.ai", access_token="s3cret", proxy="http://u:s3cret@p:1")
    assert repr(client) == f"{make.__name__}(host='h.genauth.ai')"


def test_every_setting(make: Any, config: dict[str, Any], tmp_path: Path) -> None:
    empty = tmp_path / "ca.pem"
    pem = (Path(__file__).parent / "ca.pem").read_bytes()
    empty.write_bytes(pem)
    more = {
        "app_secret": "s",
        "client_auth": "basic",
        "timeout": None,
        "connect_timeout": 0,
        "max_attempts": 1,
        "max_response_bytes": 1 << 20,
        "ca_file": empty,
        "ca_pem": pem,
        "header_prefix": "authing",
        "token_style": "bare",
        "language": "en-US",
        "user_agent": "MyApp/1.2",
        "allow_insecure_http": True,
    }
    parameters = inspect.signature(make).parameters
    sources = {"session", "token_provider"}  # in the place of a token
    assert set(parameters) == set(config | more) | sources
    assert all(parameter.kind is inspect.Parameter.KEYWORD_ONLY for parameter in parameters.values())
    assert get_profile(make(**config, **more))
    assert get_profile(make(**config, ca_file=str(empty), ca_pem=pem.decode()))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"app_id": ""}, "app_id: must not be empty"),
        ({"host": "http://example.com"}, "host: "),
        ({"max_attempts": 0}, "max_attempts: must be 1 or larger"),
        ({"max_attempts": -1}, "max_attempts: must be an integer"),
        ({"max_response_bytes": -1}, "max_response_bytes: must be an integer"),
        ({"ca_file": "/does/not/exist"}, "ca_file: "),
        ({"ca_pem": b"nonsense"}, "ca_pem: "),
        ({"proxy": "gopher://x"}, "proxy: "),
        ({"header_prefix": "x"}, "header_prefix: must be"),
        ({"client_auth": "x"}, "client_auth: must be"),
        ({"token_style": "x"}, "token_style: must be"),
        ({"language": "\n"}, "language: "),
        ({"user_agent": "\n"}, "user_agent: "),
    ],
)
def test_wrong_settings_are_named(
    make: Any, config: dict[str, Any], wrong: dict[str, Any], message: str
) -> None:
    with pytest.raises(libgenauth.ConfigError) as caught:
        make(**(config | wrong))
    assert caught.value.message.startswith(message)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    "wrong",
    [
        {"app_id": 1},
        {"timeout": "1"},
        {"max_attempts": 1.5},
        {"ca_pem": 1},
        {"ca_file": 1},
        {"proxi": "none"},
    ],
)
def test_wrong_types_are_named(make: Any, config: dict[str, Any], wrong: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=in_note(next(iter(wrong)))):
        make(**(config | wrong))


def test_from_config(make: Any, config: dict[str, Any]) -> None:
    client = make.from_config({**config, "timeout_ms": 5000, "language": None})
    assert get_profile(client)
    assert config["host"] in repr(client)


def test_from_config_takes_paths_and_bytes(make: Any, config: dict[str, Any]) -> None:
    path = Path(__file__).parent / "ca.pem"
    assert get_profile(make.from_config({**config, "ca_file": path, "ca_pem": path.read_bytes()}))
    with pytest.raises(libgenauth.ConfigError, match="ca_file: "):
        make.from_config({**config, "ca_file": path.with_name("does not exist")})


@pytest.mark.parametrize(
    ("wrong", "message", "hint"),
    [
        ({"timeout": 5}, "timeout: is not a configuration key", "Did you mean `timeout_ms`?"),
        ({"timeout_ms": -5}, "timeout_ms: must be an integer, 0 or larger", ""),
        ({"app_id": 5}, "app_id: must be a string", ""),
        ({"app_id": object()}, "app_id: must be a string", ""),
        (
            {"timeout": timedelta(seconds=5)},
            "timeout: is not a configuration key",
            "Did you mean `timeout_ms`?",
        ),
        ({"host": None}, "host: ", "Copy the application's address"),
    ],
)
def test_from_wrong_config(
    make: Any, config: dict[str, Any], wrong: dict[str, Any], message: str, hint: str
) -> None:
    with pytest.raises(libgenauth.ConfigError) as caught:
        make.from_config(config | wrong)
    assert caught.value.message.startswith(message)
    assert caught.value.hint.startswith(hint)


def test_from_env(make: Any, config: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENAUTH_APP_ID", config["app_id"])
    monkeypatch.setenv("GENAUTH_HOST", config["host"])
    monkeypatch.setenv("GENAUTH_ACCESS_TOKEN", config["access_token"])
    assert get_profile(make.from_env())
    monkeypatch.setenv("GENAUTH_ACCESS_TOKEN", "")
    with pytest.raises(libgenauth.AuthenticationError, match="no access token"):
        get_profile(make.from_env())
    monkeypatch.delenv("GENAUTH_ACCESS_TOKEN")
    assert make.from_env()
    monkeypatch.delenv("GENAUTH_HOST")
    with pytest.raises(
        libgenauth.ConfigError, match="host: the environment variable GENAUTH_HOST is not set"
    ):
        make.from_env()


def test_version() -> None:
    assert libgenauth.__version__.count(".") == 2
