"""Sign in with the browser, stay signed in, sign out: a program for the user's own machine.

GENAUTH_APP_ID and GENAUTH_HOST name the GenAuth application, whose callback URLs must list
``http://127.0.0.1/callback``. ``sign_in.py --out`` signs out.
"""

import os
import sys
from pathlib import Path
from typing import Any

import libgenauth


def main() -> None:
    """Print who is signed in."""
    config: dict[str, Any] = {"app_id": os.environ["GENAUTH_APP_ID"], "host": os.environ["GENAUTH_HOST"]}
    store = libgenauth.FileStore(Path(os.environ.get("GENAUTH_SESSION", Path.home() / ".genauth-example")))
    session = libgenauth.Session.open(store, **config)
    if "--out" in sys.argv:
        print(session.sign_out() if session else "nobody is signed in")
        return
    if session is None:
        session = libgenauth.Login.in_browser(store=store, **config)
    try:
        print(session.client().get_profile().user_id)
    except libgenauth.AuthenticationError as error:
        if not error.session_is_dead:
            raise
        print("the session has ended: start the program again to sign in")


if __name__ == "__main__":
    main()
