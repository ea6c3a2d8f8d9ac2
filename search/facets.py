"""Found articles -> how many of them by source, author, section and language, and over time.

    docs [4, 9, 17]  ->  source: BBC 2, Reuters 1;  published: 2024-11 1, 2024-12 2

Counts are exact: a bincount over a column for the articles that were found. Time is cut into days, months or years,
whichever gives a picture of a few dozen columns.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from index.segment import NO_DATE, Column, Segment
from search.arrays import Ints, Longs, spread
from search.results import Facets, FacetValue, Period

MAX_VALUES = 50
"""Most values that one facet lists, the most frequent first."""

_DAYS_UP_TO = 62
_MONTHS_UP_TO = 366 * 6


def facets(found: Sequence[tuple[Segment, Ints]]) -> Facets:
    """Return the counts over the articles found in each segment."""
    named = {name: _values(name, found) for name in ("source", "author", "section", "language")}
    return Facets(published=_periods(found), **named)


def _values(name: str, found: Sequence[tuple[Segment, Ints]]) -> tuple[FacetValue, ...]:
    """Return the values of most articles; of values with as many, those that come first in the alphabet."""
    values, counts = _counted(name, found)
    there = np.flatnonzero(counts)
    if len(there) > MAX_VALUES:
        least = np.partition(counts[there], -MAX_VALUES)[-MAX_VALUES]
        there = there[counts[there] >= least]
    first = there[np.argsort(-counts[there], kind="stable")][:MAX_VALUES]
    return tuple(
        FacetValue(values[at], count) for at, count in zip(first.tolist(), counts[first].tolist(), strict=True)
    )


def _counted(name: str, found: Sequence[tuple[Segment, Ints]]) -> tuple[Sequence[str], Longs]:
    """Return values, sorted, and how many articles have each."""
    parts: list[tuple[Sequence[str], Longs]] = []
    for segment, docs in found:
        column = segment.columns[name]
        counts = np.bincount(_numbers(column, docs) + 1, minlength=len(column.values) + 1)
        parts.append((column.values, counts[1:]))  # + 1: -1 stands for none
    if len(parts) == 1:
        return parts[0]
    totals: Counter[str] = Counter()
    for values, counts in parts:
        there = np.flatnonzero(counts)
        totals.update(dict(zip(map(values.__getitem__, there.tolist()), counts[there].tolist(), strict=True)))
    names = sorted(totals)
    return names, np.array([totals[value] for value in names], np.int64)


def _numbers(column: Column, docs: Ints) -> Ints:
    if column.starts is None:
        return column.numbers[docs]
    starts = column.starts[docs].astype(np.int64)
    return column.numbers[spread(starts, column.starts[docs + 1] - starts)]


def _periods(found: Iterable[tuple[Segment, Ints]]) -> tuple[Period, ...]:
    published = np.concatenate([np.zeros(0, np.int32), *(segment.published[docs] for segment, docs in found)])
    days = published[published != NO_DATE]
    if not len(days):
        return ()
    there, articles = np.unique(days, return_counts=True)
    unit = _unit(int(there[-1]) - int(there[0]))
    numbers = there.astype("datetime64[D]").astype(f"datetime64[{unit}]").astype(np.int64)
    begins = np.flatnonzero(np.diff(numbers, prepend=numbers[0] - 1))
    starts = numbers[begins].astype(f"datetime64[{unit}]")
    counts = np.add.reduceat(articles, begins)
    firsts, lasts = starts.astype("datetime64[D]"), (starts + 1).astype("datetime64[D]") - 1
    rows = zip(firsts.astype(str).tolist(), lasts.astype(str).tolist(), counts.tolist(), strict=True)
    return tuple(Period(*row) for row in rows)


def _unit(span: int) -> str:
    """Return into what `span` days are cut, as numpy names it: days, months or years."""
    if span <= _DAYS_UP_TO:
        return "D"
    return "M" if span <= _MONTHS_UP_TO else "Y"
