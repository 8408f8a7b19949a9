"""The applications that sign in, as the provider and as the library know them."""

from __future__ import annotations

from typing import Any

REDIRECT_URI = "https://app.example/callback"
GOODBYE = "https://app.example/goodbye"
SECRET = "a secret: a & b + 100 %"

PUBLIC = "public"
"""Its refresh tokens serve once; those of the applications with a secret are kept."""
TAMPERED = "tampered"
"""Somebody changes its ID tokens on their way."""

SETTINGS: dict[str, dict[str, Any]] = {
    PUBLIC: {},
    "post": {"app_secret": SECRET},
    "basic": {"app_secret": SECRET, "client_auth": "basic"},
}

METHODS = {
    PUBLIC: "none",
    TAMPERED: "none",
    "post": "client_secret_post",
    "basic": "client_secret_basic",
}


def client(app_id: str, method: str) -> dict[str, Any]:
    return {
        "client_id": app_id,
        "token_endpoint_auth_method": method,
        "grant_types": ["authorization_code", "refresh_token"],
        "redirect_uris": [REDIRECT_URI],
        "post_logout_redirect_uris": [GOODBYE],
        **({} if method == "none" else {"client_secret": SECRET}),
    }


CLIENTS = [client(app_id, method) for app_id, method in METHODS.items()]
