"""The description of the endpoint is true: of its routes, of its answers, and of what it refuses."""

import re

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from openapi_spec_validator import validate
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from web import Config, create_app
from web.keys import make
from web.openapi import OPERATIONS, PROBLEMS, description


@schemathesis.serializer("application/jsonl")
def lines(_context: object, value: object) -> bytes:
    """Send what is made up for JSON Lines as it is."""
    return str(value).encode()


SCHEMA = schemathesis.openapi.from_dict(description())
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def test_the_description_is_openapi(client: FlaskClient) -> None:
    """The document is valid OpenAPI 3.1."""
    served = client.get("/api/openapi.json").get_json()
    assert served["openapi"] == "3.1.0"
    validate(served)


def test_every_route_of_the_endpoint_is_described(app: Flask) -> None:
    """No route for programs is missing from the description, and none is made up."""
    routes = {re.sub(r"<any_id:\w+>", "{id}", rule.rule) for rule in app.url_map.iter_rules()}
    for_programs = {rule for rule in routes if rule.startswith("/api/")} | {"/healthz", "/readyz"}
    assert set(description()["paths"]) == for_programs - {"/api/", "/api/openapi.json"}


def test_the_documentation_shows_all_of_it(client: FlaskClient) -> None:
    """The page names every address, every parameter and every problem."""
    page = client.get("/api/").text
    for operations in description()["paths"].values():
        for operation in operations.values():
            for parameter in operation["parameters"]:
                assert parameter["name"] == "id" or f"<code>{parameter['name']}</code>" in page
    for operation in OPERATIONS:
        assert operation.path in page
    for name in PROBLEMS:
        assert f'id="{name}"' in page


@pytest.mark.parametrize("example", [example for operation in OPERATIONS for example in operation.examples])
def test_examples_run(client: FlaskClient, example: str) -> None:
    """Every example of the documentation is answered."""
    assert client.get(example).status_code == 200


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, dict[str, str]]:
    """Return an app that takes articles, and the headers that it takes them with."""
    secret, key = make("tests", ("write",))
    headers = {"Accept-Encoding": "identity", "Authorization": f"Bearer {secret}"}
    return create_app(tmp_path_factory.mktemp("writable") / "archive", Config(keys=(key,))), headers


@SCHEMA.parametrize()
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
def test_answers_are_as_described(case: schemathesis.Case, writable: tuple[Flask, dict[str, str]]) -> None:
    """Whatever is asked, allowed or not, the answer is a described one, and never a fault of ours.

    What is accepted and what is refused is not asked here: no schema says which queries can be read, ``source=0`` is a
    list of one text as well as a number, and an article may be called "0/similar" and be put there.
    """
    app, headers = writable
    case.call_and_validate(app=app, headers=headers, checks=CHECKS)
