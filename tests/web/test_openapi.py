"""The description of the endpoint is true: of its routes, of its answers, and of what it refuses."""

import re

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from openapi_spec_validator import validate
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from web.openapi import OPERATIONS, PROBLEMS, description

SCHEMA = schemathesis.openapi.from_dict(description())
EXCLUDED = [positive_data_acceptance, negative_data_rejection]


def test_the_description_is_openapi(client: FlaskClient) -> None:
    """The document is valid OpenAPI 3.1."""
    served = client.get("/api/openapi.json").get_json()
    assert served["openapi"] == "3.1.0"
    validate(served)


def test_every_route_of_the_endpoint_is_described(app: Flask) -> None:
    """No route for programs is missing from the description, and none is made up."""
    routes = {re.sub(r"<path:\w+>", "{id}", rule.rule) for rule in app.url_map.iter_rules()}
    for_programs = {rule for rule in routes if rule.startswith("/api/")} | {"/healthz"}
    assert set(description()["paths"]) == for_programs - {"/api/", "/api/openapi.json"}


def test_the_documentation_shows_all_of_it(client: FlaskClient) -> None:
    """The page names every address, every parameter and every problem."""
    page = client.get("/api/").text
    for operation in description()["paths"].values():
        for parameter in operation["get"]["parameters"]:
            assert parameter["name"] == "id" or f"<code>{parameter['name']}</code>" in page
    for operation in OPERATIONS:
        assert operation.path in page
    for name in PROBLEMS:
        assert f'id="{name}"' in page


@pytest.mark.parametrize("example", [example for operation in OPERATIONS for example in operation.examples])
def test_examples_run(client: FlaskClient, example: str) -> None:
    """Every example of the documentation is answered."""
    assert client.get(example).status_code == 200


@SCHEMA.parametrize()
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_answers_are_as_described(case: schemathesis.Case, app: Flask) -> None:
    """Whatever is asked, allowed or not, the answer is a described one, and never a fault of ours.

    That everything a schema allows is accepted cannot be asked: no schema says which queries can be read. Nor that all
    else is refused: in an address ``source=0`` is a list of one text as well as the number that it was made from.
    """
    case.call_and_validate(app=app, headers={"Accept-Encoding": "identity"}, excluded_checks=EXCLUDED)
