"""Moments as the service writes them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from . import _libgenauth

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Timestamp(str):
    """A moment, kept as the service's own text (``2022-07-03T03:20:30.000Z``) and read when asked."""

    __slots__ = ()

    def to_datetime(self) -> datetime | None:
        """Return the moment in UTC, or ``None`` when the text is no ISO 8601 date and time of its range."""
        parsed = _libgenauth.parse_timestamp(self)
        if parsed is None:
            return None
        seconds, nanoseconds = parsed
        try:
            return EPOCH + timedelta(seconds=seconds, microseconds=nanoseconds // 1000)
        except OverflowError:
            return None
