"""A cache of what is computed for the words of a segment; the least recently used is dropped first.

    cache_of(segment).get(("paragraphs", 17), make)    the second time, the array that `make` returned is there at once

Words are asked for as unevenly as they are written: some hundred of them are in most queries, and their arrays are what
takes long to work out.
"""

from collections.abc import Callable, Hashable
from operator import attrgetter
from threading import Lock
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from cachetools import LRUCache

from index.segment import Segment
from search.cached import cached

Kind = TypeVar("Kind", bound=np.generic)

BYTES_AN_ARTICLE = 700
"""How much is kept, for each article of a segment: of 45,000 articles 32 MB."""

MOST_BYTES = 64 << 20
"""How much is kept of the largest segments."""


class ArrayCache:
    """Arrays by key, up to so many bytes of them; threads share it."""

    def __init__(self, size: int) -> None:
        self._lock = Lock()
        self._arrays: LRUCache[Hashable, npt.NDArray[Any]] = LRUCache(size, getsizeof=attrgetter("nbytes"))

    @classmethod
    def of(cls, segment: Segment, bytes_an_article: int) -> "ArrayCache":
        """Return a cache for so many bytes of arrays for each article of a segment, up to `MOST_BYTES`."""
        return cls(min(MOST_BYTES, bytes_an_article * segment.size))

    def get(self, key: Hashable, make: Callable[[], npt.NDArray[Kind]]) -> npt.NDArray[Kind]:
        """Return what is kept under a key, or make it; an array with more bytes than there is room for is not kept."""
        with self._lock:
            known = self._arrays.get(key)
        if known is not None:
            return known
        made = make()
        if made.nbytes <= self._arrays.maxsize:
            with self._lock:
                self._arrays[key] = made
        return made


@cached
def cache_of(segment: Segment) -> ArrayCache:
    """Return the cache of a segment."""
    return ArrayCache.of(segment, BYTES_AN_ARTICLE)
