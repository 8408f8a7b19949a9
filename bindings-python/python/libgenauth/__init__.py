"""Who is the signed-in user? The client library for the GenAuth (formerly Authing) identity cloud.

with libgenauth.Client(app_id="APP_ID", host="https://example.genauth.ai", access_token=token) as client:
    print(client.get_profile().user_id)
"""

from typing import TYPE_CHECKING

from . import (
    _interpreter,  # noqa: F401 (first: it rejects interpreters in which the rest cannot run)
    _json,  # noqa: F401 (the native module imports it; freezers look for imports in Python alone)
)
from ._async_client import AsyncClient
from ._client import Client
from ._events import SessionEvent
from ._exceptions import (
    ApiError,
    AuthenticationError,
    ConfigError,
    DecodeError,
    GenAuthError,
    InternalError,
    InvalidArgumentError,
    LoginError,
    NetworkError,
    PermissionDeniedError,
    RateLimitError,
    StoreError,
    TimeoutError,  # noqa: A004 (it is a subclass of the builtin)
    TokenProviderError,
)
from ._libgenauth import (
    AsyncSession,
    DecodeNote,
    FileStore,
    Identity,
    Login,
    MemoryStore,
    Profile,
    Session,
    SignOut,
    TokenSet,
    __version__,
)
from ._logging import enable_logging
from ._timestamp import Timestamp

if (
    TYPE_CHECKING
):  # never loaded here; the native module imports it, and freezers look for imports in Python alone
    from . import _browser  # noqa: F401

__all__ = [
    "ApiError",
    "AsyncClient",
    "AsyncSession",
    "AuthenticationError",
    "Client",
    "ConfigError",
    "DecodeError",
    "DecodeNote",
    "FileStore",
    "GenAuthError",
    "Identity",
    "InternalError",
    "InvalidArgumentError",
    "Login",
    "LoginError",
    "MemoryStore",
    "NetworkError",
    "PermissionDeniedError",
    "Profile",
    "RateLimitError",
    "Session",
    "SessionEvent",
    "SignOut",
    "StoreError",
    "TimeoutError",
    "Timestamp",
    "TokenProviderError",
    "TokenSet",
    "__version__",
    "enable_logging",
]

# Tracebacks and pickles then name the public module.
for _name in __all__:
    if _name != "__version__":
        globals()[_name].__module__ = __name__
