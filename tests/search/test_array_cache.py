import numpy as np
import pytest

from index.segment import Ints
from search.array_cache import ArrayCache


def test_what_was_asked_for_is_not_made_again() -> None:
    """An array is made once while there is room for it; what was not asked for the longest goes first."""
    cache, made = ArrayCache(10), []

    def ask(key: str) -> str:
        def make() -> Ints:
            made.append(key)
            return np.frombuffer(4 * key.upper().encode(), np.uint8)

        return chr(cache.get(key, make)[0])

    assert [ask(key) for key in ("a", "b", "a", "c", "a", "b")] == ["A", "B", "A", "C", "A", "B"]
    assert made == ["a", "b", "c", "b"]


@pytest.mark.parametrize(("size", "times"), [(10, 1), (9, 3)])
def test_what_there_is_no_room_for_is_not_kept(size: int, times: int) -> None:
    """An array that is larger than all there is room for is returned, and made anew each time."""
    cache, made = ArrayCache(size), []

    def make() -> Ints:
        made.append(1)
        return np.arange(5, dtype=np.uint16)

    for _ in range(3):
        assert cache.get("a", make).tolist() == [0, 1, 2, 3, 4]
    assert len(made) == times
