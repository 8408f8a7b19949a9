"""The blocking client, and what it shares with its asynchronous twin."""

from __future__ import annotations

import enum
import json
import os
from typing import TYPE_CHECKING

from . import _libgenauth
from ._exceptions import ConfigError
from ._logging import recorded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType
    from typing import Literal

    from typing_extensions import Self


class _Default(enum.Enum):
    CLIENT = "the client's own"


CLIENT = _Default.CLIENT


def call_timeout(timeout: float | _Default | None) -> float | None:
    """Translate for the native half: ``None`` is the client's own limit, zero is none."""
    if isinstance(timeout, _Default):
        return None
    return 0.0 if timeout is None else timeout


class BaseClient:
    """What both clients are made of."""

    _native: _libgenauth.Client | None
    _address: str

    def __init__(
        self,
        *,
        app_id: str,
        host: str,
        access_token: str | None = None,
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
    ) -> None:
        """Make a client. Reads ``ca_file``, does nothing on the network.

        :param app_id: the App ID of the application, from its page in the console.
        :param host: the application's own address, as the console shows it; ``https://`` may be left out.
        :param access_token: the token that calls use unless they bring their own.
        :param timeout: seconds for a whole call: connecting, retries, pauses and the body included. ``None``
            or 0 means no limit.
        :param connect_timeout: seconds for opening one connection, TLS included; ``None`` or 0: no limit.
        :param max_attempts: how often a call is sent at most; 1 turns retries off.
        :param max_response_bytes: the largest answer to accept, counted after decompression.
        :param ca_file: a PEM file of certificate authorities to trust besides those of the system.
        :param ca_pem: certificate authorities to trust besides those of the system, as PEM.
        :param proxy: ``http://[user:password@]host:port``, or ``none``. By default the environment decides:
            ``HTTPS_PROXY``, ``HTTP_PROXY``, ``ALL_PROXY`` and ``NO_PROXY``.
        :param header_prefix: which brand's names the request headers carry; ``authing`` for old servers.
        :param token_style: ``bare`` sends the token without the word ``Bearer``, for old servers.
        :param language: the language of the server's messages: ``zh-CN``, ``en-US``, ``ja-JP`` or ``zh-TW``.
        :param user_agent: the application's own product, such as ``MyApp/1.2``.
        :param allow_insecure_http: allow a ``http://`` host that is not loopback. The token then travels
            in the clear.
        :raises ConfigError: a value cannot be used; the message names the key.
        :raises InvalidArgumentError: the access token or a timeout cannot be used.
        """
        native = _libgenauth.Client(
            app_id=app_id,
            host=host,
            access_token=access_token,
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
        self._open(native, host)

    @classmethod
    def from_config(cls, config: Mapping[str, object]) -> Self:
        """Make a client from settings as a configuration file has them, with the keys of every language.

        These are the keyword arguments of the class, with ``timeout_ms`` and ``connect_timeout_ms``, in whole
        milliseconds, in place of the two in seconds. ``None`` means the default. Paths and bytes are welcome
        where the class takes them.

        :raises ConfigError: a key is unknown or missing, or its value is wrong; the message names the key.
        :raises InvalidArgumentError: the access token cannot be used.
        """
        client = cls.__new__(cls)
        native = _libgenauth.Client.from_json(json.dumps(dict(config), default=_plain))
        client._open(native, str(config["host"]))  # noqa: SLF001 (it is one of us)
        return client

    @classmethod
    def from_env(cls) -> Self:
        """Make a client from the environment.

        Reads ``GENAUTH_APP_ID``, ``GENAUTH_HOST`` and, unless it is empty, ``GENAUTH_ACCESS_TOKEN``.

        :raises ConfigError: a variable is missing, or its value cannot be used; the message names it.
        :raises InvalidArgumentError: the access token cannot be used.
        """
        return cls(
            app_id=_variable("app_id", "GENAUTH_APP_ID"),
            host=_variable("host", "GENAUTH_HOST"),
            access_token=os.environ.get("GENAUTH_ACCESS_TOKEN") or None,
        )

    def set_access_token(self, token: str | None) -> None:
        """Replace the token that calls use unless they bring their own; ``None`` removes it.

        Calls under way keep theirs.

        :raises InvalidArgumentError: the token cannot be sent.
        """
        self._opened().set_access_token(token)

    def _open(self, native: _libgenauth.Client, address: str) -> None:
        self._native = native
        self._address = address

    def _opened(self) -> _libgenauth.Client:
        if self._native is None:
            msg = "the client is closed; make a new one"
            raise RuntimeError(msg)
        return self._native

    def __repr__(self) -> str:
        state = "" if self._native else ", closed"
        return f"{type(self).__name__}(host={self._address!r}{state})"


def _plain(value: object) -> str | list[object]:
    """Return a setting that JSON has no word for in one that it has."""
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    # No setting is a list, and the core says so in its own words.
    return value if isinstance(value, str) else []


def _variable(key: str, name: str) -> str:
    value = os.environ.get(name)
    if value is None:
        msg = f"{key}: the environment variable {name} is not set"
        raise ConfigError(msg, hint="Copy the value from the application's page in the console.")
    return value


class Client(BaseClient):
    """Asks one application of the identity cloud who its signed-in user is.

    Any number of threads may use one client at once, also in a child after ``os.fork()``. Keep it: it keeps
    its connections. For ``asyncio`` there is ``AsyncClient``.
    """

    def get_profile(
        self,
        *,
        with_custom_data: bool = False,
        with_identities: bool = False,
        with_department_ids: bool = False,
        access_token: str | None = None,
        timeout: float | _Default | None = CLIENT,
    ) -> _libgenauth.Profile:
        """Ask who the user is: ``GET /api/v3/get-profile``.

        :param with_custom_data: ask for ``custom_data``.
        :param with_identities: ask for ``identities``. They can hold tokens of other identity providers: ask
            only when you need them.
        :param with_department_ids: ask for ``department_ids``.
        :param access_token: use this token instead of the client's.
        :param timeout: seconds for the whole call, instead of the client's; ``None`` or 0 means no limit.
        :raises GenAuthError: its subclasses say what went wrong, its attributes the facts.
        :raises RuntimeError: the client is closed.
        """
        native = self._opened()
        with recorded():
            return native.get_profile(
                with_custom_data=with_custom_data,
                with_identities=with_identities,
                with_department_ids=with_department_ids,
                access_token=access_token,
                timeout=call_timeout(timeout),
            )

    def close(self) -> None:
        """Let go of the connections. Calls under way in other threads end as usual; new ones are refused."""
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
