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
    bodies: tuple[str, ...] = ()  # content types; each holds an article, or a line each
    created: bool = False  # whether 201 is an answer too


AN_ID = {"id": "The id of the article, as hits give it."}
WRITING = (400, 401, 403, 503)


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
        path_parameters=AN_ID,
    ),
    Operation(
        "/api/articles/{id}/similar",
        "Find more like one article.",
        SimilarRequest,
        shapes.SimilarAnswer,
        (),
        (400, 404, 503),
        path_parameters=AN_ID,
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
    Operation(
        "/readyz",
        "Learn whether a search is answered just now.",
        NoParameters,
        shapes.HealthAnswer,
        ("/readyz",),
        (400, 503),
    ),
    Operation(
        "/api/articles/{id}",
        "Add or replace one article. Needs a key with the scope write.",
        NoParameters,
        shapes.ReportAnswer,
        (),
        (*WRITING, 413),
        "put",
        AN_ID,
        ("application/json",),
        created=True,
    ),
    Operation(
        "/api/articles/{id}",
        "Take one article out. Needs a key with the scope write.",
        NoParameters,
        shapes.RemovedAnswer,
        (),
        (*WRITING, 404),
        "delete",
        AN_ID,
    ),
    Operation(
        "/api/articles",
        "Add one article, or many as JSON Lines. Needs a key with the scope write.",
        NoParameters,
        shapes.ReportAnswer,
        (),
        (*WRITING, 413, 415),
        "post",
        bodies=("application/json", "application/jsonl"),
    ),
)

PROBLEMS = {
    "unreadable-query": (400, "The query cannot be read. `span` says where in `source`, `detail` says why."),
    "bad-parameter": (400, "A parameter is unknown, or its value cannot be used. `parameter` names it."),
    "unauthorized": (401, "A key is needed, or the one that was shown is not known."),
    "forbidden": (403, "The key does not allow this, or writing is not switched on."),
    "not-found": (404, "There is no such article, or no such address."),
    "method-not-allowed": (405, "The address is there, but does not take this method."),
    "request-entity-too-large": (413, "The article, or a line, is longer than is taken."),
    "unsupported-media-type": (415, "Articles come as application/json, or as application/jsonl."),
    "too-many-requests": (429, "This key or address has asked as much as is allowed. See Retry-After."),
    "archive-unavailable": (503, "The archive cannot answer now. Ask again after the seconds in Retry-After."),
    "service-unavailable": (503, "The server has more to do than it can. Ask again after the seconds in Retry-After."),
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
    kinds = {operation.answer for operation in OPERATIONS} | {shapes.ProblemAnswer, shapes.ArticleBody}
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
        "components": {"schemas": components, "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
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
    done = ("200", "201") if operation.created else ("200",)
    answers = {status: _answer("The answer.", "application/json", operation.answer) for status in done}
    for status in (*operation.problems, 429):
        answers[str(status)] = _answer("Why not.", "application/problem+json", shapes.ProblemAnswer)
    return {
        "security": [] if operation.method == "get" else [{"key": []}],
        **_body(operation),
        "operationId": f"{operation.method}_{operation.path.strip('/').replace('/{id}', '').replace('/', '_')}",
        "summary": operation.summary,
        "parameters": in_path + [_parameter(name, shape) for name, shape in schema(operation.parameters).items()],
        "responses": answers,
    }


def _body(operation: Operation) -> dict[str, Any]:
    """Return the body that an operation takes, if it takes one."""
    if not operation.bodies:
        return {}
    article = {"$ref": f"#/components/schemas/{shapes.ArticleBody.__name__}"}
    content: dict[str, Any] = {kind: {"schema": {}} for kind in operation.bodies}
    content["application/json"] = {"schema": article}
    return {"requestBody": {"required": True, "content": content}}


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
