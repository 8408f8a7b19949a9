"""OpenSSL's own server, which refuses clients in ways that nginx does not."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import programs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def demanding(certificate: Path, authority: Path, folder: Path, *options: str) -> Iterator[str]:
    """Serve clients that have a certificate of the authority, and yield the host to give to a client."""
    port = programs.free_port()
    given = [
        "-cert",
        str(certificate),
        "-key",
        str(certificate.with_suffix(".key")),
        "-CAfile",
        str(authority),
    ]
    demand = ["-Verify", "1", "-verify_return_error", "-www", *options]
    command = [programs.find("openssl", "openssl"), "s_server", "-accept", f"127.0.0.1:{port}"]
    output = folder / "s_server.out"
    with programs.running([*command, *given, *demand], [("127.0.0.1", port)], output):
        yield f"https://127.0.0.1:{port}"
