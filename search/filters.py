"""Filters -> which articles of a segment may be in the answer: by date, source, author, section and language.

Filters(first=date(2024, 12, 1), source=("BBC",))  ->  [True, False, ...], one for each article
"""

from datetime import date

import numpy as np
from msgspec import Struct

from index.reader import COLUMNS
from index.segment import Column, Segment
from search.arrays import Mask
from search.find import published_within


class Filters(Struct, frozen=True):
    """What an article must be to be found; of several values of one kind, one is enough."""

    first: date | None = None
    last: date | None = None
    source: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    language: tuple[str, ...] = ()

    def allowed(self, segment: Segment) -> Mask | None:
        """Return which articles of `segment` pass, None where all do."""
        masks = [] if segment.live is None else [segment.live]
        if self.first is not None or self.last is not None:
            masks.append(published_within(segment, self.first, self.last))
        wanted = ((name, getattr(self, name)) for name in COLUMNS)
        masks += [_has_any(segment.columns[name], values) for name, values in wanted if values]
        return np.logical_and.reduce(masks) if masks else None


NO_FILTERS = Filters()


def _has_any(column: Column, values: tuple[str, ...]) -> Mask:
    among = frozenset(values)
    wanted = [number for number, value in enumerate(column.values) if value in among]
    has = np.isin(column.numbers, wanted)
    if column.starts is None:
        return has
    return np.add.reduceat(np.append(has, False), column.starts[:-1]) * (np.diff(column.starts) > 0) > 0
