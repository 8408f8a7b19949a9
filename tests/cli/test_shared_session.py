"""Log in once, and every program of the user has the session."""

from __future__ import annotations

import json
import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import libgenauth
from conftest import APP_ID

if TYPE_CHECKING:
    from conftest import User

USER_ID = "6229ffaxxxxxxxxcade3e3d9"


def open_session(user: User) -> libgenauth.Session | None:
    store = libgenauth.FileStore(user.session_file)
    return libgenauth.Session.open(store, app_id=APP_ID, host=user.host)


def in_c(user: User) -> list[str]:
    """What the C program prints: the access token and the user's id."""
    arguments = [os.environ["GENAUTH_SHARED_C"], APP_ID, user.host, str(user.session_file)]
    return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout.split()


def in_python(user: User) -> list[str]:
    session = open_session(user)
    if session is None:
        return ["nobody"]
    return [session.access_token(), session.client().get_profile().user_id]


def test_a_login_is_everybodys(user: User) -> None:
    assert in_c(user) == in_python(user) == ["nobody"]
    user.login("--store", "file")
    assert in_c(user) == in_python(user) == [user.run("token"), USER_ID]


def test_a_refresh_of_one_is_everybodys(user: User) -> None:
    user.login("--store", "file")
    before = user.run("token")
    session = open_session(user)
    assert session
    session.refresh()
    after = session.access_token()
    assert after != before
    assert in_c(user)[0] == user.run("token") == after


def set_end(user: User, expires_at: float) -> None:
    """Change when the access token expires, as the session knows it."""
    record = json.loads(user.session_file.read_text())
    record["tokens"]["expires_at"] = int(expires_at)
    user.session_file.write_text(json.dumps(record))


def test_a_program_that_ends_soon_keeps_the_session(user: User) -> None:
    """A refresh that its end cut off would lose the session."""
    user.login("--store", "file")
    for refreshes in [1, 2]:
        set_end(user, time.time() + 100)
        assert in_c(user)[1] == USER_ID
        assert user.refreshes == refreshes
    assert in_c(user) == [user.run("token"), USER_ID]


def test_only_one_of_them_refreshes(user: User) -> None:
    user.login("--store", "file")
    set_end(user, 1)
    jobs = [lambda: in_c(user)[0], lambda: in_python(user)[0], lambda: user.run("token")] * 3
    with ThreadPoolExecutor(len(jobs)) as pool:
        tokens = set(pool.map(lambda job: job(), jobs))
    assert len(tokens) == 1
    assert user.refreshes == 1


def test_a_logout_is_everybodys(user: User) -> None:
    user.login("--store", "file")
    session = open_session(user)
    assert session
    user.run("logout")
    assert in_c(user) == in_python(user) == ["nobody"]


def test_an_encrypted_session_is_nobodys(user: User) -> None:
    """A program that took what is in that file for tokens would lose the session."""
    user.login("--store", "file")
    user.session_file.rename(user.session_file.with_suffix(".sealed"))
    assert in_c(user) == in_python(user) == ["nobody"]
