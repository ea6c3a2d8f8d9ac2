"""Which segments are merged: few are left, however articles come in, and none is moved too often."""

import math
from collections.abc import Iterable

import pytest

from index.bundle import Seal
from index.record import SegmentRecord
from index.tiers import LARGEST, RATIO, SMALL, SMALL_ONES, WASTE, choose


def record(number: int, articles: int) -> SegmentRecord:
    """Return the record of a segment."""
    return SegmentRecord(str(number), articles, Seal(0, 0))


def grown(sizes: Iterable[int]) -> tuple[list[int], int, int]:
    """Add segments one after the other, merging; return what is left, how many there were at most, and moves."""
    segments: list[SegmentRecord] = []
    most = moves = 0
    for number, size in enumerate(sizes):
        segments.append(record(number, size))
        while chosen := choose(segments):
            merged = sum(one.articles for one in chosen)
            moves += merged
            segments = [one for one in segments if one not in chosen]
            segments.append(record(number, merged))
        most = max(most, len(segments))
    return [one.articles for one in segments], most, moves


@pytest.mark.parametrize(("size", "times"), [(1, 5_000), (20, 1_000), (300, 150), (15_000, 4)])
def test_few_segments_are_left_and_articles_are_moved_a_few_times(size: int, times: int) -> None:
    """Segments grow by powers of RATIO + 1, beside the small ones that wait; an article moves up through them."""
    left, most, moves = grown([size] * times)
    levels = math.ceil(math.log(size * times / SMALL, RATIO + 1)) + 1
    assert sum(left) == size * times
    assert most < levels + SMALL_ONES
    assert moves < size * times * (RATIO + 1) * levels


def test_what_an_addition_leaves_over_is_merged_with_the_rest() -> None:
    """Of 20,000 articles, added 15,000 at a time, one segment is left."""
    assert grown([15_000, 5_000])[0] == [20_000]


def test_no_segment_grows_past_the_largest() -> None:
    """Of a large archive several segments are left."""
    left, _, _ = grown([15_000] * 20)
    assert max(left) <= LARGEST
    assert len(left) <= 300_000 / LARGEST * 2


def test_a_segment_that_is_mostly_waste_is_written_anew() -> None:
    """One by itself, as soon as enough is removed, and not before."""
    whole = record(0, 1_000)
    assert choose([whole.without(range(int(WASTE * 1_000)))]) == []
    wasteful = whole.without(range(int(WASTE * 1_000) + 1))
    assert choose([wasteful]) == [wasteful]
