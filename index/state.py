"""The state of an archive in its folder: read by anyone, changed by one writer at a time.

    state.snapshot()                                 what is there now
    with state.writing(wait): state.publish([...], learned)   the next generation: these segments, this learned

Below this lies what makes a commit safe (`index.generation`); above it, what goes into one (`index.archive`) and the
merging of segments beside it (`index.merging`).
"""

import errno
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index import generation, lock
from index.disk import Disk
from index.errors import ArchiveError
from index.generation import Generation
from index.learned import LearnedRecord
from index.record import SegmentRecord
from index.snapshot import ArchiveSnapshot, load

WAIT = 5.0
"""Seconds a writer waits for another one to finish."""

BATCH_BYTES = 100 << 20
"""A commit is made when this much waits for it, some 15,000 articles: bounds memory whatever the size of the input, and
what is left for the end, when the other processors have nothing to do any more."""

_TICK = 50_000_000
"""Nanoseconds in which a folder may change again and keep its time of change: file systems count in ticks."""


class State:
    """The folder of an archive; threads may share it."""

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self.folder = folder
        self.disk = disk or Disk()
        self._loading = threading.Lock()
        self._seen: tuple[int, ArchiveSnapshot] | None = None  # when the folder last changed, and what was in it then

    def snapshot(self) -> ArchiveSnapshot:
        """Return what is there now. Two microseconds where nothing changed since the last call. Raises ArchiveError."""
        try:
            changed = self.folder.stat().st_mtime_ns
            seen = self._seen
            if seen and seen[0] == changed:
                return seen[1]
            with self._loading:
                return self._load(changed)
        except OSError as error:
            raise refused(self.folder, error) from error

    def _load(self, changed: int) -> ArchiveSnapshot:
        settled = time.time_ns() - changed > _TICK
        snapshot = load(self.folder, self._seen[1] if self._seen else None)
        self._seen = (changed if settled else -1, snapshot)
        return snapshot

    @contextmanager
    def writing(self, wait: float) -> Iterator[None]:
        """Be the only writer. Raises ArchiveError: LockedError, or for what the system refused."""
        try:
            with lock.held(self.folder / lock.WRITER, wait):
                yield
        except OSError as error:
            raise refused(self.folder, error) from error

    def publish(self, records: Sequence[SegmentRecord], learned: LearnedRecord | None) -> None:
        """Make these the state of the archive, for good; segments without a live article go."""
        number = generation.latest(self.folder)
        kept = tuple(record for record in records if record.removed_count < record.articles)
        generation.publish(self.disk, self.folder, Generation(0 if number is None else number + 1, kept, learned))


def refused(folder: Path, error: OSError) -> ArchiveError:
    """Return what to tell about something that the system refused."""
    if error.errno in {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}:
        return ArchiveError(f"no room left on the disk of {folder}: nothing is lost; make room and do it again")
    what = (error.strerror or str(error)).lower()
    return ArchiveError(f"{error.filename or folder}: {what}; see that {folder} is a folder that you may write to")
