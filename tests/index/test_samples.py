"""The bundled samples, cleaned, are the articles that their authors wrote."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from index.article import Article, RawPage
from index.clean import clean_page
from index.sources import pages

SAMPLES = Path(__file__).parents[2] / "index" / "samples"
EXPECTED: Mapping[str, Any] = json.loads(Path(__file__).with_name("samples_expected.json").read_text(encoding="utf-8"))
FACTS = ("title", "url", "standfirst", "published", "modified", "source", "section", "language")


def articles(name: str) -> list[Article]:
    """Return the articles of one sample file, cleaned."""
    return [clean_page(page) for page in pages([SAMPLES / name]) if isinstance(page, RawPage)]


def test_every_sample_is_expected() -> None:
    """No sample lies about that nobody checks, and none is missing."""
    assert sorted(path.name for path in SAMPLES.iterdir()) == sorted(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_facts(name: str) -> None:
    """Headline, address, dates, authors, source, section and language are those that the page declares."""
    for article, expected in zip(articles(name), EXPECTED[name], strict=True):
        found = {fact: getattr(article, fact) for fact in FACTS} | {"authors": list(article.authors)}
        assert found == {fact: expected[fact] for fact in (*FACTS, "authors")}


@pytest.mark.parametrize("name", EXPECTED)
def test_story(name: str) -> None:
    """The paragraphs are the story, all of it and nothing else, each known for what it is."""
    for article, expected in zip(articles(name), EXPECTED[name], strict=True):
        assert [[paragraph.kind, paragraph.text] for paragraph in article.paragraphs] == expected["paragraphs"]


@pytest.mark.parametrize("name", EXPECTED)
def test_receipts(name: str) -> None:
    """Each line of residue in the story has its receipt, with the paragraph that it stood after."""
    for article, expected in zip(articles(name), EXPECTED[name], strict=True):
        receipts = [[removed.text, removed.after] for removed in article.removed]
        assert [line for line in expected["removed"] if line not in receipts] == []
