"""An archive <-> one file, while reading and writing go on.

    backup(state, Path("monday.tar"))         a tar file: the files of one generation, nothing else
    restore(Path("monday.tar"), Path("new"))  the same archive in an empty place

The files of a generation never change, so holding them open is all it takes to keep them: a writer may remove their
names, and what was opened can still be read. All of an archive is held against its checksums before it is backed up,
and again when it is restored. A backup that is not whole never has the name that was asked for, nor a restored archive
its place.
"""

import re
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from shutil import rmtree
from typing import BinaryIO

from index.check import Progress, check
from index.disk import Disk
from index.errors import ArchiveError
from index.state import State, refused

_PIECE = 1 << 20
_BLOCK = tarfile.BLOCKSIZE
_MEMBER = re.compile(r"_MAIN_\d+\.toc|MAIN_[0-9a-f]+\.nut|articles-[0-9a-f]+\.zdict|learned-[0-9a-f]+\.nut")


def backup(state: State, path: Path, progress: Progress | None = None) -> None:
    """Write the newest state of an archive to a file; `progress` counts bytes. Raises ArchiveError."""
    if path.is_dir():
        raise ArchiveError(f"{path} is a folder: name a file in it to back up to")
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        with ExitStack() as stack:
            state.disk.write(unfinished, _tar(_held(state, stack), progress))
        state.disk.replace(unfinished, path)
        state.disk.sync_folder(path.absolute().parent)
    except OSError as error:
        raise refused(path.absolute().parent, error) from error


def _held(state: State, stack: ExitStack) -> Mapping[str, BinaryIO]:
    """Return the files of the newest state, open, by their names, and right to the last byte."""
    while True:
        snapshot = state.snapshot()
        try:
            files = {name: stack.enter_context((state.folder / name).open("rb")) for name in snapshot.state.files}
        except FileNotFoundError:
            if state.snapshot() is snapshot:
                raise
            continue  # a writer removed it, and there is a newer state
        for segment in snapshot.segments:
            segment.verify_all()
        return files


def _tar(files: Mapping[str, BinaryIO], progress: Progress | None) -> Iterator[bytes]:
    """Yield a tar file, piece by piece."""
    sizes = {name: file.seek(0, 2) for name, file in files.items()}
    done = 0
    for name, file in sorted(files.items()):
        member = tarfile.TarInfo(name)
        member.size = sizes[name]
        yield member.tobuf(tarfile.GNU_FORMAT)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece
            done += len(piece)
            if progress:
                progress(done, sum(sizes.values()))
        yield bytes(-sizes[name] % _BLOCK)
    yield bytes(2 * _BLOCK)


def restore(path: Path, folder: Path, progress: Progress | None = None, *, disk: Disk | None = None) -> None:
    """Make an archive from a backup, where there is none yet; `progress` counts bytes. Raises ArchiveError."""
    disk = disk or Disk()
    folder = folder.absolute()
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise ArchiveError(f"{folder} is not empty: restore into a new place")
        rmtree(unfinished, ignore_errors=True)
        disk.make_folder(unfinished)
        _unpack(disk, path, unfinished, progress)
        disk.sync_folder(unfinished)
        problems = check(unfinished)
        if problems:
            raise ArchiveError(f"{path} is damaged, nothing was restored: {problems[0].split(': `nutgraf')[0]}")
        disk.replace(unfinished, folder)
        disk.sync_folder(folder.parent)
    except tarfile.TarError as error:
        raise ArchiveError(f"{path} is not a backup, or is damaged: {error}") from error
    except OSError as error:
        raise refused(folder.parent, error) from error
    finally:
        rmtree(unfinished, ignore_errors=True)


def _unpack(disk: Disk, path: Path, folder: Path, progress: Progress | None) -> None:
    """Write the files of a backup to a folder."""
    total = path.stat().st_size
    with tarfile.open(path, "r:") as tar:
        for member in tar:
            content = tar.extractfile(member)
            if content is None or not _MEMBER.fullmatch(member.name):
                raise ArchiveError(f"{path} is not a backup: it holds {member.name!r}")
            disk.write(folder / member.name, iter(lambda: content.read(_PIECE), b""))  # noqa: B023  # read at once
            if progress:
                progress(min(tar.offset, total), total)
