"""Found articles -> how many of them by source, author, section and language, and over time.

    docs [4, 9, 17]  ->  source: BBC 2, Reuters 1;  published: 2024-11 1, 2024-12 2

Counts are exact: a bincount over a column for the articles that were found. Time is cut into days, months or years,
whichever gives a picture of a few dozen columns.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import numpy as np

from index.segment import NO_DATE, Column, Segment
from search.arrays import Ints, spread
from search.results import Facets, FacetValue, Period

MAX_VALUES = 50
"""Most values that one facet lists, the most frequent first."""

_DAYS_UP_TO = 62
_MONTHS_UP_TO = 366 * 6
_EPOCH = date(1970, 1, 1)


def facets(found: Sequence[tuple[Segment, Ints]]) -> Facets:
    """Return the counts over the articles found in each segment."""
    named = {name: _values(name, found) for name in ("source", "author", "section", "language")}
    return Facets(published=_periods(found), **named)


def _values(name: str, found: Iterable[tuple[Segment, Ints]]) -> tuple[FacetValue, ...]:
    totals: Counter[str] = Counter()
    for segment, docs in found:
        column = segment.columns[name]
        counts = np.bincount(_numbers(column, docs) + 1, minlength=1)[1:]  # + 1: -1 stands for none
        totals.update({column.values[number]: int(counts[number]) for number in np.flatnonzero(counts)})
    ordered = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetValue(value, count) for value, count in ordered[:MAX_VALUES])


def _numbers(column: Column, docs: Ints) -> Ints:
    if column.starts is None:
        return column.numbers[docs]
    starts = column.starts.astype(np.int64)
    return column.numbers[spread(starts[docs], starts[docs + 1] - starts[docs])]


def _periods(found: Iterable[tuple[Segment, Ints]]) -> tuple[Period, ...]:
    published = np.concatenate([np.zeros(0, np.int32), *(segment.published[docs] for segment, docs in found)])
    days, counts = np.unique(published[published != NO_DATE], return_counts=True)
    if not len(days):
        return ()
    span = int(days[-1]) - int(days[0])
    totals: dict[tuple[date, date], int] = {}
    for day, count in zip(days.tolist(), counts.tolist(), strict=True):
        period = _period(_EPOCH + timedelta(days=day), span)
        totals[period] = totals.get(period, 0) + count
    return tuple(Period(first.isoformat(), last.isoformat(), count) for (first, last), count in totals.items())


def _period(day: date, span: int) -> tuple[date, date]:
    if span <= _DAYS_UP_TO:
        return day, day
    if span <= _MONTHS_UP_TO:
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    return date(day.year, 1, 1), date(day.year, 12, 31)
