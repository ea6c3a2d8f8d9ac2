"""Figures about an archive.

measure(state)  ->  Stats(articles=20000, paragraphs=311042, words=11250331, segments=3, bytes=76000000, ...)
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from index.reader import ArraySegment
from index.segment import NO_DATE
from index.state import State


@dataclass(frozen=True, slots=True)
class Stats:
    """What an archive holds; removed articles are not counted, but take up bytes until they are merged away."""

    articles: int
    paragraphs: int
    words: int
    segments: int
    bytes: int
    generation: int
    first_published: str | None
    last_published: str | None
    sources: Mapping[str, int]  # articles of each, most first

    def to_dict(self) -> dict[str, Any]:
        """Return this as JSON can hold it."""
        return asdict(self)


def measure(state: State) -> Stats:
    """Return figures about the newest state of an archive. Raises ArchiveError."""
    snapshot = state.snapshot()
    words, paragraphs = 0, 0
    sources: Counter[str] = Counter()
    days = [np.zeros(0, np.int32)]
    for segment in snapshot.segments:
        live = slice(None) if segment.live is None else segment.live
        words += int(segment.lengths[live].sum())
        paragraphs += int(np.diff(segment.block_offsets)[live].sum()) - 2 * len(segment.lengths[live])
        days.append(segment.published[live])
        sources.update(_counts(segment, live))
    dated = np.concatenate(days)
    dated = dated[dated != NO_DATE]
    return Stats(
        articles=snapshot.articles,
        paragraphs=paragraphs,
        words=words,
        segments=len(snapshot.segments),
        bytes=sum((state.folder / name).stat().st_size for name in snapshot.state.files),
        generation=snapshot.generation,
        first_published=_iso(dated.min()) if len(dated) else None,
        last_published=_iso(dated.max()) if len(dated) else None,
        sources=dict(sources.most_common()),
    )


def _counts(segment: ArraySegment, live: Any) -> dict[str, int]:
    """Return how many live articles of each source a segment has."""
    column = segment.columns["source"]
    numbers = column.numbers[live]
    counts = np.bincount(numbers[numbers >= 0], minlength=len(column.values)).tolist()
    return {value: count for value, count in zip(column.values, counts, strict=True) if count}


def _iso(day: Any) -> str:
    return (date(1970, 1, 1) + timedelta(days=int(day))).isoformat()
