"""All matches of some articles on one line, in order: the ground for closeness, paragraphs and marks."""

import numpy as np

from search.arrays import Ints
from search.evaluate import Evaluation
from search.layout import layout_of
from search.rank import Matches


def matches_in(evaluation: Evaluation, segment: int, docs: Ints) -> Matches:
    """Return all matches of the scoring leaves in these articles (ascending) of a segment."""
    layout = layout_of(evaluation.segments[segment])
    found = [evaluation.found(leaf, segment).among(docs) for leaf in evaluation.leaves]
    if not found:
        return Matches(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
    places = np.concatenate([part.places(layout) for part in found])
    leaves = np.repeat(np.arange(len(found)), [len(part.positions) for part in found])
    widths = np.concatenate([np.broadcast_to(part.widths, len(part.positions)) for part in found])
    order = np.argsort(places, kind="stable")
    return Matches(places[order], leaves[order], widths[order])
