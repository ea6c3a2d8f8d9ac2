"""How much of an archive one query may read, and what the answer says where that is not all of it.

    allowance = Allowance([Run(("of", "the"))], articles=45_000).of(segment.size, possible)
    allowance.choose(docs, [counts of "of", counts of "the"])   ->   None: all these articles may be looked into
                                                            or  ->   [3, 8, ...]: only these of them

Words are lists that lie ready. Exact forms, phrases, patterns, NEAR, SENTENCE and PARAGRAPH have to read where in each
article words stand, and of the most common ones that is millions of places. The leaves of a query share what
`places_for` grants, and what one does not need is left for those after it. A leaf that would need more looks into those
articles alone that the rest of the query may find: with `+drones`, into those with drones. If these are too many, it
looks into those that have all its words most often, and a note says so.
"""

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from search.arrays import Ints, Longs, Mask, afforded
from search.found import WHOLE, Extent
from search.plan import AnyLeaf, Close, Either, Expansion, Run, Term
from search.results import Note

LEAST_PLACES = 2_500_000
PLACES = 55
"""Places that the leaves of one query may read for each article of the archive, and in a small one all together. Of
45,000 news articles it is a tenth of the words, and all of "of the"."""

LEAST_IN_SEGMENT = 25_000
"""Places that each of them may read in a small segment, as long as any are left: all words of fifty news articles."""

_LEAF = 2
"""What one more leaf costs for each article of the archive, in places: that much less is shared, down to a quarter."""

_ARTICLE = 10
"""What an article costs that is looked into, beside its places, in places."""

MAX_FORMS = 200
"""Most forms that one pattern stands for, in one segment."""

ALL_FORMS = 400
"""Most forms that all patterns of a query stand for together, in one segment: each takes a fifth of a millisecond."""


Possible = Callable[[], Mask | None]
"""Which articles of a segment a query may find, as far as is known; None: any."""


class Allowance:
    """What is left of the places that a query may read, and the forms that each of its patterns may stand for."""

    def __init__(self, leaves: Iterable[AnyLeaf], articles: int) -> None:
        leaves = list(leaves)
        patterns = sum(isinstance(part, Expansion) for leaf in leaves for part in _nested(leaf))
        self.forms = min(MAX_FORMS, ALL_FORMS // max(1, patterns))
        readers = sum(map(_readers, leaves))
        self._left = places_for(articles, readers)
        self._shares = max(1, articles * readers)

    def of(self, articles: int, possible: Possible) -> "SegmentAllowance":
        """Return what may be read of a segment of so many articles."""
        return SegmentAllowance(self, articles, possible)

    def granted(self, articles: int) -> int:
        """Return how many places a leaf may read in a segment of so many articles."""
        return max(self._left * articles // self._shares, min(self._left, LEAST_IN_SEGMENT))

    def passed(self, articles: int) -> None:
        """Take note that so many articles, counted for each leaf that reads, were looked into or need not be."""
        self._shares = max(1, self._shares - articles)

    def spend(self, places: int) -> None:
        """Take note that so many places are read."""
        self._left -= places


class SegmentAllowance:
    """What the leaves of a query may read in one segment."""

    def __init__(self, whole: Allowance, articles: int, possible: Possible) -> None:
        self._whole = whole
        self._articles = articles
        self._possible = possible
        self.forms = whole.forms

    def passed(self, leaf: AnyLeaf) -> None:
        """Take note that a leaf was looked for here."""
        self._whole.passed(self._articles * _readers(leaf))

    def choose(self, docs: Ints, counts: list[Ints]) -> tuple[Longs | None, Extent]:
        """Return the indexes of those of `docs` that a leaf may look into, ascending (None: all), and their extent.

        `counts` says of each of the leaf's words how often each article has it.
        """
        most = self._whole.granted(self._articles)
        reads: Longs = np.add.reduce(counts, axis=0, dtype=np.int64) + np.int64(_ARTICLE)
        total = int(reads.sum())
        if total <= most:
            self._whole.spend(total)
            return None, WHOLE
        possible = self._possible()
        rows: Longs = np.arange(len(docs)) if possible is None else possible.take(docs).nonzero()[0]
        share, reads = max(1, len(rows)) / len(docs), reads.take(rows)
        total = int(reads.sum())
        self._whole.spend(min(total, most))
        if total <= most:
            return rows, Extent(share=share)
        rarest = np.minimum.reduce([np.minimum(some.take(rows), 255) for some in counts]).astype(np.uint8)
        return rows.take(afforded(np.argsort(~rarest, kind="stable"), reads, most)), Extent(capped=True, share=share)


def places_for(articles: int, readers: int) -> int:
    """Return how many places so many leaves may read in an archive of so many articles."""
    most = max(LEAST_PLACES, PLACES * articles)
    return max(most // 4, most - _LEAF * readers * articles)


def _nested(leaf: AnyLeaf | Either) -> Iterator[AnyLeaf | Either]:
    """Yield a leaf, and those inside of it."""
    yield leaf
    for part in leaf.parts if isinstance(leaf, Close | Either) else ():
        yield from _nested(part)


def _readers(leaf: AnyLeaf) -> int:
    """Return how many leaves read places, of one and those inside of it."""
    return sum(map(reads_places, _nested(leaf)))


def reads_places(leaf: AnyLeaf | Either) -> bool:
    """Say whether a leaf reads places of the text: more than a list that lies ready."""
    if isinstance(leaf, Term):
        return leaf.exact and leaf.field == "text"
    return isinstance(leaf, Close | Either | Run | Expansion)


def notes_on(capped: Iterable[AnyLeaf]) -> list[Note]:
    """Return a note for each leaf that stands for more than was looked up."""
    return [Note("capped", _note(leaf), leaf.span) for leaf in capped]


def _note(leaf: AnyLeaf) -> str:
    if isinstance(leaf, Expansion):
        return f"“{leaf.label}” fits very many words; the most frequent of them were looked for."
    return (
        f"“{leaf.label}” asks for very common words; only the articles that have them most often were searched for it."
    )
