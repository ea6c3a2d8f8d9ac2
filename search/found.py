"""Where a leaf of a query stands in a segment: the record, and what can be done with several of them.

union([storm at 12 and 88, corps at 13])   ->   Found at 12, 13 and 88
"""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from search.arrays import Ints, Longs, Mask, distinct, lookup, runs, spread
from search.layout import Line

_WIDTH_BITS = 10
"""Widths go up to `limits.MAX_WORDS`."""


def _none() -> Ints:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Places:
    """Places in a segment, ascending, and how many words stand at each."""

    places: Longs
    widths: int | Ints = 1  # one for all, or as many

    def where(self, keep: Mask) -> "Places":
        """Return those that are to be kept."""
        return Places(self.places[keep], self.widths if isinstance(self.widths, int) else self.widths[keep])


@dataclass(frozen=True, eq=False)
class Found:
    """Where a leaf stands in a segment: n articles, m occurrences, each `widths` words wide."""

    docs: Ints  # (n,) ascending
    counts: Ints  # (n,)
    positions: Ints  # (m,) within the article; ascending within each
    widths: int | Ints = 1  # one for all, or (m,)
    head_at: Ints = field(default_factory=_none)  # see index.segment: which of `docs` have it in headline or lead,
    head_counts: Ints = field(default_factory=_none)  # and how often
    stem: int | None = None  # the number of the stem of the text, where these are all its postings
    capped: bool = False  # whether there may be more than was looked for

    @cached_property
    def starts(self) -> Longs:
        """Where the occurrences in each article start, in `positions`."""
        starts: Longs = np.cumsum(self.counts, dtype=np.int64)
        starts -= self.counts
        return starts

    def only(self, chosen: Ints) -> "Found":
        """Return the part in the articles at these indexes of `docs`."""
        at = self.occurrences(chosen)
        widths = self.widths if isinstance(self.widths, int) else self.widths[at]
        return Found(self.docs[chosen], self.counts[chosen], self.positions[at], widths)

    def widths_at(self, occurrences: Longs) -> Ints:
        """Return the widths of some occurrences."""
        if isinstance(self.widths, int):
            return np.full(len(occurrences), self.widths)
        return self.widths[occurrences]

    def occurrences(self, chosen: Ints) -> Longs:
        """Return the indexes of the occurrences in the articles at these indexes of `docs`."""
        return spread(self.starts[chosen], self.counts[chosen])

    def counts_in(self, docs: Ints) -> Ints:
        """Return how often it stands in each of these articles (sorted), all of which have it."""
        return self.counts if len(docs) == len(self.docs) else self.counts[lookup(self.docs, docs)[0]]

    def among(self, docs: Ints) -> "Found":
        """Return the part in these articles (sorted)."""
        at, there = lookup(self.docs, docs)
        return self.only(at[there])

    def places(self, layout: Line) -> Longs:
        """Return the place in the segment of each occurrence, ascending."""
        return np.repeat(layout.bases[self.docs], self.counts) + self.positions

    def places_in(self, docs: Ints | None, layout: Line) -> tuple[Longs, Longs | slice]:
        """Return the places in some articles (sorted; None: all), and which of the occurrences these are."""
        if docs is None:
            return self.places(layout), slice(None)
        at, there = lookup(self.docs, docs)
        at = at[there]
        occurrences = self.occurrences(at)
        bases = np.repeat(layout.bases[self.docs[at]], self.counts[at])
        return bases + self.positions[occurrences], occurrences

    def standing(self, layout: Line) -> Places:
        """Return the places with their widths."""
        return Places(self.places(layout), self.widths)


NOTHING = Found(_none(), _none(), _none())


def at_places(standing: Places, layout: Line, *, capped: bool = False) -> Found:
    """Return what stands at these places."""
    articles = layout.articles_of(standing.places)
    starts, counts = runs(articles)
    positions = (standing.places - layout.bases[articles]).astype(np.uint32)
    return Found(articles[starts], counts.astype(np.int32), positions, standing.widths, capped=capped)


def merged(parts: list[Places]) -> Places:
    """Return all of some places, in order, what stands at the same place with the same width once."""
    if len(parts) == 1:
        return parts[0]
    keys = np.concatenate([part.places << _WIDTH_BITS | part.widths for part in parts])
    keys.sort(kind="stable")  # merges what is in order already
    keys = distinct(keys)
    widths = keys & (1 << _WIDTH_BITS) - 1
    return Places(keys >> _WIDTH_BITS, 1 if (widths == 1).all() else widths)


def union(parts: list[Found], layout: Line) -> Found:
    """Return where any of `parts` stands, as if they were one word."""
    capped = any(part.capped for part in parts)
    parts = [part for part in parts if len(part.docs)]
    if len(parts) < 2:
        return replace(parts[0] if parts else NOTHING, capped=capped)
    return at_places(merged([part.standing(layout) for part in parts]), layout, capped=capped)
