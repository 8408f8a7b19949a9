"""What the runner calls: one class and one row of the table for each method."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Callable, Protocol

import sessions

import libgenauth

if TYPE_CHECKING:
    from calls import Calls


class Method(Protocol):
    """A method with its arguments. It makes the calls; its result is JSON."""

    def play(self, config: dict[str, Any], calls: Calls) -> str: ...

    async def play_async(self, config: dict[str, Any], calls: Calls) -> str: ...


@dataclass
class GetProfile:
    access_token: str | None = None
    timeout_ms: int | None = None
    with_custom_data: bool = False
    with_identities: bool = False
    with_department_ids: bool = False
    raw: bool = False

    def play(self, config: dict[str, Any], calls: Calls) -> str:
        with libgenauth.Client.from_config(config) as client:
            return self._to_json(calls.make(lambda: client.get_profile(**self._arguments())))

    async def play_async(self, config: dict[str, Any], calls: Calls) -> str:
        async with libgenauth.AsyncClient.from_config(config) as client:
            return self._to_json(await calls.make_async(lambda: client.get_profile(**self._arguments())))

    def _arguments(self) -> dict[str, Any]:
        timeout = {} if self.timeout_ms is None else {"timeout": self.timeout_ms / 1000}
        return {
            "access_token": self.access_token,
            "with_custom_data": self.with_custom_data,
            "with_identities": self.with_identities,
            "with_department_ids": self.with_department_ids,
            **timeout,
        }

    def _to_json(self, profile: libgenauth.Profile) -> str:
        return json.dumps(profile.raw.decode()) if self.raw else profile.to_json()


METHODS: dict[str, Callable[..., Method]] = {
    "get_profile": GetProfile,
    "access_token": sessions.AccessToken,
    "refresh": sessions.Refresh,
    "sign_out": sessions.SignOut,
    "session_profile": sessions.SessionProfile,
    "end_session_url": sessions.EndSessionUrl,
    "begin_login": sessions.BeginLogin,
    "finish_login": sessions.FinishLogin,
}
