"""A WSGI middleware for any framework: bearer token in, profile out.

Start it with ``gunicorn wsgi_app:application``; GENAUTH_APP_ID and GENAUTH_HOST name the GenAuth application.
With Flask: ``app.wsgi_app = ProfileMiddleware(app.wsgi_app)``, then ``request.environ["genauth.profile"]``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import libgenauth

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class ProfileMiddleware:
    """Puts the profile of the user whose token the request carries into ``environ["genauth.profile"]``."""

    def __init__(self, app: WSGIApplication) -> None:
        """Make the client that all requests share, also those of workers that are forked later."""
        self._app = app
        self._client = libgenauth.Client.from_env()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Ask GenAuth, and answer instead of the application when there is no profile."""
        scheme, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer":
            return refuse(start_response, "401 Unauthorized", ("WWW-Authenticate", "Bearer"))
        try:
            environ["genauth.profile"] = self._client.get_profile(access_token=token.strip())
        except libgenauth.GenAuthError as error:
            return refuse(start_response, *refusal(error))
        return self._app(environ, start_response)


def refusal(error: libgenauth.GenAuthError) -> tuple[str, tuple[str, str]]:
    """Say 401 only when the token is to blame, and 503 when nobody knows whose it is."""
    if error.session_is_dead or isinstance(error, libgenauth.InvalidArgumentError):
        return "401 Unauthorized", ("WWW-Authenticate", 'Bearer error="invalid_token"')
    if isinstance(error, libgenauth.PermissionDeniedError):
        return "403 Forbidden", ("Cache-Control", "no-store")
    return "503 Service Unavailable", ("Retry-After", f"{error.retry_after or 5:.0f}")


def refuse(start_response: StartResponse, status: str, header: tuple[str, str]) -> Iterable[bytes]:
    """Answer without asking the application."""
    start_response(status, [("Content-Length", "0"), header])
    return []


def me(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Tell the users what they are called."""
    user: libgenauth.Profile = environ["genauth.profile"]
    body = json.dumps({"id": user.user_id, "name": user.name, "email": user.email}).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


application = ProfileMiddleware(me)
