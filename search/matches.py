"""All matches in some articles, in order of place: what closeness, paragraph scores and marks are made from."""

from collections.abc import Sequence

import numpy as np

from search.arrays import NONE, Ints, joined, lookup
from search.evaluate import Evaluation
from search.found import Within
from search.layout import layout_of
from search.rank import Matches


def matches_in(evaluation: Evaluation, segment: int, docs: Ints) -> Matches:
    """Return all matches of the scoring leaves in these articles (ascending) of a segment."""
    known, matches, at = _around(evaluation, segment, docs)
    return matches if len(known) == len(docs) else _among(matches, at, len(known))


def matches_around(evaluation: Evaluation, segment: int, docs: Ints) -> Matches:
    """Return all matches in these articles, and maybe those in others."""
    return _around(evaluation, segment, docs)[1]


def _around(evaluation: Evaluation, segment: int, docs: Ints) -> tuple[Ints, Matches, Ints]:
    """Return articles that these are among, the matches in them, and where these stand among them.

    The last to be looked up are kept with the evaluation: what is shown is among those that were judged by closeness.
    """
    known, matches = evaluation.matches.get(segment, (NONE, None))
    at, there = lookup(known, docs)
    if matches is not None and there.all():
        return known, matches, at
    matches = _looked_up(evaluation, segment, docs)
    evaluation.matches[segment] = docs, matches
    return docs, matches, at


def _among(matches: Matches, rows: Ints, count: int) -> Matches:
    """Return the matches of some of `count` articles."""
    numbers = np.full(count, -1)
    numbers[rows] = np.arange(len(rows))
    articles = numbers[matches.articles]
    keep = (articles >= 0).nonzero()[0]
    return Matches(matches.places.take(keep), matches.leaves.take(keep), matches.widths.take(keep), articles.take(keep))


def _looked_up(evaluation: Evaluation, segment: int, docs: Ints) -> Matches:
    layout = layout_of(evaluation.segments[segment])
    within = [evaluation.found(leaf, segment).within(docs, layout) for leaf in evaluation.leaves]
    if len(within) == 1:
        (alone,) = within
        return Matches(alone.places, np.zeros(len(alone.places), np.int64), _widths(within), alone.rows)
    leaves = np.arange(len(within)).repeat([len(some.places) for some in within])
    places = joined([some.places for some in within])
    widths = _widths(within)
    articles = joined([some.rows for some in within])
    order = places.argsort(kind="stable")
    return Matches(places.take(order), leaves.take(order), widths.take(order), articles.take(order))


def _widths(within: Sequence[Within]) -> Ints:
    """Return how many words wide each of some occurrences is, one leaf's after the other's."""
    if all(isinstance(some.widths, int) and some.widths == 1 for some in within):
        return np.ones(sum(len(some.places) for some in within), np.int64)
    return joined([np.full(len(w.places), w.widths) if isinstance(w.widths, int) else w.widths for w in within])
