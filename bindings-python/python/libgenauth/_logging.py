"""The switch of the log. ``logging`` itself is loaded once somebody turns it on."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from ._record import Record

INFO = 20
"""``logging.INFO``."""

_OFF = nullcontext()

_level: int | None = None


def enable_logging(level: int = INFO) -> None:
    """Write one record per call of this process to the logger ``libgenauth`` of ``logging``.

    Calls are those of clients (``get_profile``), of logins (``finish_login``, ``in_browser``) and of sessions
    (``access_token``, ``access_token_after``, ``refresh``, ``sign_out``). A call that succeeds or is
    cancelled has the level ``level``, one that fails, if only in part, ``WARNING``. No record holds a token,
    personal data or a query string. Handlers are configured by the application.

    Each record has these attributes, ``None`` when unknown:

    * ``genauth_call``: the name of the call;
    * ``genauth_kind``: the kind of failure, ``cancelled`` when the caller cancelled, ``None`` for a success;
    * ``genauth_http_status``, ``genauth_api_code``, ``genauth_oauth_error``, ``genauth_request_id``,
      ``genauth_attempts``: the facts of a failure, as in ``GenAuthError``;
    * ``genauth_duration``: the duration of the call in seconds.
    """
    global _level  # noqa: PLW0603 (a switch of the process, as logging itself is)
    _level = level


def record(call: str) -> Record | None:
    """Begin the record of a call, if logging is enabled."""
    if _level is None:
        return None
    from ._record import Record  # noqa: PLC0415 (loads logging)

    return Record(call, _level)


def recorded(call: str) -> AbstractContextManager[Record | None]:
    """Return the context manager that logs a call, if logging is enabled."""
    return record(call) or _OFF
