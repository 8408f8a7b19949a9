"""What a failing call ends with, as JSON."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from calls import Cancelled

import libgenauth

FAILURES = (libgenauth.GenAuthError, Cancelled, asyncio.CancelledError)


def facts(error: BaseException) -> dict[str, Any]:
    if not isinstance(error, libgenauth.GenAuthError):
        return {"kind": "cancelled"}
    return {
        "kind": error.kind,
        "message": error.message,
        "hint": error.hint,
        "http_status": error.http_status,
        "status_code": error.status_code,
        "api_code": error.api_code,
        "request_id": error.request_id,
        "retry_after_ms": None if error.retry_after is None else round(error.retry_after * 1000),
        "retryable": error.retryable,
        "session_is_dead": error.session_is_dead,
        "oauth_error": error.oauth_error,
        "attempts": error.attempts,
    }


def member(error: BaseException) -> str:
    return f'"error":{json.dumps(facts(error))}'
