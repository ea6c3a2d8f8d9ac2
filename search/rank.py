"""The score of an article, in named numbers, able to explain itself.

    score  =  what each word says          BM25 over headline, lead and body, summed over the query's words
            + coverage                     all of the query's words are there
            + closeness                    and they stand close together

**Words.** BM25F (Robertson, Zaragoza and Taylor 2004) in Lucene's form, without the factor k1 + 1:

    idf ^ IDF_POWER * tf / (tf + K1 * (1 - B + B * length / mean length)),   idf = ln(1 + (N - n + 0.5) / (n + 0.5))

N articles, n of them with the word; tf counts a word of the headline HEADLINE times and one of the lead LEAD times.
Headline and lead are not normalised for their own length (b = 0 for both): they are short everywhere. A length below
LENGTH_FLOOR of the mean counts as that: a stub of a headline and a line gains nothing by being short.

**Coverage** is the sum of the weights of the query's optional words, so that no article without all of them, however
often it has the others, comes before one that has them.

**Closeness** is the term proximity score of Büttcher, Clarke and Lushman (SIGIR 2006): each pair of neighbouring
matches of different words, d positions apart, adds weight / d^2 to both words' accounts, and an account a is worth
min(weight, 1) * a / (a + K1). It is worked out for the CANDIDATES best articles only; since it is never negative,
their order and that of the others stay sound.

How the numbers were found: on four judged collections (Cranfield, CISI, CACM, LISA), over a grid of 216 settings, those
of each collection by what did best on the three others. Three times that was K1 1.8, HEADLINE 3, LEAD 1.2, LENGTH_FLOOR
1.0 and IDF_POWER 1.1, once K1 1.5 and LENGTH_FLOOR 0.8; the collections left out gained 3.0, 6.8, 5.5 and 6.2% over a
BM25 with K1 1.2, Porter stems and no stop words. The milder of the two is used. `bench/ranking.py` does the like.
"""

import numpy as np
from msgspec import Struct

from index.segment import POSITION_GAP
from search.arrays import Floats, Ints, Longs

K1 = 1.5
B = 0.75
IDF_POWER = 1.1
HEADLINE = 3.0
LEAD = 1.2
LENGTH_FLOOR = 0.8
COVERAGE = 1.0
CLOSENESS_WORDS = 4
"""In a query of more words than this, closeness is shared among them: there are more accounts to add up."""

CANDIDATES = 100
"""Articles whose closeness is worked out."""

PARAGRAPH_K1 = 0.5
"""K1 within a paragraph: a second time adds little, so that another word adds more. Paragraph length does not count."""


def head_bonus() -> Floats:
    """Return what each value of `head_counts` adds to a count: headline in the low four bits, lead in the high four."""
    counts = np.arange(256, dtype=np.float32)
    bonus: Floats = ((HEADLINE - 1) * (counts % 16) + (LEAD - 1) * (counts // 16)).astype(np.float32)
    return bonus


def idf(articles: int, found: int) -> float:
    """Return how much it says that a word found in so many of `articles` is there."""
    return float(np.log1p((articles - found + 0.5) / (found + 0.5)) ** IDF_POWER)


def norms(lengths: Ints, mean_length: float) -> Floats:
    """Return, for each article, the number that its counts are weighed against (`K1` with length normalisation)."""
    relative = np.maximum(lengths.astype(np.float32) / np.float32(max(mean_length, 1.0)), np.float32(LENGTH_FLOOR))
    against: Floats = np.float32(K1 * (1 - B)) + np.float32(K1 * B) * relative
    return against


def saturate(counts: Floats, against: Floats | float) -> Floats:
    """Return counts as shares of one: the more often, the closer to 1."""
    shares: Floats = counts / (counts + against)
    return shares


class Matches(Struct, frozen=True, eq=False, gc=False):
    """All matches of some articles, in order of place: m matches, each of one of the query's scoring leaves."""

    places: Longs  # (m,) ascending
    leaves: Ints  # (m,) which leaf
    widths: Ints  # (m,) in words
    articles: Longs  # (m,) which of the articles


def closeness(matches: Matches, units: Ints, weights: Floats, count: int) -> Floats:
    """Return the closeness of each of `count` units (articles or paragraphs); `units` numbers each match's unit."""
    gaps = matches.places[1:] - matches.places[:-1]
    # what is less than a gap apart stands in one block, so in one unit
    pairs = ((matches.leaves[1:] != matches.leaves[:-1]) & (gaps < POSITION_GAP)).nonzero()[0]
    left, right = matches.leaves.take(pairs), matches.leaves.take(pairs + 1)
    force = 1.0 / np.maximum(gaps.take(pairs), 1).astype(np.float64) ** 2
    first = units.take(pairs) * len(weights)
    keys = np.concatenate((first + left, first + right))
    added = np.concatenate((weights.take(right) * force, weights.take(left) * force))
    accounts = np.bincount(keys, added, minlength=count * len(weights)).astype(np.float64, copy=False)
    shares = saturate(accounts, K1).reshape(count, len(weights))
    worth: Floats = (shares * np.minimum(weights, 1.0)).sum(axis=1) * min(1.0, CLOSENESS_WORDS / len(weights))
    return worth
