"""Sorted lists of strings -> their sorted union, as arrays: only long strings become objects.

    union([["fox", "hen"], ["ape", "hen"]])  ->  ["ape", "fox", "hen"], [[1, 2], [0, 2]]

The first 16 bytes of a string are two numbers of 64 bits that sort as it does. Strings that share these have the order
of their lengths where they end there (they differ in zeros alone), and longer ones are compared as they are. Fifteen
vocabularies of a thousand articles each are united in a quarter of the time that Python's own sets take.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.runs import Long, Mask, changes, offsets
from index.segment import Array, Ints
from index.strings import Arrays, eight_bytes

Numbers = npt.NDArray[np.uint64]

_KEYED = 16
"""Bytes of a string that its two numbers hold."""


@dataclass(frozen=True, slots=True)
class Union:
    """Strings as two arrays, all their bytes and where each ends; and for each list the new numbers of its entries."""

    data: Array
    ends: Long
    numbers: list[Long]

    def __len__(self) -> int:
        return len(self.ends)

    def arrays(self, name: str) -> Arrays:
        """Return the two arrays by their names in a segment."""
        wide = np.uint32 if len(self.data) < 1 << 32 else np.uint64
        return {f"{name}_bytes": self.data, f"{name}_ends": self.ends.astype(wide)}


def union(lists: Sequence[tuple[Array, Ints]]) -> Union:
    """Return the union of sorted lists, each given as all its bytes and where each string ends."""
    data, starts, lengths = _joined(lists)
    first, second, third = _keys(data, starts, lengths)
    order = np.argsort(first, kind="stable")  # quick: the lists are runs that are sorted
    tied = _tied(first[order], second[order], third[order])
    among = order[tied]
    order[tied] = among[np.lexsort((third[among], second[among], first[among]))]
    new = changes(first[order]) | changes(second[order]) | changes(third[order])
    numbers = np.empty(len(order), np.int64)
    numbers[order] = np.cumsum(new) - 1
    ones = order[new]
    bounds = np.cumsum([len(ends) for _, ends in lists])[:-1]
    return Union(_gathered(data, starts[ones], lengths[ones]), np.cumsum(lengths[ones]), np.split(numbers, bounds))


def _joined(lists: Sequence[tuple[Array, Ints]]) -> tuple[bytes, Long, Long]:
    """Return the bytes of all lists, padded, and where each string starts and how long it is."""
    lengths = np.concatenate([np.diff(ends.astype(np.int64), prepend=0) for _, ends in lists])
    data = b"".join([*(data.tobytes() for data, _ in lists), bytes(_KEYED)])
    return data, np.cumsum(lengths) - lengths, lengths


def _keys(data: bytes, starts: Long, lengths: Long) -> tuple[Numbers, Numbers, Long]:
    """Return numbers that sort as the strings do, the first of them before the second, and this before the third."""
    first = eight_bytes(data, starts, lengths).byteswap()
    second = np.zeros_like(first)
    third = lengths.copy()
    more = np.flatnonzero(lengths > 8)
    second[more] = eight_bytes(data, starts[more] + 8, lengths[more] - 8).byteswap()
    long = np.flatnonzero(lengths > _KEYED)
    ends = (starts + lengths)[long].tolist()
    texts = [data[start:end] for start, end in zip(starts[long].tolist(), ends, strict=True)]
    rank = {text: place for place, text in enumerate(sorted(set(texts)), _KEYED + 1)}
    third[long] = [rank[text] for text in texts]
    return first, second, third


def _tied(first: Numbers, second: Numbers, third: Long) -> Mask:
    """Return which strings, sorted by the first number, stand among others that have it too and are not equal."""
    heads = changes(first)
    differs = (changes(second) | changes(third)) & ~heads
    groups = np.cumsum(heads) - 1
    tied: Mask = np.bincount(groups[differs], minlength=int(heads.sum()))[groups] > 0
    return tied


def _gathered(data: bytes, starts: Long, lengths: Long) -> Array:
    """Return the bytes of some strings, one after the other."""
    before = offsets(lengths)
    gathered: Array = np.frombuffer(data, np.uint8)[np.arange(before[-1]) + np.repeat(starts - before[:-1], lengths)]
    return gathered
