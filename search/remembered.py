"""What is worked out of the words of a segment, kept as long as there is room: the words that are asked for often.

    memory_of(segment).get(("paragraphs", 17), make)    the second time, what `make` returned is there at once

Words are asked for as unevenly as they are written: some hundred of them are in most queries, and their arrays are what
takes long to work out. What was not asked for the longest makes room for the rest.
"""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from cachetools import LRUCache

from index.segment import Segment
from search.kept import kept

Value = TypeVar("Value")

BYTES_AN_ARTICLE = 700
"""How much is kept, for each article of a segment: of 45,000 articles 32 MB."""

MOST_BYTES = 64 << 20
"""How much is kept of the largest segments."""


class Memory:
    """Values by key, with the bytes that each takes; threads share it."""

    def __init__(self, size: int) -> None:
        self._lock = Lock()
        self._values: LRUCache[Hashable, tuple[Any, int]] = LRUCache(size, getsizeof=lambda entry: entry[1])

    def get(self, key: Hashable, make: Callable[[], Value], bytes_of: Callable[[Value], int]) -> Value:
        """Return what is kept under a key, or make it; a value with more bytes than there is room for is not kept."""
        with self._lock:
            entry = self._values.get(key)
        if entry is None:
            value = make()
            entry = value, bytes_of(value)
            if entry[1] <= self._values.maxsize:
                with self._lock:
                    self._values[key] = entry
        kept_value: Value = entry[0]
        return kept_value


@kept
def memory_of(segment: Segment) -> Memory:
    """Return the memory of a segment."""
    return Memory(min(MOST_BYTES, BYTES_AN_ARTICLE * segment.size))
