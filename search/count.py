"""Found articles -> how many of their paragraphs hold a match, in whichever way is cheapest.

    count_paragraphs(evaluation, segment 0, docs [4, 9, 17])   ->   9

There are four ways:

    few articles                       from their matches, most of which were looked up for closeness
    words that rarely meet             each word's paragraphs added up, less those that they share
    a common word among them           a bit for each paragraph, united with those of the others (`index.common`)
    all else                           lists of paragraphs, united
"""

from collections.abc import Sequence
from functools import partial, reduce

import numpy as np
import numpy.typing as npt

from index.common import bits as as_bits
from index.segment import Segment
from search.array_cache import cache_of
from search.arrays import Ints, Longs, distinct, joined
from search.evaluate import Evaluation, Scored
from search.found import Found
from search.layout import layout_of
from search.matches import matches_around, matches_in

Bits = npt.NDArray[np.uint64]

_NONE: Ints = np.zeros(0, np.int32)

_MANY = 10_000
"""Paragraphs of several words, from which on it is faster to tick them off than to sort them."""

_LOOKED_AT = 250
"""Articles up to which it is faster to look at all matches in them: most often this was done for closeness before."""

_AT_ONCE = 1 << 17
"""Places whose blocks are looked up at a time: bounds memory, however many there are."""

_FEW = 0.1
"""Part of a word's articles up to which its paragraphs are told from its places in those that are wanted."""


def count_paragraphs(evaluation: Evaluation, segment: int, scored: Scored) -> int:
    """Return how many paragraphs of the found articles of a segment hold a match."""
    where = evaluation.segments[segment]
    docs = None if scored.everything else scored.docs
    if docs is not None and len(docs) <= _LOOKED_AT:
        return len(_holding(matches_in(evaluation, segment, docs).places, where))
    found = [part for leaf in evaluation.leaves for part in evaluation.found(leaf, segment).parts]
    stems = [one.stem for one in found if one.stem is not None]
    if docs is None and len(stems) == len(found) == len(evaluation.leaves):
        several = (scored.optional > 1).nonzero()[0]
        if len(several) <= _LOOKED_AT:
            return _count_each(stems, where) - _shared(evaluation, segment, scored.docs.take(several))
    return _count_joined(found, where, docs)


def _count_each(stems: Sequence[int], segment: Segment) -> int:
    """Return in how many paragraphs each of some stems stands, all together."""
    firsts = segment.field("text").paragraph_firsts
    return sum(int(np.count_nonzero(firsts(stem))) for stem in stems)


def _count_joined(found: Sequence[Found], where: Segment, docs: Ints | None) -> int:
    """Return in how many paragraphs of these articles (None: all) any of some words stands."""
    rows = [None if one.stem is None else where.paragraph_bits(one.stem) for one in found]
    lists = [_paragraphs(one, where, docs) for one, row in zip(found, rows, strict=True) if row is None]
    common = [row for row in rows if row is not None]
    if common:
        joined = reduce(np.bitwise_or, common, as_bits(np.concatenate([_NONE, *lists]), len(where.block_starts)))
        return _count_bits(joined, where, docs)
    return _distinct(lists if docs is None else _in_articles(lists, where, docs), len(where.block_starts))


def _shared(evaluation: Evaluation, segment: int, docs: Ints) -> int:
    """Return how many paragraphs of some articles are counted too often if each word's are counted."""
    if not len(docs):
        return 0
    layout, matches = layout_of(evaluation.segments[segment]), matches_around(evaluation, segment, docs)
    blocks = layout.blocks_of(matches.places)
    words = len(evaluation.leaves)
    pairs = (blocks * words + matches.leaves)[layout.is_paragraph[blocks]]
    pairs.sort()
    pairs = distinct(pairs)
    return len(pairs) - len(distinct(pairs // words))


def _count_bits(bits: Bits, segment: Segment, docs: Ints | None) -> int:
    """Return how many bits are set, or how many of the blocks of these articles."""
    if docs is None:
        return int(np.bitwise_count(bits).sum())
    before = np.concatenate(([0], np.cumsum(np.bitwise_count(bits), dtype=np.int64)))
    bits = np.append(bits, np.uint64(0))

    def rank(blocks: Ints) -> Longs:
        """Return how many bits are set before each of some blocks."""
        word, rest = blocks >> 6, (blocks & 63).astype(np.uint64)
        ranks: Longs = before[word] + np.bitwise_count(bits[word] & ((np.uint64(1) << rest) - np.uint64(1)))
        return ranks

    firsts = layout_of(segment).first_blocks
    return int(np.subtract(rank(firsts[docs + 1]), rank(firsts[docs])).sum())


def _distinct(lists: list[Ints], size: int) -> int:
    """Return how many different numbers below `size` there are in some ascending lists."""
    total = sum(map(len, lists))
    if len(lists) < 2:
        return total
    if total > _MANY:
        there = np.zeros(size, np.bool_)
        for some in lists:
            there[some.astype(np.intp)] = True
        return int(np.count_nonzero(there))
    together = np.concatenate(lists)
    together.sort(kind="stable")
    return total - int(np.count_nonzero(together[1:] == together[:-1]))


def _paragraphs(found: Found, segment: Segment, docs: Ints | None) -> Ints:
    """Return the blocks that are paragraphs and hold a match, ascending: all in these articles (None: in any)."""
    layout = layout_of(segment)
    if found.stem is None:
        return _holding(found.places(layout) if docs is None else found.within(docs, layout).places, segment)
    if docs is not None and len(docs) < _FEW * len(found.docs):
        within = found.within(docs, layout)
        firsts = segment.field("text").paragraph_firsts(found.stem)[within.occurrences]
        return layout.blocks_of(within.places.compress(firsts))
    return cache_of(segment).get(("paragraphs", found.stem), partial(_all_paragraphs, found, segment))


def _in_articles(lists: list[Ints], segment: Segment, docs: Ints) -> list[Ints]:
    """Return of each list of blocks those that are in some articles."""
    wanted = np.zeros(segment.size, np.bool_)
    wanted[docs] = True
    articles = layout_of(segment).block_articles
    return [blocks.compress(wanted.take(articles.take(blocks))) for blocks in lists]


def _holding(places: Longs, segment: Segment) -> Ints:
    """Return the blocks that are paragraphs and hold any of some places (ascending)."""
    layout = layout_of(segment)
    starts = range(0, max(1, len(places)), _AT_ONCE)
    blocks = distinct(joined([distinct(layout.blocks_of(places[at : at + _AT_ONCE])) for at in starts]))
    return blocks[layout.is_paragraph[blocks]]


def _all_paragraphs(found: Found, segment: Segment) -> Ints:
    """Return the blocks that are paragraphs and hold a stem, ascending."""
    layout = layout_of(segment)
    firsts = segment.field("text").paragraph_firsts(found.stem or 0)
    return layout.blocks_of(found.places(layout).compress(firsts)).astype(np.int32)
