"""A login in a browser of this machine."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any, Callable

from ._exceptions import LoginError
from ._logging import recorded

if TYPE_CHECKING:
    from ._libgenauth import AsyncSession, Login, Session

Open = Callable[[str], Any]


def in_browser(login: Login, store: Any, open_browser: Open | None) -> Session:  # noqa: ANN401 (any object)
    """Open the browser, and wait until it comes back."""
    failures: list[BaseException] = []
    with recorded("in_browser"):
        # Some browsers return when they are closed, and a stand-in in a test comes back before it returns.
        threading.Thread(target=_open, args=(login.url, open_browser, failures.append), daemon=True).start()
        session = login._wait(failures, store)  # noqa: SLF001 (its own way to do it)
        if session is None:
            raise failures[0]
        return session


async def in_browser_async(
    login: Login,
    store: Any,  # noqa: ANN401 (any object)
    open_browser: Open | None,
) -> AsyncSession:
    """Open the browser, and wait until it comes back."""
    loop = asyncio.get_running_loop()
    waiting = asyncio.ensure_future(login._wait_async(store))  # noqa: SLF001 (its own way to do it)
    failures: list[BaseException] = []

    def give_up(failure: BaseException) -> None:
        failures.append(failure)
        loop.call_soon_threadsafe(waiting.cancel)

    threading.Thread(target=_open, args=(login.url, open_browser, give_up), daemon=True).start()
    with recorded("in_browser"):
        try:
            return await waiting
        except asyncio.CancelledError:
            if failures:
                raise failures[0] from None
            raise
        finally:
            waiting.cancel()


def _open(url: str, open_browser: Open | None, give_up: Callable[[BaseException], None]) -> None:
    try:
        if open_browser is None:
            import webbrowser  # noqa: PLC0415 (few applications need it)

            open_browser = webbrowser.open
        has_failed = open_browser(url) is False
    except Exception as failure:  # noqa: BLE001 (whatever it is: it ends the login)
        give_up(_no_browser(failure))
        return
    if has_failed:
        give_up(_no_browser(None))


def _no_browser(cause: BaseException | None) -> LoginError:
    error = LoginError(
        "no browser could be opened",
        hint="Pass `open_browser`, such as `print`, to show the URL to the user.",
    )
    error.__cause__ = cause
    return error
