"""Matches of some articles -> for each article, which of its blocks hold matches, how good each is, and what to mark.

documents [7, 9]  ->  Marks, [0] of them Block(number 3, score 3.2, matches 0 and 1) of document 7
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from search.choose import Chosen
from search.evaluate import Evaluation
from search.layout import layout_of
from search.matches import matches_in
from search.paragraphs import score_blocks


class Block(Struct, frozen=True, gc=False):
    """A block of an article, and what is to be marked in it: 0 is the headline, 1 the standfirst, n + 1 paragraph n."""

    number: int
    score: float
    length: int  # in words
    matches: range = range(0)  # in `Marks.starts`, in order


class Marks:
    """The blocks of some articles that hold matches, as columns, and the matches in them."""

    def __init__(self, evaluation: Evaluation, chosen: Sequence[Chosen]) -> None:
        self.numbers: list[int] = []  # of each block in its article
        self.scores: list[float] = []
        self._lengths: list[int] = []
        self._firsts: list[int] = []  # the number of its first match, and in the end how many matches there are
        self.starts: list[int] = []  # of each match, the word of its block at which it starts,
        self.ends: list[int] = []  # and the one after its last,
        self.leaves: list[int] = []  # and which of the query's words it is
        self.weights: list[float] = evaluation.leaf_weights().tolist()  # of these
        self._of: dict[tuple[int, int], range] = {}
        for segment in {one.segment for one in chosen}:
            self._add(evaluation, segment, chosen)
        self._firsts.append(len(self.starts))

    def _add(self, evaluation: Evaluation, segment: int, chosen: Sequence[Chosen]) -> None:
        """Take up the blocks of the articles of one segment, and the matches in them."""
        documents = sorted({one.document for one in chosen if one.segment == segment})
        docs, layout = np.array(documents), layout_of(evaluation.segments[segment])
        matches = matches_in(evaluation, segment, docs)
        found = score_blocks(matches, evaluation.segments[segment], evaluation.leaf_weights())
        articles = matches.articles.take(found.starts)
        rows, blocks, before = articles.tolist(), len(self.numbers), len(self.starts)
        for row, document in enumerate(documents):
            of = bisect_left(rows, row), bisect_right(rows, row)
            self._of[segment, document] = range(blocks + of[0], blocks + of[1])
        self.numbers += (found.numbers - layout.first_blocks.take(docs.take(articles))).tolist()
        self.scores += found.scores.tolist()
        self._lengths += layout.lengths_of(found.numbers).tolist()
        self._firsts += (found.starts + before).tolist()
        words = matches.places - layout.blocks.take(found.numbers).repeat(found.counts)
        self.starts += words.tolist()
        self.ends += (words + matches.widths).tolist()
        self.leaves += matches.leaves.tolist()

    def of(self, one: Chosen) -> range:
        """Return which blocks are those of an article, in order."""
        return self._of[one.segment, one.document]

    def __getitem__(self, at: int) -> Block:
        first, end = self._firsts[at : at + 2]
        return Block(self.numbers[at], self.scores[at], self._lengths[at], range(first, end))
