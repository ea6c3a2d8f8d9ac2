"""Turns, first come, first served: a fixed number of threads work at once, and the others wait in a queue.

    turns = Turns(1)
    if turns.take(timeout=5):       True when it is this thread's turn, False when that took too long
        try: ...
        finally: turns.give()       the thread that has waited longest goes on

A semaphore of the standard library lets a thread that comes just now go before those that wait: some wait for ever
longer, and that is what the slowest of a hundred requests measure.
"""

from collections import deque
from threading import Lock


class Turns:
    """So many turns, and the queue for them."""

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._queue: deque[Lock] = deque()
        self._guard = Lock()

    def take(self, timeout: float | None = None) -> bool:
        """Wait for a turn, at most `timeout` seconds, and return whether it came."""
        with self._guard:
            if self._free:
                self._free -= 1
                return True
            mine = Lock()
            mine.acquire()
            self._queue.append(mine)
        if mine.acquire(timeout=-1 if timeout is None else timeout):
            return True
        with self._guard:
            if mine in self._queue:
                self._queue.remove(mine)
                return False
        return True  # it came at the last moment

    def give(self) -> None:
        """End a turn."""
        with self._guard:
            if self._queue:
                self._queue.popleft().release()
            else:
                self._free += 1
