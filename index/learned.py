"""What an archive has learned, on disk: a file of counts that a commit writes anew, beside its segments.

    save(disk, folder, recurring, before)  ->  LearnedRecord: the file is on the platter
    load(folder, record)           ->  Recurring, the same

Its name is in the table of contents (`index.generation`), so it is part of a commit, of a backup and of a check.
"""

import secrets
from pathlib import Path
from typing import NamedTuple

import numpy as np

from index.bundle import CURE, Bundle, Seal, write
from index.disk import Disk
from index.errors import DamagedError
from index.recurring import NOTHING, Recurring
from index.runs import narrow
from index.strings import Arrays

_COUNTS = ("articles", "edges", "totals")


class LearnedRecord(NamedTuple):
    """A file of counts of one generation."""

    name: str
    seal: Seal

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"learned-{self.name}.nut"


def save(disk: Disk, folder: Path, recurring: Recurring, before: LearnedRecord | None) -> LearnedRecord | None:
    """Write what was learned to a new file, and return its record: the one of `before` where nothing was."""
    if recurring.same(load(folder, before)):
        return before
    record = LearnedRecord(secrets.token_hex(8), Seal(0, 0))
    return record._replace(seal=write(disk, folder / record.file, _narrowed(recurring)))


def _narrowed(recurring: Recurring) -> Arrays:
    """Return the arrays as they are written: counts are mostly small."""
    arrays = vars(recurring)
    counts = {name: arrays[name].astype(narrow(int(arrays[name].max(initial=0)) + 1)) for name in _COUNTS}
    return {**arrays, **counts}


def load(folder: Path, record: LearnedRecord | None, *, any_version: bool = False) -> Recurring:
    """Return what was learned, nothing where there is no record. Raises DamagedError, VersionError."""
    if record is None:
        return NOTHING
    bundle = opened(folder, record, any_version=any_version)
    for name in bundle.arrays:
        bundle.verify(name)
    return Recurring(**{**bundle.arrays, **{name: bundle.arrays[name].astype(np.uint32) for name in _COUNTS}})


def opened(folder: Path, record: LearnedRecord, *, any_version: bool = False) -> Bundle:
    """Return the file of a record. Raises DamagedError, VersionError."""
    try:
        return Bundle(folder / record.file, record.seal, any_version=any_version)
    except FileNotFoundError:
        raise DamagedError(f"{record.file} is missing from {folder}: {CURE}") from None
