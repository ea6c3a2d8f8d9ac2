"""Compressed streams -> the streams inside them, and a guard against those that explode.

    story.html.gz  ->  the stream of story.html, under the same origin

Gzip, bzip2, xz and Zstandard. What expands `MAX_RATIO` times is an attack: text shrinks three to ten times, and lists
of almost equal lines fifty.
"""

import bz2
import gzip
import io
import lzma
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

import zstandard

from index.article import Skipped
from index.sources.stream import Readable, Stream, open_stream

MAX_RATIO = 200
FREE = 256 << 20
"""Bytes that may come out whatever the ratio: what a reader holds at worst is bounded by a page anyway."""


class _Counted(io.RawIOBase):
    """A file that knows how much of it was read."""

    def __init__(self, file: Readable) -> None:
        self._file = file
        self.count = 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed says Buffer, io gives this
        """Fill `buffer` with what comes next."""
        part = self._file.read(len(buffer))
        buffer[: len(part)] = part
        self.count += len(part)
        return len(part)


class Guarded(io.RawIOBase):
    """What comes out of a decompressor, until it is more than what went in can honestly hold."""

    def __init__(self, file: Readable, size: Callable[[], int]) -> None:
        self._file = file
        self._size = size
        self._count = 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # as above
        """Fill `buffer` with what comes next. Raises ValueError when it is too much."""
        part = self._file.read(len(buffer))
        buffer[: len(part)] = part
        self._count += len(part)
        if self._count > FREE and self._count > MAX_RATIO * self._size():
            raise ValueError(f"expands more than {MAX_RATIO} times, as only an attack does; not read further")
        return len(part)


def _opener(decompress: Callable[[BinaryIO], Readable]) -> Callable[[Stream], Iterator[Stream | Skipped]]:
    """Return the container format of what `decompress` opens."""

    def unpacked(stream: Stream) -> Iterator[Stream | Skipped]:
        packed = _Counted(stream.file)
        plain = Guarded(decompress(cast("BinaryIO", packed)), lambda: packed.count)
        yield open_stream(plain, stream.origin, charset=stream.charset, depth=stream.depth + 1)

    return unpacked


def _zstd(file: BinaryIO) -> Readable:
    """Return what Zstandard made `file` of; its window is bounded, so that memory is."""
    return zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(file, read_across_frames=True)


gzipped = _opener(lambda file: gzip.GzipFile(fileobj=file))
bzipped = _opener(bz2.BZ2File)
xzipped = _opener(lzma.LZMAFile)
zstandardized = _opener(_zstd)
