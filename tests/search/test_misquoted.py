"""Phrases that no article has, and what they should have been."""

from collections.abc import Callable

import pytest

from search.misquoted import misquote
from search.service import search

ARTICLES = [
    ("Pledge", "Read my lips: no new taxes, he said. So it was. Four score and seven years ago it was not."),
    ("Dream", "I have a dream today, and tomorrow the port of Hallin will have its ferries."),
    ("Dreams", "I have a dream, she said."),
    ("Far", "Drones fly in a storm over Kursk, far from any corps."),
]

TABLE = [
    ("read my lips no more taxes", ("read my lips no * taxes", 1, "it but for “more”")),
    ("read my lips not one taxes", ("read my lips * * taxes", 1, "it but for “not one”")),
    ("I have a great dream", ("I have a dream", 2, "it but for “great”")),
    ("four score seven years ago", ("four score * seven years ago", 1, "it with a word after “score”")),
    ("four score and seven days ago", ("four score and seven * ago", 1, "it but for “days”")),
    ("read my lips no new tariffs", ("read my lips no new", 1, "it but for “tariffs”")),
    ("hear my lips no new taxes", ("my lips no new taxes", 1, "it but for “hear”")),
    ("fly in the storm over kursk", ("fly in * storm over kursk", 1, "it but for “the”")),
    ("read my lips or my letters please", None),  # more words are wrong than can be told
    ("please or my letters no new taxes", None),
    ("far from the gale", None),  # what is right says too little
    ("so was it", None),  # stop words
    ("dream ferries", None),
    ("I have * dreams today", None),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_what_is_wrong(text: str, expected: tuple[str, int, str] | None, archive_of: Callable) -> None:
    """One word replaced, added or missing, or some side by side; and nothing where little would be right."""
    assert misquote(text, archive_of(ARTICLES).count) == expected


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ('"I have a great dream"', '"I have a dream"'),
        ('ferries "I have a great dream"^2 port', 'ferries "I have a dream"^2 port'),
        ('+"four score seven years ago" -"a great dream"', '+"four score * seven years ago" -"a great dream"'),
        ('title:"I have a great dream"', None),
        ('"I have a dream"', None),
    ],
)
def test_the_query_is_offered_as_it_should_be(text: str, meant: str | None, archive_of: Callable) -> None:
    """Phrases that are looked for in the text are mended where they stand, and the rest of the query stays."""
    archive = archive_of(ARTICLES)
    assert search(archive, text).query.did_you_mean == meant
    assert meant is None or search(archive, meant).articles
