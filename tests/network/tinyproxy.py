"""tinyproxy, with a password or without."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import programs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONFIGURATION = """
Listen 127.0.0.1
Port {port}
Timeout 30
MaxClients 20
LogLevel Connect
LogFile "{log}"
{credentials}
"""


@dataclass(frozen=True)
class Proxy:
    """A proxy that runs."""

    port: int
    log: Path

    def url(self, credentials: str = "") -> str:
        return f"http://{credentials}127.0.0.1:{self.port}"

    def requests(self) -> list[str]:
        """Return the request lines: tinyproxy logs each before it goes on."""
        marks = [line.partition("): ") for line in self.log.read_text().splitlines() if " Request " in line]
        return [request for _, _, request in marks]


@contextmanager
def proxying(folder: Path, credentials: str = "") -> Iterator[Proxy]:
    folder.mkdir()
    proxy = Proxy(port=programs.free_port(), log=folder / "tinyproxy.log")
    (folder / "tinyproxy.conf").write_text(
        CONFIGURATION.format(port=proxy.port, log=proxy.log, credentials=credentials)
    )
    command = [programs.find("tinyproxy", "tinyproxy-bin"), "-d", "-c", str(folder / "tinyproxy.conf")]
    with programs.running(command, [("127.0.0.1", proxy.port)], folder / "tinyproxy.out"):
        yield proxy
