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

EVERY_LOCAL_NAME = "DNS:localhost,DNS:both.example,IP:127.0.0.1,IP:::1"
VALID = (timedelta(days=-1), timedelta(days=1))
EXPIRED = (timedelta(days=-2), timedelta(days=-1))
NOT_YET_VALID = (timedelta(days=1), timedelta(days=2))


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
        self, name: str, *, names: str = EVERY_LOCAL_NAME, valid: tuple[timedelta, timedelta] = VALID
    ) -> Path:
        """Return the certificate's file; its key lies beside it, with the suffix ``.key``."""
        key = [
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-keyout",
            f"{name}.key",
        ]
        subject = ["-subj", "/CN=server", "-addext", f"subjectAltName={names}"]
        self._run("req", "-new", *key, *subject, "-out", f"{name}.csr")
        now = datetime.now(timezone.utc)
        start, end = (f"{now + moment:%Y%m%d%H%M%SZ}" for moment in valid)
        issuer = ["-cert", "ca.pem", "-keyfile", "ca.key", "-startdate", start, "-enddate", end]
        self._run("ca", "-batch", "-notext", *issuer, "-in", f"{name}.csr", "-out", f"{name}.pem")
        return self._folder / f"{name}.pem"

    def _run(self, command: str, *arguments: str) -> None:
        subprocess.run(
            [self._openssl, command, "-config", "openssl.cnf", *arguments],
            cwd=self._folder,
            check=True,
            capture_output=True,
            timeout=60,
        )
