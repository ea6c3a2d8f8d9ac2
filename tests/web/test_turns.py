"""Turns and the queue for them."""

import time
from threading import Thread

import pytest

from web.turns import Turns


def in_queue(turns: Turns, count: int) -> None:
    """Wait until so many threads wait for a turn."""
    while len(turns._queue) != count:
        time.sleep(0.001)


def test_who_waits_longest_comes_next() -> None:
    """Turns are given in the order in which threads came, and never to two at once."""
    turns, order = Turns(1), list[int]()

    def work(number: int) -> None:
        assert turns.take(10)
        order.append(number)
        time.sleep(0.001)
        order.append(number)
        turns.give()

    assert turns.take()
    threads = [Thread(target=work, args=(number,)) for number in range(20)]
    for number, thread in enumerate(threads, 1):
        thread.start()
        in_queue(turns, number)
    turns.give()
    for thread in threads:
        thread.join()
    assert order == [number for number in range(20) for _ in range(2)]


@pytest.mark.parametrize("at_once", [1, 3])
def test_who_has_no_patience_goes(at_once: int) -> None:
    """There are so many turns; one more waits in vain, and what it gave up waiting for is there for the next."""
    turns = Turns(at_once)
    assert [turns.take(0.01) for _ in range(at_once + 1)] == [True] * at_once + [False]
    turns.give()
    assert [turns.take(0.01), turns.take(0.01)] == [True, False]


def test_no_turn_is_lost() -> None:
    """However turns and impatience fall together, in the end all turns are there, and nobody is in the queue."""
    turns, taken = Turns(2), list[bool]()

    def work(number: int) -> None:
        for _ in range(50):
            if turns.take(0.0002 * (number % 3)):
                time.sleep(0.0001)
                turns.give()
                taken.append(True)

    threads = [Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (turns._free, len(turns._queue), bool(taken)) == (2, 0, True)
