"""The asynchronous client."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ._client import CLIENT, BaseClient
from ._libgenauth import confidential
from ._logging import recorded

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

    from ._libgenauth import ClientTimeout, Profile


class AsyncClient(BaseClient):
    """A client for one GenAuth application, for ``asyncio``.

    Any number of tasks, event loops and threads may use one client at once, also in a child after
    ``os.fork()``. Keep it: it keeps its connections open. ``Client`` is its blocking twin.
    """

    _may_await = True

    @confidential
    async def get_profile(
        self,
        *,
        with_custom_data: bool = False,
        with_identities: bool = False,
        with_department_ids: bool = False,
        access_token: str | None = None,
        timeout: float | ClientTimeout | None = CLIENT,
    ) -> Profile:
        """Return the signed-in user: ``GET /api/v3/get-profile``. Cancelling the task aborts the request.

        :param with_custom_data: request ``custom_data``.
        :param with_identities: request ``identities``. They can hold tokens of other identity providers:
            request them only if you need them.
        :param with_department_ids: request ``department_ids``.
        :param access_token: use this token instead of the client's.
        :param timeout: seconds for the whole call, instead of the client's; ``None`` or 0 means no limit.
        :raises GenAuthError: its subclass says what went wrong, its attributes have the facts.
        :raises RuntimeError: the client is closed, or no ``asyncio`` event loop is running.
        """
        from ._mailbox import running_mailbox  # noqa: PLC0415 (loads asyncio, which few users of the package need)

        native = self._opened()
        mailbox = running_mailbox()
        ticket = mailbox.ticket()
        with recorded("get_profile"):
            call = native.start(
                mailbox.native,
                ticket,
                with_custom_data=with_custom_data,
                with_identities=with_identities,
                with_department_ids=with_department_ids,
                access_token=access_token,
                timeout=timeout,
                provider=self._token_provider,
            )
            return cast(
                "Profile", await mailbox.outcome(ticket, call, provides=self._token_provider is not None)
            )

    async def aclose(self) -> None:
        """Close the client. Calls in progress end as usual; new ones raise ``RuntimeError``."""
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
