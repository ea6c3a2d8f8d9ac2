"""The score of an article, in named numbers; `search.explain` says of a hit what each part adds.

    score  =  what each word says          BM25 over headline, lead and body, summed over the query's words
            + coverage                     all of the query's words are there
            + closeness                    and they stand close together
            + sentence                     most of them in one sentence
            + subject                      most of them in the headline
            + feedback                     where none has most of them: it says what the best articles say

**Words.** BM25F (Robertson, Zaragoza and Taylor 2004) in Lucene's form, without the factor k1 + 1:

    idf ^ IDF_POWER * tf / (tf + K1 * (1 - B + B * length / mean length)),   idf = ln(1 + (N - n + 0.5) / (n + 0.5))

N articles, n of them with the word; tf counts a word of the headline HEADLINE times and one of the lead LEAD times.
Headline and lead are not normalised for their own length (b = 0 for both): they are short everywhere. A length below
LENGTH_FLOOR of the mean counts as that: a stub of a headline and a line gains nothing by being short. Below, the weight
of a word is its idf ^ IDF_POWER, W is the sum of the weights of all the query's words, and Wo of the optional ones.

**Coverage** adds COVERAGE * min(1, COVERAGE_WORDS / n)^2 * Wo to an article that has all n optional words, where the
query has more than one word: so articles with all of them lead, however often others have some.

**Closeness** is the term proximity score of Büttcher, Clarke and Lushman (SIGIR 2006). Each pair of neighbouring
matches of different words, d positions apart, adds to each word's account the weight of the other / d^2, and an account
a is worth min(1, the word's weight) * a / (a + K1). Their sum is multiplied by min(1, CLOSENESS_WORDS / n), of n words.

**Sentence** adds SENTENCE * W * s ^ SENTENCE_POWER, where s is the largest share of W that stands in one sentence, of
two words and more. It is what finds a sentence that is half remembered.

**Subject** adds SUBJECT * W * s ^ SUBJECT_POWER, where s is the share of W that stands in the headline, likewise of two
words and more. An article is about what its headline says, and goes before one that mentions it.

**Feedback** adds FEEDBACK * Wo * v / V * tf / (tf + ...) for each of its words, v being the weight of the word and V
that of all of them; `search.feedback` says which words.

Closeness, sentence, subject and feedback are worked out for the CANDIDATES articles alone that are best without them.
None is ever negative: a candidate falls behind none of those that were not looked at.

How the numbers were found. On eight judged collections (Cranfield, CISI, CACM, LISA, and last ADI, Medline, NPL and
TIME, which had no part in it before), by nDCG@10, where `bench/ranking.py` holds what does best on the others against
each; and on 45,000 news articles, for sentences half remembered, by mean reciprocal rank (`bench/half_remembered.py`).

- IDF_POWER, LEAD, LENGTH_FLOOR and FEEDBACK_TERMS are what does best on seven of the eight, whichever of them is left
  out. The one left out is found 5.1% better than by plain BM25 on average, from -0.2% (TIME) to 10.3% (CACM).
- COVERAGE for queries of any length lets long articles lead that have the words somewhere. Sentences of 4 right words
  and 1 wrong were found at 0.39 with it, at 0.46 with a fifth of it, and at 0.62 with COVERAGE_WORDS and SENTENCE.
- What each gains over the same without it:

      part or number       collections    sentences
      IDF_POWER, over 1    +2.9%          -2%
      HEADLINE, over 1     +3.4%
      K1, over 1.0, 1.5    +0.8%, +0.4%
      closeness            +0.5%          +2.5%      Cranfield +1.9%
      sentence             -0.2%          +30%       with a power of 4 -1.0% and +34%
      subject              +0.1%          -0.4%      110 queries of newsrooms: nDCG@3 0.783 to 0.815
      feedback             +1.6%                     from +6% (CISI) to -4% (ADI, of 82 articles); three words +2.0%
      ... for any query    +2.3%          -3%        without FEEDBACK_BELOW; three words +3.1%

  The queries of newsrooms (`bench/newsroom.py`) are graded by a reader; Tantivy has 0.813 there, plain BM25 0.768.
  Three words are drawn from each question of the collections.
"""

import numpy as np
from msgspec import Struct

from index.segment import POSITION_GAP
from search.arrays import Floats, Ints, Longs, runs

K1 = 1.2
B = 0.75
IDF_POWER = 1.25
HEADLINE = 3.0
LEAD = 1.1
LENGTH_FLOOR = 0.65
COVERAGE = 1.0
COVERAGE_WORDS = 3
"""In a query of more optional words than this, coverage counts less: somewhere, a long article has them all."""

SENTENCE = 0.9
SENTENCE_POWER = 5
SUBJECT = 0.7
SUBJECT_POWER = 3
CLOSENESS_WORDS = 4
"""In a query of more words than this, closeness is shared among them: there are more accounts to add up."""

CANDIDATES = 100
"""Articles whose closeness, best sentence and feedback are worked out."""

FEEDBACK = 0.4
"""Weight of all words of feedback together, as a share of that of the query's optional words."""

FEEDBACK_LEAST = 3
"""Optional words that a query must have."""

FEEDBACK_BELOW = 0.7
"""Share of the optional words: where an article has as many, there is no feedback."""

FEEDBACK_ARTICLES = 10
FEEDBACK_TERMS = 15
FEEDBACK_LENGTH = 1500
"""Characters of an article that are looked at: news says first what it is about."""

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


Pairs = tuple[Ints, Longs]
"""Neighbouring matches of different words: the index of the first of the two, and how many positions they are apart."""


def pairs_of(matches: Matches) -> Pairs:
    """Return the neighbouring matches of different words that stand in one block, in order of place."""
    gaps = matches.places[1:] - matches.places[:-1]
    # what is less than a gap apart stands in one block, so in one unit
    pairs = ((matches.leaves[1:] != matches.leaves[:-1]) & (gaps < POSITION_GAP)).nonzero()[0]
    return pairs, gaps.take(pairs)


def closeness(matches: Matches, pairs: Pairs, units: Ints, weights: Floats, count: int) -> Floats:
    """Return the closeness of each of `count` units (articles or paragraphs); `units` numbers each match's unit."""
    firsts, gaps = pairs
    left, right = matches.leaves.take(firsts), matches.leaves.take(firsts + 1)
    force = 1.0 / np.maximum(gaps, 1).astype(np.float64) ** 2
    first = units.take(firsts) * len(weights)
    keys = np.concatenate((first + left, first + right))
    added = np.concatenate((weights.take(right) * force, weights.take(left) * force))
    accounts = np.bincount(keys, added, minlength=count * len(weights)).astype(np.float64, copy=False)
    shares = saturate(accounts, K1).reshape(count, len(weights))
    worth: Floats = shares @ np.minimum(weights, 1.0) * min(1.0, CLOSENESS_WORDS / len(weights))
    return worth


def best_sentence(sentences: Ints, leaves: Ints, articles: Ints, weights: Floats, count: int) -> Floats:
    """Return what each of `count` articles gains by the sentence that has most of the words.

    Of each match that is in a pair, in order of place, `sentences` numbers the sentence that it stands in, `leaves` its
    leaf and `articles` its article.
    """
    starts, counts = runs(sentences)
    shares = _shares_held(np.arange(len(starts)).repeat(counts), leaves, weights, len(starts))
    best = np.zeros(count)
    np.maximum.at(best, articles.take(starts), shares)
    worth: Floats = SENTENCE * float(weights.sum()) * best**SENTENCE_POWER
    return worth


def subject(leaves: Ints, articles: Ints, weights: Floats, count: int) -> Floats:
    """Return what each of `count` articles gains by its headline: of each match in one, `leaves` and `articles`."""
    shares = _shares_held(articles, leaves, weights, count)
    worth: Floats = SUBJECT * float(weights.sum()) * shares**SUBJECT_POWER
    return worth


def _shares_held(units: Ints, leaves: Ints, weights: Floats, count: int) -> Floats:
    """Return what share of all weights each of `count` units holds, if of two leaves; each match is in one of them."""
    size = len(weights)
    there = np.zeros(count * size)
    there[units * size + leaves] = 1.0
    held = there.reshape(-1, size)
    shares: Floats = held @ (weights / (float(weights.sum()) or 1.0))
    shares *= held @ np.ones(size) > 1
    return shares
