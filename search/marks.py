"""Matches of some articles -> for each article, which of its blocks hold matches, how good each is, and what to mark.

documents [7, 9]  ->  Marks, [0] of them Block(number 3, score 3.2, words [4, 9]) of document 7
"""

from collections.abc import Sequence

from msgspec import Struct

from search.arrays import Ints
from search.evaluate import Evaluation
from search.layout import layout_of
from search.matches import matches_in
from search.paragraphs import score_blocks


class Block(Struct, frozen=True, gc=False):
    """A block of an article, and what is to be marked in it: 0 is the headline, 1 the standfirst, n + 1 paragraph n."""

    number: int
    score: float
    length: int  # in words
    starts: Sequence[int] = ()  # at which of its words each match starts, in order
    ends: Sequence[int] = ()  # and the word after its last


class Marks(Struct, frozen=True, eq=False, gc=False):
    """The blocks of some articles that hold matches, in order, as columns, and the matches in them."""

    articles: list[int]  # which of the articles each block is of
    blocks: list[int]  # its number in the article
    scores: list[float]
    lengths: list[int]
    matches: list[int]  # the number of its first match, and in the end how many there are
    starts: list[int]
    ends: list[int]

    def __getitem__(self, at: int) -> Block:
        first, last = self.matches[at : at + 2]
        return Block(self.blocks[at], self.scores[at], self.lengths[at], self.starts[first:last], self.ends[first:last])


def marks_in(evaluation: Evaluation, segment: int, docs: Ints) -> Marks:
    """Return the marks of some articles (ascending) of one segment."""
    layout = layout_of(evaluation.segments[segment])
    matches = matches_in(evaluation, segment, docs)
    found = score_blocks(matches, evaluation.segments[segment], evaluation.leaf_weights())
    articles = matches.articles[found.starts]
    words = matches.places - layout.blocks[found.numbers].repeat(found.counts)
    return Marks(
        articles=articles.tolist(),
        blocks=(found.numbers - layout.first_blocks[docs[articles]]).tolist(),
        scores=found.scores.tolist(),
        lengths=layout.lengths_of(found.numbers).tolist(),
        matches=[*found.starts.tolist(), len(words)],
        starts=words.tolist(),
        ends=(words + matches.widths).tolist(),
    )
