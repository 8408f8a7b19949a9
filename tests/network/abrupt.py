"""A TLS server that closes its connections without the notice that TLS asks for, as many old servers do."""

from __future__ import annotations

import socket
import ssl
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from authority import Authority


class AbruptServer:
    """Sends the same bytes on each connection, once there is a request."""

    def __init__(self, authority: Authority, response: bytes) -> None:
        certificate = authority.issue("abrupt")
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate, certificate.with_suffix(".key"))
        self._response = response
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.host = f"https://127.0.0.1:{self._listener.getsockname()[1]}"
        self.requests = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with self._context.wrap_socket(connection, server_side=True) as tls:
            request = b""
            while not request.endswith(b"\r\n\r\n"):
                request += tls.recv(65536)
            self.requests += 1
            tls.sendall(self._response)
            # Leaving without `unwrap` sends no notice.
