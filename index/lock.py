"""One writer at a time: a lock that ends with the process that holds it, and says who that is.

    with held(folder / WRITER, wait=5.0): ...     LockedError after five seconds, naming the holder

It is the file and the kind of lock (`flock`) that Whoosh's own writers take, so they wait for each other. The kernel
lets go of it when its holder ends, however that happens: a dead holder's lock is no lock.
"""

import fcntl
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from index.errors import LockedError

WRITER = "MAIN_WRITELOCK"
"""The name Whoosh gives it."""

MERGER = "MERGELOCK"
"""Held while segments are merged, so that two processes do not do the same work."""

_PAUSE = 0.01


@contextmanager
def held(path: Path, wait: float) -> Iterator[None]:
    """Hold the lock at `path` inside the ``with``; raise LockedError when it is not free within `wait` seconds."""
    with path.open("a+b", buffering=0) as file:
        _take(file, wait)
        try:
            file.truncate(0)
            file.write(f"process {os.getpid()} ({Path(sys.argv[0] or 'python').name})".encode())
        except OSError:  # a full disk: the lock holds without the name of its holder
            pass
        yield


def _take(file: BinaryIO, wait: float) -> None:
    """Take the lock as soon as it is free."""
    end = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                file.seek(0)
                holder = file.read(200).decode(errors="replace") or "another process"
                raise LockedError(f"the archive is being written by {holder}: try again, or wait longer") from None
            time.sleep(_PAUSE)
        else:
            return
