"""A Django application that knows its users: bearer token in, profile out.

Start it with ``gunicorn django_app:application`` (any WSGI server will do); GENAUTH_APP_ID and GENAUTH_HOST
name the GenAuth application. In a project, ``SETTINGS`` are the project's own, and the rest are its
``middleware.py``, ``views.py`` and ``urls.py``.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

import libgenauth

if TYPE_CHECKING:
    from collections.abc import Callable

SETTINGS = {
    "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "testserver"],
    "MIDDLEWARE": [f"{__name__}.ProfileMiddleware"],
    "ROOT_URLCONF": __name__,
    "SECRET_KEY": secrets.token_hex(),
}


class UserRequest(HttpRequest):
    """A request that came through the middleware."""

    profile: libgenauth.Profile


class ProfileMiddleware:
    """Puts the profile of the user whose token the request carries into ``request.profile``."""

    def __init__(self, get_response: Callable[[UserRequest], HttpResponse]) -> None:
        """Make the client that all requests share, also those of workers that are forked later."""
        self._get_response = get_response
        self._client = libgenauth.Client.from_env()

    def __call__(self, request: UserRequest) -> HttpResponse:
        """Ask GenAuth, and answer instead of the view when there is no profile."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return unauthorized("an access token is needed")
        try:
            request.profile = self._client.get_profile(access_token=token.strip())
        except libgenauth.GenAuthError as error:
            return refusal(error)
        return self._get_response(request)


def refusal(error: libgenauth.GenAuthError) -> HttpResponse:
    """Say 401 only when the token is to blame, and 503 when nobody knows whose it is."""
    if error.session_is_dead or isinstance(error, libgenauth.InvalidArgumentError):
        return unauthorized("the access token is not valid")
    if isinstance(error, libgenauth.PermissionDeniedError):
        return JsonResponse({"detail": "the access token does not allow this"}, status=403)
    return JsonResponse(
        {"detail": "users cannot be identified now"},
        status=503,
        headers={"Retry-After": f"{error.retry_after or 5:.0f}"},
    )


def unauthorized(detail: str) -> HttpResponse:
    """Ask for a token."""
    return JsonResponse({"detail": detail}, status=401, headers={"WWW-Authenticate": "Bearer"})


def me(request: UserRequest) -> HttpResponse:
    """Tell the users what they are called."""
    user = request.profile
    return JsonResponse({"id": user.user_id, "name": user.name, "email": user.email})


urlpatterns = [path("me", me)]

settings.configure(**SETTINGS)
application = get_wsgi_application()
