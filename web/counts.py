"""How often something was done within a span of time, counted jointly by all processes of a server.

    make(Path("/tmp/..."))                                     ->   "nutgraf-counts:///tmp/.../counts"
    SharedCounts("nutgraf-counts:///...").incr("192.0.2.1", expiry=60)   ->   17

The library `limits` counts in the memory of one process, or in a server of its own (Redis and the like). This is a
storage for it that needs no other server: an SQLite file, in a folder that `web.serving` makes and takes away. Two
processes that count at once wait for each other for microseconds: counting takes some 40 of them.
"""

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit
from weakref import finalize

from limits.storage import Storage

SCHEME = "nutgraf-counts"
IN_MEMORY = "memory://"
"""The address of the library's own counts, of one process."""

_TABLES = """
pragma journal_mode = wal;
create table counts (key text primary key, count integer, expires real) without rowid;
create index expiring on counts (expires);
"""
_COUNT = """
insert into counts values (:key, :amount, :now + :expiry) on conflict (key) do update set
    count = case when expires > :now then count else 0 end + :amount,
    expires = case when expires > :now then expires else :now + :expiry end
returning count
"""
_BUSY = 1.0
"""Seconds to wait for another process that counts."""


def make(folder: Path) -> str:
    """Make a file for counts in a folder, and return the address that the processes find it by."""
    file = folder / "counts"
    with closing(sqlite3.connect(file)) as made:
        made.executescript(_TABLES)
    return f"{SCHEME}://{quote(str(file))}"


class SharedCounts(Storage):
    """Counts in an SQLite file; see `limits.storage.Storage`. Fixed windows are what it can do."""

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012  # so the library declares it

    def __init__(self, uri: str, wrap_exceptions: bool = False, **options: float | str | bool) -> None:
        super().__init__(uri, wrap_exceptions, **options)
        file = unquote(urlsplit(uri).path)
        self._counts = sqlite3.connect(file, timeout=_BUSY, isolation_level=None, check_same_thread=False)
        self._counts.execute("pragma synchronous = off")  # counts need not outlive a power cut
        finalize(self, self._counts.close)

    @property
    def base_exceptions(self) -> type[Exception]:
        """What goes wrong here goes wrong with this."""
        return sqlite3.Error

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count one more, or `amount`, and return how many that makes; the count lasts `expiry` seconds."""
        now = time.time()
        values = {"key": key, "amount": amount, "now": now, "expiry": expiry}
        (count,) = self._counts.execute(_COUNT, values).fetchone()
        if count == amount:
            self._counts.execute("delete from counts where expires <= ?", (now,))
        return int(count)

    def get(self, key: str) -> int:
        """Return the count."""
        return int(self._row(key)[0])

    def get_expiry(self, key: str) -> float:
        """Return when the count ends, in seconds since 1970; now where there is none."""
        return float(self._row(key)[1])

    def check(self) -> bool:
        """Say that it works."""
        return self.get("") == 0

    def reset(self) -> int:
        """Forget all counts, and return how many there were."""
        return self._counts.execute("delete from counts").rowcount

    def clear(self, key: str) -> None:
        """Forget a count."""
        self._counts.execute("delete from counts where key = ?", (key,))

    def _row(self, key: str) -> tuple[int, float]:
        now = time.time()
        found = self._counts.execute("select count, expires from counts where key = ? and expires > ?", (key, now))
        row: tuple[int, float] = found.fetchone() or (0, now)
        return row
