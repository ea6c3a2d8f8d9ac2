"""A signature of 16 bytes per article, made while it is added: how much of its text another article shares.

    "The wreckage of a drone found in a beet field ..."    ->  7a 03 c1 ... (12 bytes), and 4 more of its headline
    alike(signatures, signatures)                          ->  whether two articles are versions of one story

**Text.** Every three neighbouring words of the paragraphs, by their stems, are one number, a hash, and so an article is
a set of numbers. A number falls into one of 12 bins by its size; of the least number of each bin a byte is kept. That
number is as likely to be the same for two articles as their sets have members in common (Jaccard's measure): MinHash
(Broder 1997), one hash for all bins (Li, Owen and Zhang 2012), a byte for the number (Li and König 2010).

**Headline.** A byte for each of the four words, stop words apart, whose hashes are the least. Pages whose text is
mostly the same box of other stories have the same text signature; what tells them apart is the headline.

Nothing is drawn at random: an article has the same signature in every archive. `search.copies` makes groups of them.
"""

import numpy as np
import numpy.typing as npt
from zlib_ng.zlib_ng import crc32

from index.analysis import STOP_WORDS, stem
from index.runs import Long, Mask, changes, offsets
from index.segment import Array
from index.words import Places

BINS = 12
HEADLINE_WORDS = 4

LEAST = 8
"""Of the bytes of text, so many must be equal. Found on 45,000 news articles: two that have just 8 in common share 0.62
of their word triples (the median), with 7 it is 0.52, with 6 0.42, where recurring notices begin that differ in their
figures alone. Of 50 pairs drawn from the 570 groups that 8 makes there, 46 were one story to a reader; the other four
were pages that were mostly the same box of other stories."""

MIN_WORDS = 50
"""Words in the paragraphs: articles of fewer have no signature, 16 zeros. There these are 7%, all but a few of them
tables of results, which follow one form."""

SIGNATURE = np.dtype(f"V{BINS + HEADLINE_WORDS}")
"""The type of one signature."""

Numbers = npt.NDArray[np.uint64]
Bytes = npt.NDArray[np.uint8]

_ENOUGH = 8.0
"""Numbers looked at for each bin, on average: only where a bin gets none of them would a larger one have counted."""

_STOP_HASHES = np.array([crc32(stem(word).encode()) for word in sorted(STOP_WORDS)], np.uint32)

_FACTORS = tuple(np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
_MIXER = np.uint64(0xBF58476D1CE4E5B9)
_NONE = np.iinfo(np.uint64).max


def signatures(stems: npt.NDArray[np.uint32], where: Places) -> Array:
    """Return the signature of each article, from the hash of the stem of each word and where the words stand."""
    heads = _heads(where)
    text = _text(stems.astype(np.uint64), where, heads)
    titles = (where.block_ends - where.block_starts)[where.block_offsets[:-1]]
    made = np.concatenate((text, _headlines(stems, where, titles)), axis=1)
    made[where.lengths - heads < MIN_WORDS] = 0
    return made.reshape(-1).view(SIGNATURE)


def as_bytes(signed: Array) -> Bytes:
    """Return signatures as rows of bytes."""
    return np.ascontiguousarray(signed).view(np.uint8).reshape(-1, SIGNATURE.itemsize)


def alike(some: Bytes, others: Bytes) -> Mask:
    """Return, row by row, whether two articles share most of their text, and a word of their headlines if both have."""
    text = np.count_nonzero(some[:, :BINS] == others[:, :BINS], axis=1) >= LEAST
    untitled = ~some[:, BINS:].any(axis=1) | ~others[:, BINS:].any(axis=1)
    are_alike: Mask = text & (untitled | (headline_words_shared(some, others) > 0))
    return are_alike


def headline_words_shared(some: Bytes, others: Bytes) -> Long:
    """Return, row by row, how many words of their headlines two articles share; by chance, one in 255 others."""
    first, second = some[:, BINS:, None], others[:, None, BINS:]
    shared: Long = ((first == second) & (first > 0)).any(axis=2).sum(axis=1)
    return shared


def _heads(where: Places) -> Long:
    """Return how many words the headline and the standfirst of each article have: outlets write them anew."""
    first = where.block_offsets[:-1]
    blocks = where.block_ends - where.block_starts
    return blocks[first] + blocks[first + 1]


def _text(stems: Numbers, where: Places, heads: Long) -> Bytes:
    """Return a byte for each bin of each article."""
    least = np.full(len(heads) * BINS, _NONE)
    numbers = _numbers(stems)
    _leave_out(numbers, where.lengths, heads)
    scaled = (numbers >> np.uint64(32)) * np.uint64(BINS)  # the upper half is the bin, the lower the place within it
    within = scaled & np.uint64(0xFFFFFFFF)
    at = np.flatnonzero(within <= np.repeat(_limits(where.lengths - heads), where.lengths))
    bins = where.documents[at] * BINS + (scaled[at] >> np.uint64(32)).astype(np.int64)
    np.minimum.at(least, bins, numbers[at])
    return (least & np.uint64(0xFF)).astype(np.uint8).reshape(-1, BINS)


def _numbers(stems: Numbers) -> Numbers:
    """Return the hash of the three words that start at each word."""
    first, second, third = _FACTORS
    numbers = stems * first
    numbers[:-1] += stems[1:] * second
    numbers[:-2] += stems[2:] * third
    numbers ^= numbers >> np.uint64(29)
    numbers *= _MIXER
    numbers ^= numbers >> np.uint64(32)
    return numbers


def _leave_out(numbers: Numbers, lengths: Long, heads: Long) -> None:
    """Set to the largest number what starts before the paragraphs, or does not end in its article."""
    ends = np.cumsum(lengths)
    for back in (1, 2):
        numbers[np.maximum(ends - back, 0)[: len(numbers)]] = _NONE
    numbers[_first(ends - lengths, heads)] = _NONE


def _first(starts: Long, counts: Long) -> Long:
    """Return the indexes of the first `counts` words of articles that start at `starts`."""
    before = offsets(counts)
    return np.arange(before[-1]) + np.repeat(starts - before[:-1], counts)


def _limits(body: Long) -> Numbers:
    """Return up to which place within its bin a number is looked at, in each article: to spare the rest."""
    share = np.minimum(_ENOUGH * BINS / np.maximum(body, 1), 1.0)
    return (share * float((1 << 32) - 1)).astype(np.uint64)


def _headlines(stems: npt.NDArray[np.uint32], where: Places, titles: Long) -> Bytes:
    """Return a byte, never 0, for each of the words of a headline that count, zeros where there are fewer."""
    made = np.zeros((len(titles), HEADLINE_WORDS), np.uint8)
    words = _first(np.cumsum(where.lengths) - where.lengths, titles)
    words = words[~np.isin(stems[words], _STOP_HASHES)]
    mixed = (stems[words].astype(np.uint64) * _FACTORS[0]) >> np.uint64(32)
    keys = np.unique(where.documents[words].astype(np.uint64) << np.uint64(32) | mixed)  # by article, then by hash
    articles = (keys >> np.uint64(32)).astype(np.int64)
    first = np.flatnonzero(changes(articles))
    rank = np.arange(len(keys)) - np.repeat(first, np.diff(first, append=len(keys)))
    kept = rank < HEADLINE_WORDS
    made[articles[kept], rank[kept]] = keys[kept].astype(np.uint32) % 255 + 1
    return made
