"""How answers are written: any plain value -> a JSON response, and any response -> what the server sends."""

from collections.abc import Iterable
from typing import Any
from wsgiref.types import WSGIEnvironment

import orjson
from flask import Response


class Reply(Response):
    """A response that gives the server its body as one list where it is known: servers stream all else, part by part.

    What is to be done at the end of such a response is not done on closing it, since it is never closed.
    """

    def get_app_iter(self, environ: WSGIEnvironment) -> Iterable[bytes]:
        """Return the body."""
        if isinstance(self.response, list) and environ["REQUEST_METHOD"] == "GET" and self.status_code != 304:
            return list(self.iter_encoded())
        return super().get_app_iter(environ)


def json_response(answer: Any, status: int = 200) -> Response:
    """Return `answer` as JSON."""
    return Reply(orjson.dumps(answer), status, content_type="application/json")


def add_vary(response: Response, name: str) -> None:
    """Say that an answer depends on a header of the request."""
    if "Vary" in response.headers:
        response.vary.add(name)
    else:
        response.headers["Vary"] = name
