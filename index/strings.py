"""Lists of strings kept as two arrays: all their bytes one after the other, and where each ends.

    Strings(b"foxhen", [3, 6])  ->  [b"fox", b"hen"], each read where it lies when it is asked for

Sorted lists are searched without reading all of them. `CheckedStrings` holds what it reads against checksums.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from index.segment import Array, Ints

Arrays = dict[str, Any]
"""Arrays by name; each name's type is in `index.segment`."""

Verify = Callable[[str, int, int | None], None]
"""Holds entries ``[first, last)`` of an array, by name, against their checksums, or raises DamagedError."""

_FIRST_BYTES = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)

_SIGNPOST = 32
"""Every so-manieth string of a sorted list is kept as an object: comparing those costs a tenth of reading one."""


def eight_bytes(data: bytes, starts: Ints, lengths: Ints) -> npt.NDArray[np.uint64]:
    """Return the first eight bytes of each string, as little-endian numbers, and zeros where it is shorter.

    At least eight bytes of `data` follow any start.
    """
    at_any_place = np.ndarray((len(data) - 7,), "<u8", data, strides=(1,))
    return at_any_place[starts] & _FIRST_BYTES[np.minimum(lengths, 8)]


def in_order(texts: Sequence[bytes]) -> npt.NDArray[np.intp]:
    """Return the order that sorts `texts`, which are all different.

    Their first eight bytes, as numbers, tell most of them apart; only those that share these are compared as they are.
    """
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    heads = eight_bytes(b"".join(texts) + bytes(8), np.cumsum(lengths) - lengths, lengths).byteswap()
    order = np.argsort(heads)
    same = heads[order[1:]] == heads[order[:-1]]
    tied = np.zeros(len(texts), np.bool_)
    tied[1:] = same
    tied[:-1] |= same
    order[tied] = sorted(order[tied].tolist(), key=texts.__getitem__)
    return order


class Strings:
    """A list of byte strings in two arrays: all their bytes, and where each ends."""

    def __init__(self, data: Array, ends: Array) -> None:
        self._data = data.data
        self._ends = ends.data

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> bytes:
        start = self._ends[number - 1] if number else 0
        return bytes(self._data[start : self._ends[number]])

    @cached_property
    def _signposts(self) -> list[bytes]:
        return [self[number] for number in range(0, len(self), _SIGNPOST)]

    def find(self, string: bytes) -> int | None:
        """Return the number of `string` in a sorted list, None where it is not there.

        It is looked for in the bytes of all between two signposts, and is there where it ends as one of them does, and
        starts where the one before it ends.
        """
        first = bisect_right(self._signposts, string) * _SIGNPOST - _SIGNPOST
        if first < 0:
            return None
        ends, last = self._ends, min(first + _SIGNPOST, len(self))
        start = ends[first - 1] if first else 0
        some = bytes(self._data[start : ends[last - 1]])
        at = some.find(string)
        while at >= 0:
            end = start + at + len(string)
            number = bisect_left(ends, end, first, last)
            if number < last and ends[number] == end and (ends[number - 1] if number else 0) == start + at:
                return number
            at = some.find(string, at + 1)
        return None

    def place(self, string: bytes) -> int:
        """Return how many strings of a sorted list come before `string`."""
        first = max(0, bisect_left(self._signposts, string) - 1) * _SIGNPOST
        last = min(first + _SIGNPOST + 1, len(self))
        return bisect_left(range(len(self)), string, first, last, key=self.__getitem__)

    def starting(self, prefix: bytes) -> range:
        """Return the numbers of the strings of a sorted list that start with `prefix`."""
        first = self.place(prefix)
        size = len(prefix)
        return range(first, bisect_left(range(len(self)), True, lo=first, key=lambda n: self[n][:size] > prefix))

    def all(self) -> list[bytes]:
        """Return all of them."""
        data, ends = bytes(self._data), self._ends.tolist()
        return [data[start:end] for start, end in zip([0, *ends], ends, strict=False)]

    def texts(self) -> tuple[str, ...]:
        """Return all of them, decoded."""
        return tuple(string.decode() for string in self.all())


class CheckedStrings(Strings):
    """Strings that are held against their checksums one by one, as they are read."""

    def __init__(self, arrays: Arrays, name: str, verify: Verify) -> None:
        super().__init__(arrays[f"{name}_bytes"], arrays[f"{name}_ends"])
        verify(f"{name}_ends", 0, None)
        self._name, self._verify = name, verify

    def __getitem__(self, number: int) -> bytes:
        start = self._ends[number - 1] if number else 0
        self._verify(f"{self._name}_bytes", start, self._ends[number])
        return bytes(self._data[start : self._ends[number]])
