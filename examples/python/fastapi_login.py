"""A FastAPI application whose users sign in with a browser. Their tokens stay on the server.

Start it with ``uvicorn fastapi_login:app``. GENAUTH_APP_ID, GENAUTH_HOST and, if the application has a
secret, GENAUTH_APP_SECRET name the GenAuth application; its callback URLs must list GENAUTH_REDIRECT_URI, the
address of ``/callback``. GENAUTH_COOKIE_KEY is a key from ``cryptography.fernet.Fernet.generate_key()``, the
same for all processes.

A login that has begun waits in one encrypted cookie. Sessions live in the memory of this process: several
processes, or a restart that signs nobody out, need a store that all share, and ``AsyncSession.open``.
"""

from __future__ import annotations

import os
import secrets
from typing import Annotated, Any

from cryptography.fernet import Fernet, InvalidToken
from fastapi import Cookie, Depends, FastAPI, HTTPException, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

import libgenauth

LOGIN, SESSION = "login", "session"
LOGIN_SECONDS = 600  # then a login cannot be finished any more

CONFIG: dict[str, Any] = {
    "app_id": os.environ["GENAUTH_APP_ID"],
    "host": os.environ["GENAUTH_HOST"],
    "app_secret": os.environ.get("GENAUTH_APP_SECRET"),
}
REDIRECT_URI = os.environ["GENAUTH_REDIRECT_URI"]
COOKIE: dict[str, Any] = {"httponly": True, "samesite": "lax", "secure": REDIRECT_URI.startswith("https:")}

fernet = Fernet(os.environ["GENAUTH_COOKIE_KEY"])
sessions: dict[str, libgenauth.AsyncSession] = {}
app = FastAPI()


@app.get("/sign-in")
async def sign_in() -> Response:
    """Send the browser away; what proves that it comes back from there goes with it, encrypted."""
    login = libgenauth.Login(redirect_uri=REDIRECT_URI, **CONFIG)
    response = RedirectResponse(login.url, 303)
    kept = fernet.encrypt(login.to_json().encode()).decode()
    response.set_cookie(LOGIN, kept, LOGIN_SECONDS, path="/callback", **COOKIE)
    return response


@app.get("/callback")
async def callback(request: Request, login: Annotated[str, Cookie()] = "") -> Response:
    """Take the login up again and begin a session. Whatever comes of it, the login has served."""
    try:
        kept = fernet.decrypt(login, LOGIN_SECONDS).decode()
        session = await libgenauth.Login.from_json(kept, **CONFIG).finish_async(request.url.query)
    except (InvalidToken, libgenauth.LoginError):  # another browser's, too late, or refused
        response: Response = PlainTextResponse("You are not signed in.", 403)
    else:
        # A new name: whoever knew the old one is not signed in.
        name = secrets.token_urlsafe(32)
        sessions[name] = session
        response = RedirectResponse("/", 303)
        response.set_cookie(SESSION, name, **COOKIE)
    response.delete_cookie(LOGIN, path="/callback", **COOKIE)
    return response


async def signed_in(session: Annotated[str, Cookie()] = "") -> libgenauth.AsyncSession:
    """Find the session of the browser. Its requests share it, and so one refresh."""
    if session not in sessions:
        raise HTTPException(303, headers={"Location": "/sign-in"})
    return sessions[session]


SignedIn = Annotated[libgenauth.AsyncSession, Depends(signed_in)]


@app.get("/")
async def home(session: SignedIn) -> dict[str, str | None]:
    """Tell the users what they are called."""
    profile = await session.client().get_profile()
    return {"id": profile.user_id, "name": profile.name, "email": profile.email}


@app.post("/sign-out")
async def sign_out(request: Request, session: SignedIn) -> Response:
    """End the session, then the browser's own at the server. Other sites cannot post the cookie."""
    del sessions[request.cookies[SESSION]]
    await session.sign_out()
    response = RedirectResponse(session.end_session_url(), 303)
    response.delete_cookie(SESSION, **COOKIE)
    return response


@app.exception_handler(libgenauth.GenAuthError)
async def failed(request: Request, error: libgenauth.GenAuthError) -> Response:
    """Let users sign in again only if their session has ended: an outage signs nobody out."""
    if error.session_is_dead:
        sessions.pop(request.cookies[SESSION], None)
        return RedirectResponse("/sign-in", 303)
    headers = {"Retry-After": f"{error.retry_after or 5:.0f}"}
    return PlainTextResponse("Users cannot be identified now.", 503, headers)
