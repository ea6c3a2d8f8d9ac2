"""Segments on disk: written once, then mapped and never changed.

    save(disk, folder, segment)     ->  SegmentRecord: the file is on the platter
    open_segment(folder, record)    ->  ArraySegment over the mapped file

A dictionary of stored articles has a file of its own, named after its content, that many segments share.
"""

import secrets
from copy import copy
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from zlib_ng.zlib_ng import crc32

from index.bundle import CURE, Bundle, Seal, write
from index.common import common_paragraphs
from index.disk import Disk
from index.errors import DamagedError
from index.reader import ArraySegment
from index.record import SegmentRecord
from index.store import Shelf


def save(disk: Disk, folder: Path, segment: ArraySegment, prefix: str = "") -> SegmentRecord:
    """Write a segment, and its dictionary where that is new; `prefix` comes before the name of the segment's file."""
    dictionary = segment.shelf.dictionary
    name = f"articles-{crc32(dictionary):08x}.zdict" if dictionary else ""
    if name and not (folder / name).exists():
        disk.write(folder / f"{name}.new", [dictionary])
        disk.replace(folder / f"{name}.new", folder / name)
    record = SegmentRecord(secrets.token_hex(8), segment.size, Seal(0, 0), name)
    arrays = {**segment.arrays, **common_paragraphs(segment)}
    return replace(record, seal=write(disk, folder / f"{prefix}{record.file}", arrays))


def open_segment(folder: Path, record: SegmentRecord) -> ArraySegment:
    """Map a segment, or raise DamagedError, VersionError or FileNotFoundError."""
    bundle = Bundle(folder / record.file, record.seal)
    shelf = open_shelf(folder / record.dictionary) if record.dictionary else Shelf()
    return ArraySegment(bundle.arrays, shelf, record.live, bundle.verify)


def again(segment: ArraySegment, record: SegmentRecord) -> ArraySegment:
    """Return an open segment as another generation sees it: the same arrays, other articles removed."""
    other = copy(segment)
    other.live = record.live
    return other


@lru_cache(maxsize=16)
def open_shelf(path: Path) -> Shelf:
    """Return the shelf with the dictionary of a file."""
    dictionary = path.read_bytes()
    if f"articles-{crc32(dictionary):08x}.zdict" != path.name:
        raise DamagedError(f"{path.name} is damaged: {CURE}")
    return Shelf(dictionary)
