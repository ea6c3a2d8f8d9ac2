"""How answers for programs are written: any plain value -> a JSON response."""

from typing import Any

import orjson
from flask import Response


def json_response(answer: Any, status: int = 200) -> Response:
    """Return `answer` as JSON."""
    return Response(orjson.dumps(answer), status, content_type="application/json")
