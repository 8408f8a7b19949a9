"""Runs the program ``genauth-emulator``."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import ProxyHandler, build_opener

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import TracebackType

    from typing_extensions import Self

DOCUMENTED_USER_TOKEN = "documented-user-token"  # noqa: S105 (made up)
"""Token of the user that every emulator knows, with every scope."""

OPENID_ONLY_TOKEN = "openid-only-token"  # noqa: S105 (made up)
"""Token of the same user with the scope ``openid`` alone: the profile has little more than the user id."""

PROGRAM_VARIABLE = "GENAUTH_EMULATOR"


class Emulator:
    """A local GenAuth with users and answers of the test's choice, from ``with`` to the end of its block.

    It is the program ``genauth-emulator``, or ``genauth emulator``: the one that the environment variable
    ``GENAUTH_EMULATOR`` names, or else the one on ``PATH``. It listens on 127.0.0.1, and it does not outlive
    this process.
    """

    url: str
    """Its address, the ``host`` of clients."""

    def __init__(
        self,
        users: Mapping[str, Mapping[str, Any]] | None = None,
        *,
        replies: Mapping[str, Iterable[Mapping[str, Any]]] | None = None,
    ) -> None:
        """Prepare an emulator.

        :param users: the user of each token, with the service's own names of fields; besides the documented
            user, who is always there.
        :param replies: scripted answers under names for ``config``: the n-th request gets the n-th answer,
            and the last one repeats. ``{"status": 503}`` is one; the emulator's documentation lists all keys.
        :raises FileNotFoundError: the program is not there.
        """
        self._program = _program()
        self._users = users or {}
        self._replies = replies or {}
        self._numbers = itertools.count()

    def config(
        self, access_token: str | None = DOCUMENTED_USER_TOKEN, *, reply: str | None = None
    ) -> dict[str, Any]:
        """Return the settings for a client of this emulator: ``Client(**emulator.config())``.

        :param access_token: the token of that client.
        :param reply: which of the scripted answers it gets, from the first one on.
        """
        host = self.url if reply is None else f"{self.url}/scenario/{reply}/{next(self._numbers)}"
        return {"app_id": "test-app", "host": host, "access_token": access_token, "proxy": "none"}

    def environment(
        self, access_token: str | None = DOCUMENTED_USER_TOKEN, *, reply: str | None = None
    ) -> dict[str, str]:
        """Return the environment variables from which ``Client.from_env()`` makes a client of this emulator.

        The parameters are those of ``config``.
        """
        config = self.config(access_token, reply=reply)
        environment = {
            "GENAUTH_APP_ID": config["app_id"],
            "GENAUTH_HOST": config["host"],
            "NO_PROXY": "127.0.0.1",
        }
        if access_token is not None:
            environment["GENAUTH_ACCESS_TOKEN"] = access_token
        return environment

    def requests(self) -> list[dict[str, Any]]:
        """Return the requests so far, oldest first: ``path``, ``query``, ``headers``, tokens included."""
        opener = build_opener(ProxyHandler({}))
        with opener.open(f"{self.url}/__emulator/requests", timeout=10) as response:
            requests: list[dict[str, Any]] = json.load(response)
        return requests

    def start(self) -> None:
        """Start the program and wait until it listens.

        :raises RuntimeError: it does not start, as for an unknown key in ``replies``; the message says why.
        """
        with tempfile.TemporaryDirectory() as folder:
            command = [*self._program, "--port", "0", "--exit-with-stdin", *self._files(Path(folder))]
            self._process = subprocess.Popen(  # noqa: S603 (that is what it is for)
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
            # It has read its files when it says that it listens.
            announcement = self._process.stdout.readline() if self._process.stdout else ""
        if not announcement:
            _, problem = self._process.communicate()
            msg = f"the emulator did not start: {problem.strip()}"
            raise RuntimeError(msg)
        self.url = announcement.split()[-1]

    def stop(self) -> None:
        """End the program."""
        self._process.terminate()
        self._process.communicate()

    def _files(self, folder: Path) -> Iterable[str]:
        users = [{"tokens": [{"token": token}], "data": data} for token, data in self._users.items()]
        (folder / "users.json").write_text(json.dumps({"users": users}), encoding="utf-8")
        (folder / "replies").mkdir()
        for name, replies in self._replies.items():
            scenario = {"name": name, "replies": list(replies)}
            (folder / "replies" / f"{name}.json").write_text(json.dumps(scenario), encoding="utf-8")
        return ["--users", f"{folder}/users.json", "--scenarios", f"{folder}/replies"]

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
