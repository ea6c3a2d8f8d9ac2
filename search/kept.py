"""What is worked out of a segment, a field or a snapshot once, and kept with it.

    @kept
    def layout_of(segment): ...       the second time it is asked for the same segment, it answers at once

It is kept in the object itself and goes when that goes, also where what is kept refers to the object. A segment takes
it along to the next state of the archive: what is kept of one must not depend on which of its articles were removed.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Owner = TypeVar("Owner")
Value = TypeVar("Value")


def kept(make: Callable[[Owner], Value]) -> Callable[[Owner], Value]:
    """Return `make`, called once for each object and what it returned kept with that."""
    name = f"kept {make.__module__}.{make.__qualname__}"

    @wraps(make)
    def known(owner: Owner) -> Value:
        values = owner.__dict__
        try:
            value: Value = values[name]
        except KeyError:
            value = values[name] = make(owner)
        return value

    return known
