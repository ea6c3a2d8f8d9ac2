"""A search has the same options, and the same is asked where nothing is said, in Python, in the shell and over HTTP."""

import inspect

import nutgraf
from search import search
from search.options import DEFAULTS
from web.parameters import SearchRequest

EXPECTED = {("from_" if name == "from" else name): value for name, value in DEFAULTS.items()} | {"cursor": None}


def test_options_of_python() -> None:
    """Those of the function."""
    given = inspect.signature(search).parameters.values()
    assert {one.name: one.default for one in given if one.kind is one.KEYWORD_ONLY} == EXPECTED


def test_options_over_http() -> None:
    """Those of a request without parameters."""
    assert SearchRequest().options() == EXPECTED


def test_options_in_the_shell() -> None:
    """Those of the command without flags."""
    taken = nutgraf.main.commands["search"].make_context("search", ["drones", "--index", "somewhere"]).params
    assert {name: taken[name] for name in EXPECTED} == EXPECTED
    assert taken.keys() - EXPECTED.keys() == {"query", "location", "as_json"}
