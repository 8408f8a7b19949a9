"""Two OpenID clients that nobody here wrote sign in to the emulator's provider.

Ours is tested against it, so it must be one that others can use: Authlib (PyPI) and openid-client (npm).
"""

from __future__ import annotations

import json
import os
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.jwk import KeySet

HERE = Path(__file__).parent
USER_ID = "6229ffaxxxxxxxxcade3e3d9"
REDIRECT_URI = "http://127.0.0.1/callback"
PUBLIC = "test-app"
VERIFIER = "a-verifier-of-43-characters-or-more-as-PKCE-wants-it"
NONCE = "a nonce"
# Without `%` and `+`: Authlib does not encode them for Basic.
SECRETS = {PUBLIC: None, "parity-post": "a secret: a & b", "parity-basic": "a secret: a & b"}
METHODS = {PUBLIC: "none", "parity-post": "client_secret_post", "parity-basic": "client_secret_basic"}


@pytest.fixture(scope="session", autouse=True)
def _applications(emulator: str) -> None:
    for app_id, secret in SECRETS.items():
        if secret:
            application = {"app_id": app_id, "app_secret": secret, "redirect_uris": [REDIRECT_URI]}
            application |= {"client_auth": METHODS[app_id], "rotation": "always"}
            request = urllib.request.Request(
                f"{emulator}/__emulator/oidc/applications", json.dumps(application).encode()
            )
            urllib.request.urlopen(request).close()


@pytest.fixture
def _plain_http(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")


def authlib(app_id: str) -> OAuth2Session:
    return OAuth2Session(
        app_id,
        SECRETS[app_id],
        token_endpoint_auth_method=METHODS[app_id],
        revocation_endpoint_auth_method=METHODS[app_id],
        scope="openid email offline_access",
        redirect_uri=REDIRECT_URI,
        code_challenge_method="S256",
    )


def fetched(session: OAuth2Session, url: str) -> dict[str, Any]:
    return session.get(url, withhold_token=True).json()


@pytest.mark.usefixtures("_plain_http")
@pytest.mark.parametrize("app_id", SECRETS)
def test_authlib(emulator: str, app_id: str) -> None:
    session = authlib(app_id)
    provider = fetched(session, f"{emulator}/oidc/.well-known/openid-configuration")
    options = {"code_verifier": VERIFIER, "nonce": NONCE, "prompt": "consent", "login_hint": "bob"}
    url, _ = session.create_authorization_url(provider["authorization_endpoint"], **options)
    redirected = session.get(url, withhold_token=True, allow_redirects=False).headers["location"]
    token_endpoint = provider["token_endpoint"]
    first = session.fetch_token(token_endpoint, authorization_response=redirected, code_verifier=VERIFIER)

    keys = KeySet.import_key_set(fetched(session, provider["jwks_uri"]))
    claims = jwt.decode(first["id_token"], keys, algorithms=["RS256"]).claims
    expected = {"iss": provider["issuer"], "aud": app_id, "sub": USER_ID, "nonce": NONCE}
    assert claims.items() >= expected.items()
    jwt.JWTClaimsRegistry(exp={"essential": True}, iat={"essential": True}).validate(claims)
    profile = session.get(f"{emulator}/api/v3/get-profile").json()
    assert profile["data"]["userId"] == session.get(provider["userinfo_endpoint"]).json()["sub"] == USER_ID

    rotated = first["refresh_token"]
    second = session.refresh_token(token_endpoint, refresh_token=rotated)
    assert second["refresh_token"] != rotated
    session.revoke_token(provider["revocation_endpoint"], token=second["refresh_token"]).raise_for_status()
    with pytest.raises(OAuthError) as refused:
        session.refresh_token(token_endpoint, refresh_token=second["refresh_token"])
    assert refused.value.error == "invalid_grant"
    profile = session.get(f"{emulator}/api/v3/get-profile").json()
    assert (profile["statusCode"], profile["apiCode"]) == (401, 2020)


@pytest.mark.parametrize("app_id", [PUBLIC, "parity-basic"])
def test_openid_client(emulator: str, app_id: str) -> None:
    command = ["node", str(HERE / "openid_client.mjs"), f"{emulator}/oidc", app_id, SECRETS[app_id] or ""]
    environment = {**os.environ, "NODE_PATH": os.environ["GENAUTH_NODE_MODULES"]}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"sub": USER_ID, "email": "test@example.com"}
