"""Fixtures for pytest: ``pytest_plugins = ["libgenauth.testing.fixtures"]`` in the root ``conftest.py``.

Nothing else in this package needs pytest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from . import Emulator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@pytest.fixture(scope="session")
def genauth_users() -> Mapping[str, Mapping[str, Any]]:
    """Return the users of ``genauth_emulator`` by token. Override it with your own."""
    return {}


@pytest.fixture(scope="session")
def genauth_replies() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return the scripted replies of ``genauth_emulator`` by name. Override it with your own."""
    return {}


@pytest.fixture(scope="session")
def genauth_emulator(request: pytest.FixtureRequest) -> Iterator[Emulator]:
    """Run a local GenAuth, one for all tests of the session."""
    # Not parameters, which would show tokens in tracebacks.
    users, replies = "genauth_users", "genauth_replies"
    with Emulator(request.getfixturevalue(users), replies=request.getfixturevalue(replies)) as emulator:
        yield emulator


@pytest.fixture(autouse=True)
def _no_fault_outlives_its_test(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "genauth_emulator" in request.fixturenames:
        emulator: Emulator = request.getfixturevalue("genauth_emulator")
        emulator.clear_faults()
