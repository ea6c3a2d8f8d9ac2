"""One line of JSON per request, and a name for each request that client and server can both quote.

    {"time": "2026-01-02T03:04:05.678Z", "request": "9f86d081884c7d65", "client": "127.0.0.1", "method": "GET",
     "path": "/api/search", "status": 200, "ms": 3.1, "bytes": 4021}

What people search for is their own affair: the query is left out unless the configuration asks for it.
"""

import logging
import os
import re
import time
from datetime import UTC, datetime

import orjson
from flask import Flask, Response, g, request

from web.state import config, config_of

log = logging.getLogger("nutgraf.requests")
HEADER = "X-Request-Id"
_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")


def install(app: Flask) -> None:
    """Name the requests of `app`, and log them where that is configured."""
    app.before_request(_begin)
    app.after_request(_end)
    if config_of(app).log:
        log.handlers = log.handlers or [logging.StreamHandler()]
        log.setLevel(logging.INFO)
        log.propagate = False


def _begin() -> None:
    """Take the name that the client gave the request, or make one."""
    given = request.environ.get("HTTP_X_REQUEST_ID", "")
    g.request_name = given if _NAME.fullmatch(given) else os.urandom(8).hex()
    g.began = time.perf_counter()


def _end(response: Response) -> Response:
    """Say the name in the answer, and write the line."""
    response.headers[HEADER] = g.request_name
    if config().log:
        log.info("%s", orjson.dumps(_line(response)).decode())
    return response


def _line(response: Response) -> dict[str, object]:
    """Return what is logged of a request."""
    line: dict[str, object] = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "request": g.request_name,
        "client": request.remote_addr,
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.began) * 1000, 1),
        "bytes": response.content_length,
    }
    return line | {"query": request.query_string.decode("utf-8", "replace")} if config().log_queries else line
