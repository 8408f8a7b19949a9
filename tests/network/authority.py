"""A private certificate authority, and certificates as servers have them, good and bad."""

from __future__ import annotations

import subprocess
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import programs

if TYPE_CHECKING:
    from pathlib import Path

# Only `openssl ca` sets both ends of the validity in every version of OpenSSL.
CONFIGURATION = """
[req]
distinguished_name = name
string_mask = nombstr
[name]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = none
[plain]
basicConstraints = critical, CA:TRUE
[ca]
default_ca = issuing
[issuing]
database = index.txt
new_certs_dir = .
rand_serial = yes
unique_subject = no
default_md = sha256
policy = policy
copy_extensions = copy
[policy]
commonName = supplied
"""

EVERY_LOCAL_NAME = "subjectAltName=DNS:localhost,DNS:both.example,IP:127.0.0.1,IP:::1"
OTHER_NAME = "subjectAltName=DNS:other.example"
VALID = (timedelta(days=-1), timedelta(days=1))
EXPIRED = (timedelta(days=-2), timedelta(days=-1))
NOT_YET_VALID = (timedelta(days=1), timedelta(days=2))


NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]


def subject(extension: str | None) -> list[str]:
    # The common name is one that the server is called by, and counts for nothing.
    return ["-subj", "/CN=127.0.0.1", *(["-addext", extension] if extension else [])]


class Authority:
    def __init__(self, folder: Path, subject: str) -> None:
        self._folder = folder
        self._openssl = programs.find("openssl", "openssl")
        (folder / "openssl.cnf").write_text(CONFIGURATION)
        (folder / "index.txt").touch()
        new = ["-x509", "-extensions", "authority", "-days", "2", "-subj", subject]
        self._run("req", *new, "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem")
        self.file = folder / "ca.pem"

    def issue(
        self,
        name: str,
        *,
        extension: str | None = EVERY_LOCAL_NAME,
        valid: tuple[timedelta, timedelta] = VALID,
    ) -> Path:
        """Return the certificate's file; its key lies beside it, with the suffix ``.key``."""
        key = [*NEW_KEY, "-keyout", f"{name}.key"]
        self._run("req", "-new", *key, *subject(extension), "-out", f"{name}.csr")
        now = datetime.now(timezone.utc)
        start, end = (f"{now + moment:%Y%m%d%H%M%SZ}" for moment in valid)
        issuer = ["-cert", "ca.pem", "-keyfile", "ca.key", "-startdate", start, "-enddate", end]
        self._run("ca", "-batch", "-notext", *issuer, "-in", f"{name}.csr", "-out", f"{name}.pem")
        return self._folder / f"{name}.pem"

    def self_signed(self, name: str, *, extension: str | None = EVERY_LOCAL_NAME) -> Path:
        """Make what a plain ``openssl req -x509`` makes, which is an authority in its extensions."""
        new = ["-x509", "-extensions", "plain", "-days", "2", *NEW_KEY, "-keyout", f"{name}.key"]
        self._run("req", *new, *subject(extension), "-out", f"{name}.pem")
        return self._folder / f"{name}.pem"

    def _run(self, command: str, *arguments: str) -> None:
        subprocess.run(
            [self._openssl, command, "-config", "openssl.cnf", *arguments],
            cwd=self._folder,
            check=True,
            capture_output=True,
            timeout=60,
        )
