"""What can go wrong, as one tree.

* GenAuthError: everything below, and nothing else
    * InvalidArgumentError (ValueError): an argument cannot be used, such as a token with a line break
    * ConfigError (ValueError): the configuration is wrong; the message names the key
    * ApiError: the server answered with an error
        * AuthenticationError: there is no token, or the server does not accept it
        * PermissionDeniedError: the server knows the user and refuses
        * RateLimitError: too many requests; ``retry_after`` says how long to wait
    * NetworkError: the server could not be reached
        * TimeoutError (the builtin TimeoutError): the time for the whole call was used up
    * DecodeError: the server reported success, but its answer holds no profile
    * TokenProviderError: the application's own token callback failed
    * InternalError: a bug in this library
"""

from __future__ import annotations

import builtins
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


class GenAuthError(Exception):
    """Everything that is known about a failure. Holds no token and no personal data.

    What describes an answer of the server is ``None`` when there was none, or when it did not say.
    """

    kind: str = "internal"
    """The name of the kind of failure, the same in every language; one for each class."""
    message: str
    """What happened, for people. Never parse it."""
    hint: str
    """What to do about it, in one line; may be empty."""
    http_status: int | None
    """HTTP status of the answer."""
    status_code: int | None
    """``statusCode`` of the service's envelope; no HTTP status, it also takes values such as 499 and 601."""
    api_code: str | None
    """``apiCode`` of the envelope, such as ``"2020"``: the service's own, finer error code."""
    request_id: str | None
    """Id of the request, for the service's support."""
    retry_after: float | None
    """How many seconds the server asked to wait."""
    retryable: bool
    """Whether the same call may succeed later. The library has then already repeated it, see ``attempts``."""
    session_is_dead: bool
    """Whether the server itself said that the session is over: only then sign the user out."""
    attempts: int
    """How many requests were sent."""

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
        attempts: int = 0,
    ) -> None:
        """Make an exception with these facts. Applications do so in their tests."""
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
        self.attempts = attempts

    def __str__(self) -> str:
        """Return the message and the hint."""
        return f"{self.message.rstrip('.')}. {self.hint}" if self.hint else self.message


class InvalidArgumentError(GenAuthError, ValueError):
    """An argument cannot be used: a token with a line break, a negative timeout."""

    kind = "invalid_argument"


class ConfigError(GenAuthError, ValueError):
    """The configuration is wrong; the message names the key."""

    kind = "config"


class ApiError(GenAuthError):
    """The server answered with an error."""

    kind = "api"


class AuthenticationError(ApiError):
    """There is no token, or the server does not accept it."""

    kind = "unauthenticated"


class PermissionDeniedError(ApiError):
    """The server knows the user and refuses."""

    kind = "forbidden"


class RateLimitError(ApiError):
    """Too many requests; ``retry_after`` says how long to wait, when the server said so."""

    kind = "rate_limited"


class NetworkError(GenAuthError):
    """The server could not be reached: name resolution, connection, TLS, reset. The cause tells more."""

    kind = "network"


class TimeoutError(NetworkError, builtins.TimeoutError):  # noqa: A001 (it is one)
    """The time for the whole call was used up; the message says in which phase."""

    kind = "timeout"


class DecodeError(GenAuthError):
    """The server reported success, but its answer holds no profile."""

    kind = "decode"


class TokenProviderError(GenAuthError):
    """The application's own token callback failed; its exception is the cause."""

    kind = "token_provider"


class InternalError(GenAuthError):
    """A bug in this library."""


def _subclasses(cls: type[GenAuthError]) -> Iterator[type[GenAuthError]]:
    for subclass in cls.__subclasses__():
        yield subclass
        yield from _subclasses(subclass)


_CLASSES = {cls.kind: cls for cls in _subclasses(GenAuthError)}


def from_json(text: str, causes: list[str]) -> GenAuthError:
    """Make the exception that the core's description of an error stands for."""
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
