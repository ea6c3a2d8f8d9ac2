"""All matches of some articles on one line, in order: the ground for closeness, paragraphs and marks."""

import numpy as np

from search.arrays import Ints, Longs, lookup, spread
from search.evaluate import Evaluation
from search.layout import layout_of
from search.rank import Matches

_NONE: Longs = np.zeros(0, dtype=np.int64)


def matches_in(evaluation: Evaluation, segment: int, docs: Ints) -> Matches:
    """Return all matches of the scoring leaves in these articles (ascending) of a segment."""
    bases = layout_of(evaluation.segments[segment]).bases[docs]
    places: list[Longs] = [_NONE]
    articles: list[Longs] = [_NONE]
    widths: list[Ints] = [_NONE]
    counts = []
    for leaf in evaluation.leaves:
        found = evaluation.found(leaf, segment)
        at, there = lookup(found.docs, docs)
        rows = np.flatnonzero(there)
        at = at[rows]
        times = found.counts[at]
        occurrences = spread(found.starts[at], times)
        article: Longs = np.repeat(rows, times)
        articles.append(article)
        places.append(found.positions[occurrences] + bases[article])
        widths.append(found.widths_at(occurrences))
        counts.append(len(occurrences))
    line = np.concatenate(places)
    order = np.argsort(line, kind="stable")
    leaves = np.repeat(np.arange(len(counts)), counts)
    return Matches(line[order], leaves[order], np.concatenate(widths)[order], np.concatenate(articles)[order])
