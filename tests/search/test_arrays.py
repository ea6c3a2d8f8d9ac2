"""The array operations of search, held against plain loops."""

from itertools import accumulate

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.arrays import among_slices, stretches

ascending = st.sets(st.integers(0, 300), min_size=1, max_size=12).map(sorted)


@given(
    st.lists(st.tuples(ascending, st.integers(-3, 70_000)), min_size=1, max_size=20),
    st.sampled_from(["uint8", "uint16"]),
)
def test_each_number_is_found_in_its_own_slice(asked: list[tuple[list[int], int]], kind: str) -> None:
    """A number is found where it stands in its slice, and not where it stands in a neighbour's or would not fit."""
    slices = [[value % 256 for value in values] if kind == "uint8" else values for values, _ in asked]
    slices = [sorted(set(values)) for values in slices]
    counts = np.array([len(values) for values in slices], np.uint8)
    starts = np.array([0, *accumulate(counts.tolist())][:-1])
    wanted = np.array([number for _, number in asked])
    at, there = among_slices(np.concatenate(slices).astype(kind), starts, counts, wanted)
    assert there.tolist() == [number in values for values, (_, number) in zip(slices, asked, strict=True)]
    expected = [values.index(number) for values, (_, number) in zip(slices, asked, strict=True) if number in values]
    assert (at - starts)[there].tolist() == expected


@given(st.lists(st.integers(0, 9), max_size=12), st.integers(1, 12))
def test_stretches(sizes: list[int], most: int) -> None:
    """Stretches have all items in order, and no more of them than fit after each one's first."""
    parts = [part.tolist() for part in stretches(np.arange(len(sizes)), np.array(sizes, np.uint8), most)]
    assert [item for part in parts for item in part] == list(range(len(sizes)))
    assert all(sum(sizes[item] for item in part[1:]) <= most for part in parts)
