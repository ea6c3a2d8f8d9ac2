"""Runs: many short arrays kept as one, with a table that says where each starts.

    lengths 2, 0, 1   <->   offsets 0, 2, 2, 3       the first run is entries [0, 2), the second is empty

Everything in a segment that has a number of entries for each article, term or word is kept so. Strings are runs of
bytes.
"""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from index.segment import Ints
from index.strings import Arrays

Mask = npt.NDArray[np.bool_]
Long = npt.NDArray[np.int64]


def offsets(lengths: Ints | Mask) -> Long:
    """Return where each of several runs starts, and where the last ends."""
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def lengths_of(starts: Ints) -> Long:
    """Return how long the runs are that start at `starts`; the last entry is where the last run ends."""
    ends = starts.astype(np.int64)
    return ends[1:] - ends[:-1]


def rows_of(starts: Ints) -> Long:
    """Return, for each entry of runs, which run it belongs to."""
    return np.repeat(np.arange(len(starts) - 1), lengths_of(starts))


def changes(values: Ints) -> Mask:
    """Return where a value differs from the one before it."""
    differs = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=differs[1:])
    return differs


def grouped(values: Ints, size: int) -> Long:
    """Return the order that groups equal values below `size` and keeps the order within each: a stable argsort.

    numpy sorts numbers of two bytes by radix, five times as fast as larger ones; so larger ones are sorted in two goes.
    """
    if size <= 1 << 16:
        return np.argsort(values.astype(np.uint16), kind="stable")
    order = np.argsort((values & 0xFFFF).astype(np.uint16), kind="stable")
    return order[np.argsort((values[order] >> 16).astype(np.uint16), kind="stable")]


def narrow(size: int) -> type[np.uint16 | np.uint32]:
    """Return the smallest type for numbers below `size`."""
    return np.uint16 if size <= 1 << 16 else np.uint32


def strings(name: str, values: Sequence[bytes]) -> Arrays:
    """Return the two arrays that hold a list of byte strings."""
    data = b"".join(values)
    ends = np.fromiter(accumulate(map(len, values)), np.uint64, len(values))
    return {
        f"{name}_bytes": np.frombuffer(data, np.uint8),
        f"{name}_ends": ends.astype(np.uint32) if len(data) < 1 << 32 else ends,
    }


def ranks(form_stem: Ints) -> Ints:
    """Return which of its stem's forms each form is."""
    order = np.argsort(form_stem, kind="stable")
    first = np.flatnonzero(changes(form_stem[order]))
    within = np.arange(len(order)) - np.repeat(first, np.diff(first, append=len(order)))
    rank: Ints = np.empty(len(order), np.uint8 if within.max(initial=0) < 1 << 8 else np.uint16)
    rank[order] = within
    return rank


def split_counts(counts: Ints) -> Arrays:
    """Return counts as bytes, and those that a byte cannot hold apart."""
    over = np.flatnonzero(counts > 255)
    return {
        "counts": np.minimum(counts, 255).astype(np.uint8),
        "over_at": over.astype(np.uint32),
        "over_counts": counts[over].astype(np.uint32),
    }
