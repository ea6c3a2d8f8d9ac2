"""Matches of some articles -> for each article, which of its blocks hold matches, how good each is, and what to mark.

documents [7, 9]  ->  [[Marks(block 3, score 3.2, spans [(4, 1), (9, 2)]), ...], [...]]
"""

from typing import NamedTuple

import numpy as np

from search.arrays import Ints
from search.evaluate import Evaluation
from search.layout import layout_of
from search.matches import matches_in
from search.paragraphs import score_blocks


class Marks(NamedTuple):
    """The matches in one block of an article: 0 is the headline, 1 the standfirst, n + 1 is paragraph n."""

    block: int
    score: float
    spans: list[tuple[int, int]]  # (number of the first word, number of words), in order


def marks_in(evaluation: Evaluation, segment: int, docs: Ints) -> list[list[Marks]]:
    """Return the marks of each of some articles (ascending) of one segment, blocks in order."""
    layout = layout_of(evaluation.segments[segment])
    matches = matches_in(evaluation, segment, docs)
    blocks = score_blocks(matches, evaluation.segments[segment], evaluation.leaf_weights())
    words = matches.places - np.repeat(layout.blocks[blocks.numbers], blocks.counts)
    spans = list(zip(words.tolist(), matches.widths.tolist(), strict=True))
    articles = matches.articles[blocks.starts]
    within = blocks.numbers - layout.first_blocks[docs[articles]]
    ends = blocks.starts + blocks.counts
    rows = zip(*(part.tolist() for part in (articles, within, blocks.scores, blocks.starts, ends)), strict=True)
    result: list[list[Marks]] = [[] for _ in docs]
    for article, block, score, start, end in rows:
        result[article].append(Marks(block, score, spans[start:end]))
    return result
