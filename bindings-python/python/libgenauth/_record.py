"""The log record of a call."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from ._exceptions import GenAuthError

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

    from ._libgenauth import SignOut


class Record:
    """Times a call and writes its record."""

    def __init__(self, call: str, level: int) -> None:
        """Start the clock. The record has this level, unless the call fails."""
        self._call = call
        self._level = level
        self._shortfall: GenAuthError | None = None
        self._start = time.perf_counter()

    def __enter__(self) -> Self:
        """Return the record itself."""
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Write the record in a function that the application called."""
        self.write(exc, stacklevel=4)

    def look_at(self, outcome: SignOut) -> None:
        """Take note of what a sign-out did not achieve."""
        self._shortfall = outcome.revoke_error or outcome.store_error

    def write(self, failure: BaseException | None, stacklevel: int = 2) -> None:
        """Write the record. By default, the application called a native function, which calls this one."""
        duration = time.perf_counter() - self._start
        level, outcome, error, kind = self._level, "succeeded", None, None
        if isinstance(failure, GenAuthError):
            level, outcome, error = logging.WARNING, "failed", failure
        elif failure:
            outcome, kind = f"was given up with {type(failure).__name__}", "cancelled"
        elif self._shortfall:
            level, outcome, error = logging.WARNING, "succeeded in part", self._shortfall
        facts = {
            "kind": error.kind if error else kind,
            "http_status": error and error.http_status,
            "api_code": error and error.api_code,
            "oauth_error": error and error.oauth_error,
            "request_id": error and error.request_id,
            "attempts": error and error.attempts,
        }
        known = [f"{name}={value}" for name, value in facts.items() if value is not None]
        extra = {"call": self._call, **facts, "duration": duration}
        logging.getLogger("libgenauth").log(
            level,
            "%s %s%s [%s]",
            self._call,
            outcome,
            f": {error}" if error else "",
            " ".join([*known, f"duration={duration:.3f}s"]),
            extra={f"genauth_{name}": value for name, value in extra.items()},
            stacklevel=stacklevel,  # where the application made the call
        )
