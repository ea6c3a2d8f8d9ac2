"""Where a leaf of a query occurs in a segment: the record, and operations on several of them.

Found(docs [7, 9], counts [2, 1], positions [12, 88, 40]).within([9], line)   ->   rows [0], places [10,240,119]
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from search.arrays import NONE, Ints, Longs, Mask, among_slices, distinct, joined, lookup, runs, spread
from search.cached import cached
from search.layout import Line

_WIDTH_BITS = 10
"""Widths go up to `limits.MAX_WORDS`."""

_INT32 = np.iinfo(np.int32).max

_MOST = 15
"""The highest count of headline or lead in `head_counts`."""


class Extent(NamedTuple):
    """How much of a leaf was looked for."""

    capped: bool = False  # whether articles are left out that the query might find
    share: float = 1.0  # of the articles with its words, those that the query might find: only they were looked into


WHOLE = Extent()


class Places(Struct, frozen=True, eq=False, gc=False):
    """Places in a segment, ascending, and how many words stand at each."""

    places: Longs
    widths: int | Ints = 1  # one for all, or as many

    def where(self, keep: Mask) -> "Places":
        """Return those that are to be kept."""
        return Places(self.places[keep], self.widths if isinstance(self.widths, int) else self.widths[keep])


class Within(Struct, frozen=True, eq=False, gc=False):
    """The occurrences of a leaf in some articles, article by article."""

    rows: Longs  # which of these articles
    places: Longs  # ascending
    widths: int | Ints
    occurrences: Longs  # which of all that the leaf has; empty where it is several words


class Found(Struct, frozen=True, eq=False, dict=True):
    """Where a leaf stands in a segment: n articles, m occurrences, each `widths` words wide."""

    docs: Ints  # (n,) ascending
    counts: Ints  # (n,)
    positions: Ints  # (m,) within the article; ascending within each
    widths: int | Ints = 1  # one for all, or (m,)
    head_at: Ints = NONE  # see index.segment: which of `docs` have it in headline or lead,
    head_counts: Ints = NONE  # and how often
    stem: int | None = None  # the number of the stem of the text, where these are all its postings
    extent: Extent = WHOLE

    @property
    def parts(self) -> Sequence["Found"]:
        """The words that it stands for, each by itself."""
        return (self,)

    @property
    @cached
    def starts(self) -> Ints:
        """Where the occurrences in each article start, in `positions`."""
        starts: Ints = self.counts.cumsum(dtype=np.int32 if len(self.positions) <= _INT32 else np.int64)
        starts -= self.counts
        return starts

    def places(self, line: Line) -> Longs:
        """Return the place in the segment of each occurrence, ascending."""
        return line.bases.take(self.docs).repeat(self.counts) + self.positions

    def occurring(self, at: Ints, rows: Longs) -> tuple[Longs, Longs]:
        """Return the occurrences in the articles at some indexes of `docs`, and for each that one of `rows`."""
        times = self.counts.take(at)
        return rows.repeat(times), spread(self.starts.take(at), times)

    def standing_at(self, at: Ints, positions: Longs) -> tuple[Longs, Mask]:
        """Return which occurrence stands at each position, and whether one does; `at` says in which of `docs`."""
        return among_slices(self.positions, self.starts.take(at), self.counts.take(at), positions)

    def within(self, docs: Ints, line: Line) -> Within:
        """Return what stands in these articles (sorted)."""
        at, there = lookup(self.docs, docs)
        having = there.nonzero()[0]
        rows, occurrences = self.occurring(at.take(having), having)
        places = line.bases.take(docs).take(rows) + self.positions.take(occurrences)
        widths = self.widths if isinstance(self.widths, int) else self.widths.take(occurrences)
        return Within(rows, places, widths, occurrences)


NOTHING = Found(NONE, NONE, NONE)


class Several(Found, frozen=True, eq=False):
    """Several words, no two of which stand at one place, found as if they were one: `positions` stay with the words."""

    words: Sequence[Found] = ()
    every: Ints = NONE  # the `docs` of all words, one after the other,
    ends: Longs = NONE  # and where those of each end

    @property
    def parts(self) -> Sequence[Found]:
        """The words that it stands for, each by itself."""
        return self.words

    def places(self, line: Line) -> Longs:
        """Return the place in the segment of each occurrence, ascending."""
        places = np.concatenate([word.places(line) for word in self.words])
        places.sort(kind="stable")  # merges what is in order already
        return places

    def within(self, docs: Ints, line: Line) -> Within:
        """Return what stands in these articles (sorted)."""
        parts = [self.words[number].within(docs, line) for number in self._standing_in(docs)]
        places = joined([part.places for part in parts])
        order = np.argsort(places, kind="stable")
        rows = joined([part.rows for part in parts])
        return Within(rows[order], places[order], 1, NONE)

    def _standing_in(self, docs: Ints) -> list[int]:
        """Return the numbers of the words that stand in any of these articles."""
        hits = lookup(docs, self.every)[1].nonzero()[0]
        numbers: list[int] = distinct(self.ends.searchsorted(hits, side="right")).tolist()
        return numbers


def several(words: Sequence[Found], extent: Extent) -> Found:
    """Return where any of some words stands, which are one word wide and never stand at one place."""
    every = np.concatenate([word.docs for word in words])
    counts = np.bincount(every, np.concatenate([word.counts for word in words]))
    docs = (counts > 0).nonzero()[0]
    heads, head_counts = _heads(words)
    return Several(
        docs=docs,
        counts=counts[docs].astype(np.int64),
        positions=NONE,
        head_at=docs.searchsorted(heads),
        head_counts=head_counts,
        extent=extent,
        words=words,
        every=every,
        ends=np.cumsum([len(word.docs) for word in words]),
    )


def _heads(words: Sequence[Found]) -> tuple[Ints, Ints]:
    """Return the articles that have any of some words in headline or lead, and their `head_counts`."""
    docs = np.concatenate([word.docs[word.head_at] for word in words])
    counts = np.concatenate([word.head_counts for word in words]).astype(np.int64)
    if not len(docs):
        return docs, counts
    order = docs.argsort(kind="stable")
    docs, counts = docs[order], counts[order]
    starts, _ = runs(docs)
    return docs[starts], packed_heads(counts & _MOST, counts >> 4, starts)


def packed_heads(titles: Ints | Mask, leads: Ints | Mask, starts: Longs) -> Ints:
    """Return the `head_counts` of articles: of each the sum of its counts, which start at `starts`."""
    title, lead = (np.minimum(np.add.reduceat(part, starts, dtype=np.int64), _MOST) for part in (titles, leads))
    packed: Ints = title | lead << 4
    return packed


def at_places(standing: Places, line: Line, extent: Extent = WHOLE) -> Found:
    """Return what stands at these places."""
    articles = line.articles_of(standing.places)
    return at_positions(articles, standing.places - line.bases[articles], standing.widths, extent)


def at_positions(articles: Ints, positions: Longs, widths: int | Ints, extent: Extent) -> Found:
    """Return what stands at these positions of these articles, one for each and ascending."""
    starts, counts = runs(articles)
    return Found(articles[starts], counts.astype(np.int32), positions.astype(np.uint32), widths, extent=extent)


def merged(parts: list[Places]) -> Places:
    """Return all of some places, in order, what stands at the same place with the same width once."""
    if len(parts) == 1:
        return parts[0]
    keys = np.concatenate([part.places << _WIDTH_BITS | part.widths for part in parts])
    keys.sort(kind="stable")  # merges what is in order already
    keys = distinct(keys)
    widths = keys & (1 << _WIDTH_BITS) - 1
    return Places(keys >> _WIDTH_BITS, 1 if (widths == 1).all() else widths)
