"""Moments as the service writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _libgenauth

if TYPE_CHECKING:
    from datetime import datetime


class Timestamp(str):
    """A moment, kept as the service's own text (``2022-07-03T03:20:30.000Z``) and read when asked."""

    __slots__ = ()

    def to_datetime(self) -> datetime | None:
        """Return the moment in UTC, or ``None`` when the text is no ISO 8601 date and time with an offset."""
        return _libgenauth.parse_timestamp(self)
