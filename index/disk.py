"""The one place where an archive writes to disk: every operation that a power cut could come between.

    disk.write(path, [header, array, ...])     a new file, whole and on the platter when this returns
    disk.replace(temporary, path)              one name for another, at once
    disk.sync_folder(folder)                   names that were made, replaced or removed are so for good

The order of these is what keeps an archive safe (see `index.generation`). Tests put a `Disk` in place of this one that
fails, or forgets what was never synced, at the n-th operation.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

Part = bytes | memoryview

_PIECE = 1 << 20
"""Small parts are written together, in pieces of at least this size."""


def _pieces(parts: Iterable[Part]) -> Iterator[bytes]:
    """Yield the same bytes in fewer parts."""
    waiting: list[Part] = []
    size = 0
    for part in parts:
        waiting.append(part)
        size += len(part)
        if size >= _PIECE:
            yield b"".join(waiting)
            waiting, size = [], 0
    if waiting:
        yield b"".join(waiting)


class Disk:
    """The file system as it is."""

    def write(self, path: Path, parts: Iterable[Part]) -> None:
        """Write a new file and wait until it is on the platter; take it away again where that fails."""
        file = self.create(path)
        try:
            with file:
                for piece in _pieces(parts):
                    self.append(file, piece)
                self.sync(file)
        except OSError:
            path.unlink(missing_ok=True)
            raise

    def create(self, path: Path) -> BinaryIO:
        """Make a new, empty file, in place of one of that name."""
        return path.open("wb", buffering=0)

    def append(self, file: BinaryIO, part: Part) -> None:
        """Write all of `part` at the end of a file."""
        rest: Any = memoryview(part).cast("B")
        while rest:
            rest = rest[file.write(rest) :]

    def sync(self, file: BinaryIO) -> None:
        """Wait until what was written is on the platter."""
        os.fsync(file.fileno())

    def replace(self, source: Path, target: Path) -> None:
        """Give a file another name, in place of whatever has that name."""
        source.replace(target)

    def remove(self, path: Path) -> None:
        """Take a file away, if it is there."""
        path.unlink(missing_ok=True)

    def make_folder(self, folder: Path) -> None:
        """Make a folder, and those above it, for good."""
        if not folder.is_dir():
            if not folder.parent.is_dir():
                self.make_folder(folder.parent)
            folder.mkdir(exist_ok=True)
            self.sync_folder(folder.parent)

    def sync_folder(self, folder: Path) -> None:
        """Wait until the names in a folder are on the platter."""
        number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
