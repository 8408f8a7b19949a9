"""What no exception may tell."""

from __future__ import annotations

import base64
import traceback

TOKEN = "token-of-the-network-tests"
PROXY_USER = "someone"
PROXY_PASSWORD = "passwordofproxy"
# The first letter escaped: the proxy must get it decoded.
PROXY_CREDENTIALS = f"{PROXY_USER}:%{ord(PROXY_PASSWORD[0]):x}{PROXY_PASSWORD[1:]}@"
WRONG_PASSWORD = "wrongwordofproxy"

PASSWORDS = [PROXY_PASSWORD, WRONG_PASSWORD]
SECRETS = [
    TOKEN,
    # Without the letter that may be escaped.
    *[password[1:] for password in PASSWORDS],
    *[base64.b64encode(f"{PROXY_USER}:{password}".encode()).decode() for password in PASSWORDS],
]


def assert_keeps_secrets(error: BaseException) -> None:
    told = [*traceback.format_exception(type(error), error, error.__traceback__), repr(vars(error))]
    cause: BaseException | None = error
    while cause:
        told += [str(cause), repr(cause), repr(cause.args)]
        cause = cause.__cause__
    text = "\n".join(told)
    assert not [secret for secret in SECRETS if secret in text]
