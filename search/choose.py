"""Scored articles -> the page of hits: the best by relevance, or the newest or oldest, across segments.

    3 x (docs, scores), size 10  ->  [Chosen(segment 1, document 4, score 9.3), ...]

Relevance is judged twice: all articles by their words, then the CANDIDATES best of them by closeness too, which reads
positions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.arrays import best
from search.evaluate import Evaluation, Scored
from search.layout import layout_of
from search.matches import matches_in
from search.rank import CANDIDATES, closeness


@dataclass(frozen=True, slots=True)
class Chosen:
    """One found article: where it stands, and its score in parts."""

    segment: int
    document: int
    words: float  # BM25 and coverage
    closeness: float = 0.0

    @property
    def score(self) -> float:
        """The whole score."""
        return self.words + self.closeness


def by_relevance(evaluation: Evaluation, scored: list[Scored], count: int) -> list[Chosen]:
    """Return the `count` best articles, best first; equal ones in the order they went in."""
    if len(evaluation.leaves) < 2:
        return _top(scored, [part.values for part in scored], count)
    chosen = _top(scored, [part.values for part in scored], max(count, CANDIDATES))
    close = sorted(_with_closeness(evaluation, chosen[:CANDIDATES]), key=lambda c: (-c.score, c.segment, c.document))
    return (close + chosen[CANDIDATES:])[:count]


def by_date(evaluation: Evaluation, scored: list[Scored], count: int, *, newest: bool) -> list[Chosen]:
    """Return the `count` newest or oldest articles; undated ones come last either way."""
    sign = 1 if newest else -1
    days = [
        segment.published[part.docs].astype(np.int64) for segment, part in zip(evaluation.segments, scored, strict=True)
    ]
    undated = np.iinfo(np.int32).min
    return _top(scored, [np.where(day == undated, np.int64(undated) * 2, sign * day) for day in days], count)


def _top(scored: list[Scored], keys: Sequence[npt.NDArray[np.number]], count: int) -> list[Chosen]:
    chosen = []
    for segment, (part, key) in enumerate(zip(scored, keys, strict=True)):
        at = best(key, count)
        rows = zip(key[at].tolist(), part.docs[at].tolist(), part.values[at].tolist(), strict=True)
        chosen += [(value, Chosen(segment, document, score)) for value, document, score in rows]
    chosen.sort(key=lambda pair: -pair[0])
    return [pair[1] for pair in chosen[:count]]


def _with_closeness(evaluation: Evaluation, chosen: list[Chosen]) -> list[Chosen]:
    result = []
    for segment in {c.segment for c in chosen}:
        mine = sorted((c for c in chosen if c.segment == segment), key=lambda c: c.document)
        docs = np.asarray([c.document for c in mine])
        matches = matches_in(evaluation, segment, docs)
        units = np.searchsorted(docs, layout_of(evaluation.segments[segment]).articles_of(matches.places))
        bonus = closeness(matches, units, evaluation.leaf_weights(), len(docs))
        result += [Chosen(segment, c.document, c.words, b) for c, b in zip(mine, bonus.tolist(), strict=True)]
    return result
