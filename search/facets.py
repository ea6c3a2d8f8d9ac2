"""Found articles -> how many of them by source, author, section and language, and over time.

    docs [4, 9, 17]  ->  source: BBC 2, Reuters 1;  published: 2024-11 1, 2024-12 2

Counts are exact: a bincount over a column for the articles that were found. Time is cut into days, months or years,
whichever gives a picture of a few dozen columns.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nsmallest

import numpy as np

from index.segment import NO_DATE, Column, Segment
from search.arrays import Ints, spread
from search.results import Facets, FacetValue, Period

MAX_VALUES = 50
"""Most values that one facet lists, the most frequent first."""

_DAYS_UP_TO = 62
_MONTHS_UP_TO = 366 * 6


def facets(found: Sequence[tuple[Segment, Ints]]) -> Facets:
    """Return the counts over the articles found in each segment."""
    named = {name: _values(name, found) for name in ("source", "author", "section", "language")}
    return Facets(published=_periods(found), **named)


def _values(name: str, found: Iterable[tuple[Segment, Ints]]) -> tuple[FacetValue, ...]:
    totals: Counter[str] = Counter()
    for segment, docs in found:
        column = segment.columns[name]
        counts = np.bincount(_numbers(column, docs) + 1, minlength=1)[1:]  # + 1: -1 stands for none
        there = np.flatnonzero(counts)
        totals.update(dict(zip(map(column.values.__getitem__, there.tolist()), counts[there].tolist(), strict=True)))
    first = nsmallest(MAX_VALUES, totals.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetValue(value, count) for value, count in first)


def _numbers(column: Column, docs: Ints) -> Ints:
    if column.starts is None:
        return column.numbers[docs]
    starts = column.starts.astype(np.int64)
    return column.numbers[spread(starts[docs], starts[docs + 1] - starts[docs])]


def _periods(found: Iterable[tuple[Segment, Ints]]) -> tuple[Period, ...]:
    published = np.concatenate([np.zeros(0, np.int32), *(segment.published[docs] for segment, docs in found)])
    days = published[published != NO_DATE]
    if not len(days):
        return ()
    unit = _unit(int(days.max()) - int(days.min()))
    numbers = days.astype("datetime64[D]").astype(f"datetime64[{unit}]").astype(np.int64)
    counts = np.bincount(numbers - numbers.min())
    there = np.flatnonzero(counts)
    starts = (there + numbers.min()).astype(f"datetime64[{unit}]")
    firsts, lasts = starts.astype("datetime64[D]"), (starts + 1).astype("datetime64[D]") - 1
    rows = zip(firsts.astype(str).tolist(), lasts.astype(str).tolist(), counts[there].tolist(), strict=True)
    return tuple(Period(*row) for row in rows)


def _unit(span: int) -> str:
    """Return into what `span` days are cut, as numpy names it: days, months or years."""
    if span <= _DAYS_UP_TO:
        return "D"
    return "M" if span <= _MONTHS_UP_TO else "Y"
