"""The methods of sessions."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Callable, ClassVar, TypeVar, Union

from failures import FAILURES, facts, member
from stores import ScriptedStore

import libgenauth

if TYPE_CHECKING:
    from calls import Calls

Session = Union[libgenauth.Session, libgenauth.AsyncSession]
S = TypeVar("S", libgenauth.Session, libgenauth.AsyncSession)

PATIENCE = 5
"""For how many seconds events are waited for."""

MILLISECONDS = ("timeout", "connect_timeout")


def settings(config: dict[str, Any]) -> dict[str, Any]:
    """The configuration as keyword arguments, which have seconds."""
    milliseconds = {name: f"{name}_ms" for name in MILLISECONDS if f"{name}_ms" in config}
    rest = {key: value for key, value in config.items() if key not in milliseconds.values()}
    return rest | {name: config[key] / 1000 for name, key in milliseconds.items()}


class Listener:
    """What a session told."""

    def __init__(self) -> None:
        self._events: list[str] = []
        self._changed = threading.Condition()

    def __call__(self, event: libgenauth.SessionEvent) -> None:
        with self._changed:
            self._events.append(event.name if event.reason is None else f"{event.name}({event.reason})")
            self._changed.notify()

    def events(self, awaited: int) -> list[str]:
        with self._changed:
            self._changed.wait_for(lambda: len(self._events) >= awaited, PATIENCE)
            return list(self._events)


@dataclass
class Base:
    """The arguments of all of them, and their outcome."""

    store: dict[str, Any] | None = None
    await_events: int = 0
    _listener: Listener = field(default_factory=Listener, init=False)
    _store: ScriptedStore | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        if self.store is not None:
            self._store = ScriptedStore(**self.store)

    def play(self, config: dict[str, Any], calls: Calls) -> str:
        try:
            return self._outcome(f'"value":{self._value(config, calls)}')
        except FAILURES as error:
            return self._outcome(member(error))

    async def play_async(self, config: dict[str, Any], calls: Calls) -> str:
        try:
            return self._outcome(f'"value":{await self._value_async(config, calls)}')
        except FAILURES as error:
            return self._outcome(member(error))

    def _value(self, config: dict[str, Any], calls: Calls) -> str:
        raise NotImplementedError

    async def _value_async(self, config: dict[str, Any], calls: Calls) -> str:
        raise NotImplementedError

    def _outcome(self, ended: str) -> str:
        events = json.dumps(self._listener.events(self.await_events))
        record = None if self._store is None else self._store.record
        return f'{{{ended},"events":{events},"stored":{"null" if record is None else record}}}'


@dataclass
class OfSession(Base):
    """A function of a session, or of what the session makes once. Both kinds of sessions have the same."""

    function: ClassVar[str]
    tokens: dict[str, Any] | None = None
    timeout_ms: int | None = None
    at_once: int | None = None

    def _value(self, config: dict[str, Any], calls: Calls) -> str:
        session = self._session(libgenauth.Session, config)
        if session is None:
            return "null"
        with session:
            call = self._call(session)
            if self.at_once is None:
                return self._to_json(calls.make(call))
            return self._same(calls.make_at_once(self.at_once, call))

    async def _value_async(self, config: dict[str, Any], calls: Calls) -> str:
        session = self._session(libgenauth.AsyncSession, config)
        if session is None:
            return "null"
        async with session:
            call = self._call(session)
            if self.at_once is None:
                return self._to_json(await calls.make_async(call))
            return self._same(await calls.make_at_once_async(self.at_once, call))

    def _session(self, kind: type[S], config: dict[str, Any]) -> S | None:
        keywords = settings(config)
        if self.tokens is None:
            session = kind.open(self._store, **keywords)
        else:
            session = kind(self.tokens, store=self._store, **keywords)
        if session is not None:
            session.on_event = self._listener
        return session

    def _call(self, session: Session) -> Callable[[], Any]:
        timeout = {} if self.timeout_ms is None else {"timeout": self.timeout_ms / 1000}
        return partial(self._function(session), **timeout)

    def _same(self, values: list[Any]) -> str:
        """Calls at the same time must give the same."""
        (value,) = {self._to_json(value) for value in values}
        return value

    def _function(self, session: Session) -> Callable[..., Any]:
        return getattr(session, self.function)

    def _to_json(self, value: object) -> str:
        return json.dumps(value)


class AccessToken(OfSession):
    function = "access_token"


class Refresh(OfSession):
    function = "refresh"


class SignOut(OfSession):
    function = "sign_out"

    def _to_json(self, value: libgenauth.SignOut) -> str:
        errors = {name: getattr(value, name) for name in ("revoke_error", "store_error")}
        as_facts = {name: None if error is None else facts(error) for name, error in errors.items()}
        return json.dumps({"revoked": value.revoked, "store_removed": value.store_removed, **as_facts})


class SessionProfile(OfSession):
    def _function(self, session: Session) -> Callable[..., Any]:
        return session.client().get_profile

    def _to_json(self, value: libgenauth.Profile) -> str:
        return value.to_json()


@dataclass
class EndSessionUrl(OfSession):
    """No call: it sends nothing."""

    post_logout_redirect_uri: str | None = None

    def _value(self, config: dict[str, Any], _calls: Calls) -> str:
        return self._url(self._session(libgenauth.Session, config))

    async def _value_async(self, config: dict[str, Any], _calls: Calls) -> str:
        return self._url(self._session(libgenauth.AsyncSession, config))

    def _url(self, session: Session | None) -> str:
        return json.dumps(None if session is None else session.end_session_url(self.post_logout_redirect_uri))


@dataclass
class BeginLogin(Base):
    """The beginning of a login, which sends nothing."""

    options: dict[str, Any] = field(default_factory=dict)

    def _value(self, config: dict[str, Any], _calls: Calls) -> str:
        return libgenauth.Login(**self.options, **settings(config)).to_json()

    async def _value_async(self, config: dict[str, Any], calls: Calls) -> str:
        return self._value(config, calls)


@dataclass
class FinishLogin(Base):
    """The end of a login."""

    login: dict[str, Any] | None = None
    redirect: str = ""

    def _value(self, config: dict[str, Any], calls: Calls) -> str:
        login = self._login(config)
        return self._claims(calls.make(lambda: login.finish(self.redirect, self._store)))

    async def _value_async(self, config: dict[str, Any], calls: Calls) -> str:
        login = self._login(config)
        return self._claims(await calls.make_async(lambda: login.finish_async(self.redirect, self._store)))

    def _login(self, config: dict[str, Any]) -> libgenauth.Login:
        return libgenauth.Login.from_json(json.dumps(self.login), **settings(config))

    def _claims(self, session: Session) -> str:
        session.on_event = self._listener
        return json.dumps(session.claims)
