"""Sessions: what they are made of, and how they end."""

from __future__ import annotations

import asyncio
import copy
import gc
import pickle
import subprocess
import sys
import weakref
from typing import TYPE_CHECKING, Any

import pytest

import libgenauth
from tokens import expired

if TYPE_CHECKING:
    from pathlib import Path

    from libgenauth.testing import Emulator

pytestmark = pytest.mark.thread_unsafe(reason="counts requests")


def test_token_set() -> None:
    tokens = libgenauth.TokenSet("a-secret", refresh_token="another", expires_at=1_900_000_000)
    assert (tokens.access_token, tokens.refresh_token, tokens.id_token) == ("a-secret", "another", None)
    assert (tokens.expires_at, tokens.scope) == (1_900_000_000, None)
    assert "a-secret" not in repr(tokens)
    assert "another" not in repr(tokens)
    assert libgenauth.TokenSet(**dict(tokens)) == tokens
    assert libgenauth.TokenSet.from_json(tokens.to_json()) == pickle.loads(pickle.dumps(tokens)) == tokens
    assert copy.deepcopy(tokens) == tokens
    assert len({tokens, libgenauth.TokenSet("a-secret")}) == 2
    with pytest.raises(AttributeError):
        tokens.access_token = "b"  # type: ignore[misc]
    with pytest.raises(KeyError):
        tokens["token_type"]
    with pytest.raises(libgenauth.InvalidArgumentError):
        libgenauth.TokenSet.from_json("{}")


@pytest.mark.parametrize("tokens", [None, 5, "token", {}, {"access_token": 5}])
def test_what_is_no_token_set(settings: dict[str, Any], tokens: Any) -> None:
    with pytest.raises(TypeError):
        libgenauth.Session(tokens, **settings)


def test_configuration(settings: dict[str, Any]) -> None:
    tokens = {"access_token": "t"}
    with pytest.raises(TypeError, match="app_id"):
        libgenauth.Session(tokens, host="https://example.genauth.ai")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="timeout_ms"):
        libgenauth.Session(tokens, **settings, timeout_ms=1)  # type: ignore[call-arg]
    with pytest.raises(libgenauth.ConfigError, match="client_auth"):
        libgenauth.Session(tokens, **settings, client_auth="jwt")  # type: ignore[arg-type]
    with pytest.raises(libgenauth.ConfigError, match="max_attempt"):
        libgenauth.Session(tokens, **settings, max_attempt=1)  # type: ignore[call-arg]
    session = libgenauth.Session(
        tokens, **settings, app_secret="s", timeout=None, connect_timeout=1.5, max_attempts=2, ca_pem=None
    )
    assert session.access_token() == "t"
    assert session.claims is None


def test_a_client_of_a_session(provider: Emulator, settings: dict[str, Any]) -> None:
    tokens = provider.sign_in()
    with libgenauth.Session(tokens, **settings) as session:
        assert session.tokens == tokens
        assert session.claims
        assert session.claims["verified_by"] is None
        for client in (
            session.client(),
            libgenauth.Client(session=session),
            libgenauth.Client(
                session=session, app_id=settings["app_id"], host=settings["host"], proxy="none"
            ),
        ):
            assert client.get_profile().user_id == session.claims["sub"]
            assert tokens.access_token not in repr(client)
        assert "signed in" in repr(session)
    with pytest.raises(RuntimeError, match="closed"):
        session.access_token()
    assert client.get_profile().user_id  # the user is still signed in


def test_one_source_of_tokens(settings: dict[str, Any]) -> None:
    session = libgenauth.Session({"access_token": "t"}, **settings)
    config = {**settings, "access_token": "t"}
    sources: dict[str, Any]
    for sources in ({"session": session}, {"token_provider": str}):
        with pytest.raises(TypeError, match="exclude"):
            libgenauth.Client(**config, **sources)
    with pytest.raises(TypeError, match="host"):
        libgenauth.Client(app_id="app")
    client = libgenauth.Client(session=session)
    client.set_access_token("documented-user-token")
    assert client.get_profile().user_id


def test_the_server_ends_a_session(provider: Emulator, settings: dict[str, Any]) -> None:
    events: list[libgenauth.SessionEvent] = []
    session = libgenauth.Session(provider.sign_in(), store=libgenauth.MemoryStore(), **settings)
    session.on_event = events.append
    assert session.on_event == events.append
    session.refresh()
    assert session.tokens
    provider.revoke(session.tokens.access_token)
    with pytest.raises(libgenauth.AuthenticationError) as caught:
        session.refresh()
    assert caught.value.session_is_dead
    assert caught.value.oauth_error == "invalid_grant"
    assert [(event.name, event.reason) for event in events] == [
        ("refreshed", None),
        ("ended", "invalid_grant"),
    ]
    assert session.tokens is None
    assert session.claims is None


def test_an_outage_ends_nothing(provider: Emulator, settings: dict[str, Any]) -> None:
    session = libgenauth.Session(expired(provider), **settings, max_attempts=1)
    provider.fail_next("token", "unavailable")
    with pytest.raises(libgenauth.ApiError) as caught:
        session.access_token()
    assert not caught.value.session_is_dead
    assert session.access_token()


@pytest.mark.parametrize("is_reachable", [True, False])
def test_sign_out(provider: Emulator, settings: dict[str, Any], *, is_reachable: bool) -> None:
    store = libgenauth.MemoryStore()
    session = libgenauth.Session(provider.sign_in(), store=store, **settings)
    assert store.load()
    if not is_reachable:
        provider.stop()
    outcome = session.sign_out(timeout=2)
    assert (outcome.revoked, outcome.store_removed) == (is_reachable, True)
    assert isinstance(outcome.revoke_error, type(None) if is_reachable else libgenauth.NetworkError)
    assert outcome.store_error is None
    assert store.load() is None
    assert session.tokens is None
    assert libgenauth.Session.open(store, **settings) is None
    assert "post_logout_redirect_uri=https%3A%2F%2Fapp.example" in session.end_session_url(
        "https://app.example"
    )
    with pytest.raises(libgenauth.AuthenticationError):
        session.access_token()
    if not is_reachable:
        provider.start()


def test_a_listener_may_use_the_session_and_fail(
    provider: Emulator, settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    unraisable: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", unraisable.append)
    seen: list[str] = []
    session = libgenauth.Session(provider.sign_in(), **settings)

    def listener(event: str) -> None:
        seen.append(session.access_token())
        raise LookupError(event)

    session.on_event = listener
    session.refresh()
    assert session.tokens
    assert seen == [session.tokens.access_token]
    assert isinstance(unraisable[0].exc_value, LookupError)
    session.on_event = None
    session.refresh()
    assert len(seen) == 1


def test_a_listener_that_knows_its_session_is_garbage(settings: dict[str, Any]) -> None:
    class Owner:
        def __init__(self) -> None:
            self.session = libgenauth.Session({"access_token": "t"}, **settings)
            self.session.on_event = self.listen

        def listen(self, event: str) -> None:
            pass

    owner = Owner()
    gone = weakref.ref(owner)
    del owner
    gc.collect()
    assert gone() is None


def test_async_session(provider: Emulator, settings: dict[str, Any]) -> None:
    async def main() -> None:
        store = libgenauth.MemoryStore()
        async with libgenauth.AsyncSession(expired(provider), store=store, **settings) as session:
            assert session.tokens
            before = session.tokens.access_token
            async with session.client() as client:
                assert (await client.get_profile()).user_id
            async with libgenauth.AsyncClient(session=session) as client:
                assert (await client.get_profile()).user_id
            assert await session.access_token() == session.tokens.access_token != before
            again = libgenauth.AsyncSession.open(store, **settings)
            assert again
            assert again.tokens == session.tokens
            await session.refresh()
            assert (await session.sign_out()).revoked
        with pytest.raises(RuntimeError, match="closed"):
            await session.access_token()

    asyncio.run(main())


def test_a_session_outside_of_asyncio(settings: dict[str, Any]) -> None:
    session = libgenauth.AsyncSession({"access_token": "t"}, **settings)
    coroutine = session.access_token()
    with pytest.raises(RuntimeError, match="event loop"):
        coroutine.send(None)


FORK = """
import asyncio, os, libgenauth
session = libgenauth.Session({tokens!r}, store=libgenauth.FileStore({path!r}), **{settings!r})
session.on_event = print
client = session.client()
client.get_profile()
children = []
for _ in range(4):
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            client.get_profile()
            session.refresh()
            asyncio.run(libgenauth.AsyncClient(session=session).get_profile())
            status = 0
        finally:
            os._exit(status)
    children.append(pid)
for pid in children:
    assert os.waitpid(pid, 0)[1] == 0
session.refresh()
client.get_profile()
"""


def test_fork(provider: Emulator, settings: dict[str, Any], tmp_path: Path) -> None:
    program = FORK.format(tokens=dict(provider.sign_in()), path=str(tmp_path / "session"), settings=settings)
    done = subprocess.run(
        [sys.executable, "-c", program], timeout=60, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_no_frame_holds_a_token(provider: Emulator, settings: dict[str, Any]) -> None:
    session = libgenauth.Session(
        {**dict(provider.sign_in()), "expires_at": 1}, **settings, app_secret="s3cret"
    )
    with pytest.raises(libgenauth.GenAuthError) as caught:
        session.access_token()
    assert caught.value.attempts
    frame = caught.tb
    while frame.tb_next is not None:
        frame = frame.tb_next
    assert frame.tb_frame.f_code.co_name == "test_no_frame_holds_a_token"
