"""A stream of bytes that can be looked at before it is read.

    open file  ->  Stream(origin="news/a.html", head=b"<!DOCTYPE html>...", file)

The head tells what the stream holds (`index.sources.formats`); the file gives all of it, head included. What a stream
takes from disk or from a decompressor is bounded by its reader: nothing here reads ahead of it by more than a buffer.
"""

import io
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from index.article import RawPage, Skipped

HEAD = 8192
"""Bytes that are looked at to tell a format: room for the comments and licences that pages and feeds open with."""

MAX_PAGE = 64 << 20
"""Longest single article that is read, in bytes. The longest real page seen is under 20 MB."""


class Readable(Protocol):
    """A file as far as it is read here: an open one, or what a decompressor makes of one."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes, none only at the end."""


Found = RawPage | Skipped


@dataclass(frozen=True)
class Stream:
    """Bytes not yet read: where they were found, how they begin, and the file that gives all of them.

    `charset` is what a header outside of the bytes declared; `depth` counts the archives around them; `seekable` is the
    file itself where one can go back and forth in it.
    """

    origin: str
    head: bytes
    file: "io.BufferedReader[_Rejoined]"
    charset: str | None = None
    depth: int = 0
    seekable: BinaryIO | None = None

    def page(self) -> bytes:
        """Return all of the stream, as one article. Raises ValueError when it is longer than `MAX_PAGE`."""
        data = self.file.read(MAX_PAGE + 1)
        if len(data) > MAX_PAGE:
            raise ValueError(f"more than {MAX_PAGE >> 20} MB in one article")
        return data


def open_stream(
    file: Readable, origin: str, *, charset: str | None = None, depth: int = 0, seekable: BinaryIO | None = None
) -> Stream:
    """Return the stream of `file`, which is read from where it stands."""
    head = _read_up_to(file, HEAD)
    whole = io.BufferedReader(_Rejoined(head, file), 1 << 16)
    return Stream(origin, head, whole, charset, depth, seekable)


def _read_up_to(file: Readable, size: int) -> bytes:
    """Return the next `size` bytes of `file`, fewer only at its end: a pipe gives a few at a time."""
    parts = []
    while size and (part := file.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


class _Rejoined(io.RawIOBase):
    """A file whose head was read already, from its start again."""

    def __init__(self, head: bytes, rest: Readable) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed says Buffer, io gives this
        """Fill `buffer` from the head while there is some, then from the rest."""
        part = self._head[: len(buffer)] if self._head else self._rest.read(len(buffer))
        self._head = self._head[len(part) :]
        buffer[: len(part)] = part
        return len(part)
