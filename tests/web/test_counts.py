"""Counts that several processes share."""

import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from limits import parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from web.counts import SharedCounts, make


@pytest.fixture
def address(tmp_path: Path) -> str:
    """Return the address of a new file, in a folder whose name needs quoting."""
    folder = tmp_path / "a folder, 50% ?"
    folder.mkdir()
    return make(folder)


def count_to(address: str, times: int) -> int:
    """Count so many times in a process of its own, and return the highest count."""
    counts = SharedCounts(address)
    return max(counts.incr("key", 60) for _ in range(times))


@pytest.mark.slow
def test_processes_count_together(address: str) -> None:
    """No count is lost, and none comes twice, when three processes count at once."""
    with ProcessPoolExecutor(3, get_context("spawn")) as pool:
        highest = max(pool.map(count_to, [address] * 3, [500] * 3))
    assert (highest, SharedCounts(address).get("key")) == (1500, 1500)


def test_a_count_ends(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A count begins anew when its time is over, and what is over is thrown away."""
    counts, now = SharedCounts(address), time.time()
    monkeypatch.setattr("web.counts.time.time", lambda: now)
    assert [counts.incr("a", 60), counts.incr("a", 60), counts.incr("b", 10, 5)] == [1, 2, 5]
    assert (counts.get("a"), counts.get_expiry("a"), counts.get_expiry("c")) == (2, now + 60, now)
    now += 30
    assert (counts.get("a"), counts.get("b"), counts.incr("a", 60), counts.get_expiry("a")) == (2, 0, 3, now + 30)
    now += 31
    assert (counts.incr("a", 60), counts.reset()) == (1, 1)


def test_the_library_counts_with_it(address: str) -> None:
    """By its address the library finds it, and lets through what a limit allows, for each key."""
    counts = storage_from_string(address)
    limiter, limit = FixedWindowRateLimiter(counts), parse("2 per minute")
    assert counts.check()
    assert [limiter.hit(limit, "one") for _ in range(3)] == [True, True, False]
    assert [limiter.hit(limit, "other"), limiter.get_window_stats(limit, "one").remaining] == [True, 0]
    limiter.clear(limit, "one")
    assert limiter.hit(limit, "one")
