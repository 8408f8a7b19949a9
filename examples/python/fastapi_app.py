"""A FastAPI application that knows its users: bearer token in, profile out.

Start it with ``uvicorn fastapi_app:app``; GENAUTH_APP_ID and GENAUTH_HOST name the GenAuth application.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

import libgenauth

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None, None]:
    """Keep one client for the life of the application."""
    async with libgenauth.AsyncClient.from_env() as app.state.genauth:
        yield


app = FastAPI(lifespan=lifespan)
bearer = HTTPBearer()  # answers 401 itself when there is no token


async def current_user(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]
) -> libgenauth.Profile:
    """Ask GenAuth whose token the request carries."""
    client: libgenauth.AsyncClient = request.app.state.genauth
    try:
        return await client.get_profile(access_token=credentials.credentials)
    except libgenauth.GenAuthError as error:
        raise refusal(error) from error


def refusal(error: libgenauth.GenAuthError) -> HTTPException:
    """Say 401 only when the token is to blame, and 503 when nobody knows whose it is."""
    if error.session_is_dead or isinstance(error, libgenauth.InvalidArgumentError):
        return HTTPException(401, "the access token is not valid", {"WWW-Authenticate": "Bearer"})
    if isinstance(error, libgenauth.PermissionDeniedError):
        return HTTPException(403, "the access token does not allow this")
    return HTTPException(
        503, "users cannot be identified now", {"Retry-After": f"{error.retry_after or 5:.0f}"}
    )


User = Annotated[libgenauth.Profile, Depends(current_user)]


@app.get("/me")
async def me(user: User) -> dict[str, str | None]:
    """Tell the users what they are called."""
    return {"id": user.user_id, "name": user.name, "email": user.email}
