"""Steers the emulator's OpenID provider."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from libgenauth import TokenSet
from libgenauth._libgenauth import confidential, reveal

if TYPE_CHECKING:
    from collections.abc import Mapping

DOCUMENTED_USER = "test@example.com"


class Provider:
    """The OpenID provider of a running emulator."""

    @property
    def url(self) -> str:
        """Its address."""
        raise NotImplementedError

    @confidential
    def sign_in(
        self, user: str = DOCUMENTED_USER, *, app_id: str | None = None, scope: str | None = None
    ) -> TokenSet:
        """Sign a user in without a browser, and return the tokens.

        :param user: a user id, username, email or phone number.
        :param app_id: the application; by default ``test-app``, which ``config`` names.
        :param scope: the scopes, separated by spaces; by default all. Without
            ``offline_access`` there is no refresh token.
        """
        wanted = {"user": user, "app_id": app_id, "scope": scope}
        tokens = self._steer("sign-in", {key: value for key, value in wanted.items() if value is not None})
        return TokenSet.from_json(json.dumps(tokens))

    @confidential
    def authorize(self, url: str) -> str:
        """Do what a browser does with the URL of a login, and return the URL to which it is sent back.

        The login needs a ``login_hint`` that names the user, since there is nobody to pick one.
        """
        try:
            with build_opener(ProxyHandler({}), _NoRedirect).open(reveal(url), timeout=10):
                pass
        except HTTPError as response:
            with response:
                location = response.headers.get("location")
            if location is not None:
                return location
        msg = "the emulator shows a page: give the login a `login_hint` that names a user"
        raise RuntimeError(msg)

    @confidential
    def expire(self, token: str) -> None:
        """End the life of an access token or a refresh token, and of nothing else."""
        self._steer("expire", {"token": token})

    @confidential
    def revoke(self, token: str) -> None:
        """End the sign-in that a token comes from, as an administrator does."""
        self._steer("revoke", {"token": token})

    @confidential
    def fail_next(self, endpoint: str, kind: str, **details: object) -> None:
        """Let the next request to an endpoint fail, behind the failures that wait already.

        :param endpoint: such as ``token`` or ``revocation``; the emulator's documentation lists all.
        :param kind: such as ``unavailable``, ``request_lost``, ``response_lost``, ``slow``, ``oauth_error``.
        :param details: such as ``milliseconds=500`` for ``slow``.
        """
        self._steer("failures", {"endpoint": endpoint, "failure": {"kind": kind, **details}})

    @confidential
    def spoil_next(self, flaw: str) -> None:
        """Give the next token response a flaw, such as ``wrong_nonce`` or ``no_refresh_token``."""
        self._steer("failures", {"token_flaw": flaw})

    @confidential
    def register(self, application: Mapping[str, object]) -> None:
        """Register an application, or replace it; the emulator's documentation lists the keys."""
        self._steer("applications", application)

    def provider_requests(self) -> dict[str, int]:
        """Return how many requests each endpoint got: such as ``refreshes`` and ``code_exchanges``."""
        counts: dict[str, int] = ask(f"{self.url}/__emulator/oidc/requests")
        return counts

    def _steer(self, what: str, body: Mapping[str, object]) -> Any:  # noqa: ANN401 (JSON)
        return ask(f"{self.url}/__emulator/oidc/{what}", json.dumps(body, default=reveal).encode())


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(  # noqa: PLR0917 (those of the base class)
        self, req: Request, fp: object, code: int, msg: str, headers: object, newurl: str
    ) -> None:
        """Follow no redirect."""


def ask(url: str, body: bytes | None = None, *, method: str | None = None) -> Any:  # noqa: ANN401 (JSON)
    """Ask the emulator itself something."""
    request = Request(url, data=body, method=method)  # noqa: S310 (of the emulator)
    with build_opener(ProxyHandler({})).open(request, timeout=10) as response:
        return json.loads(response.read() or b"null")
