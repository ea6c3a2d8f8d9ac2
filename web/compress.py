"""Smaller answers for those who can read them: Accept-Encoding -> zstd or gzip.

Measured on the JSON of ten hits, 17.6 KB: zstd makes 3.9 KB of it in 44 microseconds, gzip at level 4 the same in 102,
and at level 6 gzip takes 130 for 3.8 KB.
"""

import gzip
from collections.abc import Callable, Mapping

import zstandard
from flask import Flask, Response, request

from web.replies import add_vary

LEAST = 1024
"""Bytes below which an answer fits into one packet anyway."""

COMPRESSIBLE = ("text/", "application/json", "application/problem+json", "application/feed+json", "image/svg+xml")
"""What content types of answers worth compressing start with, beside XML."""

ENCODERS: Mapping[str, Callable[[bytes], bytes]] = {
    "zstd": lambda content: zstandard.ZstdCompressor(level=3).compress(content),
    "gzip": lambda content: gzip.compress(content, compresslevel=4, mtime=0),
}
"""The encodings, the better first."""


def install(app: Flask) -> None:
    """Compress the answers of `app`."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    """Return the answer, compressed where the client can read that and it pays; streamed ones are left as they are."""
    if not response.content_type.startswith(COMPRESSIBLE) and "+xml" not in response.content_type:
        return response
    add_vary(response, "Accept-Encoding")
    encoding = request.accept_encodings.best_match(ENCODERS) if "HTTP_ACCEPT_ENCODING" in request.environ else None
    made_while_sent = response.is_streamed and not response.direct_passthrough
    if encoding is None or response.status_code == 304 or made_while_sent:
        return response
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) >= LEAST:
        response.set_data(ENCODERS[encoding](content))
        response.headers["Content-Encoding"] = encoding
    return response
