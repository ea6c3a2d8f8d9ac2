"""How much of an archive one query may read, and what it is told where that is not all.

    allowance = Allowance([Run(("of", "the"))], articles=45_000)
    allowance.choose([counts of "of", counts of "the"], 45_000)   ->   None: all these articles may be looked into
                                                              or  ->   [3, 8, ...]: only these of them

Words are lists that lie ready. Exact forms, phrases, patterns, NEAR, SENTENCE and PARAGRAPH have to read where in each
article words stand, and of the most common ones that is millions of places. The leaves of a query share what
`places_for` grants, and what one does not need is left for those after it. A leaf that would need more looks into the
articles that have all its words most often, and a note says so.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from search.arrays import Ints, Longs, afforded
from search.plan import AnyLeaf, Close, Either, Expansion, Run, Term
from search.results import Note

LEAST_PLACES = 2_500_000
PLACES = 55
"""Places that the leaves of one query may read for each article of the archive, and in a small one all together. Of
45,000 news articles it is a tenth of the words, and all of "of the"."""

_LEAF = 1
"""What one more leaf costs for each article of the archive, in places: that much less is shared, down to a quarter."""

_ARTICLE = 10
"""What an article costs that is looked into, beside its places, in places."""

MAX_FORMS = 200
"""Most forms that one pattern stands for, in one segment."""

ALL_FORMS = 400
"""Most forms that all patterns of a query stand for together, in one segment: each takes a fifth of a millisecond."""

MANY = Note("capped", "Very many paragraphs match; those of the articles that come first were ranked.")
"""What the paragraphs view says where it would have to rank millions of matches; see `search.flat`."""


class Allowance:
    """What is left of the places that a query may read, and the forms that each of its patterns may stand for."""

    def __init__(self, leaves: Iterable[AnyLeaf], articles: int) -> None:
        every = [part for leaf in leaves for part in _nested(leaf)]
        patterns = sum(isinstance(part, Expansion) for part in every)
        self.forms = min(MAX_FORMS, ALL_FORMS // max(1, patterns))
        readers = sum(map(_reads, every))
        self._left = places_for(articles, readers)
        self._shares = max(1, articles * readers)

    def choose(self, counts: list[Ints], articles: int) -> Longs | None:
        """Return the indexes of the articles that a leaf may look into, ascending; None where it may into all.

        `counts` says of each of the leaf's words how often each article has it; `articles` is the size of the segment.
        """
        most = self._left * articles // self._shares
        self._shares = max(1, self._shares - articles)
        reads: Longs = np.add.reduce(counts, axis=0, dtype=np.int64) + np.int64(_ARTICLE)
        total = int(reads.sum())
        self._left -= min(total, most)
        if total <= most:
            return None
        rarest = np.minimum.reduce([np.minimum(some, 255) for some in counts]).astype(np.uint8)
        return afforded(np.argsort(~rarest, kind="stable"), reads, most)


def places_for(articles: int, readers: int) -> int:
    """Return how many places so many leaves may read in an archive of so many articles."""
    most = max(LEAST_PLACES, PLACES * articles)
    return max(most // 4, most - _LEAF * readers * articles)


def _nested(leaf: AnyLeaf | Either) -> Iterator[AnyLeaf | Either]:
    """Yield a leaf, and those inside of it."""
    yield leaf
    for part in leaf.parts if isinstance(leaf, Close | Either) else ():
        yield from _nested(part)


def _reads(leaf: AnyLeaf | Either) -> bool:
    """Say whether a leaf reads places: more than a list that lies ready."""
    return isinstance(leaf, Close | Either | Run | Expansion) or (isinstance(leaf, Term) and leaf.exact)


def notes_on(capped: Iterable[AnyLeaf]) -> list[Note]:
    """Return a note for each leaf that stands for more than was looked up."""
    return [Note("capped", _note(leaf), leaf.span) for leaf in capped]


def _note(leaf: AnyLeaf) -> str:
    if isinstance(leaf, Expansion):
        return f"“{leaf.label}” fits very many words; the most frequent of them were looked for."
    return f"“{leaf.label}” asks for very common words; the articles that have them most often were looked through."
