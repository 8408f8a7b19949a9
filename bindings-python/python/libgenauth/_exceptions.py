"""The exceptions, as one tree.

* GenAuthError: the base of all exceptions below
    * InvalidArgumentError (ValueError): an argument is invalid, such as a token with a line break
    * ConfigError (ValueError): the configuration is invalid; the message names the key
    * ApiError: the server sent an error response
        * AuthenticationError: there is no token, or the server rejects it
        * PermissionDeniedError: the server knows the user and denies access
        * RateLimitError: too many requests; ``retry_after`` says how long to wait
    * NetworkError: the server could not be reached
        * TimeoutError (the builtin TimeoutError): ``timeout`` or ``connect_timeout`` expired
    * LoginError: the user or the server ended a login; ``oauth_error`` says why
    * StoreError: the application's session store failed
    * TokenProviderError: the application's ``token_provider`` gave no token; ``__cause__`` has its exception
    * DecodeError: the server reported success, but the response holds no profile
    * InternalError: a bug in this library
"""

from __future__ import annotations

import builtins
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


class GenAuthError(Exception):
    """The base of all exceptions, with the facts of a failure. Holds no token and no personal data.

    A fact that comes from a response is ``None`` when there was no response, or when it did not say.
    """

    kind: str = "internal"
    """The name of the kind, the same in every language; one per class."""
    message: str = ""
    """What happened, for people. Never parse it."""
    hint: str = ""
    """What to do about it, in one line; may be empty."""
    http_status: int | None = None
    """HTTP status of the response."""
    status_code: int | None = None
    """``statusCode`` of the service's envelope; not an HTTP status, it may be 499 or 601, for example."""
    api_code: str | None = None
    """``apiCode`` of the envelope, such as ``"2020"``: the service's own, finer error code."""
    request_id: str | None = None
    """Id of the request, for the service's support."""
    retry_after: float | None = None
    """How many seconds the server asked to wait."""
    retryable: bool = False
    """Whether the same call may succeed later. ``attempts`` says how many requests were already sent."""
    session_is_dead: bool = False
    """Whether the server itself said that the session is over: only then sign the user out."""
    oauth_error: str | None = None
    """Error code of the OAuth standards, such as ``access_denied``."""
    attempts: int = 0
    """How many requests were sent, retries included."""

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        http_status: int | None = None,
        status_code: int | None = None,
        api_code: str | None = None,
        request_id: str | None = None,
        retry_after: float | None = None,
        retryable: bool = False,
        session_is_dead: bool = False,
        oauth_error: str | None = None,
        attempts: int = 0,
    ) -> None:
        """Create an exception with these facts. Applications do so in their tests."""
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.http_status = http_status
        self.status_code = status_code
        self.api_code = api_code
        self.request_id = request_id
        self.retry_after = retry_after
        self.retryable = retryable
        self.session_is_dead = session_is_dead
        self.oauth_error = oauth_error
        self.attempts = attempts

    def __str__(self) -> str:
        """Return the message and the hint."""
        return f"{self.message.rstrip('.')}. {self.hint}" if self.hint else self.message


class InvalidArgumentError(GenAuthError, ValueError):
    """An argument is invalid: a token with a line break, a negative timeout."""

    kind = "invalid_argument"


class ConfigError(GenAuthError, ValueError):
    """The configuration is invalid; the message names the key."""

    kind = "config"


class ApiError(GenAuthError):
    """The server sent an error response."""

    kind = "api"


class AuthenticationError(ApiError):
    """There is no token, or the server rejects it."""

    kind = "unauthenticated"


class PermissionDeniedError(ApiError):
    """The server knows the user and denies access."""

    kind = "forbidden"


class RateLimitError(ApiError):
    """Too many requests; ``retry_after`` says how long to wait, when the server said so."""

    kind = "rate_limited"


class NetworkError(GenAuthError):
    """The server could not be reached: name resolution, connection, TLS, reset. The cause has details."""

    kind = "network"


class TimeoutError(NetworkError, builtins.TimeoutError):  # noqa: A001 (it is a subclass of the builtin)
    """The call's ``timeout`` or its ``connect_timeout`` expired; the message names the phase."""

    kind = "timeout"


class LoginError(GenAuthError):
    """The user or the server ended a login; ``oauth_error`` holds the code, such as ``access_denied``."""

    kind = "login"


class StoreError(GenAuthError):
    """The application's session store failed, or cannot be read now."""

    kind = "store"


class TokenProviderError(GenAuthError):
    """The application's ``token_provider`` gave no token. ``__cause__`` is the exception that it raised."""

    kind = "token_provider"


class DecodeError(GenAuthError):
    """The server reported success, but the response holds no profile."""

    kind = "decode"


class InternalError(GenAuthError):
    """A bug in this library."""


def _subclasses(cls: type[GenAuthError]) -> Iterator[type[GenAuthError]]:
    for subclass in cls.__subclasses__():
        yield subclass
        yield from _subclasses(subclass)


_CLASSES = {cls.kind: cls for cls in _subclasses(GenAuthError)}


def from_json(text: str, causes: list[str]) -> GenAuthError:
    """Create the exception for an error of core, given as JSON."""
    facts: dict[str, Any] = json.loads(text)
    retry_after_ms = facts.pop("retry_after_ms")
    if retry_after_ms is not None:
        facts["retry_after"] = retry_after_ms / 1000
    error = _CLASSES.get(facts.pop("kind"), GenAuthError)(**facts)
    effect: BaseException = error
    for text_of_cause in causes:
        effect.__cause__ = OSError(text_of_cause)
        effect = effect.__cause__
    return error
