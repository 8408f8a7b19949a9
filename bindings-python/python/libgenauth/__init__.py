"""Who is the signed-in user? The client library for the GenAuth (formerly Authing) identity cloud.

with libgenauth.Client(app_id="APP_ID", host="https://example.genauth.ai", access_token=token) as client:
    print(client.get_profile().user_id)
"""

from . import _interpreter  # noqa: F401 (first of all: it refuses what the rest cannot run in)
from ._async_client import AsyncClient
from ._client import Client
from ._exceptions import (
    ApiError,
    AuthenticationError,
    ConfigError,
    DecodeError,
    GenAuthError,
    InternalError,
    InvalidArgumentError,
    NetworkError,
    PermissionDeniedError,
    RateLimitError,
    TimeoutError,  # noqa: A004 (it is one)
    TokenProviderError,
)
from ._libgenauth import DecodeNote, Identity, Profile, __version__
from ._logging import enable_logging
from ._timestamp import Timestamp

__all__ = [
    "ApiError",
    "AsyncClient",
    "AuthenticationError",
    "Client",
    "ConfigError",
    "DecodeError",
    "DecodeNote",
    "GenAuthError",
    "Identity",
    "InternalError",
    "InvalidArgumentError",
    "NetworkError",
    "PermissionDeniedError",
    "Profile",
    "RateLimitError",
    "TimeoutError",
    "Timestamp",
    "TokenProviderError",
    "__version__",
    "enable_logging",
]

# Tracebacks and pickles then name the public place.
for _name in __all__:
    if _name != "__version__":
        globals()[_name].__module__ = __name__
