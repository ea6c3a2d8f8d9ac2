"""Caches what is computed from a segment, a field or a snapshot in that object itself.

    @cached
    def layout_of(segment): ...       the second time it is asked for the same segment, it answers at once

The value lives in the owner's `__dict__` and goes when the owner goes, also where the value refers to it. A segment
takes it along into the next snapshot, so it must not depend on which of the segment's articles are removed.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Owner = TypeVar("Owner")
Value = TypeVar("Value")


def cached(make: Callable[[Owner], Value]) -> Callable[[Owner], Value]:
    """Return `make`, called once for each object and what it returned kept with that."""
    name = f"cached {make.__module__}.{make.__qualname__}"

    @wraps(make)
    def known(owner: Owner) -> Value:
        values = owner.__dict__
        try:
            value: Value = values[name]
        except KeyError:
            value = values[name] = make(owner)
        return value

    return known
