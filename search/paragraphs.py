"""How good each paragraph of a found article is as an answer.

    matches of one segment  ->  blocks [107, 109], scores [3.2, 1.1], the matches of each

A paragraph is judged by what it holds of the query: each word's weight, by how often it stands there (a second time
adds little), and how close together different words stand. So all words once, close together, go before one word
three times.
"""

from math import prod

import numpy as np
from msgspec import Struct

from index.segment import Segment
from search.arrays import Floats, Longs, runs
from search.layout import layout_of
from search.rank import PARAGRAPH_K1, Matches, closeness, pairs_of, saturate


class Blocks(Struct, frozen=True, eq=False, gc=False):
    """The blocks of a segment that hold matches, ascending, with the score of each and its slice of `matches`."""

    numbers: Longs
    scores: Floats
    starts: Longs
    counts: Longs
    matches: Matches


def score_blocks(matches: Matches, segment: Segment, weights: Floats) -> Blocks:
    """Return the blocks that hold any of `matches` (in order of place)."""
    layout = layout_of(segment)
    blocks = layout.blocks_of(matches.places)
    starts, counts = runs(blocks)
    units = np.arange(len(starts)).repeat(counts)
    shape = len(starts), len(weights)
    times = np.bincount(units * len(weights) + matches.leaves, minlength=prod(shape)).reshape(shape)
    words = saturate(times.astype(np.float32), PARAGRAPH_K1) @ weights
    close = closeness(matches, pairs_of(matches), units, weights, len(starts)) if len(weights) > 1 else 0
    return Blocks(blocks[starts], (words + close).astype(np.float32), starts, counts, matches)
