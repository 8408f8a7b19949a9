"""Runs the program ``genauth-emulator``."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.error import HTTPError

from libgenauth._libgenauth import confidential, reveal

from ._provider import Provider, ask

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import TracebackType

    from typing_extensions import Self

DOCUMENTED_USER_TOKEN = "documented-user-token"  # noqa: S105 (made up)
"""Token of the user that every emulator knows, with every scope."""

OPENID_ONLY_TOKEN = "openid-only-token"  # noqa: S105 (made up)
"""Token of the same user with the scope ``openid`` alone: the profile has little more than the user id."""

PROGRAM_VARIABLE = "GENAUTH_EMULATOR"

APP_ID = "test-app"


class Emulator(Provider):
    """A local GenAuth with the test's users and replies, for the duration of a ``with`` block.

    It runs the program ``genauth-emulator``, or ``genauth emulator``: the one that the environment variable
    ``GENAUTH_EMULATOR`` names, or else the one on ``PATH``. It listens on 127.0.0.1, and it does not outlive
    this process.
    """

    _program: list[str] | None = None
    _process: subprocess.Popen[str] | None = None
    _url: str | None = None

    @confidential
    def __init__(
        self,
        users: Mapping[str, Mapping[str, Any]] | None = None,
        *,
        replies: Mapping[str, Iterable[Mapping[str, Any]]] | None = None,
    ) -> None:
        """Prepare an emulator.

        :param users: the user of each token, with the service's own field names, in addition to the
            documented user, who always exists.
        :param replies: scripted replies, by a name for ``config``: the n-th request gets the n-th reply,
            and the last one repeats. ``{"status": 503}`` is one; the emulator's documentation lists all keys.
        :raises FileNotFoundError: the program was not found.
        """
        self._program = _program()
        self._users = users or {}
        self._replies = replies or {}
        self._numbers = itertools.count()

    @property
    def url(self) -> str:
        """Its address, to be the ``host`` of clients."""
        if self._url is None:
            msg = "the emulator does not run: use it in a with block"
            raise RuntimeError(msg)
        return self._url

    @confidential
    def config(
        self, access_token: str | None = DOCUMENTED_USER_TOKEN, *, reply: str | None = None
    ) -> dict[str, Any]:
        """Return the settings for a client of this emulator: ``Client(**emulator.config())``.

        :param access_token: the token of that client.
        :param reply: the name of the scripted replies that it gets, from the first one on.
        :raises RuntimeError: the emulator does not run.
        """
        return {
            "app_id": APP_ID,
            "host": self._host(reply),
            "access_token": reveal(access_token),
            "proxy": "none",
        }

    @confidential
    def environment(
        self, access_token: str | None = DOCUMENTED_USER_TOKEN, *, reply: str | None = None
    ) -> dict[str, str]:
        """Return the environment variables for a client of this emulator: ``Client.from_env()``.

        The parameters are those of ``config``.
        """
        return {
            "GENAUTH_APP_ID": APP_ID,
            "GENAUTH_HOST": self._host(reply),
            "NO_PROXY": "127.0.0.1",
            **({"GENAUTH_ACCESS_TOKEN": reveal(access_token)} if access_token is not None else {}),
        }

    def requests(self) -> list[dict[str, Any]]:
        """Return the requests so far, oldest first: ``path``, ``query``, ``headers``, tokens included."""
        return cast("list[dict[str, Any]]", ask(f"{self.url}/__emulator/requests"))

    @confidential
    def set_fault(self, kind: str, *, times: int | None = None, **details: object) -> None:
        """Switch a fault on, in the place of one of its kind for the same user.

        :param kind: ``rate_limited``, ``unavailable``, ``suspended_user``, ``session_ended``, ``slow``,
            ``hang`` or ``reset``.
        :param times: for so many requests; by default until ``clear_faults``.
        :param details: such as ``retry_after=30``, ``user="bob"`` or ``milliseconds=500``; the emulator's
            documentation lists all.
        :raises ValueError: the emulator knows no such fault or no such user; the message says which.
        """
        self._change("faults", {"kind": kind, "times": times, **details})

    def clear_faults(self) -> None:
        """Switch all faults off."""
        ask(f"{self.url}/__emulator/faults", method="DELETE")

    @confidential
    def add_user(self, token: str, data: Mapping[str, Any]) -> None:
        """Add a user, or replace the one that was added with the same ``userId``.

        :param token: the user's token, with every scope.
        :param data: the user, with the service's own field names.
        :raises ValueError: the token is another user's.
        """
        self._change("users", {"tokens": [{"token": token}], "data": data})

    def start(self) -> None:
        """Start the program and wait until it listens.

        :raises RuntimeError: it does not start, for example because of an unknown key in ``replies``; the
            message says why.
        """
        if not self._program:
            msg = "the emulator was not initialised: call __init__"
            raise RuntimeError(msg)
        with tempfile.TemporaryDirectory() as folder:
            command = [*self._program, "--port", "0", "--exit-with-stdin", *self._files(Path(folder))]
            process = subprocess.Popen(  # noqa: S603 (that is what it is for)
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
            # It has read its files when it says that it listens.
            announcement = process.stdout.readline() if process.stdout else ""
        if not announcement:
            _, problem = process.communicate()
            msg = f"the emulator did not start: {problem.strip()}"
            raise RuntimeError(msg)
        self._process, self._url = process, announcement.split()[-1]

    def stop(self) -> None:
        """End the program, if it runs."""
        process, self._process = self._process, None
        if process:
            process.terminate()
            process.communicate()

    def _change(self, what: str, body: Mapping[str, object]) -> None:
        try:
            ask(f"{self.url}/__emulator/{what}", json.dumps(body, default=reveal).encode())
        except HTTPError as error:
            with error:
                message = json.loads(error.read())["message"]
            # Without the frames that hold the body.
            raise ValueError(message) from None

    def _host(self, reply: str | None) -> str:
        return self.url if reply is None else f"{self.url}/scenario/{reveal(reply)}/{next(self._numbers)}"

    def _files(self, folder: Path) -> Iterable[str]:
        users, scenarios = folder / "users.json", folder / "replies"
        entries = ({"tokens": [{"token": key}], "data": data} for key, data in reveal(self._users).items())
        _write(users, {"users": [*entries]})
        scenarios.mkdir()
        for name in reveal(self._replies):
            _write(scenarios / f"{name}.json", {"name": name, "replies": [*reveal(self._replies)[name]]})
        return ["--users", str(users), "--scenarios", str(scenarios)]

    def __enter__(self) -> Self:
        """Start the program."""
        self.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End the program."""
        self.stop()


@confidential
def _write(file: Path, document: object) -> None:
    try:
        file.write_text(json.dumps(reveal(document)), encoding="utf-8")
    except (TypeError, ValueError) as error:
        # Without the frames of `json`, which hold the document.
        msg = f"the emulator did not start: {file.name}: {error}"
        raise TypeError(msg) from None


def _program() -> list[str]:
    wanted = os.environ.get(PROGRAM_VARIABLE)
    candidates = [wanted] if wanted else ["genauth-emulator", "genauth"]
    for program in filter(None, map(shutil.which, candidates)):
        return [program, "emulator"] if Path(program).stem == "genauth" else [program]
    where = f"{wanted}, which {PROGRAM_VARIABLE} names, is no program" if wanted else "it is not on PATH"
    msg = (
        f"the emulator was not found: {where}. "
        f"Put genauth-emulator or genauth on PATH, or set {PROGRAM_VARIABLE} to the path of one of them."
    )
    raise FileNotFoundError(msg)
