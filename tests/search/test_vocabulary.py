"""Looking words up by likeness, against the plain definition."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from index.article import Article, Paragraph
from index.invert import invert
from index.segment import Field
from search.vocabulary import vocabulary

LETTERS = st.sampled_from("aeinorst1éß北")
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=7), min_size=1, max_size=40)


def field_of(*words: str) -> Field:
    """Return the text field of an archive of one article."""
    return invert([Article("1", "", (Paragraph(1, "text", " ".join(words)),))]).field("text")


def forms(field: Field) -> dict[int, str]:
    """Return all forms of a field by number."""
    return {number: field.form_text(number) for number in field.forms_starting("")}


@given(WORDS, st.text(LETTERS, min_size=1, max_size=8), st.sampled_from([1, 2]))
@settings(deadline=None)
def test_typos_are_those_of_the_definition(words: list[str], text: str, typos: int) -> None:
    """Comparing with every form finds the same ones, at the same distances."""
    field = field_of(*words)
    expected = {(number, OSA.distance(form, text)) for number, form in forms(field).items()}
    assert set(vocabulary(field).within(text, typos)) == {(number, far) for number, far in expected if far <= typos}


@given(WORDS, st.text(st.sampled_from("aeiné北?*"), min_size=1, max_size=6))
@settings(deadline=None)
def test_patterns_are_those_of_the_definition(words: list[str], pattern: str) -> None:
    """Matching every form by itself finds the same ones."""
    field = field_of(*words)
    fits = re.compile("".join({"?": ".", "*": ".*"}.get(c, re.escape(c)) for c in pattern)).fullmatch
    assert vocabulary(field).like(pattern) == [number for number, form in forms(field).items() if fits(form)]


def test_only_words_of_enough_articles() -> None:
    """Words that stand in too few articles can be left out."""
    bodies = ["kursk kurks", "kursk", "kursk"]
    field = invert([Article(str(n), "", (Paragraph(1, "text", body),)) for n, body in enumerate(bodies)]).field("text")
    assert vocabulary(field).within("kurk", 1, at_least=2) == [(field.form("kursk"), 1)]


@pytest.mark.parametrize("pattern", ["*" + "a*" * 30 + "b", "?" * 60 + "*", "*a?" * 20])
def test_no_pattern_takes_exponential_time(pattern: str) -> None:
    """A pattern of many stars over long words is answered; with backtracking this would take years."""
    assert vocabulary(field_of(*("a" * n for n in range(40, 64)))).like(pattern) is not None
