"""The blocking client, and what it shares with its asynchronous twin.

A method with arguments is ``confidential``: it receives them in boxes and passes them on to native code,
which takes each as an ``Argument``. It looks into none, except to tell whether one is ``None``.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from . import _libgenauth
from ._exceptions import ConfigError
from ._libgenauth import confidential, reveal
from ._logging import recorded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType
    from typing import Any, Callable, Literal, NoReturn

    from typing_extensions import Self

    from ._libgenauth import AsyncSession, Session


CLIENT = _libgenauth.ClientTimeout()

_ALL_BUT_ONE = 2


class BaseClient:
    """What both clients share."""

    # Of an object that nobody initialised, which a debugger may still show.
    _native: _libgenauth.Client | None = None
    _address: str | None = None
    _session: Session | AsyncSession | None = None
    _token_provider: _libgenauth.TokenProvider | None = None
    _may_await = False

    @confidential
    def __init__(
        self,
        *,
        app_id: str | None = None,
        host: str | None = None,
        access_token: str | None = None,
        app_secret: str | None = None,
        client_auth: Literal["post", "basic"] = "post",
        timeout: float | None = 10.0,
        connect_timeout: float | None = 5.0,
        max_attempts: int = 3,
        max_response_bytes: int = 8 * 1024 * 1024,
        ca_file: str | os.PathLike[str] | None = None,
        ca_pem: str | bytes | None = None,
        proxy: str | None = None,
        header_prefix: Literal["genauth", "authing"] = "genauth",
        token_style: Literal["bearer", "bare"] = "bearer",  # noqa: S107 (no password)
        language: str | None = None,
        user_agent: str | None = None,
        allow_insecure_http: bool = False,
        session: Session | AsyncSession | None = None,
        token_provider: Callable[..., Any] | None = None,
    ) -> None:
        """Create a client. Performs no I/O except reading ``ca_file``.

        :param app_id: the App ID of the application, from its page in the console.
        :param host: the application's own address, as the console shows it; ``https://`` may be omitted.
            Both may be left out with a ``session``, whose settings are used then.
        :param access_token: the token for calls that pass none.
        :param app_secret: the application's secret, for applications that can keep one: for sessions.
        :param client_auth: how ``app_secret`` is sent: ``post``, in the form, or ``basic``, in a header.
        :param timeout: seconds for a whole call, with connecting, retries, back-off and the body. ``None``
            or 0 means no limit.
        :param connect_timeout: seconds for opening one connection, TLS included; ``None`` or 0: no limit.
        :param max_attempts: the most attempts per call; 1 disables retries.
        :param max_response_bytes: the largest response body to accept, in bytes after decompression.
        :param ca_file: a PEM file of certificate authorities to trust in addition to the system's.
        :param ca_pem: certificate authorities to trust in addition to the system's, as PEM.
        :param proxy: ``http://[user:password@]host:port``, or ``none``. By default the environment decides:
            ``HTTPS_PROXY``, ``HTTP_PROXY``, ``ALL_PROXY`` and ``NO_PROXY``.
        :param header_prefix: the brand in the names of the request headers; ``authing`` for old servers.
        :param token_style: ``bare`` sends the token without the word ``Bearer``, for old servers.
        :param language: the language of the server's messages: ``zh-CN``, ``en-US``, ``ja-JP`` or ``zh-TW``.
        :param user_agent: the application's name and version, such as ``MyApp/1.2``, appended to the
            library's.
        :param allow_insecure_http: allow an ``http://`` host that is not loopback. The token is then sent
            in clear text.
        :param session: take the token from this session, which refreshes it.
        :param token_provider: take the token from this function. It is called for each call, with the token
            that the service has just refused or ``None`` if it takes an argument; it may block.
            ``AsyncClient`` takes a coroutine function as well, which runs on the event loop of the call.
        :raises ConfigError: a value is invalid; the message names the key.
        :raises InvalidArgumentError: the access token or a timeout is invalid.
        """
        if [access_token, session, token_provider].count(None) < _ALL_BUT_ONE:
            msg = "access_token, session and token_provider exclude one another"
            raise TypeError(msg)
        self._session = reveal(session)
        if token_provider is not None:
            self._token_provider = _provider(reveal(token_provider), may_await=self._may_await)
        if session is not None and app_id is None and host is None:
            self._native = _libgenauth.Client.of_session(session)
            self._address = self._native.address
            return
        if app_id is None or host is None:
            msg = f"missing a required keyword argument: {'app_id' if app_id is None else 'host'!r}"
            raise TypeError(msg)
        self._native = _libgenauth.Client(
            app_id=app_id,
            host=host,
            access_token=access_token,
            app_secret=app_secret,
            client_auth=client_auth,
            timeout=timeout,
            connect_timeout=connect_timeout,
            max_attempts=max_attempts,
            max_response_bytes=max_response_bytes,
            ca_file=ca_file,
            ca_pem=ca_pem,
            proxy=proxy,
            header_prefix=header_prefix,
            token_style=token_style,
            language=language,
            user_agent=user_agent,
            allow_insecure_http=allow_insecure_http,
        )
        self._address = self._native.address
        if session is not None:
            self._native.use_session(session)

    @classmethod
    def _of_session(cls, session: Session | AsyncSession) -> Self:
        return cls(session=session)

    @classmethod
    @confidential
    def from_config(cls, config: Mapping[str, object]) -> Self:
        """Create a client from the contents of a configuration file, with the keys that all languages share.

        These are the keyword arguments of the class, with ``timeout_ms`` and ``connect_timeout_ms``, in whole
        milliseconds, in place of the two in seconds. ``None`` means the default. Paths and bytes are accepted
        where the class accepts them.

        :raises ConfigError: a key is unknown or missing, or its value is invalid; the message names the key.
        :raises InvalidArgumentError: the access token is invalid.
        """
        return cls(**_libgenauth.settings(config))

    @classmethod
    def from_env(cls) -> Self:
        """Create a client from environment variables.

        Reads ``GENAUTH_APP_ID``, ``GENAUTH_HOST`` and, unless it is empty, ``GENAUTH_ACCESS_TOKEN``.

        :raises ConfigError: a variable is missing, or its value is invalid; the message names it.
        :raises InvalidArgumentError: the access token is invalid.
        """
        return cls(
            app_id=_variable("app_id", "GENAUTH_APP_ID"),
            host=_variable("host", "GENAUTH_HOST"),
            access_token=os.environ.get("GENAUTH_ACCESS_TOKEN") or None,
        )

    @confidential
    def set_access_token(self, token: str | None) -> None:
        """Replace the token for calls that pass none; ``None`` removes it.

        It replaces a session and a provider, too. Calls in progress keep theirs.

        :raises InvalidArgumentError: the token is empty or has characters that a header must not contain.
        """
        self._opened().set_access_token(token)
        self._session = self._token_provider = None

    def _opened(self) -> _libgenauth.Client:
        if self._native is None:
            closed = "the client is closed; make a new one"
            raise RuntimeError(closed if self._address else "the client was not initialised: call __init__")
        return self._native

    def __repr__(self) -> str:
        name = type(self).__name__
        if self._address is None:
            return f"{name}(not initialised)"
        state = "" if self._native else ", closed"
        source = f"host={self._address!r}" if self._session is None else f"session={self._session!r}"
        return f"{name}({source}{state})"

    def __reduce__(self) -> NoReturn:
        msg = f"cannot pickle or copy {type(self).__name__!r} object: share it, or make one in each process"
        raise TypeError(msg)


def _provider(function: Callable[..., Any], *, may_await: bool) -> _libgenauth.TokenProvider:
    from ._provider import provider  # noqa: PLC0415 (loads inspect, which few users of the package need)

    return provider(function, may_await=may_await)


def _variable(key: str, name: str) -> str:
    value = os.environ.get(name)
    if value is None:
        msg = f"{key}: the environment variable {name} is not set"
        raise ConfigError(msg, hint="Copy the value from the application's page in the console.")
    return value


class Client(BaseClient):
    """A client for one GenAuth application.

    Any number of threads may use one client at once, also in a child after ``os.fork()``. Keep it: it keeps
    its connections open. For ``asyncio`` there is ``AsyncClient``.
    """

    @confidential
    def get_profile(
        self,
        *,
        with_custom_data: bool = False,
        with_identities: bool = False,
        with_department_ids: bool = False,
        access_token: str | None = None,
        timeout: float | _libgenauth.ClientTimeout | None = CLIENT,
    ) -> _libgenauth.Profile:
        """Return the signed-in user: ``GET /api/v3/get-profile``.

        :param with_custom_data: request ``custom_data``.
        :param with_identities: request ``identities``. They can hold tokens of other identity providers:
            request them only if you need them.
        :param with_department_ids: request ``department_ids``.
        :param access_token: use this token instead of the client's.
        :param timeout: seconds for the whole call, instead of the client's; ``None`` or 0 means no limit.
        :raises GenAuthError: its subclass says what went wrong, its attributes have the facts.
        :raises RuntimeError: the client is closed.
        """
        native = self._opened()
        with recorded("get_profile"):
            return native.get_profile(
                with_custom_data=with_custom_data,
                with_identities=with_identities,
                with_department_ids=with_department_ids,
                access_token=access_token,
                timeout=timeout,
                provider=self._token_provider,
            )

    def close(self) -> None:
        """Close the client. Calls in progress end as usual; new ones raise ``RuntimeError``."""
        self._native = None

    def __enter__(self) -> Self:
        """Return the client itself."""
        self._opened()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the client."""
        self.close()
