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

_FEW = 0.25
"""Part of a word's articles up to which its places are picked out one by one; above it, all are gone through."""


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
    """Return how many paragraphs of the found articles of a segment hold a match.

    Where every article with any of the words is found, the words are counted each for itself, and only the articles
    that have several of them are looked into.
    """
    where = evaluation.segments[segment]
    found = [evaluation.found(leaf, segment) for leaf in evaluation.leaves]
    if not scored.everything or any(one.stem is None for one in found):
        return _distinct(found, where, scored.docs)
    firsts = [where.field("text").paragraph_firsts(one.stem) for one in found if one.stem is not None]
    total = sum(int(np.count_nonzero(some)) for some in firsts)
    if len(found) < 2:
        return total
    times = np.zeros(where.size, dtype=np.uint16)
    for one in found:
        times[one.docs] += 1
    shared = np.flatnonzero(times > 1)
    inside = [some[_occurrences(one, shared)] for one, some in zip(found, firsts, strict=True)]
    return total - sum(int(np.count_nonzero(some)) for some in inside) + _distinct(found, where, shared)


def _distinct(found: list[Found], segment: Segment, docs: Ints) -> int:
    """Return how many paragraphs of these articles hold a match of any of the leaves."""
    layout = layout_of(segment)
    hit = np.zeros(len(layout.is_paragraph), dtype=np.bool_)
    for one in found:
        hit[layout.blocks_of(_places(one, segment, docs))] = True
    return int(np.count_nonzero(hit & layout.is_paragraph))


def _places(found: Found, segment: Segment, docs: Ints) -> Longs:
    """Return places in each paragraph where a leaf stands, in these articles; of a stem, only the first in each."""
    layout = layout_of(segment)
    if found.stem is None:
        return found.among(docs).places(layout)
    firsts = segment.field("text").paragraph_firsts(found.stem)
    if len(docs) < _FEW * len(found.docs):
        return found.among(docs).places(layout)[firsts[_occurrences(found, docs)]]
    articles = np.repeat(found.docs, found.counts)[firsts]
    wanted = np.zeros(segment.size, dtype=np.bool_)
    wanted[docs] = True
    kept = wanted[articles]
    places: Longs = layout.bases[articles[kept]] + found.positions[firsts][kept]
    return places


def _occurrences(found: Found, docs: Ints) -> Longs:
    at, there = lookup(found.docs, docs)
    return found.occurrences(at[there])
