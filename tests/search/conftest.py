"""Small archives in memory, and how many of their articles a query finds."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest

from index.article import Article, Paragraph
from index.invert import invert
from index.segment import Segment, Snapshot
from search.answer import count_articles
from search.arrays import Mask
from search.filters import NO_FILTERS
from search.query import Node


@dataclass(frozen=True)
class InMemory:
    """Some segments, as a snapshot."""

    segments: tuple[Segment, ...]
    generation: int = 1

    @property
    def articles(self) -> int:
        """How many articles there are."""
        return sum(map(int, map(np.count_nonzero, map(_live, self.segments))))

    def snapshot(self) -> "InMemory":
        """Return itself: it is its own archive."""
        return self

    def find(self, article_id: str) -> tuple[Segment, int] | None:
        """Return where an article stands."""
        places = ((segment, int(number)) for segment in self.segments for number in np.flatnonzero(_live(segment)))
        return next(((segment, number) for segment, number in places if segment.id(number) == article_id), None)

    def count(self, node: Node) -> int:
        """Return how many articles a query finds."""
        return count_articles(self, node, NO_FILTERS, {})


def _live(segment: Segment) -> Mask:
    """Return which articles of a segment were not removed."""
    return np.ones(segment.size, np.bool_) if segment.live is None else segment.live


@pytest.fixture
def archive_of() -> Callable[..., Snapshot]:
    """Return a function that makes an archive of (headline, text) pairs, each list of them a segment."""

    def make(*segments: list[tuple[str, str]]) -> InMemory:
        return InMemory(tuple(invert([_article(*pair) for pair in pairs]) for pairs in segments))

    return make


def _article(title: str, text: str) -> Article:
    """Return an article whose author is the last word of its text."""
    author = text.rpartition(" ")[2].strip(".")
    return Article(title + text, title, (Paragraph(1, "text", text),), published="2024-12-27", authors=(author,))
