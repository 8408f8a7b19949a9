"""Stores: those of the library, and objects of the application that fail in every way."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

import libgenauth

if TYPE_CHECKING:
    from pathlib import Path

    from libgenauth.testing import Emulator


@pytest.fixture
def settings(genauth_emulator: Emulator) -> dict[str, Any]:
    return genauth_emulator.config(access_token=None)


class Database:
    """What an application writes itself."""

    def __init__(self) -> None:
        self.record: str | None = None

    def load(self) -> str | bytes | None:
        return self.record and self.record.encode()

    def save(self, expected_generation: int, record: str) -> bool:
        stored = json.loads(self.record)["generation"] if self.record else 0
        if stored != expected_generation:
            return False
        self.record = record
        return True

    def remove(self) -> None:
        self.record = None


class Broken(Database):
    """It can do nothing any more once it is told so."""

    error: BaseException | None = None

    def load(self) -> str | bytes | None:
        self.check()
        return super().load()

    def save(self, expected_generation: int, record: str) -> bool:
        self.check()
        return super().save(expected_generation, record)

    def remove(self) -> None:
        self.check()
        super().remove()

    def check(self) -> None:
        if self.error is not None:
            raise self.error


def test_a_file(genauth_emulator: Emulator, settings: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    store = libgenauth.FileStore(path)
    assert libgenauth.Session.open(store, **settings) is None
    session = libgenauth.Session(genauth_emulator.sign_in(), store=store, **settings)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    session.refresh()
    again = libgenauth.Session.open(libgenauth.FileStore(str(path)), **settings)
    assert again
    assert again.tokens == session.tokens
    assert json.loads(store.load() or "")["app_id"] == settings["app_id"]
    assert repr(store) == f"FileStore({str(path)!r})"
    session.sign_out()
    assert not path.exists()


def test_a_file_that_cannot_be_used(settings: dict[str, Any], tmp_path: Path) -> None:
    store = libgenauth.FileStore(tmp_path)
    with pytest.raises(IsADirectoryError):
        store.load()
    with pytest.raises(libgenauth.StoreError) as caught:
        libgenauth.Session.open(store, **settings)
    assert caught.value.kind == "store"
    (tmp_path / "bad").write_text('{"secret": 1}', encoding="utf-8")
    with pytest.raises(libgenauth.StoreError) as caught:
        libgenauth.Session.open(libgenauth.FileStore(tmp_path / "bad"), **settings)
    assert "secret" not in str(caught.value)


def test_an_object(genauth_emulator: Emulator, settings: dict[str, Any]) -> None:
    store = Database()
    first = libgenauth.Session(genauth_emulator.sign_in(), store=store, **settings)
    second = libgenauth.Session.open(store, **settings)
    assert second
    first.refresh()
    assert json.loads(store.record or "")["tokens"] == dict(first.tokens or {})
    second.refresh()  # sees that another one was faster, and refreshes on top of it or takes what is there
    assert second.client().get_profile().user_id
    first.sign_out()
    assert store.record is None
    with pytest.raises(libgenauth.AuthenticationError):
        second.refresh()
    assert second.tokens is None


@pytest.mark.parametrize("store", [None, 5, object(), {}])
def test_what_is_no_store(settings: dict[str, Any], store: Any) -> None:
    with pytest.raises(TypeError):
        libgenauth.Session.open(store, **settings)


def test_a_store_that_throws(genauth_emulator: Emulator, settings: dict[str, Any]) -> None:
    store = Broken()
    events: list[str] = []
    session = libgenauth.Session(genauth_emulator.sign_in(), store=store, **settings)
    session.on_event = events.append
    store.error = OSError(28, "No space left for s3cret")
    session.refresh()  # goes on in memory
    assert events == ["store_failed", "refreshed"]
    assert session.client().get_profile().user_id
    with pytest.raises(libgenauth.StoreError) as caught:
        libgenauth.Session.open(store, **settings)
    assert "s3cret" not in repr(caught.value)
    assert "s3cret" not in str(caught.value.__cause__)
    store.error = None
    session.access_token()  # saves at last
    assert json.loads(store.record or "")["tokens"] == dict(session.tokens or {})
    store.error = ValueError()
    outcome = session.sign_out()
    assert not outcome.store_removed
    assert isinstance(outcome.store_error, libgenauth.StoreError)


def test_a_store_that_throws_at_first(genauth_emulator: Emulator, settings: dict[str, Any]) -> None:
    store = Broken()
    store.error = RuntimeError()
    session = libgenauth.Session(genauth_emulator.sign_in(), store=store, **settings)
    events: list[str] = []
    session.on_event = events.append
    assert events == ["store_failed"]
    assert session.access_token()
    store.error = None
    assert session.access_token()
    assert store.record


def test_a_locked_store(settings: dict[str, Any]) -> None:
    store = Broken()
    store.error = libgenauth.StoreError("the keyring is locked", retryable=True)
    with pytest.raises(libgenauth.StoreError, match="locked") as caught:
        libgenauth.Session.open(store, **settings)
    assert caught.value.retryable


def test_an_interrupt_is_not_kept_from_its_caller(settings: dict[str, Any]) -> None:
    store = Broken()
    store.error = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        libgenauth.Session.open(store, **settings)


def test_a_store_that_hangs(genauth_emulator: Emulator, settings: dict[str, Any]) -> None:
    class Hanging(Database):
        go_on = threading.Event()

        def save(self, expected_generation: int, record: str) -> bool:
            if expected_generation:
                self.go_on.wait(20)
            return super().save(expected_generation, record)

    store = Hanging()
    session = libgenauth.Session(genauth_emulator.sign_in(), store=store, **settings)
    before = session.tokens
    begin = time.monotonic()
    with pytest.raises(libgenauth.TimeoutError):
        session.refresh(timeout=0.2)
    assert time.monotonic() - begin < 2
    assert session.tokens == before  # nobody gets what is not saved
    store.go_on.set()
    session.refresh()
    assert session.tokens != before


def test_a_store_that_calls_back(genauth_emulator: Emulator, settings: dict[str, Any]) -> None:
    class Curious(Database):
        session: libgenauth.Session | None = None
        seen = 0

        def save(self, expected_generation: int, record: str) -> bool:
            if self.session is not None:
                assert self.session.access_token()
                assert self.session.client().get_profile().user_id
                self.seen += 1
            return super().save(expected_generation, record)

    store = Curious()
    session = libgenauth.Session(genauth_emulator.sign_in(), store=store, **settings)
    store.session = session
    session.refresh()
    assert store.seen
    store.session = None


EXIT = """
import threading, time, libgenauth
class Store:
    record = None
    def load(self):
        return self.record
    def save(self, expected, record):
        if expected:
            print("saving", flush=True)
            time.sleep({seconds})
        self.record = record
    def remove(self):
        pass
session = libgenauth.Session({tokens!r}, store=Store(), **{settings!r})
for _ in range(4):
    threading.Thread(target=session.refresh, daemon=True).start()
time.sleep(0.3)
"""


@pytest.mark.thread_unsafe(reason="starts processes")
@pytest.mark.parametrize("seconds", [0.0, 0.35, 60])
def test_exit_while_a_store_works(
    genauth_emulator: Emulator, settings: dict[str, Any], seconds: float
) -> None:
    program = EXIT.format(tokens=dict(genauth_emulator.sign_in()), settings=settings, seconds=seconds)
    done = subprocess.run([sys.executable, "-c", program], timeout=20, check=False, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"saving" in done.stdout
