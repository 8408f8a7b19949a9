"""A local GenAuth for the tests of applications.

with libgenauth.testing.Emulator() as emulator, libgenauth.Client(**emulator.config()) as client:
    assert client.get_profile().email == "test@example.com"

For pytest there is the fixture ``genauth_emulator``: put ``pytest_plugins = ["libgenauth.testing.fixtures"]``
into the ``conftest.py`` at the root of the tests.
"""

from ._emulator import DOCUMENTED_USER_TOKEN, OPENID_ONLY_TOKEN, Emulator

__all__ = ["DOCUMENTED_USER_TOKEN", "OPENID_ONLY_TOKEN", "Emulator"]
