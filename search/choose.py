"""Scored articles -> the page of hits: the best by relevance, or the newest or oldest, across segments.

    3 x (docs, scores), size 10  ->  [Chosen(segment 1, document 4, score 9.3), ...]

Relevance is judged twice: all articles by their words, then the CANDIDATES best of them by closeness too, which reads
positions.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from index.segment import NO_DATE
from search.arrays import Floats, Ints, best
from search.evaluate import Evaluation, Scored
from search.matches import matches_in
from search.paging import Seen, are_seen, key_of_hit
from search.rank import CANDIDATES, closeness


class Chosen(Struct, frozen=True, gc=False):
    """One found article: where it stands, and its score in parts."""

    segment: int
    document: int
    words: float  # BM25 and coverage
    closeness: float = 0.0

    @property
    def score(self) -> float:
        """The whole score."""
        return self.words + self.closeness


def by_relevance(evaluation: Evaluation, scored: list[Scored], count: int, seen: Seen) -> list[Chosen]:
    """Return the `count` best articles but those `seen`, best first; equal ones in the order they went in."""
    judged = CANDIDATES if len(evaluation.leaves) > 1 else 0
    rows = _top(scored, [part.values for part in scored], max(count + len(seen), judged))
    close = np.zeros(len(rows.words))
    close[:judged] = _closeness(evaluation, rows, judged)
    order = np.argsort(-(rows.words[:judged] + close[:judged]), kind="stable")
    order = np.concatenate((order, np.arange(len(order), len(rows.words))))
    return rows.chosen(_unseen(evaluation, rows, order, seen)[:count], close)


def by_date(evaluation: Evaluation, scored: list[Scored], count: int, seen: Seen, *, newest: bool) -> list[Chosen]:
    """Return the `count` newest or oldest articles but those `seen`; undated ones come last either way."""
    sign, last = (1 if newest else -1), np.int64(NO_DATE) * 2
    published = [segment.published[part.docs] for segment, part in zip(evaluation.segments, scored, strict=True)]
    keys = [np.where(day == NO_DATE, last, sign * day.astype(np.int64)) for day in published]
    rows = _top(scored, keys, count + len(seen))
    order = np.arange(len(rows.words))
    return rows.chosen(_unseen(evaluation, rows, order, seen)[:count], np.zeros(len(rows.words)))


class _Rows(Struct, frozen=True, eq=False, gc=False):
    """Articles in order, as columns."""

    segments: Ints
    documents: Ints
    words: Floats

    def chosen(self, order: Ints, close: Floats) -> list[Chosen]:
        """Return the rows at `order` as records."""
        columns = (self.segments[order], self.documents[order], self.words[order], close[order])
        return [Chosen(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def _top(scored: list[Scored], keys: Sequence[npt.NDArray[np.number]], count: int) -> _Rows:
    """Return the `count` articles with the highest keys, over all segments."""
    at = [best(key, count) for key in keys]
    parts = list(zip(scored, at, strict=True))
    segments = np.arange(len(parts)).repeat([len(some) for some in at])
    documents = np.concatenate([part.docs[some] for part, some in parts] or [np.zeros(0, np.int64)])
    words = np.concatenate([part.values[some] for part, some in parts] or [np.zeros(0)]).astype(np.float64)
    if len(parts) > 1:
        order = np.argsort(-np.concatenate([key[some] for key, some in zip(keys, at, strict=True)]), kind="stable")
        segments, documents, words = segments[order], documents[order], words[order]
    return _Rows(segments[:count], documents[:count], words[:count])


def _unseen(evaluation: Evaluation, rows: _Rows, order: Ints, seen: Seen) -> Ints:
    """Return `order`, indexes of rows, without those of the articles `seen`."""
    if not seen:
        return order
    keys = np.zeros(len(rows.documents), np.uint64)
    for number, segment in enumerate(evaluation.segments):
        mine = (rows.segments == number).nonzero()[0]
        keys[mine] = segment.keys[rows.documents[mine]]
    return order[~are_seen(key_of_hit(keys[order]), seen)]


def _closeness(evaluation: Evaluation, rows: _Rows, count: int) -> Floats:
    """Return the closeness of the first `count` rows."""
    result = np.zeros(min(count, len(rows.words)))
    segments, documents = rows.segments[:count], rows.documents[:count]
    for segment in set(segments.tolist()):
        mine = (segments == segment).nonzero()[0]
        mine = mine[documents[mine].argsort()]
        docs = documents[mine]
        matches = matches_in(evaluation, segment, docs)
        result[mine] = closeness(matches, matches.articles, evaluation.leaf_weights(), len(docs))
    return result
