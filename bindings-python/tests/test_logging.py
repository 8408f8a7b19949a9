"""Records of calls, for those who ask for them."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

import libgenauth
from libgenauth import _logging
from server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Ask

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
        "genauth_kind": "unauthenticated",
        "genauth_http_status": 200,
        "genauth_api_code": "2020",
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
