import gc
import weakref

from search.cached import cached


class Owner:
    """Something that is asked about."""


@cached
def answer(owner: Owner) -> list[Owner]:
    """Return a new list that refers to the owner."""
    return [owner]


def test_made_once() -> None:
    """The same owner gets the same answer, another gets its own."""
    one, other = Owner(), Owner()
    assert answer(one) is answer(one)
    assert answer(one) is not answer(other)


def test_goes_with_its_owner() -> None:
    """An owner that nothing else refers to goes, though what is kept refers to it."""
    owner = Owner()
    answer(owner)
    gone = weakref.ref(owner)
    del owner
    gc.collect()
    assert gone() is None
