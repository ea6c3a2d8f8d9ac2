"""What a query becomes for the engine: patterns as terms are written."""

import pytest

from search.parse import parse
from search.plan import Expansion, plan

PATTERNS = [
    ("Café*", "cafe"),
    ("cafe\u0301*", "cafe"),
    ("Que\u0301b?c", "queb?c"),
    ("*stra\u00dfe", "*strasse"),
    ("re\u0301sume\u0301~", "resume"),
]


@pytest.mark.parametrize(("text", "pattern"), PATTERNS)
def test_pattern(text: str, pattern: str) -> None:
    """A pattern is written as the terms of articles are, however its accents are encoded."""
    (leaf,) = plan(parse(text))[0].may
    assert isinstance(leaf, Expansion)
    assert leaf.pattern == pattern
