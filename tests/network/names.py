"""Host names of a test's own, and an address that swallows connections."""

from __future__ import annotations

import ctypes
import socket
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WRAPPER = "libnss_wrapper.so"


def resolving(folder: Path, name: str, addresses: list[str]) -> dict[str, str]:
    """Return the environment of a process in which the system's resolver knows the name."""
    try:
        ctypes.CDLL(WRAPPER)
    except OSError:
        pytest.fail(f"{WRAPPER} is missing: apt install libnss-wrapper")
    hosts = folder / "hosts"
    hosts.write_text("".join(f"{address} {name}\n" for address in addresses))
    return {"LD_PRELOAD": WRAPPER, "NSS_WRAPPER_HOSTS": str(hosts)}


@contextmanager
def swallowing(address: str, port: int) -> Iterator[None]:
    """Listen with a full queue, so that a new connection is neither accepted nor refused."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with ExitStack() as sockets:
        listener = sockets.enter_context(socket.socket(family))
        listener.bind((address, port))
        listener.listen(0)
        for _ in range(4):
            waiting = sockets.enter_context(socket.socket(family))
            waiting.settimeout(0)
            waiting.connect_ex((address, port))
        late = sockets.enter_context(socket.socket(family))
        late.settimeout(0.5)
        with pytest.raises(socket.timeout):
            late.connect((address, port))
        yield
