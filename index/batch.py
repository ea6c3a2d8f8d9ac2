"""Inverted articles -> what one commit changes: a new segment, and the old articles that it takes the place of.

    batch = Batch(snapshot)
    batch.take(segment) ...                   segments of some hundred articles each, in order
    batch.segment(), batch.outdated, batch.added, batch.updated, batch.unchanged

An id that comes twice counts once, as it came last. An article that is in the archive with the same content stays as it
is; with other content it is removed by the same commit that brings the new one.
"""

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from index.compact import compact
from index.merge import merge, shelved
from index.reader import ArraySegment
from index.snapshot import ArchiveSnapshot
from index.store import Shelf, train
from index.strings import Arrays


@dataclass(slots=True)
class Batch:
    """The articles that the next commit brings."""

    snapshot: ArchiveSnapshot
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    size: int = 0  # bytes of arrays that wait
    outdated: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))  # segment -> documents
    _waiting: list[tuple[ArraySegment, npt.NDArray[np.bool_]]] = field(default_factory=list)
    _places: dict[bytes, tuple[int, int]] = field(default_factory=dict)

    def take(self, segment: ArraySegment) -> None:
        """Add the articles of a segment; they replace those with the same ids that came before."""
        live = np.ones(segment.size, np.bool_)
        self._waiting.append((segment, live))
        self.size += sum(array.nbytes for array in segment.arrays.values())
        for document, article_id in enumerate(segment.ids.all()):
            earlier = self._places.get(article_id)
            if earlier:
                self._waiting[earlier[0]][1][earlier[1]] = False
            self._places[article_id] = (len(self._waiting) - 1, document)

    def segment(self) -> ArraySegment | None:
        """Return the segment of all that is new or changed, None where nothing is."""
        for segment, live in self._waiting:
            self._compare(segment, live)
        changed = []
        for segment, live in self._waiting:
            if live.any():
                segment.live = None if live.all() else live
                changed.append(segment)
        if not changed:
            return None
        whole = [compact(segment) for segment in changed]
        with ThreadPoolExecutor(1) as beside:  # zstd leaves Python's lock to the merging
            return merge(whole, beside.submit(self._shelved, whole).result)

    def _shelved(self, segments: Sequence[ArraySegment]) -> tuple[Arrays, Shelf]:
        """Return the stored articles of segments on one shelf."""
        return shelved(segments, self._shelf(segments))

    def _shelf(self, segments: Sequence[ArraySegment]) -> Shelf:
        """Return the shelf for new articles: made for them where they are many, else that of the largest segment."""
        size = sum(segment.arrays["stored_bytes"].nbytes for segment in segments)
        dictionary = train(size, lambda step: [packed for s in segments for packed in s.every_packed(step)])
        if dictionary:
            return Shelf(dictionary)
        largest = max(self.snapshot.segments, key=lambda segment: segment.size, default=None)
        return largest.shelf if largest else Shelf()

    def _compare(self, segment: ArraySegment, live: npt.NDArray[np.bool_]) -> None:
        """Hold a segment against the archive: take out what is unchanged, note what is outdated."""
        old = self.snapshot.find_all(segment)
        self.added += int(live.sum())
        for document, (number, place) in old.items():
            if not live[document]:
                continue
            self.added -= 1
            if self.snapshot.segments[number].arrays["contents"][place] == segment.arrays["contents"][document]:
                live[document] = False
                self.unchanged += 1
            else:
                self.outdated[number].append(place)
                self.updated += 1
