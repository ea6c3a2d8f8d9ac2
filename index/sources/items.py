"""What a person or a program offers -> raw pages: paths, "-" for standard input, records, articles.

    ["news/", "-", {"title": "...", "body": "..."}]  ->  RawPage, RawPage, Skipped("news/a.png", "is a PNG image"), ...

In the order given; a folder is walked in the order of its names, without hidden files, links to folders, and archives
of Nutgraf's own. One page is read at a time. What the content of a file means is left to `index.sources.read`.
"""

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from index import generation
from index.article import Article, RawPage, Skipped
from index.sources.records import page_of
from index.sources.stream import Found, Stream, open_stream

Item = str | Path | Mapping[str, Any] | Article | RawPage


def pages(items: Iterable[Item]) -> Iterator[RawPage | Article | Skipped]:
    """Yield what `items` hold, one page at a time. Pages and articles pass as they are."""
    for number, item in enumerate([items] if isinstance(items, str | Path | Mapping) else items, start=1):
        if isinstance(item, (dict, Mapping)):  # dict first: it is nearly always one, and asking for Mapping is slow
            yield page_of(item, f"record {number}")
        elif isinstance(item, (RawPage, Article)):
            yield item
        elif str(item) == "-":
            yield from _stream(open_stream(sys.stdin.buffer, "standard input"))
        else:
            yield from _path(Path(item))


def _path(path: Path) -> Iterator[Found]:
    """Yield the pages of a file, or of all files in a folder."""
    try:
        if path.is_dir():
            yield from _folder(path)
        else:
            with path.open("rb") as file:
                yield from _stream(open_stream(file, str(path), seekable=file if file.seekable() else None))
    except OSError as error:
        yield Skipped(str(path), f"cannot be read: {(error.strerror or str(error)).lower()}")


def _stream(stream: Stream) -> Iterator[Found]:
    """Yield the pages of a stream."""
    from index.sources.read import read  # noqa: PLC0415  # parsers of every format, that records need not wait for

    yield from read(stream)


def _folder(folder: Path) -> Iterator[Found]:
    """Yield the pages of the files in `folder` and in the folders in it."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if not entry.name.startswith(".") and _is_walked(entry):
            yield from _path(Path(entry.path))


def _is_walked(entry: os.DirEntry[str]) -> bool:
    """Say whether an entry of a folder is a file, or a folder to go into; also where only reading it will tell."""
    try:
        if entry.is_dir(follow_symlinks=False):
            return generation.latest(Path(entry.path)) is None
        return stat.S_ISREG(entry.stat().st_mode)
    except OSError:
        return True
