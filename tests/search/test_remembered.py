import pytest

from search.remembered import Memory


def test_what_was_asked_for_is_not_made_again() -> None:
    """A value is made once while there is room for it; what was not asked for the longest goes first."""
    memory, made = Memory(10), []

    def ask(key: str) -> str:
        def make() -> str:
            made.append(key)
            return key.upper()

        return memory.get(key, make, lambda value: 4 * len(value))

    assert [ask(key) for key in ("a", "b", "a", "c", "a", "b")] == ["A", "B", "A", "C", "A", "B"]
    assert made == ["a", "b", "c", "b"]


@pytest.mark.parametrize(("size", "times"), [(10, 1), (9, 3)])
def test_what_there_is_no_room_for_is_not_kept(size: int, times: int) -> None:
    """A value that is larger than all there is room for is returned, and made anew each time."""
    memory, made = Memory(size), []
    for _ in range(3):
        assert memory.get("a", lambda: made.append(1) or [1, 2], lambda value: 5 * len(value)) == [1, 2]
    assert len(made) == times
