"""The description of the endpoint: the records of parameters and answers -> one OpenAPI 3.1 document.

    GET /api/openapi.json    for programs
    GET /api/                the same, to read

The table OPERATIONS says which address takes which record and answers with which; the records say the rest. Tests hold
it against the routes of the app and against what they really answer.
"""

from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import msgspec
from flask import Blueprint, Response, render_template
from msgspec import Struct

from web import shapes
from web.parameters import ArticleRequest, NoParameters, SearchRequest, SimilarRequest, SuggestRequest, expected, schema
from web.replies import json_response

blueprint = Blueprint("openapi", __name__)


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked: where, with which parameters, and what comes back."""

    path: str
    summary: str
    parameters: type[Struct]
    answer: type[Struct]
    examples: tuple[str, ...]
    problems: tuple[int, ...] = (400,)
    method: str = "get"
    path_parameters: dict[str, str] = field(default_factory=dict)


OPERATIONS = (
    Operation(
        "/api/search",
        "Find articles, or paragraphs of them.",
        SearchRequest,
        shapes.SearchAnswer,
        ("/api/search?q=drones&size=2", '/api/search?q="storm+corps"&view=paragraphs', "/api/search?facets=1&size=1"),
        (400, 503),
    ),
    Operation(
        "/api/articles/{id}",
        "Read one article, and what cleaning cut from it.",
        ArticleRequest,
        shapes.ArticleAnswer,
        (),
        (400, 404, 503),
        path_parameters={"id": "The id of the article, as hits give it."},
    ),
    Operation(
        "/api/articles/{id}/similar",
        "Find more like one article.",
        SimilarRequest,
        shapes.SimilarAnswer,
        (),
        (400, 404, 503),
        path_parameters={"id": "The id of the article, as hits give it."},
    ),
    Operation(
        "/api/suggest",
        "Complete what is being typed.",
        SuggestRequest,
        shapes.SuggestAnswer,
        ("/api/suggest?q=dro",),
        (400, 503),
    ),
    Operation(
        "/healthz",
        "Learn whether the archive can be searched.",
        NoParameters,
        shapes.HealthAnswer,
        ("/healthz",),
        (400, 503),
    ),
)

PROBLEMS = {
    "unreadable-query": (400, "The query cannot be read. `span` says where in `source`, `detail` says why."),
    "bad-parameter": (400, "A parameter is unknown, or its value cannot be used. `parameter` names it."),
    "not-found": (404, "There is no such article, or no such address."),
    "method-not-allowed": (405, "The address is there, but does not take this method."),
    "archive-unavailable": (503, "The archive cannot answer now. Ask again after the seconds in Retry-After."),
}
"""The problems by the name at the end of their `type`."""


@blueprint.get("/api/openapi.json")
def openapi_json() -> Response:
    """Answer with the description."""
    return json_response(description())


@blueprint.get("/api/")
def documentation() -> str:
    """Show the description as a page."""
    return render_template(
        "api.html", asked=SearchRequest(), operations=[_readable(one) for one in OPERATIONS], problems=PROBLEMS
    )


@cache
def description() -> dict[str, Any]:
    """Return the whole document."""
    kinds = {operation.answer for operation in OPERATIONS} | {shapes.ProblemAnswer}
    _, components = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Nutgraf",
            "version": _version(),
            "description": "Full-text search for news archives: finds the paragraph, not only the page.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": paths,
        "components": {"schemas": components},
    }


def _operation(operation: Operation) -> dict[str, Any]:
    """Return one operation as OpenAPI has it."""
    in_path = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": text,
            "schema": {"type": "string", "minLength": 1},
        }
        for name, text in operation.path_parameters.items()
    ]
    answers: dict[str, Any] = {"200": _answer("The answer.", "application/json", operation.answer)}
    for status in operation.problems:
        answers[str(status)] = _answer("Why not.", "application/problem+json", shapes.ProblemAnswer)
    return {
        "operationId": f"{operation.method}_{operation.path.strip('/').replace('/{id}', '').replace('/', '_')}",
        "summary": operation.summary,
        "parameters": in_path + [_parameter(name, shape) for name, shape in schema(operation.parameters).items()],
        "responses": answers,
    }


def _answer(text: str, media_type: str, kind: type[Struct]) -> dict[str, Any]:
    """Return one possible answer."""
    shape = {"$ref": f"#/components/schemas/{kind.__name__}"}
    return {"description": text, "content": {media_type: {"schema": shape}}}


def _parameter(name: str, shape: dict[str, Any]) -> dict[str, Any]:
    """Return one query parameter: what is known only in JSON (null, true) as it is written in an address."""
    text = shape["description"]
    shape = {key: value for key, value in shape.items() if key not in {"default", "description"}}
    if shape.get("type") == "boolean":
        shape = {"type": "string", "enum": ["0", "1", "false", "true"]}
    return {"name": name, "in": "query", "description": text, "schema": shape}


def _readable(operation: Operation) -> dict[str, Any]:
    """Return what the page shows of one operation."""
    rows = [
        (name, expected(shape), shape.get("description", "")) for name, shape in schema(operation.parameters).items()
    ]
    return {"operation": operation, "parameters": rows, "fields": _fields(operation.answer)}


def _fields(kind: type[Struct]) -> list[str]:
    """Return the names of the members of an answer."""
    return [one.encode_name for one in msgspec.structs.fields(kind)]


def _version() -> str:
    """Return the version of Nutgraf, or "0" where it runs without being installed."""
    try:
        return version("nutgraf")
    except PackageNotFoundError:
        return "0"
