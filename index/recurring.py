"""Lines that recur across the articles of one source: residue that no rule has to know.

    learned = NOTHING.learn(lines_of(articles))
    learned.judge(lines_of([article]))   ->  [False, False, True]: every article of the Gazette ends with this line

For each line of each source it is counted in how many articles it stands, and in how many at an edge (among the first
and the last lines). What a story repeats of the stories before it also recurs: so a line is residue only where it
stands at an edge, as it nearly always does, or where a good part of all articles of its source have it and it is not
short.

The same articles in the same order teach the same. Memory is bounded: of more than `MAX_LINES` those seen least are
forgotten. Which lines then go from an article is `index.lessons`'s.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.lines import EDGE, FIRST, LONG, Lines, Prints
from index.runs import Mask

Counts = npt.NDArray[np.uint32]

MAX_LINES = 1 << 15
"""Lines that are remembered, 0.4 MB: room for those of the last two thousand articles, and for all that recur."""
MAX_SOURCES = 1 << 14
"""Sources that are remembered, those with most articles."""
MIN_ARTICLES = 6
"""Articles that a line has to stand in before it is taken for residue; background in a running story rarely does."""
MIN_SHARE = 0.01
"""Part of the articles of its source that a line at an edge has to stand in."""
MIN_SHARE_WITHIN = 0.1
"""Part of the articles of its source that a line between paragraphs has to stand in."""
MIN_EDGES = 0.95
"""Part of the articles with a line that have it at an edge, for it to be one that belongs there.

Found on 49,016 articles of news, as were the three above, by reading 200 removals each (bench/recurring.py): with 0.8,
11 were wrong, headings and attributions that often open or end a story. As it is now, with what `index.lessons` spares
beside, 4 are.
"""


@dataclass(frozen=True, eq=False)
class Recurring:
    """How often each line was seen, and how many articles of each source; fingerprints ascend."""

    lines: Prints
    articles: Counts  # in how many each line stands
    edges: Counts  # ... at an edge
    sources: Prints
    totals: Counts  # articles of each source

    def same(self, other: "Recurring") -> bool:
        """Say whether nothing else is known here than there."""
        return all(map(np.array_equal, vars(self).values(), vars(other).values()))

    def learn(self, lines: Lines) -> "Recurring":
        """Return what is known once these lines are counted too: as they are before any of them is removed."""
        once = (lines.flags & FIRST) > 0
        prints, at = np.unique(lines.prints[once], return_inverse=True)
        counts = [np.bincount(at, weights=how, minlength=len(prints)) for how in (None, (lines.flags[once] & EDGE) > 0)]
        found, (articles, edges) = _tally(self.lines, (self.articles, self.edges), prints, counts)
        sources, more = np.unique(lines.sources[lines.sources > 0], return_counts=True)
        known, (totals,) = _tally(self.sources, (self.totals,), sources, (more,))
        return Recurring(found, articles, edges, known, totals)

    def judge(self, lines: Lines) -> Mask:
        """Say of each line whether it recurs as residue does."""
        articles, edges = _look_up(self.lines, (self.articles, self.edges), lines.prints)
        (totals,) = _look_up(self.sources, (self.totals,), lines.sources)
        total = totals[lines.articles]
        at_edge, long = (lines.flags & EDGE) > 0, (lines.flags & LONG) > 0
        belongs = at_edge & (edges >= MIN_EDGES * articles) & (articles >= MIN_SHARE * total)
        everywhere = long & (articles >= MIN_SHARE_WITHIN * total) & (total >= 2 * MIN_ARTICLES)
        # A total below the count of one of its lines is that of a source that was forgotten and came again.
        recurs: Mask = (articles >= MIN_ARTICLES) & (total >= articles) & (belongs | everywhere)
        return recurs

    def often(self) -> "Recurring":
        """Return what is known of the lines that may be residue already: a small part."""
        stays = self.articles >= MIN_ARTICLES
        return Recurring(self.lines[stays], self.articles[stays], self.edges[stays], self.sources, self.totals)

    def trimmed(self) -> "Recurring":
        """Return this without the lines and the sources that were seen least; the same where there are not too many."""
        if len(self.lines) <= MAX_LINES and len(self.sources) <= MAX_SOURCES:
            return self
        lines, sources = _most(self.articles, MAX_LINES), _most(self.totals, MAX_SOURCES)
        return Recurring(
            self.lines[lines], self.articles[lines], self.edges[lines], self.sources[sources], self.totals[sources]
        )


_NO_PRINTS, _NO_COUNTS = np.zeros(0, np.uint64), np.zeros(0, np.uint32)
NOTHING = Recurring(_NO_PRINTS, _NO_COUNTS, _NO_COUNTS, _NO_PRINTS, _NO_COUNTS)
"""What is known before any article."""


def _tally(
    known: Prints, tables: Sequence[Counts], prints: Prints, counts: Sequence[npt.NDArray[np.number]]
) -> tuple[Prints, list[Counts]]:
    """Return fingerprints and tables of counts with more of them counted; all fingerprints ascend."""
    places = np.searchsorted(known, prints)
    old = np.zeros(len(prints), np.bool_)
    old[places < len(known)] = known[places[places < len(known)]] == prints[places < len(known)]
    added = []
    for table, more in zip(tables, counts, strict=True):
        sums = table.copy()
        sums[places[old]] += more[old].astype(np.uint32)
        added.append(np.insert(sums, places[~old], more[~old].astype(np.uint32)))
    return np.insert(known, places[~old], prints[~old]), added


def _look_up(known: Prints, tables: Sequence[Counts], prints: Prints) -> list[Counts]:
    """Return the counts of some fingerprints, 0 for those that are not known."""
    if not len(known):
        return [np.zeros(len(prints), np.uint32) for _ in tables]
    places = np.minimum(np.searchsorted(known, prints), len(known) - 1)
    return [np.where(known[places] == prints, table[places], np.uint32(0)) for table in tables]


def _most(counts: Counts, size: int) -> Mask | slice:
    """Return which have the highest counts: half as many as there may be at most, all where that is not exceeded."""
    if len(counts) <= size:
        return slice(None)
    stays: Mask = counts > np.partition(counts, -size // 2)[-size // 2]
    return stays
