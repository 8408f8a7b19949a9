"""What a session tells its application."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import Self


class SessionEvent(str):
    """Something that happened to a session: its name, with a reason.

    * ``refreshed``: it has new tokens;
    * ``ended``: the server ended it, and the user must sign in again; ``reason`` says why;
    * ``signed_out``: it was signed out, here or by another process that shares the store;
    * ``store_failed``: its tokens could not be saved; it goes on in memory and tries again at the next call.
    """

    __slots__ = ("reason",)

    reason: str | None
    """Why the server ended it: ``invalid_grant``, ``lost_refresh`` or ``token_refused``; else ``None``."""

    def __new__(cls, name: str, reason: str | None = None) -> Self:
        """Create an event. Applications do so in their tests."""
        event = super().__new__(cls, name)
        event.reason = reason
        return event

    @property
    def name(self) -> str:
        """The name as a plain string."""
        return str(self)

    def __repr__(self) -> str:
        """Return the name and the reason."""
        reason = "" if self.reason is None else f", reason={self.reason!r}"
        return f"SessionEvent({str(self)!r}{reason})"
