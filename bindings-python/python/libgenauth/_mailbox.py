"""Delivers the outcomes of calls to the tasks that wait for them."""

from __future__ import annotations

import asyncio
import itertools
from contextlib import nullcontext
from contextvars import Context, copy_context
from threading import Thread, current_thread
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary, finalize, ref

from . import _libgenauth
from ._logging import recorded

if TYPE_CHECKING:
    from ._libgenauth import Prepared, SignOut, TokenRequest

T = TypeVar("T")


class Mailbox:
    """The calls in progress of one event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Register with ``loop``, which delivers outcomes and keeps this mailbox alive."""
        self.native = _libgenauth.Mailbox()
        self._tickets = itertools.count()
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._contexts: dict[int, Context] = {}
        self._providing: dict[int, asyncio.Task[None]] = {}
        try:
            loop.add_reader(self.native.fileno(), self.deliver)
        except NotImplementedError:
            _attend(loop, self)

    def ticket(self) -> int:
        """Return the number of the next call."""
        return next(self._tickets)

    async def outcome(self, ticket: int, call: _libgenauth.Call, *, provides: bool = False) -> Any:  # noqa: ANN401 (of any call)
        """Wait for the call that was just started with this ticket; abort it if the task is cancelled.

        If the call ``provides`` its own token, it can ask for one: that runs in a task of its own, in the
        context of this one, since the call may run out of time while it waits for a token.
        """
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[ticket] = future
        if provides:
            self._contexts[ticket] = copy_context()
        try:
            return await future
        finally:
            # A failed future holds its exception, which holds this frame, which would hold the future: a
            # cycle that keeps the client and its sockets until the garbage collector runs.
            del future
            self._contexts.pop(ticket, None)
            if (providing := self._providing.pop(ticket, None)) is not None:
                providing.cancel()
            if self._waiting.pop(ticket, None) is not None:
                call.cancel()

    def deliver(self) -> None:
        """Complete what has an outcome, on the thread of the loop."""
        for ticket, request in self.native.deliver(self._waiting):
            self._provide(ticket, request)

    def _provide(self, ticket: int, request: TokenRequest) -> None:
        context = self._contexts.get(ticket)
        if context is not None:
            task = context.run(asyncio.get_running_loop().create_task, _fulfil(request))
            self._providing[ticket] = task


def _attend(loop: asyncio.AbstractEventLoop, mailbox: Mailbox) -> None:
    """Let a thread wake a loop that watches no descriptors, as Windows' proactor loop.

    The thread keeps the mailbox alive until the loop ends, but not the loop.
    """
    attendant = Thread(target=_wake, args=(ref(loop), mailbox), name="libgenauth-mailbox", daemon=True)
    attendant.start()
    finalize(loop, _dismiss, mailbox.native, attendant)


def _wake(loop_ref: ref[asyncio.AbstractEventLoop], mailbox: Mailbox) -> None:
    while mailbox.native.wait():
        loop = loop_ref()
        if loop is None:
            return
        try:
            loop.call_soon_threadsafe(mailbox.deliver)
        except RuntimeError:  # the loop is closed
            return
        del loop


def _dismiss(native: _libgenauth.Mailbox, attendant: Thread) -> None:
    """End the thread with its loop, or before the interpreter would end it in the middle of a wait."""
    native.close()
    if attendant is not current_thread():  # which may be the last to let go of the loop
        attendant.join()


async def _fulfil(request: TokenRequest) -> None:
    """Run the application's coroutine. The token never is a variable of this frame."""
    try:
        request.give(await request.call())
    except Exception as error:  # noqa: BLE001 (it goes to the call that asked)
        request.fail(error)
    except asyncio.CancelledError as error:
        request.fail(error)
        raise


# A loop owns its mailbox, as its reader or through its thread; this table must keep neither alive.
_mailboxes: WeakKeyDictionary[asyncio.AbstractEventLoop, ref[Mailbox]] = WeakKeyDictionary()


def running_mailbox() -> Mailbox:
    """Return the mailbox of the running event loop."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        msg = "AsyncClient needs a running asyncio event loop; trio and others are not supported"
        raise RuntimeError(msg) from None
    known = _mailboxes.get(loop)
    mailbox = known() if known else None
    if mailbox is None:
        mailbox = Mailbox(loop)
        _mailboxes[loop] = ref(mailbox)
    return mailbox


async def call(prepared: Prepared, name: str | None) -> Any:  # noqa: ANN401 (of any call)
    """Make a call of a session or a login, and write its record if it has a name."""
    mailbox = running_mailbox()
    ticket = mailbox.ticket()
    with recorded(name) if name else nullcontext():
        return await mailbox.outcome(ticket, prepared.start(mailbox.native, ticket))


async def sign_out(prepared: Prepared) -> SignOut:
    """Sign out, and write the record."""
    with recorded("sign_out") as record:
        outcome: SignOut = await call(prepared, None)
        if record:
            record.look_at(outcome)
    return outcome


async def done(value: T) -> T:
    """Return ``value``, for asynchronous context managers that have nothing to wait for."""
    return value
