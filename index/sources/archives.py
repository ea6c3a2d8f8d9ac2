"""ZIP and TAR archives -> the streams of the files in them, in their order, nothing written to disk by their names.

    news.zip with a.html and more.tar  ->  the streams "news.zip/a.html" and "news.zip/more.tar"

A TAR is read as it comes, whatever its size. A ZIP keeps its list of files at its end, so one that does not lie in a
file of its own is first copied to a temporary one. Hidden files and links are left. A name that climbs out of the
archive, an encrypted file, and one whose size is a lie each get a reason.
"""

import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from index.article import Skipped
from index.sources.packed import Guarded
from index.sources.stream import Readable, Stream, open_stream

MAX_COPY = 8 << 30
"""Longest ZIP that is copied to a temporary file, in bytes."""

_ZIP_ERRORS = (zipfile.BadZipFile, RuntimeError)
"""What `zipfile` raises: the latter where a file is sound, but packed in a way that it does not know."""
_DOCUMENTS = frozenset({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"})


def tarred(stream: Stream) -> Iterator[Stream | Skipped]:
    """Yield the streams of the files in a TAR archive."""
    try:
        with tarfile.open(fileobj=stream.file, mode="r|") as archive:
            for member in archive:
                archive.members.clear()  # type: ignore[attr-defined]  # it would keep a record of each file it has passed
                file = archive.extractfile(member) if member.isreg() else None
                if file is not None and not _is_hidden(member.name):
                    yield _inside(stream, member.name, file)
    except tarfile.TarError as error:
        yield Skipped(stream.origin, f"is damaged: {error}")


def zipped(stream: Stream) -> Iterator[Stream | Skipped]:
    """Yield the streams of the files in a ZIP archive."""
    try:
        with tempfile.TemporaryFile() as copy, zipfile.ZipFile(_seekable(stream, copy)) as archive:
            names = archive.namelist()
            if not _DOCUMENTS.isdisjoint(names):
                yield Skipped(stream.origin, "is an Office document, e-book or program, not an archive of articles")
                return
            for entry in archive.infolist():
                if not entry.is_dir() and not _is_hidden(entry.filename):
                    yield from _entry(stream, archive, entry)
    except _ZIP_ERRORS as error:
        yield Skipped(stream.origin, _reason(error))


def _entry(stream: Stream, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[Stream | Skipped]:
    """Yield the stream of one file in a ZIP archive, or why there is none."""
    origin = f"{stream.origin}/{entry.filename}"
    if entry.flag_bits & 1:
        yield Skipped(origin, "is encrypted")
        return
    try:
        with archive.open(entry) as file:
            yield _inside(stream, entry.filename, Guarded(file, lambda: entry.compress_size))
    except _ZIP_ERRORS as error:
        yield Skipped(origin, _reason(error))


def _reason(error: Exception) -> str:
    """Return why a ZIP archive, or a file in one, cannot be read."""
    return f"{'is damaged' if isinstance(error, zipfile.BadZipFile) else 'cannot be unpacked'}: {error}"


def _inside(stream: Stream, name: str, file: Readable) -> Stream | Skipped:
    """Return the stream of the file `name` in the archive that `stream` is."""
    origin = f"{stream.origin}/{name}"
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return Skipped(origin, "its name climbs out of the archive")
    return open_stream(file, origin, depth=stream.depth + 1)


def _is_hidden(name: str) -> bool:
    """Say whether a file is one that systems hide."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part.startswith(".") and part not in {".", ".."} for part in parts) or "__MACOSX" in parts


def _seekable(stream: Stream, copy: BinaryIO) -> BinaryIO:
    """Return a file with all of `stream` in which one can go back and forth: its own, else `copy`."""
    if stream.seekable is not None:
        return stream.seekable
    while part := stream.file.read(1 << 20):
        copy.write(part)
        if copy.tell() > MAX_COPY:
            raise ValueError(f"more than {MAX_COPY >> 30} GB in a ZIP archive that is no file of its own")
    return copy
