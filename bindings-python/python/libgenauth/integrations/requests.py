"""A session for ``requests``: ``requests.get(url, auth=SessionAuth(session))``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from requests.auth import AuthBase
from requests.cookies import extract_cookies_to_jar

from libgenauth import Session

from ._authorization import UNAUTHORIZED, bare, bearer, is_bearer

if TYPE_CHECKING:
    from requests import PreparedRequest, Response


class SessionAuth(AuthBase):
    """Adds the session's access token to each request; after a 401 it refreshes and repeats once.

    Use it for servers that the token is meant for: whoever gets the request gets the token. A request whose
    body is a stream is not repeated.
    """

    def __init__(self, session: Session) -> None:
        """Use ``session``, which may be shared by any number of threads."""
        if not isinstance(session, Session):
            msg = "requests needs a Session, not an AsyncSession"
            raise TypeError(msg)
        self._session = session

    def __call__(self, r: PreparedRequest) -> PreparedRequest:
        """Authorize one request.

        :raises GenAuthError: there is no fresh token.
        """
        r.headers["Authorization"] = bearer(self._session.access_token())
        r.register_hook("response", self._repeat)
        return r

    def _repeat(self, response: Response, **options: Any) -> Response:  # noqa: ANN401 (those of requests)
        first = response.request
        # A redirect to another host has lost the token, and must not get it back.
        is_ours = is_bearer(first.headers.get("Authorization"))
        if response.status_code != UNAUTHORIZED or not is_ours or not _can_be_repeated(first):
            return response
        response.content  # noqa: B018 (read, so that the connection can be used again)
        response.close()
        request = first.copy()
        request.deregister_hook("response", self._repeat)
        jar = request._cookies  # noqa: SLF001 (as requests' own classes do)
        if jar is not None:
            extract_cookies_to_jar(jar, first, response.raw)
            request.prepare_cookies(jar)
        request.headers["Authorization"] = bearer(
            self._session.access_token_after(bare(first.headers["Authorization"]))
        )
        again: Response = response.connection.send(request, **options)
        again.history.append(response)
        again.request = request
        return again


def _can_be_repeated(request: PreparedRequest) -> bool:
    return request.body is None or isinstance(request.body, (str, bytes))
