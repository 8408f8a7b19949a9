"""The system's authorities, those that the environment puts in their place, and the bundled ones.

A certificate that was only allegedly issued by a well-known authority tells whether that one is trusted: then
its signature is wrong, otherwise its issuer is unknown.
"""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import programs
import pytest
from calls import ask_elsewhere, config

if TYPE_CHECKING:
    from pathlib import Path

    from authority import Authority
    from nginx import Site


@pytest.fixture
def nowhere(tmp_path: Path) -> dict[str, str]:
    """Make a store that is there, and empty."""
    (tmp_path / "empty.pem").touch()
    (tmp_path / "empty").mkdir()
    return {"SSL_CERT_FILE": str(tmp_path / "empty.pem"), "SSL_CERT_DIR": str(tmp_path / "empty")}


def test_well_known_authorities_are_trusted(sites: dict[str, Site], way: str) -> None:
    error = ask_elsewhere(way, config(sites["namesake"].host()))
    assert (error["type"], error["retryable"]) == ("NetworkError", False)
    assert "BadSignature" in error["message"]


@pytest.mark.parametrize("site", ["https", "self-signed"])
def test_a_file_beside_the_system_s_bundle(
    sites: dict[str, Site], authority: Authority, way: str, tmp_path: Path, site: str
) -> None:
    given = authority.file.with_name("self-signed.pem") if site == "self-signed" else authority.file
    directory = tmp_path / "certs"
    directory.mkdir()
    environment = {
        **programs.preloading("certificate_directory", tmp_path),
        "CERTIFICATE_DIRECTORY": str(directory),
    }
    error = ask_elsewhere(way, config(sites[site].host()), **environment)
    assert "`ca_file`" in error["hint"]
    # As Kubernetes mounts it: neither in the bundle nor under its hash.
    shutil.copy(given, directory / "private.pem")
    assert ask_elsewhere(way, config(sites[site].host()), **environment)["user_id"]


def test_added_authorities_replace_no_others(sites: dict[str, Site], authority: Authority, way: str) -> None:
    error = ask_elsewhere(way, config(sites["namesake"].host(), ca_file=str(authority.file)))
    assert "BadSignature" in error["message"]


def test_a_file_in_the_environment(sites: dict[str, Site], authority: Authority, way: str) -> None:
    assert ask_elsewhere(way, config(sites["https"].host()), SSL_CERT_FILE=str(authority.file))["user_id"]


def test_a_folder_in_the_environment(
    sites: dict[str, Site], authority: Authority, way: str, tmp_path: Path
) -> None:
    shutil.copy(authority.file, tmp_path / "private.pem")
    subprocess.run([programs.find("openssl", "openssl"), "rehash", str(tmp_path)], check=True, timeout=60)
    assert ask_elsewhere(way, config(sites["https"].host()), SSL_CERT_DIR=str(tmp_path))["user_id"]


def test_the_environment_replaces_the_system(sites: dict[str, Site], authority: Authority, way: str) -> None:
    error = ask_elsewhere(way, config(sites["namesake"].host()), SSL_CERT_FILE=str(authority.file))
    assert "UnknownIssuer" in error["message"]
    assert "`ca_file`" in error["hint"]


def test_bundled_authorities_stand_in_for_an_empty_store(
    sites: dict[str, Site], nowhere: dict[str, str], way: str
) -> None:
    error = ask_elsewhere(way, config(sites["namesake"].host()), **nowhere)
    assert "BadSignature" in error["message"]


@pytest.mark.parametrize(
    "text", ["not PEM", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_bundled_authorities_stand_in_for_a_broken_store(
    sites: dict[str, Site], nowhere: dict[str, str], tmp_path: Path, text: str
) -> None:
    (tmp_path / "empty.pem").write_text(text)
    error = ask_elsewhere("sync", config(sites["namesake"].host()), **nowhere)
    assert "BadSignature" in error["message"]


def test_bundled_authorities_stand_in_for_a_missing_store(
    sites: dict[str, Site], tmp_path: Path, way: str
) -> None:
    missing = str(tmp_path / "missing")
    error = ask_elsewhere(way, config(sites["namesake"].host()), SSL_CERT_FILE=missing, SSL_CERT_DIR=missing)
    assert "BadSignature" in error["message"]


def test_bundled_authorities_do_not_vouch_for_others(
    sites: dict[str, Site], nowhere: dict[str, str], way: str
) -> None:
    error = ask_elsewhere(way, config(sites["https"].host()), **nowhere)
    assert (error["type"], error["retryable"], error["attempts"]) == ("NetworkError", False, 1)
    assert "UnknownIssuer" in error["message"]
    assert "`ca_file`" in error["hint"]


def test_an_empty_store_takes_added_authorities(
    sites: dict[str, Site], authority: Authority, nowhere: dict[str, str], way: str
) -> None:
    assert ask_elsewhere(way, config(sites["https"].host(), ca_file=str(authority.file)), **nowhere)[
        "user_id"
    ]
