"""A session for ``httpx``: ``httpx.Client(auth=SessionAuth(session))``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from libgenauth import AsyncSession, Session

from ._authorization import UNAUTHORIZED, bare, bearer, is_bearer

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator


class SessionAuth(httpx.Auth):
    """Adds the session's access token to each request; after a 401 it refreshes and repeats once.

    ``Session`` is for ``httpx.Client``, ``AsyncSession`` for ``httpx.AsyncClient``. Use it for servers that
    the token is meant for: whoever gets the request gets the token. A request whose body is a stream is not
    repeated.
    """

    def __init__(self, session: Session | AsyncSession) -> None:
        """Use ``session``."""
        self._session = session

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Authorize one request of a blocking client.

        :raises GenAuthError: there is no fresh token.
        """
        session = self._session
        if not isinstance(session, Session):
            msg = "httpx.Client needs a Session; this is an AsyncSession"
            raise TypeError(msg)
        request.headers["authorization"] = bearer(session.access_token())
        response = yield request
        if _is_worth_repeating(request, response):
            sent = request.headers
            sent["authorization"] = bearer(session.access_token_after(bare(sent["authorization"])))
            yield request

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Authorize one request of an asynchronous client.

        :raises GenAuthError: there is no fresh token.
        """
        session = self._session
        if not isinstance(session, AsyncSession):
            msg = "httpx.AsyncClient needs an AsyncSession; this is a Session"
            raise TypeError(msg)
        request.headers["authorization"] = bearer(await session.access_token())
        response = yield request
        if _is_worth_repeating(request, response):
            sent = request.headers
            sent["authorization"] = bearer(await session.access_token_after(bare(sent["authorization"])))
            yield request


def _is_worth_repeating(request: httpx.Request, response: httpx.Response) -> bool:
    return (
        response.status_code == UNAUTHORIZED
        and isinstance(request.stream, httpx.ByteStream)
        and is_bearer(request.headers["authorization"])
    )
