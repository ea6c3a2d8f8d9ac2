"""Inverted articles -> what one commit changes: a new segment, and the old articles that it takes the place of.

    batch = Batch(snapshot)
    batch.take(segment, lines) ...            segments of some hundred articles each, in order  ->  lines that are new
    batch.segment(), batch.outdated, batch.added, batch.updated, batch.unchanged

An id that comes twice stays as it came last, and what came before counts as updated, or as unchanged. An article that
is in the archive with the same content stays as it is; with other content it is removed by the same commit that brings
the new one. Lines that recur belong to the content of an article where they were removed, too
(`index.receipts.content`).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from index.compact import compact
from index.lessons import new_lines
from index.lines import Lines
from index.merge import merge, shelved
from index.reader import ArraySegment
from index.runs import Mask
from index.snapshot import ArchiveSnapshot
from index.store import Shelf, train
from index.strings import Arrays


@dataclass(frozen=True, slots=True)
class Waiting:
    """Articles that wait for the commit."""

    segment: ArraySegment
    live: Mask  # which of them it will bring
    old: Mapping[int, tuple[int, int]]  # where those are that the archive has: segment and document there
    same: frozenset[int]  # ... with the same content


@dataclass(slots=True)
class Batch:
    """The articles that the next commit brings."""

    snapshot: ArchiveSnapshot
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    size: int = 0  # bytes of arrays that wait
    outdated: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))  # segment -> documents
    _waiting: list[Waiting] = field(default_factory=list)
    _places: dict[bytes, tuple[int, int]] = field(default_factory=dict)

    def take(self, segment: ArraySegment, lines: Lines) -> Lines:
        """Add the articles of a segment, and return which of their lines are new.

        They replace those with the same ids that came before.
        """
        old = self.snapshot.find_all(segment)
        same = frozenset(document for document in old if self._is_same(segment, lines, document, *old[document]))
        group = Waiting(segment, np.ones(segment.size, np.bool_), old, same)
        replaced = {
            document: self.snapshot.segments[number].article(place)
            for document, (number, place) in old.items()
            if lines.sources[document] and document not in same
        }
        self._waiting.append(group)
        self.size += sum(array.nbytes for array in segment.arrays.values())
        for document, article_id in enumerate(segment.ids.all()):
            earlier = self._places.get(article_id)
            if earlier:
                before = self._waiting[earlier[0]]
                before.live[earlier[1]] = False
                replaced[document] = before.segment.article(earlier[1])
                contents = before.segment.arrays["contents"][earlier[1]], segment.arrays["contents"][document]
                self.unchanged += int(contents[0] == contents[1])
                self.updated += int(contents[0] != contents[1])
            self._places[article_id] = (len(self._waiting) - 1, document)
        return new_lines(lines, same, replaced)

    def _is_same(self, segment: ArraySegment, lines: Lines, document: int, number: int, place: int) -> bool:
        """Say whether an article has the same content as one of the archive.

        Where lines that recur are to stay in, one that has lost such lines is not the same.
        """
        old = self.snapshot.segments[number]
        if old.arrays["contents"][place] != segment.arrays["contents"][document]:
            return False
        return bool(lines.sources[document]) or old.packed(place) == segment.packed(document)

    def segment(self) -> ArraySegment | None:
        """Return the segment of all that is new or changed, None where nothing is."""
        for group in self._waiting:
            self._compare(group)
        changed = []
        for group in self._waiting:
            if group.live.any():
                group.segment.live = None if group.live.all() else group.live
                changed.append(group.segment)
        if not changed:
            return None
        whole = [compact(segment) for segment in changed]
        with ThreadPoolExecutor(1) as beside:  # zstd leaves Python's lock to the merging
            return merge(whole, beside.submit(self._shelved, whole).result)

    def _shelved(self, segments: Sequence[ArraySegment]) -> tuple[Arrays, Shelf]:
        """Return the stored articles of segments on one shelf."""
        return shelved(segments, self._shelf(segments))

    def _shelf(self, segments: Sequence[ArraySegment]) -> Shelf:
        """Return the shelf of the largest segment, or one that is made for new articles where they are more."""
        largest = max(self.snapshot.segments, key=lambda segment: segment.size, default=None)
        if largest and largest.shelf.dictionary and largest.size >= sum(segment.size for segment in segments) // 2:
            return largest.shelf
        size = sum(segment.arrays["stored_bytes"].nbytes for segment in segments)
        dictionary = train(size, lambda step: [packed for s in segments for packed in s.every_packed(step)])
        return Shelf(dictionary) if dictionary or not largest else largest.shelf

    def _compare(self, group: Waiting) -> None:
        """Hold articles against the archive: take out what is unchanged, note what is outdated."""
        self.added += int(group.live.sum())
        for document, (number, place) in group.old.items():
            if not group.live[document]:
                continue
            self.added -= 1
            if document in group.same:
                group.live[document] = False
                self.unchanged += 1
            else:
                self.outdated[number].append(place)
                self.updated += 1
