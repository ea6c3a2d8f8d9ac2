"""The few array operations that all of search is made of; each works on whole arrays, none loops over postings.

Numbers that are used as indexes are made `np.intp` first, and looked up with `take` where there are many: numpy takes
twice as long for others, and for the same by brackets.
"""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Kind = TypeVar("Kind", bound=np.integer)

Ints = npt.NDArray[np.integer]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.floating]
Mask = npt.NDArray[np.bool_]

NONE: Longs = np.zeros(0, dtype=np.int64)
"""No numbers."""

_BLOCKS_PER_HIT = 8
"""Blocks in `best` for each score wanted: from 4 to 32 made no difference on 45,000 articles."""


def joined(parts: Sequence[npt.NDArray[Kind]]) -> npt.NDArray[Kind]:
    """Return the numbers of some arrays, one after the other; there may be no array."""
    together: npt.NDArray[Kind] = parts[0] if len(parts) == 1 else np.concatenate([NONE, *parts])
    return together


def spread(starts: Ints, counts: Ints) -> Longs:
    """Return the indexes of many slices, one after the other: those of ``starts[i]:starts[i] + counts[i]``."""
    ends: Longs = counts.cumsum(dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    shifts: Longs = starts - (ends - counts)
    return np.arange(total, dtype=np.int64) + shifts.repeat(counts)


_SEARCH = 32
"""Cost of one binary search, counted in entries of the table that `_tabled` would fill instead."""


def lookup(haystack: Ints, needles: Ints) -> tuple[Ints, Mask]:
    """Return where each needle stands in the sorted `haystack`, and whether it stands there at all."""
    if not len(haystack):
        return np.zeros(len(needles), dtype=np.int64), np.zeros(len(needles), dtype=np.bool_)
    if len(needles) * _SEARCH > len(haystack) + int(haystack[-1]):
        return _tabled(haystack, needles)
    at = haystack.searchsorted(needles.astype(haystack.dtype, copy=False))
    np.minimum(at, len(haystack) - 1, out=at)
    return at, haystack.take(at) == needles


def _tabled(haystack: Ints, needles: Ints) -> tuple[Ints, Mask]:
    """Do as `lookup` does, by a table of all numbers up to the highest: for many needles among small numbers."""
    table = np.zeros(int(haystack[-1]) + 1, np.int32)
    table[haystack.astype(np.intp)] = np.arange(len(haystack), dtype=np.int32)
    at = table.take(needles, mode="clip").astype(np.intp)
    return at, haystack.take(at) == needles


def among_slices(values: Ints, starts: Ints, counts: Ints, wanted: Longs) -> tuple[Longs, Mask]:
    """Return where each number wanted stands in a slice of its own, and whether it stands there at all.

    The slices of `values` start at `starts` and have `counts` numbers, one and more, ascending; all are halved at once.
    """
    at: Longs = starts.astype(np.int64)
    ends = at + counts
    step = 1 << int(counts.max(initial=1)).bit_length() - 1
    alike = wanted.astype(values.dtype)  # compared faster; what does not fit is nowhere, and so found in the end
    while step:
        further = at + step
        reached = values.take(further, mode="clip") <= alike
        reached &= further < ends
        at = np.where(reached, further, at)
        step >>= 1
    return at, values.take(at) == wanted


def meet(lists: Sequence[Ints]) -> tuple[Ints, list[Ints]]:
    """Return what is in every one of the sorted lists, and where in each of them that stands."""
    order = sorted(range(len(lists)), key=lambda number: len(lists[number]))
    common = lists[order[0]]
    places: list[Ints] = [np.arange(len(common))]
    for number in order[1:]:
        at, there = lookup(lists[number], common)
        kept = there.nonzero()[0]
        common = common.take(kept)
        places = [some.take(kept) for some in (*places, at)]
    return common, [places[order.index(number)] for number in range(len(lists))]


def best(scores: npt.NDArray[np.number], count: int) -> Longs:
    """Return the indexes of the `count` highest scores, best first, equal ones in order of index.

    No sort of the whole: only what reaches a floor under the answer is sorted. Of many scores the `count` best blocks'
    maxima give one, since each of them is reached by some score.
    """
    size = len(scores) // (_BLOCKS_PER_HIT * max(1, count))
    if size > 1:
        whole = len(scores) // size
        tops = scores[: whole * size].reshape(size, whole).max(axis=0)  # a block is every `whole`-th score
    else:
        tops = scores
    floor = np.partition(tops, len(tops) - count)[len(tops) - count] if count < len(tops) else -np.inf
    reached: Longs = (scores >= floor).nonzero()[0]
    order: Longs = (-scores.take(reached)).argsort(kind="stable")[:count]
    return reached.take(order)


def afforded(order: Longs, costs: Ints, most: int) -> Longs:
    """Return, ascending, the first of the indexes in `order` whose costs are `most` together, or less."""
    return np.sort(order[: np.count_nonzero(np.cumsum(costs[order]) <= most)])


def stretches(items: npt.NDArray[Kind], sizes: Ints, most: int) -> list[npt.NDArray[Kind]]:
    """Return the items in stretches whose sizes are about `most` together; one stretch at least."""
    upto = sizes.cumsum(dtype=np.int64)
    if not len(upto) or upto[-1] <= most:
        return [items]
    return np.split(items, upto.searchsorted(np.arange(most, int(upto[-1]), most)))


def runs(ordered: Ints) -> tuple[Longs, Longs]:
    """Return where each run of equal values starts in a sorted array, and how long each run is."""
    if not len(ordered):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    changes = np.empty(len(ordered) + 1, dtype=np.bool_)
    changes[0] = changes[-1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=changes[1:-1])
    bounds = changes.nonzero()[0]
    return bounds[:-1], bounds[1:] - bounds[:-1]


def distinct(ordered: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
    """Return each value of a sorted array once, 50 times as fast as `np.unique`, which does not count on order."""
    return ordered[runs(ordered)[0]]
