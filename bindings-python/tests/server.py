"""A server that says what a test wants, or nothing at all."""

from __future__ import annotations

import json
import socket
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self


def envelope(http_status: int = 200, headers: str = "", **fields: Any) -> bytes:
    """A whole HTTP answer with the service's envelope."""
    return answer(http_status, json.dumps(fields), headers)


def answer(http_status: int, body: str, headers: str = "") -> bytes:
    """A whole HTTP answer."""
    text = body.encode()
    return f"HTTP/1.1 {http_status} X\r\n{headers}content-length: {len(text)}\r\n\r\n".encode() + text


class Server:
    """Sends the same answer to every request. Without an answer it keeps the client waiting."""

    def __init__(self, reply: bytes = b"") -> None:
        self._reply = reply
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.host = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.asked = threading.Event()
        self.left = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def config(self, **more: Any) -> dict[str, Any]:
        """Keyword arguments for a client of this server."""
        return {
            "app_id": "app",
            "host": self.host,
            "access_token": "t0ken",
            "max_attempts": 1,
            "proxy": "none",
            **more,
        }

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                while connection.recv(65536):
                    self.asked.set()
                    connection.sendall(self._reply)
            except ConnectionError:
                pass
            self.left.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
