"""Where a body ends, when TLS does not say so."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from abrupt import AbruptServer
from calls import Ask, config, failure

from libgenauth import AuthenticationError, DecodeError

if TYPE_CHECKING:
    from authority import Authority

BODY = b'{"statusCode":200,"message":"","data":{"userId":"u"}}'


def response(body: bytes, *headers: str, status: str = "HTTP/1.1 200 OK") -> bytes:
    return "\r\n".join([status, *headers, "", ""]).encode() + body


def chunks(body: bytes, end: bytes) -> bytes:
    return b"%x\r\n%s\r\n%s" % (len(body), body, end)


@pytest.mark.parametrize(
    "whole",
    [
        response(BODY),
        response(BODY + b"\r\n"),
        response(BODY, "Connection: close"),
        response(BODY, status="HTTP/1.0 200 OK"),
        response(gzip.compress(BODY), "Content-Encoding: gzip"),
        response(BODY, f"Content-Length: {len(BODY)}"),
        response(chunks(BODY, b"0\r\n\r\n"), "Transfer-Encoding: chunked"),
    ],
)
def test_a_whole_object_is_complete(authority: Authority, ask: Ask, whole: bytes) -> None:
    server = AbruptServer(authority, whole)
    assert ask(config(server.host, ca_file=authority.file)).user_id == "u"
    assert server.requests == 1
    server.close()


@pytest.mark.parametrize(
    "part",
    [
        response(b""),
        response(BODY[:-1]),
        response(b"<html><title>u</title></html>"),
        response(gzip.compress(BODY)[:-9], "Content-Encoding: gzip"),
        response(BODY, f"Content-Length: {len(BODY) + 1}"),
        response(BODY, f"Content-Length: {len(BODY) + 1}", status="HTTP/1.0 200 OK"),
        response(chunks(BODY, b""), "Transfer-Encoding: chunked"),
        response(BODY, "Transfer-Encoding: identity"),
    ],
)
def test_anything_else_is_truncated(authority: Authority, ask: Ask, part: bytes) -> None:
    server = AbruptServer(authority, part)
    error = failure(ask, config(server.host, ca_file=authority.file, max_attempts=2))
    assert isinstance(error, DecodeError)
    assert "truncated" in str(error)
    assert error.retryable
    assert server.requests == 2
    server.close()


def test_an_error_is_what_its_status_says(authority: Authority, ask: Ask) -> None:
    body = b'{"statusCode":401,"apiCode":2020,"message":"Not logged in"}'
    server = AbruptServer(authority, response(body, status="HTTP/1.1 401 Unauthorized"))
    error = failure(ask, config(server.host, ca_file=authority.file))
    assert isinstance(error, AuthenticationError)
    assert error.api_code == "2020"
    assert error.session_is_dead
    assert server.requests == 1
    server.close()
