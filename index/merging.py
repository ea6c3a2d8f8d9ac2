"""Merges segments while others read and write, without making them wait.

    merge_all(state)  ->  how many merges that took

The new segment is made and written without the writer's lock, under a name that no generation knows. Then the lock is
held for the moment it takes to put it in the place of the segments it was made from; articles that were removed
meanwhile are removed in it too. A merge that is cut off leaves a file that the next one takes away.
"""

from collections.abc import Sequence

import numpy as np

from index import lock, tiers
from index.errors import LockedError
from index.mapped import save
from index.merge import merge
from index.record import SegmentRecord
from index.snapshot import ArchiveSnapshot
from index.state import State, refused

_UNFINISHED = "merging-"

_WAIT = 60.0
"""Seconds to wait for a writer that holds the lock, perhaps for a large add."""


def merge_all(state: State) -> int:
    """Merge segments until there are few enough. Where another process is at it, do nothing. Raises ArchiveError."""
    merges = 0
    try:
        with lock.held(state.folder / lock.MERGER, wait=0):
            for path in state.folder.glob(f"{_UNFINISHED}*"):
                state.disk.remove(path)
            while chosen := tiers.choose((before := state.snapshot()).state.segments):
                _merge(state, before, chosen)
                merges += 1
    except LockedError:
        return merges
    except OSError as error:
        raise refused(state.folder, error) from error
    return merges


def _merge(state: State, before: ArchiveSnapshot, chosen: Sequence[SegmentRecord]) -> None:
    """Make one segment of several of those that were there before."""
    merged = merge([before.by_file[record.file] for record in chosen])
    record = save(state.disk, state.folder, merged, prefix=_UNFINISHED)
    with state.writing(_WAIT):
        current = state.snapshot().state
        now = current.segments
        gone = {record.name for record in chosen}
        record = record.without(_removed_meanwhile(now, chosen))
        unfinished = state.folder / f"{_UNFINISHED}{record.file}"
        if len(gone & {other.name for other in now}) < len(gone):  # removed altogether: begin anew
            state.disk.remove(unfinished)
            return
        state.disk.replace(unfinished, state.folder / record.file)
        state.publish([record, *(other for other in now if other.name not in gone)], current.learned)


def _removed_meanwhile(now: Sequence[SegmentRecord], chosen: Sequence[SegmentRecord]) -> list[int]:
    """Return the articles of the merged segment that were removed while it was made."""
    current = {record.name: record for record in now}
    removed: list[int] = []
    base = 0
    for record in chosen:
        was = np.ones(record.articles, np.bool_) if record.live is None else record.live
        live = current[record.name].live if record.name in current else None
        if live is not None:
            removed += (base + (np.cumsum(was) - 1)[was & ~live]).tolist()
        base += int(was.sum())
    return removed
