"""Timestamps as the service writes them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from . import _libgenauth

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Timestamp(str):
    """A point in time as the service's own string (``2022-07-03T03:20:30.000Z``), parsed on request."""

    __slots__ = ()

    def to_datetime(self) -> datetime | None:
        """Return the time in UTC, or ``None`` if it is not ISO 8601 or is out of range for ``datetime``."""
        parsed = _libgenauth.parse_timestamp(self)
        if parsed is None:
            return None
        seconds, nanoseconds = parsed
        try:
            return EPOCH + timedelta(seconds=seconds, microseconds=nanoseconds // 1000)
        except OverflowError:
            return None
