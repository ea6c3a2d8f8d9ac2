"""What a query becomes for the engine: patterns as terms are written, and stop words left out."""

import pytest

from search.parse import parse
from search.plan import Expansion, Term, plan

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


STOP_WORDS = [
    ("it is raining", ["rain"], ["it is"]),
    ("it's raining", ["rain"], ["it's"]),
    ("what’s raining", ["rain"], ["what’s"]),
    ("it's", ["it"], []),
    ("WHO funding", ["who", "fund"], []),
    ("what is the WHO", ["who"], ["what is the"]),
    ("WHO IS RAINING", ["rain"], ["WHO IS"]),
    ("I rain", ["rain"], ["I"]),
    ("I AM IN 2 RAINS", ["am", "2", "rain"], ["I AM IN"]),
]


@pytest.mark.parametrize(("text", "terms", "ignored"), STOP_WORDS)
def test_stop_words(text: str, terms: list[str], ignored: list[str]) -> None:
    """Stop words beside other words are left out, with `'s` at their end too, and a note says so; names are not."""
    planned, notes = plan(parse(text))
    assert [leaf.term for leaf in planned.may if isinstance(leaf, Term)] == terms
    assert [text[slice(*note.span)] for note in notes if note.span] == ignored
