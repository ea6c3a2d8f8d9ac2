from typing import Any

import pytest

from index import tree
from index.jsonld import article, texts


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('{"@type": "NewsArticle", "headline": "a"}', {"@type": "NewsArticle", "headline": "a"}),
        ('[{"@type": "WebSite"}, {"@type": ["Thing", "BlogPosting"]}]', {"@type": ["Thing", "BlogPosting"]}),
        ('{"@graph": [{"@type": "Article", "headline": "b"},]}', {"@type": "Article", "headline": "b"}),
        ('<!-- {"@type": "Article", "headline": "two\nlines"} -->', {"@type": "Article", "headline": "two\nlines"}),
        ('{"@type": "WebSite"}', {}),
        ("{not json", {}),
    ],
)
def test_the_article_among_the_data(script: str, found: dict[str, Any]) -> None:
    """It may stand in a list or a graph, and its JSON may be a little broken."""
    assert article(tree.grow(f'<script type="application/ld+json">{script}</script>')) == found


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a", ["a"]),
        ({"name": "a"}, ["a"]),
        ([{"name": "a"}, "b", {"url": "c"}], ["a", "b"]),
        ({"name": ["a", "b"]}, ["a", "b"]),
        (3, []),
        (None, []),
    ],
)
def test_texts(value: object, expected: list[str]) -> None:
    """A value is a text, an object with a name, or a list of these."""
    assert texts(value) == expected
