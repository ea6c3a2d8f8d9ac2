"""Words that occur together -> the articles and places where they do: NEAR, SENTENCE, PARAGRAPH, and `x-ra*`.

    places of "storm" [12, 88], of "corps" [13, 400], within 5 words   ->   [12, 13]

Articles are intersected first, and only the places in those are read, a stretch of articles at a time: so memory stays
small, and the arrays in the processor's cache.
"""

from collections.abc import Callable
from functools import partial
from itertools import pairwise

import numpy as np
from msgspec.structs import replace

from search.allowance import SegmentAllowance
from search.arrays import Ints, Longs, Mask, distinct, lookup, meet, stretches
from search.found import NOTHING, Extent, Found, Places, at_places, merged
from search.layout import Line

_STRETCH = 1 << 18
"""Places that are read at a time."""

_FAR = 1 << 40
"""A place, and before zero one, that is near to none."""

Part = list[Found]
"""What stands beside NEAR: the alternatives, one or more."""


def together(parts: list[Part], within: int | str, line: Line, allowance: SegmentAllowance) -> Found:
    """Return where the parts stand within so many words of each other, in one "sentence" or "paragraph", or "next"."""
    extents = [found.extent for part in parts for found in part]
    capped, share = any(one.capped for one in extents), min((one.share for one in extents), default=1.0)
    parts = [[found for found in part if len(found.docs)] for part in parts]
    docs, _ = meet([_docs(part) for part in parts])
    if not len(docs):
        return replace(NOTHING, extent=Extent(capped, share))
    counts = [_counts(part, docs) for part in parts]
    chosen, extent = allowance.choose(docs, counts)
    if chosen is not None:
        docs, counts = docs[chosen], [some[chosen] for some in counts]
    reads = np.add.reduce(counts, axis=0, dtype=np.int64)
    kept = [_among(parts, some, within, line) for some in stretches(docs, reads, _STRETCH)]
    places = np.concatenate([NOTHING.positions, *(some.places for some in kept)])
    widths = [np.broadcast_to(some.widths, len(some.places)) for some in kept]
    wide = any(not isinstance(some.widths, int) or some.widths > 1 for some in kept)
    extent = Extent(capped or extent.capped, share * extent.share)
    return at_places(Places(places, np.concatenate(widths) if wide else 1), line, extent)


def _docs(part: Part) -> Ints:
    """Return the articles that have any of the alternatives."""
    if len(part) < 2:
        return part[0].docs if part else NOTHING.docs
    docs = np.sort(np.concatenate([found.docs for found in part]), kind="stable")
    return distinct(docs)


def _counts(part: Part, docs: Ints) -> Ints:
    """Return how often each of these articles has any of the alternatives."""
    total = np.zeros(len(docs), dtype=np.int64)
    for found in part:
        at, there = lookup(found.docs, docs)
        total += np.where(there, found.counts[at], 0)
    return total


def _among(parts: list[Part], docs: Ints, within: int | str, line: Line) -> Places:
    """Return the places in these articles where the parts stand together."""
    sides = [merged([_standing(found, docs, line) for found in part]) for part in parts]
    if within == "next":
        kept = _in_chain(sides, _right_beside)
    elif isinstance(within, int):
        kept = _in_chain(sides, partial(_near, within))
    else:
        kept = _same_unit([side.places for side in sides], within, line)
    return merged([side.where(keep) for side, keep in zip(sides, kept, strict=True)])


def _standing(found: Found, docs: Ints, line: Line) -> Places:
    within = found.within(docs, line)
    return Places(within.places, within.widths)


def _same_unit(places: list[Longs], within: str, line: Line) -> list[Mask]:
    """Return which places of each part lie in a sentence or paragraph that has all parts."""
    units = [line.sentences_of(some) if within == "sentence" else line.blocks_of(some) for some in places]
    common, _ = meet([distinct(some) for some in units])
    return [lookup(common, some)[1] for some in units]


def _in_chain(sides: list[Places], beside: Callable[[Places, Places, int], Mask]) -> list[Mask]:
    """Return which places of each part belong to a chain in which each stands `beside` one of the next part."""
    kept = [np.ones(len(side.places), dtype=np.bool_) for side in sides]
    chain = list(pairwise(range(len(sides))))
    for here, there in chain + [(b, a) for a, b in reversed(chain)]:
        kept[there] &= beside(sides[there], sides[here].where(kept[here]), there - here)
    return kept


def _right_beside(these: Places, others: Places, step: int) -> Mask:
    """Return which of `these` are one `step`, 1 or -1, from one of `others`."""
    return lookup(others.places, these.places - step)[1]


def _near(within: int, these: Places, others: Places, _step: int) -> Mask:
    """Return which of `these` have one of `others` within so many words, from the end of one to the start of the other.

    Words that overlap are not near each other: neither is a word to itself.
    """
    starts, ends = these.places, these.places + these.widths
    after = np.append(others.places, _FAR).take(others.places.searchsorted(ends))
    other_ends = np.sort(others.places + others.widths, kind="stable")
    before = np.append(-_FAR, other_ends).take(other_ends.searchsorted(starts, side="right"))
    near: Mask = np.minimum(after - ends, starts - before) < within
    return near
