"""How much of an archive one query may read, and what it is told where that is not all.

    allowance = Allowance(leaves=2, articles=45_000)
    allowance.choose([counts of "of", counts of "the"], 45_000)   ->   None: all these articles may be looked into
                                                              or  ->   [3, 8, ...]: only these of them

Words are lists that lie ready. Phrases, patterns, NEAR, SENTENCE and PARAGRAPH have to read where in each article words
stand, and of the most common ones that is millions of places. The leaves of a query share `MAX_PLACES`, and what one
does not need is left for those after it. A leaf that would need more looks into the articles that have all its words
most often, and a note says so.
"""

from collections.abc import Iterable

import numpy as np

from search.arrays import Ints, Longs
from search.plan import AnyLeaf, Close, Either, Expansion, Run
from search.results import Note

MAX_PLACES = 2_500_000
"""Places that the leaves of one query read together: a tenth of the words of 45,000 articles, and all of "of the"."""


class Allowance:
    """What is left of the places that a query may read."""

    def __init__(self, leaves: int, articles: int) -> None:
        self._left = MAX_PLACES
        self._shares = max(1, leaves * articles)

    def choose(self, counts: list[Ints], articles: int) -> Ints | None:
        """Return the indexes of the articles that a leaf may look into, ascending; None where it may into all.

        `counts` says of each of the leaf's words how often each article has it; `articles` is the size of the segment.
        """
        most = self._left * articles // self._shares
        self._shares = max(1, self._shares - articles)
        reads: Longs = np.sum(counts, axis=0, dtype=np.int64)
        total = int(reads.sum())
        self._left -= min(total, most)
        if total <= most:
            return None
        rarest = np.minimum.reduce([np.minimum(some, 255) for some in counts]).astype(np.uint8)
        order = np.argsort(~rarest, kind="stable")
        afforded = np.count_nonzero(np.cumsum(reads[order]) <= most)
        return np.sort(order[:afforded])


def readers(leaf: AnyLeaf | Either) -> int:
    """Return how many leaves read places: this one, and those inside of it."""
    if isinstance(leaf, Close | Either):
        return 1 + sum(map(readers, leaf.parts))
    return int(isinstance(leaf, Run | Expansion))


def notes_on(capped: Iterable[AnyLeaf]) -> list[Note]:
    """Return a note for each leaf that stands for more than was looked up."""
    return [Note("capped", _note(leaf), leaf.span) for leaf in capped]


def _note(leaf: AnyLeaf) -> str:
    if isinstance(leaf, Expansion):
        return f"“{leaf.label}” fits very many words; the most frequent of them were looked for."
    return f"“{leaf.label}” asks for very common words; the articles that have them most often were looked through."
