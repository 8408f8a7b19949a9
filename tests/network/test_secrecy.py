"""The check that every exception of these tests goes through does find a secret."""

from __future__ import annotations

import pytest
from secrecy import PROXY_CREDENTIALS, SECRETS, assert_keeps_secrets

from libgenauth import NetworkError


@pytest.mark.parametrize("secret", [*SECRETS, PROXY_CREDENTIALS])
def test_secrets_are_found(secret: str) -> None:
    for error in [NetworkError(f"at {secret}"), NetworkError("failed", hint=secret)]:
        with pytest.raises(AssertionError):
            assert_keeps_secrets(error)


def test_secrets_are_found_in_a_cause() -> None:
    error = NetworkError("failed")
    error.__cause__ = OSError(SECRETS[0])
    with pytest.raises(AssertionError):
        assert_keeps_secrets(error)
