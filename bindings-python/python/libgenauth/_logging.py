"""One record for each call, for those who ask for it."""

from __future__ import annotations

import logging
import time
from contextlib import nullcontext
from typing import TYPE_CHECKING

from ._exceptions import GenAuthError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from types import TracebackType


_OFF = nullcontext()

_level: int | None = None


def enable_logging(level: int = logging.INFO) -> None:
    """Write one record for each call of this process to the logger ``libgenauth`` of ``logging``.

    A call that succeeds or that its caller gives up is written with ``level``, one that fails as ``WARNING``.
    No record holds a token, personal data or a query string. Handlers are the application's own affair.

    Each record has these attributes, ``None`` when they are not known:

    * ``genauth_kind``: the kind of failure, ``cancelled`` when the caller gave up, ``None`` for a success;
    * ``genauth_http_status``, ``genauth_api_code``, ``genauth_request_id``, ``genauth_attempts``: the facts
      of a failure, as ``GenAuthError`` has them;
    * ``genauth_duration``: how many seconds the call took.
    """
    global _level  # noqa: PLW0603 (a switch of the process, as logging itself is)
    _level = level


def recorded() -> AbstractContextManager[None]:
    """Return what a call runs in, so that it is written down when somebody asked for it."""
    return _OFF if _level is None else _Record(_level)


class _Record:
    """Times a call and writes its record."""

    def __init__(self, level: int) -> None:
        self._level = level

    def __enter__(self) -> None:
        self._start = time.perf_counter()

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        duration = time.perf_counter() - self._start
        level, outcome, kind, details = self._level, "succeeded", None, ""
        error = exc if isinstance(exc, GenAuthError) else None
        if error:
            level, outcome, kind, details = logging.WARNING, "failed", error.kind, f": {error}"
        elif exc_type:
            outcome, kind = f"was given up with {exc_type.__name__}", "cancelled"
        facts = {
            "kind": kind,
            "http_status": error and error.http_status,
            "api_code": error and error.api_code,
            "request_id": error and error.request_id,
            "attempts": error and error.attempts,
            "duration": duration,
        }
        known = [
            f"{name}={value}" for name, value in facts.items() if value is not None and name != "duration"
        ]
        logging.getLogger("libgenauth").log(
            level,
            "get_profile %s%s [%s]",
            outcome,
            details,
            " ".join([*known, f"duration={duration:.3f}s"]),
            extra={f"genauth_{name}": value for name, value in facts.items()},
            stacklevel=3,  # where the application called get_profile
        )
