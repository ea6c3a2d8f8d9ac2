"""Where the articles, blocks and sentences of a segment lie on one line of places.

    (article 7, position 12)  ->  place 10,240,119  ->  block 35,007  ->  paragraph 3

A *place* is a position counted through the whole segment, so that phrases, distances and paragraphs can be found for
all articles in one go. Blocks are numbered through the segment too, headlines and standfirsts included.
"""

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np

from index.segment import POSITION_GAP, Segment
from search.arrays import Ints, Longs, Mask, spread
from search.cached import cached

_BUCKET = 6
"""Places are looked up in buckets of 2 ** 6: less than POSITION_GAP, so that at most one block starts in a bucket."""

_PLACES = 1 << _BUCKET
_BLOCK = _BUCKET + 1
"""By how many bits the number of a block is moved in `Layout.buckets`: there must be room for all of `_PLACES`."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The line of places of one segment of n articles with b blocks in all."""

    bases: Longs  # (n + 1,) the place of each article's position 0
    blocks: Longs  # (b + 1,) the place where each block starts; the last entry is where the line ends
    first_blocks: Ints  # (n + 1,) the number of each article's block 0
    block_articles: Ints  # (b,) the article that each block belongs to
    is_paragraph: Mask  # (b,) whether a block is one, not headline or standfirst
    buckets: Ints  # of each, the block that holds its first place, moved by _BLOCK bits, and how far on the next starts
    segment: Segment

    @property
    def size(self) -> int:
        """How many articles lie on it."""
        return len(self.bases) - 1

    def articles_of(self, places: Longs) -> Ints:
        """Return the number of the article that holds each place."""
        return self.block_articles.take(self.blocks_of(places))

    def blocks_of(self, places: Longs) -> Longs:
        """Return the number of the block that holds each place; twenty times as fast as a binary search."""
        buckets = self.buckets.take(places >> _BUCKET)
        blocks: Longs = (buckets >> _BLOCK).astype(np.int64)
        blocks += places & (_PLACES - 1) >= buckets & ((1 << _BLOCK) - 1)
        return blocks

    def lengths_of(self, blocks: Ints) -> Longs:
        """Return how many words each of some blocks has."""
        lengths: Longs = self.blocks.take(blocks + 1) - self.blocks.take(blocks) - POSITION_GAP
        return lengths

    def sentences_of(self, places: Longs) -> Longs:
        """Return the number of the sentence that holds each place."""
        line = _sentences(self.segment)
        sentences: Longs = line.buckets[places >> _BUCKET].astype(np.int64)
        late = np.arange(len(places))
        while len(late):  # those whose sentence is not the first of their bucket, and fewer of them each time
            late = late[line.starts[sentences[late] + 1] <= places[late]]
            sentences[late] += 1
        return sentences

    def sentences_among(self, articles: Ints, places: Longs) -> Longs:
        """Return which of the sentences of some articles (ascending) holds each place; of few, so that few are read."""
        firsts = self.segment.sentence_offsets.take(articles).astype(np.int64)
        counts = self.segment.sentence_offsets.take(articles + 1) - firsts
        starts = self.bases.take(articles).repeat(counts)
        starts += self.segment.sentence_starts.take(spread(firsts, counts))
        numbers: Longs = starts.searchsorted(places, side="right") - 1
        return numbers

    def sentences_in(self, article: int, number: int) -> list[int]:
        """Return at which of its words each sentence of a block starts, by the number of the block in its article."""
        first, last = self.segment.sentence_offsets[article : article + 2].tolist()
        sentences = self.segment.sentence_starts[first:last].tolist()
        block, base = self.first_blocks.item(article) + number, self.bases.item(article)
        start, end = self.blocks[block : block + 2].tolist()
        within = sentences[bisect_left(sentences, start - base) : bisect_left(sentences, end - base)]
        return [sentence + base - start for sentence in within]


_FIELD_STRIDE = 24
"""Positions of a small field are counted in lines of 2 ** 24 an article: more than any of them has."""


@dataclass(frozen=True, slots=True)
class FieldLine:
    """The line of places of a small field (author, url, residue ...), which has no sentences and no paragraphs."""

    bases: Longs

    @property
    def size(self) -> int:
        """How many articles there are."""
        return len(self.bases)

    def articles_of(self, places: Longs) -> Ints:
        """Return the number of the article that holds each place."""
        return places >> _FIELD_STRIDE

    blocks_of = sentences_of = articles_of


Line = Layout | FieldLine


def line_of(segment: Segment, field: str) -> Line:
    """Return the line of places of a field."""
    return layout_of(segment) if field == "text" else FieldLine(np.arange(segment.size) << _FIELD_STRIDE)


@cached
def layout_of(segment: Segment) -> Layout:
    """Return the layout of a segment."""
    block_counts = np.diff(segment.block_offsets).astype(np.int64)
    # an article's words and the gaps between its blocks, and one more gap before the next article
    extents = segment.lengths.astype(np.int64) + block_counts * POSITION_GAP
    bases = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(extents)))
    blocks: Longs = np.repeat(bases[:-1], block_counts) + segment.block_starts.astype(np.int64)
    first_blocks = segment.block_offsets.astype(np.int64)
    is_paragraph = np.ones(len(blocks), dtype=np.bool_)
    is_paragraph[first_blocks[:-1]] = False
    is_paragraph[first_blocks[:-1] + 1] = False
    return Layout(
        bases=bases,
        blocks=np.append(blocks, bases[-1]),
        first_blocks=first_blocks,
        block_articles=np.repeat(np.arange(len(block_counts), dtype=np.int32), block_counts),
        is_paragraph=is_paragraph,
        buckets=_buckets(blocks, bases[-1]),
        segment=segment,
    )


def _buckets(starts: Longs, end: np.int64) -> Ints:
    """Return `Layout.buckets` for blocks that start at these places and lie on a line that ends at `end`."""
    buckets = _holders(starts, end)
    if len(starts) >> 31 - _BLOCK:
        buckets = buckets.astype(np.int64)
    buckets <<= _BLOCK
    within = (starts & (_PLACES - 1)).astype(np.uint8)
    within[within == 0] = _PLACES
    ahead = np.full(len(buckets), _PLACES, dtype=np.uint8)
    ahead[starts >> _BUCKET] = within
    buckets |= ahead
    return buckets


@dataclass(frozen=True, slots=True)
class _Sentences:
    """The sentences of a segment on its line of places; apart, since few queries ask for them and they are many."""

    starts: Longs  # the place where each starts, and where the line ends
    buckets: Ints  # the sentence that holds the first place of each bucket


@cached
def _sentences(segment: Segment) -> _Sentences:
    """Return the sentences of a segment."""
    bases = layout_of(segment).bases
    counts = np.diff(segment.sentence_offsets).astype(np.int64)
    starts: Longs = np.repeat(bases[:-1], counts) + segment.sentence_starts.astype(np.int64)
    return _Sentences(np.append(starts, bases[-1]), _holders(starts, bases[-1]))


def _holders(starts: Longs, end: np.int64) -> Ints:
    """Return, for each bucket up to `end`, the number of the last of `starts` that is not after its first place."""
    size = -(-int(end) >> _BUCKET)
    counts = np.bincount(-(-starts >> _BUCKET), minlength=size)[:size]
    holders = np.cumsum(counts, dtype=np.int32)
    holders -= 1
    return holders
