"""nginx, as many servers in one process."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import programs

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = Path(__file__).parents[2] / "emulator/data/get-profile-sample.json"

# One process, which stays the user's own: it may read the folders of the tests.
CONFIGURATION = """
daemon off;
master_process off;
pid nginx.pid;
error_log stderr;
events {{ worker_connections 512; }}
http {{
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi; scgi_temp_path scgi;
    default_type application/json;
    ssl_protocols TLSv1.2 TLSv1.3;
    log_format facts escape=json '{{"request":"$request","protocol":"$server_protocol","tls":"$ssl_protocol",'
        '"connection":"$connection","encoding":"$sent_http_content_encoding","via":"$http_via",'
        '"proxy_authorization":"$http_proxy_authorization"}}';
    {servers}
}}
"""

SERVER = """
server {{
    listen {address}:{port} {listen};
    access_log {name}.log facts;
    {certificate}
    {directives}
    location ~ /api/v3/get-profile$ {{ alias "{sample}"; }}
}}
"""


@dataclass(frozen=True)
class Server:
    """What nginx shall be."""

    certificate: Path | None = None
    directives: str = ""
    listen: str = ""
    address: str = "127.0.0.1"


@dataclass(frozen=True)
class Site:
    """A server that runs."""

    port: int
    log: Path
    scheme: str
    address: str

    def host(self, tag: str = "", name: str | None = None) -> str:
        """Return what a client is given; by the ``tag`` a test finds its own requests in the log."""
        return f"{self.scheme}://{name or self.address}:{self.port}/{tag}"

    def requests(self, tag: str, count: int = 1) -> list[dict[str, str]]:
        # nginx writes its log after the answer, and whatever came in as a request.
        end = time.monotonic() + programs.PATIENCE
        while True:
            lines = [line for line in self.log.read_text(errors="replace").splitlines() if tag in line]
            if len(lines) >= count or time.monotonic() > end:
                assert len(lines) == count
                return [json.loads(line) for line in lines]
            time.sleep(0.01)


@contextmanager
def serving(servers: dict[str, Server], folder: Path) -> Iterator[dict[str, Site]]:
    sites = {
        name: Site(
            port=programs.free_port(),
            log=folder / f"{name}.log",
            scheme="https" if server.certificate else "http",
            address=server.address,
        )
        for name, server in servers.items()
    }
    text = "".join(configuration(name, servers[name], site) for name, site in sites.items())
    (folder / "nginx.conf").write_text(CONFIGURATION.format(servers=text))
    command = [programs.find("nginx", "nginx-light"), "-p", str(folder), "-c", "nginx.conf", "-e", "stderr"]
    listening = [(site.address.strip("[]"), site.port) for site in sites.values()]
    with programs.running(command, listening, folder / "nginx.out"):
        yield sites


def configuration(name: str, server: Server, site: Site) -> str:
    certificate = ""
    if server.certificate:
        key = server.certificate.with_suffix(".key")
        certificate = f'ssl_certificate "{server.certificate}"; ssl_certificate_key "{key}";'
    return SERVER.format(
        name=name,
        address=site.address,
        port=site.port,
        listen=server.listen or ("ssl" if server.certificate else ""),
        certificate=certificate,
        directives=server.directives,
        sample=SAMPLE,
    )
