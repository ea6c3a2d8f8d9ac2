"""Which segments to merge, so that they stay few and no article is merged more often than need be.

    [45000, 300, 40, 1, 1, ...]  ->  none, or which of them to make one of

Sizes are live articles, largest first. A segment that is less than `RATIO` times as large as all that come after it
together is merged with them, so there are at most log(articles) of them to the base RATIO + 1. Segments under `SMALL`
wait until there are `SMALL_ONES` of them, for a merge costs some milliseconds however small it is. None grows past
`LARGEST`.

Each segment is one more to ask: beside one of 15,000 articles, one of 5,000 makes searches take a quarter longer, and
one of a single article a tenth of a millisecond. With the numbers below, an archive that grows to 45,000 articles one
by one has 6.5 segments on average and moves each article 17 times, some 15 microseconds each. With a RATIO of 2 it
would have 7.3 and move it 12 times; with 4 SMALL_ONES it would have 4.5, and adding one more article would take 10 ms
longer, so often are small ones merged then.
"""

from collections.abc import Sequence

from index.record import SegmentRecord

RATIO = 5
SMALL = 64
SMALL_ONES = 8

LARGEST = 1 << 16
"""The most articles a segment has: document numbers of two bytes, and memory for a merge that is bounded."""

WASTE = 0.25
"""A segment is written anew when more than this part of it is removed."""


def choose(records: Sequence[SegmentRecord]) -> list[SegmentRecord]:
    """Return the segments to merge next, in the order they have in the archive; none where all is well."""
    wanted = _crowded(records) or _wasteful(records)
    return [record for record in records if record in wanted]


def _live(record: SegmentRecord) -> int:
    return record.articles - record.removed_count


def _crowded(records: Sequence[SegmentRecord]) -> list[SegmentRecord]:
    """Return the longest tail of the segments, by size, that outweighs its first."""
    ordered = sorted(records, key=_live, reverse=True)
    if sum(_live(record) < SMALL for record in ordered) < SMALL_ONES:
        ordered = [record for record in ordered if _live(record) >= SMALL]
    sizes = list(map(_live, ordered))
    for first, size in enumerate(sizes):
        rest = sum(sizes[first + 1 :])
        if size + rest <= LARGEST and (size < RATIO * rest or size < SMALL):
            return ordered[first:]
    return []


def _wasteful(records: Sequence[SegmentRecord]) -> list[SegmentRecord]:
    """Return a segment that is mostly waste."""
    return next(([record] for record in records if record.removed_count > WASTE * record.articles), [])
