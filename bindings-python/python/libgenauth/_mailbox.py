"""How the outcomes of calls get to the tasks that wait for them."""

from __future__ import annotations

import asyncio
import itertools
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary, ref

from . import _libgenauth

if TYPE_CHECKING:
    from ._libgenauth import Profile


class Mailbox:
    """The calls under way of one event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Have ``loop`` deliver what arrives, and keep this mailbox alive."""
        self.native = _libgenauth.Mailbox()
        self._tickets = itertools.count()
        self._waiting: dict[int, asyncio.Future[Profile]] = {}
        loop.add_reader(self.native.fileno(), self._deliver)

    def ticket(self) -> int:
        """Return the number of the next call."""
        return next(self._tickets)

    async def outcome(self, ticket: int, call: _libgenauth.Call) -> Profile:
        """Wait for a call that was just started with this ticket; abort it when the task gives up."""
        future: asyncio.Future[Profile] = asyncio.get_running_loop().create_future()
        self._waiting[ticket] = future
        try:
            return await future
        finally:
            # A failed future holds its exception, that holds this frame, and the frame would hold the future:
            # a cycle that keeps the client and its sockets until the collector comes by.
            del future
            if self._waiting.pop(ticket, None) is not None:
                call.cancel()

    def _deliver(self) -> None:
        for ticket, outcome in self.native.take():
            future = self._waiting.pop(ticket, None)
            if future is None or future.done():
                continue
            if isinstance(outcome, Exception):
                future.set_exception(outcome)
            else:
                future.set_result(outcome)


# A loop owns its mailbox, as its reader; from here nothing may keep either alive.
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
