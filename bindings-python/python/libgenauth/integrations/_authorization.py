"""What the integrations share.

Tokens stand in no variable here: those of a frame can show in a traceback.
"""

from __future__ import annotations

UNAUTHORIZED = 401

_SCHEME = "Bearer "


def bearer(token: str) -> str:
    """Return the header for a token."""
    return _SCHEME + token


def is_bearer(authorization: str | bytes | None) -> bool:
    """Return whether a header carries a token."""
    return authorization is not None and _text(authorization).startswith(_SCHEME)


def bare(authorization: str | bytes) -> str:
    """Return the token of a header."""
    return _text(authorization)[len(_SCHEME) :]


def _text(authorization: str | bytes) -> str:
    return authorization.decode("latin-1") if isinstance(authorization, bytes) else authorization
