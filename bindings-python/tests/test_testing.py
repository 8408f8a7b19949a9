"""The emulator for the tests of applications."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import libgenauth
from libgenauth.testing import OPENID_ONLY_TOKEN, Emulator

pytestmark = pytest.mark.thread_unsafe(reason="starts processes")


def test_users_of_ones_own() -> None:
    with Emulator({"ada": {"userId": "u1", "name": "Ada"}, "bob": {"userId": "u2"}}) as emulator:
        with libgenauth.Client(**emulator.config("ada")) as client:
            assert client.get_profile().name == "Ada"
            assert client.get_profile(access_token="bob").user_id == "u2"
            assert client.get_profile(access_token=OPENID_ONLY_TOKEN).email is None
        with pytest.raises(libgenauth.AuthenticationError):
            libgenauth.Client(**emulator.config(None)).get_profile()


def test_scripted_answers(genauth_emulator: Emulator) -> None:
    replies: dict[str, list[dict[str, Any]]]
    replies = {"recovers": [{"status": 503}, {"body": {"statusCode": 200, "data": {"userId": "u"}}}]}
    with Emulator(replies=replies) as emulator:
        for _ in range(2):
            with libgenauth.Client(**emulator.config(reply="recovers"), max_attempts=1) as client:
                with pytest.raises(libgenauth.ApiError, match="503"):
                    client.get_profile()
                assert client.get_profile().user_id == "u"
    with pytest.raises(libgenauth.PermissionDeniedError):
        libgenauth.Client(**genauth_emulator.config(reply="forbidden")).get_profile()


def test_a_busy_service(genauth_emulator: Emulator) -> None:
    genauth_emulator.set_fault("rate_limited", retry_after=30)
    client = libgenauth.Client(**genauth_emulator.config(), max_attempts=1)
    with pytest.raises(libgenauth.RateLimitError) as caught:
        client.get_profile()
    assert caught.value.retry_after == 30


def test_no_fault_outlives_its_test(genauth_emulator: Emulator) -> None:
    with libgenauth.Client(**genauth_emulator.config(), max_attempts=1) as client:
        client.get_profile()
        genauth_emulator.set_fault("unavailable", times=1)
        with pytest.raises(libgenauth.ApiError, match="503"):
            client.get_profile()
        client.get_profile()


def test_a_suspended_user(genauth_emulator: Emulator) -> None:
    genauth_emulator.add_user("adas-token", {"userId": "u-ada", "username": "ada"})
    genauth_emulator.set_fault("suspended_user", user="ada")
    with libgenauth.Client(**genauth_emulator.config("adas-token")) as client:
        with pytest.raises(libgenauth.PermissionDeniedError):
            client.get_profile()
        assert client.get_profile(access_token=OPENID_ONLY_TOKEN).user_id


def test_a_session_that_ended(genauth_emulator: Emulator) -> None:
    session = libgenauth.Session(genauth_emulator.sign_in(), **genauth_emulator.config(None))
    genauth_emulator.set_fault("session_ended")
    with pytest.raises(libgenauth.AuthenticationError) as caught:
        session.refresh()
    assert caught.value.session_is_dead


def test_what_cannot_be_set(genauth_emulator: Emulator) -> None:
    with pytest.raises(ValueError, match="there is no such user"):
        genauth_emulator.set_fault("suspended_user", user="nobody")
    with pytest.raises(ValueError, match="explosion"):
        genauth_emulator.set_fault("explosion")
    with pytest.raises(ValueError, match="another user"):
        genauth_emulator.add_user(OPENID_ONLY_TOKEN, {"userId": "u"})


def test_the_variable_of_the_emulator(genauth_emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENAUTH_EMULATOR_HOST", genauth_emulator.url)
    with libgenauth.Client(
        app_id="app", host="https://genauth.invalid", access_token=OPENID_ONLY_TOKEN
    ) as client:
        assert client.get_profile().user_id


def test_looking_back() -> None:
    with Emulator() as emulator:
        libgenauth.Client(**emulator.config()).get_profile(with_identities=True)
        [request] = emulator.requests()
    assert (request["path"], request["query"]) == ("/api/v3/get-profile", "withIdentities=true")


def test_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "slow to stop"
    program.write_text(
        f'#!/bin/sh\necho $$ > "$0.pid"\nexec {shutil.which(os.environ["GENAUTH_EMULATOR"])} "$@"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("GENAUTH_EMULATOR", str(program))
    with Emulator():
        process = int(Path(f"{program}.pid").read_text())
        os.kill(process, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_what_is_wrong_with_a_script() -> None:
    with (
        pytest.raises(RuntimeError, match=r"the emulator did not start: .*replies"),
        Emulator(replies={"wrong": [{"stattus": 503}]}),
    ):
        pytest.fail("it started")


def test_finding_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = shutil.which(os.environ["GENAUTH_EMULATOR"])
    assert real
    monkeypatch.delenv("GENAUTH_EMULATOR")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileNotFoundError, match=r"not on PATH\. Put genauth-emulator or genauth on PATH"):
        Emulator()

    command = tmp_path / "genauth"
    command.write_text(f'#!/bin/sh\n[ "$1" = emulator ] && shift && exec {real} "$@"\n')
    command.chmod(0o755)
    with Emulator() as emulator:
        assert emulator.url.startswith("http://127.0.0.1:")

    (tmp_path / "genauth-emulator").symlink_to(real)
    command.unlink()
    with Emulator() as emulator:
        assert emulator.url.startswith("http://127.0.0.1:")

    monkeypatch.setenv("GENAUTH_EMULATOR", "/does/not/exist")
    with pytest.raises(
        FileNotFoundError, match="/does/not/exist, which GENAUTH_EMULATOR names, is no program"
    ):
        Emulator()


def test_pytest_is_not_needed() -> None:
    program = "import sys, libgenauth.testing; sys.exit('pytest' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)
