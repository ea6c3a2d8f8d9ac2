"""Rebuilds an archive from the articles it holds, whatever version of Nutgraf wrote it.

    reindex(folder)  ->  how many articles were indexed anew

For when the format has changed, or the analysis of text. The articles are taken as they were cleaned; the files they
came from are not needed. What was learned of lines that recur is kept. The old state is there until the new one is
whole, and the one takes the place of the other in one commit. Files of another version are read as far as all versions
are alike: the head of a file of arrays, the last part of a table of contents, the counts of lines that recur, and the
stored articles, whose paragraphs had numbers in format 2.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from index import generation, learned
from index.article import Article
from index.batch import Batch
from index.build import chunks
from index.bundle import CURE, Bundle
from index.check import Progress
from index.errors import ArchiveError, DamagedError
from index.generation import Generation
from index.learned import LearnedRecord
from index.mapped import open_shelf, save
from index.record import SegmentRecord
from index.snapshot import ArchiveSnapshot
from index.state import BATCH_BYTES, WAIT, State
from index.store import Shelf, unpack
from index.strings import CheckedStrings


def reindex(state: State, progress: Progress | None = None, *, wait: float = WAIT) -> int:
    """Index all articles of an archive anew and return how many there are. Raises ArchiveError."""
    with state.writing(wait):
        number = generation.latest(state.folder)
        if number is None:
            raise ArchiveError(f"there is no archive in {state.folder}")
        old = generation.read(state.folder, number, any_version=True)
        total = sum(record.articles - record.removed_count for record in old.segments)
        records: list[SegmentRecord] = []
        done = 0
        batch = _empty_batch()
        for chunk in chunks(_articles(state.folder, old)):
            batch.take(chunk.segment, chunk.lines)
            done += chunk.pages
            if progress:
                progress(done, total)
            if batch.size >= BATCH_BYTES:
                records += _saved(state, batch)
                batch = _empty_batch()
        records += _saved(state, batch)
        state.publish(records, _learned(state, old.learned))
        return total


def _learned(state: State, record: LearnedRecord | None) -> LearnedRecord | None:
    """Write what was learned anew, in this version's format; None where it cannot be read: it is learned again."""
    try:
        known = learned.load(state.folder, record, any_version=True)
    except ArchiveError:
        return None
    return learned.save(state.disk, state.folder, known, None)


def _empty_batch() -> Batch:
    return Batch(ArchiveSnapshot(Generation(0), ()))


def _saved(state: State, batch: Batch) -> list[SegmentRecord]:
    """Write the segment of a batch."""
    segment = batch.segment()
    return [save(state.disk, state.folder, segment)] if segment else []


def _articles(folder: Path, old: Generation) -> Iterator[Article]:
    """Yield the live articles of a state."""
    for record in old.segments:
        try:
            bundle = Bundle(folder / record.file, record.seal, any_version=True)
        except FileNotFoundError:
            raise DamagedError(f"{record.file} is missing from {folder}: {CURE}") from None
        frames = CheckedStrings(bundle.arrays, "stored", bundle.verify)
        shelf = open_shelf(folder / record.dictionary) if record.dictionary else Shelf()
        live = record.live
        for document in range(record.articles):
            if live is None or live[document]:
                yield _unpacked(shelf.decompress(frames[document]), record.file)


def _unpacked(packed: bytes, file: str) -> Article:
    """Return a stored article of any format; in the second, paragraphs had a number before kind and text."""
    with suppress(msgspec.DecodeError):
        return unpack(packed)
    try:
        values: list[Any] = msgspec.json.decode(packed)
        values[2] = [paragraph[1:] for paragraph in values[2]]
        return unpack(msgspec.json.encode(values))
    except (msgspec.DecodeError, IndexError, TypeError):
        raise ArchiveError(
            f"{file} keeps articles in a form that this version of Nutgraf cannot read:"
            " add them again to a new archive, from where they came"
        ) from None
