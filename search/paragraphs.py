"""Which paragraphs of a found article answer the query best, and how good each is.

    matches of one segment  ->  blocks [107, 109], scores [3.2, 1.1], the matches of each

A paragraph is judged by what it holds of the query: each word's weight, by how often it stands there (a second time
adds little), and how close together different words stand. So all words once, close together, go before one word
three times.
"""

from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from index.common import bits as as_bits
from index.segment import Segment
from search.arrays import Floats, Ints, Longs, runs
from search.evaluate import Evaluation, Scored
from search.found import Found
from search.layout import layout_of
from search.rank import PARAGRAPH_K1, Matches, closeness, saturate

Bits = npt.NDArray[np.uint64]


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
    shape = len(starts), len(weights)
    times = np.bincount(units * len(weights) + matches.leaves, minlength=len(starts) * len(weights)).reshape(shape)
    words = saturate(times.astype(np.float32), PARAGRAPH_K1) @ weights
    close = closeness(matches, units, weights, len(starts)) if len(weights) > 1 else 0
    return Blocks(blocks[starts], (words + close).astype(np.float32), starts, counts, matches)


def count_paragraphs(evaluation: Evaluation, segment: int, scored: Scored) -> int:
    """Return how many paragraphs of the found articles of a segment hold a match.

    The paragraphs of common words are known, a bit for each, and joined and counted as they are. Those of other words
    are told from positions; where every article with any of the words is found, and all are stems, only in the articles
    that have several of the words: in the others, the words are counted each for itself.
    """
    where = evaluation.segments[segment]
    found = [evaluation.found(leaf, segment) for leaf in evaluation.leaves]
    bits = [None if one.stem is None else where.paragraph_bits(one.stem) for one in found]
    docs = None if scored.everything else scored.docs
    if any(some is not None for some in bits):
        union = [_bits(one, where, docs) if some is None else some for one, some in zip(found, bits, strict=True)]
        return _count_bits(reduce(np.bitwise_or, union), where, docs)
    if scored.everything and all(one.stem is not None for one in found):
        return _count_each(found, where)
    return _distinct([_paragraphs(one, where, scored.docs) for one in found])


def _bits(found: Found, segment: Segment, docs: Ints | None) -> Bits:
    """Return the paragraphs of these articles (None: all) that hold a match, a bit for each block."""
    return as_bits(_paragraphs(found, segment, docs), len(segment.block_starts))


def _count_bits(bits: Bits, segment: Segment, docs: Ints | None) -> int:
    """Return how many bits are set, or how many of the blocks of these articles."""
    if docs is None:
        return int(np.bitwise_count(bits).sum())
    before = np.concatenate(([0], np.cumsum(np.bitwise_count(bits), dtype=np.int64)))
    bits = np.append(bits, np.uint64(0))

    def rank(blocks: Ints) -> Longs:
        """Return how many bits are set before each of some blocks."""
        word, rest = blocks >> 6, (blocks & 63).astype(np.uint64)
        ranks: Longs = before[word] + np.bitwise_count(bits[word] & ((np.uint64(1) << rest) - np.uint64(1)))
        return ranks

    firsts = layout_of(segment).first_blocks
    return int(np.subtract(rank(firsts[docs + 1]), rank(firsts[docs])).sum())


def _count_each(found: list[Found], segment: Segment) -> int:
    """Return how many paragraphs hold any of some stems: the sum of each stem's, less those counted twice."""
    firsts = [segment.field("text").paragraph_firsts(one.stem or 0) for one in found]
    total = sum(int(np.count_nonzero(some)) for some in firsts)
    if len(found) < 2:
        return total
    times = np.zeros(segment.size, dtype=np.uint16)
    for one in found:
        times[one.docs] += 1
    shared = np.flatnonzero(times > 1)
    inside = [_paragraphs(one, segment, shared) for one in found]
    return total - sum(map(len, inside)) + _distinct(inside)


def _distinct(blocks: list[Longs]) -> int:
    """Return how many different blocks there are in some ascending lists of them."""
    if len(blocks) < 2:
        return sum(map(len, blocks))
    together = np.concatenate(blocks)
    together.sort(kind="stable")
    return len(together) - int(np.count_nonzero(together[1:] == together[:-1]))


def _paragraphs(found: Found, segment: Segment, docs: Ints | None) -> Longs:
    """Return the blocks of these articles (None: all) that are paragraphs and hold a match, ascending."""
    layout = layout_of(segment)
    places, occurrences = found.places_in(docs, layout)
    if found.stem is None:
        blocks = layout.blocks_of(places)
        return blocks[layout.is_paragraph[blocks] & (np.diff(blocks, prepend=-1) > 0)]
    return layout.blocks_of(places[segment.field("text").paragraph_firsts(found.stem)[occurrences]])
