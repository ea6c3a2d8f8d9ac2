"""A disk that fails or loses power at its n-th operation, and what may be left on the platter then."""

import errno
import random
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import BinaryIO

from index.disk import Disk, Part

CONTENTS = ("whole", "cut", "zeroed", "flipped", "emptied", "gone")
"""What may have become of a file that was never synced."""

NAMES = ("kept", "lost", "mixed")
"""What may have become of names that were made, replaced or removed since their folder was last synced."""


class PowerCutError(BaseException):
    """The power is gone: nothing that catches errors may catch this."""


@dataclass(eq=False)
class Content:
    """The content of one file: as programs see it, and as it lies on the platter (None: nothing yet)."""

    seen: bytearray = field(default_factory=bytearray)
    synced: bytes | None = None


class FaultyDisk(Disk):
    """Does what it is told, in a real folder, and goes wrong at operation number `fault`."""

    def __init__(self, fault: int, kind: BaseException | None = None) -> None:
        self.operations = 0
        self.fault = fault
        self.kind = kind or PowerCutError()
        self.seen: dict[Path, Content] = {}
        self.durable: dict[Path, Content] = {}
        self._open: dict[int, Content] = {}

    def begin(self) -> None:
        """Count from here."""
        self.operations = 0

    def adopt(self, folder: Path) -> None:
        """Take what lies in a folder as synced."""
        for path in folder.iterdir():
            content = path.read_bytes()
            self.seen[path] = self.durable[path] = Content(bytearray(content), content)

    def _step(self) -> None:
        self.operations += 1
        if self.operations == self.fault:
            raise self.kind
        if self.operations > self.fault and isinstance(self.kind, PowerCutError):
            raise self.kind

    def create(self, path: Path) -> BinaryIO:
        """Make a file."""
        self._step()
        file = super().create(path)
        self.seen[path] = self._open[file.fileno()] = Content()
        return file

    def append(self, file: BinaryIO, part: Part) -> None:
        """Write; half of it where this is the operation that goes wrong."""
        half = bytes(part)[: len(part) // 2]
        try:
            self._step()
        except BaseException:
            super().append(file, half)
            self._open[file.fileno()].seen += half
            raise
        super().append(file, part)
        self._open[file.fileno()].seen += part

    def sync(self, file: BinaryIO) -> None:
        """Put a file on the platter."""
        self._step()
        super().sync(file)
        content = self._open[file.fileno()]
        content.synced = bytes(content.seen)

    def replace(self, source: Path, target: Path) -> None:
        """Rename."""
        self._step()
        super().replace(source, target)
        self.seen[target] = self.seen.pop(source)

    def remove(self, path: Path) -> None:
        """Remove."""
        self._step()
        super().remove(path)
        self.seen.pop(path, None)

    def make_folder(self, folder: Path) -> None:
        """Make a folder."""
        self._step()
        folder.mkdir(parents=True, exist_ok=True)

    def sync_folder(self, folder: Path) -> None:
        """Put names on the platter."""
        self._step()
        super().sync_folder(folder)
        for path in {*self.seen, *self.durable}:
            if path.parent == folder:
                self._settle(path)

    def _settle(self, path: Path) -> None:
        if path in self.seen:
            self.durable[path] = self.seen[path]
        else:
            self.durable.pop(path, None)

    def outcomes(self, seed: int) -> list[dict[str, bytes]]:
        """Return the different states in which a machine may find the folder that is cut off now."""
        found = {}
        for number, (names, contents) in enumerate(product(NAMES, CONTENTS)):
            left = self._left(names, contents, random.Random(seed * 100 + number))
            found[tuple(sorted(left.items()))] = left
        return list(found.values())

    def _left(self, names: str, contents: str, rng: random.Random) -> dict[str, bytes]:
        """Return what is left of each file."""
        left = {}
        for path in sorted({*self.seen, *self.durable}):
            table = {"kept": self.seen, "lost": self.durable, "mixed": rng.choice([self.seen, self.durable])}[names]
            content = _left(table.get(path), contents, rng)
            if content is not None:
                left[path.name] = content
        return left


def _left(content: Content | None, kind: str, rng: random.Random) -> bytes | None:
    """Return what is left of a file; all of it, where it was synced."""
    if content is None or (kind == "gone" and content.synced is None):
        return None
    if content.synced is not None:
        return content.synced
    seen = bytes(content.seen)
    at = rng.randrange(len(seen)) if seen else 0
    return {
        "whole": seen,
        "cut": seen[:at],
        "zeroed": bytes(len(seen)),
        "flipped": seen[:at] + bytes([seen[at] ^ 1]) + seen[at + 1 :] if seen else b"",
        "emptied": b"",
    }[kind]


def laid_out(folder: Path, files: dict[str, bytes]) -> Path:
    """Return a new folder with these files."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def no_room() -> OSError:
    """Return what the system says when the disk is full."""
    return OSError(errno.ENOSPC, "No space left on device")
