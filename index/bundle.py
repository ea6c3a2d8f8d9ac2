"""Named arrays <-> one file, checksummed and read in place.

    write(disk, path, {"lengths": array([3, 5]), ...})  ->  Seal(size=4160, checksum=2868231130)
    Bundle(path, seal).arrays["lengths"]                ->  array([3, 5]), mapped

    0    8  "NUTGRAF" and a line feed
    8    4  format version, little-endian like all that follows: `VERSION`
    12   4  length C of the contents
    16   8  length of the file
    24   4  number B of blocks
    28   4  CRC-32 of the 28 bytes before and of all up to the first array
    32   C  contents, JSON: {name: [type, place in the file, number of entries, first block], ...}
    ..  4B  CRC-32 of each block; a block is 16 KiB of one array, or the rest of it
    ..      the arrays, each at a multiple of 64 bytes, zeros between

A `Seal` is kept by whoever refers to the file, so a file is held against what it should be, not only against itself.
Opening reads the head alone. A block is held against its checksum when the first of its bytes is asked for
(`Bundle.verify`), which takes 2 microseconds; `Bundle.check` does it for all.

Version history: 1, the first. 2, stored articles number their paragraphs, counts of lines that recur have a file, and
blocks are 16 KiB instead of 64. 3, the number of a stored paragraph is its place, and its kind is left out where it is
"text".
"""

import mmap
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import orjson
from zlib_ng.zlib_ng import crc32

from index.disk import Disk, Part
from index.errors import DamagedError, VersionError
from index.segment import Array

VERSION = 3
MAGIC = b"NUTGRAF\n"
BLOCK = 1 << 14
_BLOCKS = {1: 1 << 16}  # of earlier versions, where they were others
CURE = "`nutgraf check` lists all damage, `nutgraf restore` brings a backup back"
_ALIGN = 64
_HEAD = struct.Struct("<8sIIQI")
_CHECKSUM = struct.Struct("<I")


class Seal(NamedTuple):
    """What a file should be: its length, and the checksum that stands in its head."""

    size: int
    checksum: int


class Entry(NamedTuple):
    """Where an array lies in a file."""

    dtype: str
    place: int
    entries: int
    first_block: int


def write(disk: Disk, path: Path, arrays: Mapping[str, Array]) -> Seal:
    """Write arrays to a new file; it is on the platter when this returns."""
    views = {name: _bytes(array) for name, array in arrays.items()}
    checksums = np.array([crc32(block) for view in views.values() for block in _blocks(view)], "<u4").tobytes()
    # The contents' length must be known before the places are, and the places are part of it: first with none.
    draft = len(_contents(arrays, 1 << 48)) + _HEAD.size + _CHECKSUM.size + len(checksums)
    start = _aligned(draft)
    contents = _contents(arrays, start)
    contents += b" " * (len(_contents(arrays, 1 << 48)) - len(contents))
    end = start
    for view in views.values():
        end = _aligned(end) + len(view)
    head = _HEAD.pack(MAGIC, VERSION, len(contents), end, len(checksums) // 4)
    checksum = crc32(checksums, crc32(contents, crc32(head)))
    disk.write(path, _parts([head, _CHECKSUM.pack(checksum), contents, checksums], start, views))
    return Seal(end, checksum)


def _bytes(array: Array) -> memoryview:
    """Return the bytes of an array."""
    return np.ascontiguousarray(array).reshape(-1).view(np.uint8).data


def _blocks(view: memoryview) -> Iterator[memoryview]:
    """Yield the blocks of an array's bytes."""
    return (view[place : place + BLOCK] for place in range(0, len(view), BLOCK))


def _aligned(place: int) -> int:
    """Return the next place where an array may start."""
    return -(-place // _ALIGN) * _ALIGN


def _contents(arrays: Mapping[str, Array], start: int) -> bytes:
    """Return the table of contents of arrays that lie one after the other from `start`."""
    contents, block = {}, 0
    for name, array in arrays.items():
        start = _aligned(start)
        contents[name] = Entry(array.dtype.str, start, array.size, block)
        start += array.nbytes
        block += -(-array.nbytes // BLOCK)
    return orjson.dumps({name: list(entry) for name, entry in contents.items()})


def _parts(head: list[bytes], start: int, views: Mapping[str, memoryview]) -> Iterator[Part]:
    """Yield a file piece by piece."""
    place = sum(map(len, head))
    yield b"".join(head) + bytes(start - place)
    place = start
    for view in views.values():
        if gap := _aligned(place) - place:
            yield bytes(gap)
        yield view
        place += gap + len(view)


class Bundle:
    """A file of arrays, mapped: opening it costs the same however long it is."""

    def __init__(self, path: Path, seal: Seal | None = None, *, any_version: bool = False) -> None:
        self.path = path
        with path.open("rb") as file:
            size = file.seek(0, 2)
            if size < _HEAD.size + _CHECKSUM.size:
                raise self._damaged("is cut short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._contents = self._read_head(size, seal, any_version=any_version)
        self._widths = {name: np.dtype(entry.dtype).itemsize for name, entry in self._contents.items()}
        self.arrays: dict[str, Any] = {name: self._array(entry) for name, entry in self._contents.items()}

    def _damaged(self, what: str) -> DamagedError:
        return DamagedError(f"{self.path.name} {what}: {CURE}")

    def _read_head(self, size: int, seal: Seal | None, *, any_version: bool) -> dict[str, Entry]:
        """Return the table of contents, once the head is what it should be."""
        magic, version, length, end, blocks = _HEAD.unpack_from(self._map)
        if magic != MAGIC:
            raise self._damaged("is not a file of an archive, or its first bytes are damaged")
        (checksum,) = _CHECKSUM.unpack_from(self._map, _HEAD.size)
        body = _HEAD.size + _CHECKSUM.size
        head = self._map[body : body + length + 4 * blocks]
        if crc32(head, crc32(self._map[: _HEAD.size])) != checksum:
            raise self._damaged("has a damaged head")
        if version != VERSION and not any_version:
            raise VersionError(version, VERSION)
        if (size, checksum) != (seal or (end, checksum)):
            raise self._damaged(f"is not the file that was written: {size} bytes, not {seal.size if seal else end}")
        self._block = _BLOCKS.get(version, BLOCK)
        self._checksums = np.frombuffer(head, "<u4", blocks, length)
        self._seen = bytearray(blocks)
        self._body = body + len(head)
        return {name: Entry(*entry) for name, entry in orjson.loads(head[:length]).items()}

    def _array(self, entry: Entry) -> Array:
        """Return an array of the file, in place."""
        return (
            np.frombuffer(self._map, entry.dtype, entry.entries, entry.place) if entry.entries else _empty(entry.dtype)
        )

    def verify(self, name: str, first: int = 0, last: int | None = None) -> None:
        """Hold entries ``[first, last)`` of an array against their checksums, unless that was done before."""
        entry, width = self._contents[name], self._widths[name]
        last = entry.entries if last is None else last
        if first >= last:
            return
        block = entry.first_block + first * width // self._block
        end = entry.first_block + (last * width - 1) // self._block + 1
        while (block := self._seen.find(0, block, end)) >= 0:
            self._verify_block(name, entry, block)

    def _verify_block(self, name: str, entry: Entry, block: int) -> None:
        size = entry.entries * self._widths[name]
        within = (block - entry.first_block) * self._block
        place = entry.place + within
        with memoryview(self._map) as view, view[place : place + min(self._block, size - within)] as content:
            if crc32(content) != self._checksums[block]:
                raise self._damaged(f"is damaged in {name} (bytes {place} to {place + len(content)})")
        self._seen[block] = 1

    def check(self) -> Iterator[str]:
        """Yield what is wrong with the file, reading all of it."""
        self._seen[:] = bytes(len(self._seen))
        place = self._body
        for name, entry in self._contents.items():
            if any(self._map[place : entry.place]):
                yield str(self._damaged(f"is damaged between arrays (bytes {place} to {entry.place})"))
            place = entry.place + entry.entries * self._widths[name]
            try:
                self.verify(name)
            except DamagedError as damage:
                yield str(damage)


def _empty(dtype: str) -> Array:
    """Return an array of nothing."""
    array: Array = np.zeros(0, dtype)
    array.flags.writeable = False
    return array
