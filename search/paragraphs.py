"""Which paragraphs of a found article answer the query best, and how good each is.

    matches of one segment  ->  blocks [107, 109], scores [3.2, 1.1], the matches of each

A paragraph is judged by what it holds of the query: each word's weight, by how often it stands there (a second time
adds little), and how close together different words stand. So all words once, close together, go before one word
three times.
"""

from dataclasses import dataclass

import numpy as np

from index.segment import Segment
from search.arrays import Floats, Ints, Longs, lookup, runs
from search.evaluate import Evaluation, Scored
from search.layout import layout_of
from search.match import Found
from search.rank import PARAGRAPH_K1, Matches, closeness, saturate


@dataclass(frozen=True, slots=True)
class Blocks:
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
    units = np.repeat(np.arange(len(starts)), counts)
    pairs, times = np.unique(units * max(1, len(weights)) + matches.leaves, return_counts=True)
    values = weights[pairs % max(1, len(weights))] * saturate(times.astype(np.float32), PARAGRAPH_K1)
    words = np.bincount(pairs // max(1, len(weights)), values, minlength=len(starts))
    close = closeness(matches, units, weights, len(starts)) if len(weights) > 1 else 0
    return Blocks(blocks[starts], (words + close).astype(np.float32), starts, counts, matches)


def count_paragraphs(evaluation: Evaluation, segment: int, scored: Scored) -> int:
    """Return how many paragraphs of the found articles of a segment hold a match."""
    where = evaluation.segments[segment]
    found = [evaluation.found(leaf, segment) for leaf in evaluation.leaves]
    if len(found) == 1 and found[0].stem is not None and scored.everything:
        return int(np.count_nonzero(where.field("text").paragraph_firsts(found[0].stem)))
    layout = layout_of(where)
    hit = np.zeros(len(layout.is_paragraph), dtype=np.bool_)
    for one in found:
        hit[layout.blocks_of(_firsts(one, where, None if scored.everything else scored.docs))] = True
    return int(np.count_nonzero(hit & layout.is_paragraph))


def _firsts(found: Found, segment: Segment, docs: Ints | None) -> Longs:
    """Return places that lie in each paragraph where a leaf stands, in these articles: of a stem, only the first."""
    layout = layout_of(segment)
    some = found if docs is None else found.among(docs)
    if found.stem is None:
        return some.places(layout)
    firsts = segment.field("text").paragraph_firsts(found.stem)
    if docs is not None:
        at, there = lookup(found.docs, docs)
        firsts = firsts[found.occurrences(at[there])]
    return some.places(layout)[firsts]
