"""Which paragraphs the commonest words occur in, a bit per paragraph: they are counted without positions.

    common_paragraphs(segment)  ->  {"common_stems": [17, 940, ...], "common_bits": a row of bits for each}

A row has a bit for each block of the segment, in order, headlines and standfirsts left out, and is filled up to whole
words of 64 bits; the lowest bit of a word comes first. Such rows are joined with ``|`` and counted in microseconds,
where the positions of "the" take ten milliseconds.
"""

import numpy as np
import numpy.typing as npt

from index.reader import ArraySegment
from index.runs import lengths_of, rows_of
from index.segment import POSITION_GAP, Ints
from index.strings import Arrays

COMMON = 6
"""A stem is common that stands in one of so many blocks, or more: 13 of 114,000 stems, and 0.7% of an archive."""

_LEAST_BLOCKS = 4096
"""In a segment of fewer blocks nothing is common: all its positions are gone through in no time."""


def common_paragraphs(segment: ArraySegment) -> Arrays:
    """Return the common stems of a segment and, row by row, the paragraphs that each stands in."""
    blocks = len(segment.block_starts)
    stems, rows = [], [np.zeros(0, np.uint64)]
    least = max(blocks // COMMON, _LEAST_BLOCKS // COMMON)
    text = segment.field("text")
    articles = rows_of(segment.block_offsets)
    extents = segment.lengths + np.bincount(articles, minlength=segment.size) * POSITION_GAP
    bases = np.cumsum(extents) - extents
    starts = bases[articles] + segment.block_starts
    for stem in np.flatnonzero(lengths_of(text.arrays.positions_of) >= least).tolist():
        firsts = text.paragraph_firsts(stem)
        if np.count_nonzero(firsts) >= least:
            postings = text.stem_postings(stem)
            places = np.repeat(bases[postings.docs], postings.counts)[firsts] + postings.positions[firsts]
            stems.append(stem)
            rows.append(bits(np.searchsorted(starts, places, side="right") - 1, blocks))
    return {"common_stems": np.array(stems, np.uint32), "common_bits": np.concatenate(rows)}


def bits(numbers: Ints, size: int) -> npt.NDArray[np.uint64]:
    """Return a row of `size` bits with those at `numbers` set."""
    there = np.zeros(-(-size // 64) * 64, np.bool_)
    there[numbers] = True
    row: npt.NDArray[np.uint64] = np.packbits(there, bitorder="little").view("<u8")
    return row
