"""Tokens that an emulator gave."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from libgenauth.testing import Emulator


def expired(provider: Emulator) -> dict[str, Any]:
    """Tokens as a mapping; the access token's time is over."""
    return {**dict(provider.sign_in()), "expires_at": time.time() - 10}
