"""What a client is told when there is no answer: one JSON shape for programs, one page for people.

    QueryError("this bracket is never closed", "(a", (0, 1))
    ->  400 {"type": "/api/#unreadable-query", "title": "The query cannot be read", "status": 400,
             "detail": "this bracket is never closed", "source": "(a", "span": [0, 1]}

The JSON is that of RFC 9457 (application/problem+json); `type` leads to the part of the documentation that explains it.
Addresses under /api/ answer with it, all others with a page.
"""

from dataclasses import dataclass, field
from typing import Any

import orjson
from flask import Flask, Response, current_app, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, Unauthorized

from index import ArchiveError
from search import OptionError, QueryError
from web.parameters import ParameterError, SearchRequest, read_known

RETRY_AFTER = "5"
"""Seconds that a client is asked to wait for an archive that cannot answer: a restart takes less."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong; `name` is stable and names it for programs, `more` holds further members."""

    status: int
    name: str
    title: str
    detail: str
    more: dict[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return the members of the problem document."""
        members = {"type": f"/api/#{self.name}", "title": self.title, "status": self.status, "detail": self.detail}
        return members | self.more


def describe(error: Exception) -> Problem:
    """Return what a client is told about `error`."""
    match error:
        case QueryError():
            place = {"source": error.source, "span": list(error.span)}
            return Problem(400, "unreadable-query", "The query cannot be read", error.message, place)
        case ParameterError():
            return Problem(
                400, "bad-parameter", "A parameter cannot be used", error.message, {"parameter": error.parameter}
            )
        case OptionError():
            detail = f"`{error.option}`: {error.message}"
            return Problem(400, "bad-parameter", "A parameter cannot be used", detail, {"parameter": error.option})
        case ArchiveError():
            return Problem(503, "archive-unavailable", "The archive cannot answer now", str(error))
        case HTTPException():
            status = error.code or 500
            return Problem(status, error.name.lower().replace(" ", "-"), error.name, _reason(error))
    return Problem(500, "internal-error", "Internal error", "Something is wrong with this server. It has been logged.")


def problem_response(problem: Problem) -> Response:
    """Return `problem` as application/problem+json."""
    return Response(orjson.dumps(problem.to_dict()), problem.status, content_type="application/problem+json")


def problem_page(problem: Problem) -> Response:
    """Return `problem` as a page for people, with what they typed to be mended."""
    asked = _asked(problem.more.get("parameter"))
    return Response(render_template("error.html", problem=problem, asked=asked), problem.status)


def install(app: Flask) -> None:
    """Answer every error of `app` in these two shapes."""
    for kind in (QueryError, ParameterError, OptionError, ArchiveError, HTTPException):
        app.register_error_handler(kind, _answer)
    app.register_error_handler(Exception, _answer_unexpected)


def _answer(error: Exception) -> Response:
    """Return the answer to an error that clients can cause or expect."""
    problem = describe(error)
    response = problem_response(problem) if request.path.startswith("/api/") else problem_page(problem)
    if problem.status in {429, 503}:
        response.headers["Retry-After"] = RETRY_AFTER
    if isinstance(error, Unauthorized) and error.www_authenticate:
        response.headers["WWW-Authenticate"] = ", ".join(way.to_header() for way in error.www_authenticate)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(error.valid_methods)
    return response


def _answer_unexpected(error: Exception) -> Response:
    """Log an error that is a fault of ours, and return an answer that gives nothing away."""
    current_app.logger.error("unexpected error", exc_info=error)
    return _answer(error)


def _asked(wrong: str | None) -> SearchRequest:
    """Return what was asked without the parameter that is wrong; where others are wrong too, the question alone."""
    right = [(name, value) for name, value in request.args.items(multi=True) if name != wrong]
    try:
        return read_known(SearchRequest, MultiDict(right))
    except ParameterError:
        return SearchRequest(q=request.args.get("q", ""))


def _reason(error: HTTPException) -> str:
    """Return why, in a sentence for the person who asked."""
    if error.description == NotFound.description:
        return f"There is nothing at {request.path}."
    return error.description or error.name
