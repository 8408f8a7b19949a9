"""The asynchronous client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._client import CLIENT, BaseClient, call_timeout
from ._logging import recorded
from ._mailbox import running_mailbox

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

    from ._client import _Default
    from ._libgenauth import Profile


class AsyncClient(BaseClient):
    """Asks one application of the identity cloud who its signed-in user is, for ``asyncio``.

    Any number of tasks, event loops and threads may use one client at once, also in a child after
    ``os.fork()``. Keep it: it keeps its connections. ``Client`` is its blocking twin.
    """

    async def get_profile(
        self,
        *,
        with_custom_data: bool = False,
        with_identities: bool = False,
        with_department_ids: bool = False,
        access_token: str | None = None,
        timeout: float | _Default | None = CLIENT,
    ) -> Profile:
        """Ask who the user is: ``GET /api/v3/get-profile``. Cancelling the task aborts the request.

        :param with_custom_data: ask for ``custom_data``.
        :param with_identities: ask for ``identities``. They can hold tokens of other identity providers: ask
            only when you need them.
        :param with_department_ids: ask for ``department_ids``.
        :param access_token: use this token instead of the client's.
        :param timeout: seconds for the whole call, instead of the client's; ``None`` or 0 means no limit.
        :raises GenAuthError: its subclasses say what went wrong, its attributes the facts.
        :raises RuntimeError: the client is closed, or no ``asyncio`` event loop runs.
        """
        native = self._opened()
        mailbox = running_mailbox()
        ticket = mailbox.ticket()
        with recorded():
            call = native.start(
                mailbox.native,
                ticket,
                with_custom_data=with_custom_data,
                with_identities=with_identities,
                with_department_ids=with_department_ids,
                access_token=access_token,
                timeout=call_timeout(timeout),
            )
            return await mailbox.outcome(ticket, call)

    async def aclose(self) -> None:
        """Let go of the connections. Calls under way end as usual; new ones are refused."""
        self._native = None

    async def __aenter__(self) -> Self:
        """Return the client itself."""
        self._opened()
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the client."""
        await self.aclose()
