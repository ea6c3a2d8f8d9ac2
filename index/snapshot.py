"""One state of an archive, for any number of threads to read.

    load(folder, None)      ->  Snapshot of the newest generation
    load(folder, earlier)   ->  the same, with the segments that `earlier` has mapped already

A snapshot never changes: files that a later generation does not need are removed from the folder, and stay readable
here until the snapshot is let go.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import numpy as np

from index import generation
from index.bundle import CURE
from index.errors import DamagedError
from index.generation import Generation
from index.mapped import again, open_segment
from index.reader import ArraySegment
from index.runs import Mask
from index.segment import Ints


@dataclass(frozen=True, eq=False)
class ArchiveSnapshot:
    """The segments of one generation; see `index.segment.Snapshot`."""

    state: Generation
    segments: tuple[ArraySegment, ...]

    @property
    def generation(self) -> int:
        """The number of this state: it grows with every commit."""
        return self.state.number

    @cached_property
    def articles(self) -> int:
        """How many articles there are, without the removed ones."""
        return sum(record.articles - record.removed_count for record in self.state.segments)

    @cached_property
    def by_file(self) -> Mapping[str, ArraySegment]:
        """The segments by the names of their files."""
        return MappingProxyType(dict(zip((r.file for r in self.state.segments), self.segments, strict=True)))

    def find(self, article_id: str) -> tuple[ArraySegment, int] | None:
        """Return where a live article stands."""
        for segment in self.segments:
            document = segment.find(article_id)
            if document is not None:
                return segment, document
        return None

    def find_all(self, other: ArraySegment) -> dict[int, tuple[int, int]]:
        """Return, for each document of `other` whose id stands here, the number of a segment and the document there."""
        found = {}
        keys, documents = other.arrays["id_keys"], other.arrays["id_docs"]
        for number, segment in enumerate(self.segments):
            for document in documents[_among(keys, segment.arrays["id_keys"])].tolist():
                place = segment.find(other.id(document))
                if place is not None:
                    found[document] = (number, place)
        return found


def _among(keys: Ints, known: Ints) -> Mask:
    """Say which keys are among those `known`, which are sorted: in the same time for one key however many are known."""
    return np.searchsorted(known, keys, side="right") > np.searchsorted(known, keys)


def load(folder: Path, earlier: ArchiveSnapshot | None) -> ArchiveSnapshot:
    """Return the newest state of the archive in `folder`.

    A writer may remove the files of the state that is being opened; then there is a newer one.
    """
    number = generation.latest(folder)
    while True:
        if number is None:
            raise DamagedError(f"{folder} has lost its table of contents: {CURE}")
        try:
            return _load(folder, number, earlier)
        except FileNotFoundError as error:
            newer = generation.latest(folder)
            if newer == number:
                missing = Path(error.filename).name
                raise DamagedError(f"{missing} is missing from {folder}: {CURE}") from None
            number = newer


def _load(folder: Path, number: int, earlier: ArchiveSnapshot | None) -> ArchiveSnapshot:
    state = generation.read(folder, number)
    if earlier and earlier.state == state:  # not the number alone: another archive may stand in its place
        return earlier
    known = earlier.by_file if earlier else {}
    segments = [
        again(known[record.file], record) if record.file in known else open_segment(folder, record)
        for record in state.segments
    ]
    return ArchiveSnapshot(state, tuple(segments))
