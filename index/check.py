"""Reads all of an archive and says what is wrong with it.

    check(folder)  ->  ["MAIN_5f1c.nut is damaged in text.docs (bytes 8192 to 73728): ...", ...], or [] if it is well

Every byte of every file is held against its checksum; then every article is read, and must be the one that its segment
says it is. What is wrong with one file does not keep the others from being read.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import zstandard

from index import generation, learned
from index.bundle import CURE, Bundle
from index.errors import ArchiveError
from index.learned import LearnedRecord
from index.mapped import open_segment
from index.reader import ArraySegment
from index.receipts import content
from index.record import SegmentRecord
from index.store import key_of

Progress = Callable[[int, int], None]
"""Is told how much is done, and of how much."""


def check(folder: Path, progress: Progress | None = None) -> list[str]:
    """Return what is wrong with the archive in `folder`, a line each; `progress` counts articles."""
    try:
        number = generation.latest(folder)
        if number is None:
            return [f"{folder} has no table of contents: {CURE}"]
        state = generation.read(folder, number)
    except (ArchiveError, OSError) as error:
        return [str(error)]
    problems = _miscounted(folder, state.learned)
    done, total = 0, sum(record.articles for record in state.segments)
    for record in state.segments:
        problems += _problems(folder, record)
        done += record.articles
        if progress:
            progress(done, total)
    return problems


def _miscounted(folder: Path, record: LearnedRecord | None) -> list[str]:
    """Return what is wrong with the counts of lines that recur."""
    try:
        return list(learned.opened(folder, record).check()) if record else []
    except ArchiveError as error:
        return [str(error)]


def _problems(folder: Path, record: SegmentRecord) -> list[str]:
    """Return what is wrong with a segment."""
    try:
        damage = list(Bundle(folder / record.file, record.seal).check())
        return damage or list(_wrong_articles(open_segment(folder, record), record))
    except ArchiveError as error:
        return [str(error)]
    except FileNotFoundError as error:
        return [f"{Path(error.filename).name} is missing from {folder}: {CURE}"]


def _wrong_articles(segment: ArraySegment, record: SegmentRecord) -> Iterator[str]:
    """Yield a line for each article that cannot be read, or is not the one it should be."""
    for document in range(segment.size):
        try:
            right = key_of(content(segment.packed(document))) == int(segment.arrays["contents"][document])
        except zstandard.ZstdError:
            right = False
        if not right:
            yield f"{record.file} has a damaged article, {segment.id(document)!r}: {CURE}"
