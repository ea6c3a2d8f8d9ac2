"""Pseudo-relevance feedback: what the best articles say is asked for too, where none has most of the query's words.

    why do ferries lose money in winter   ->   the ten best say "passenger", "fuel", ...   ->   who says so scores more

(Rocchio 1971, in the form of RM3 of Abdul-Jaleel et al., TREC 2004: the words go beside the query, with a share of its
weight.) Only articles that the query finds gain by it, so nothing is found or counted that the query does not ask for.
An article that has most of the words may be the one that somebody half remembers, and must not lose to others that
are on the subject: no feedback then. It is for questions, whose words no one article has.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain, islice
from math import log2

from search.copies import DocAddress, copies_of
from search.evaluate import Evaluation, Scored
from search.plan import Group
from search.rank import (
    FEEDBACK,
    FEEDBACK_ARTICLES,
    FEEDBACK_BELOW,
    FEEDBACK_LEAST,
    FEEDBACK_LENGTH,
    FEEDBACK_TERMS,
)
from search.telling import said_in, telling


def asks_for_feedback(evaluation: Evaluation, scored: Sequence[Scored]) -> bool:
    """Say whether a query has words enough, and no article has most of them."""
    return len(evaluation.optional) >= FEEDBACK_LEAST and evaluation.largest_share(scored) < FEEDBACK_BELOW


def feedback(evaluation: Evaluation, ranked: Sequence[DocAddress]) -> Evaluation:
    """Return the evaluation of the words that tell most of the best articles, given all from the best on.

    It is kept with the query's evaluation, and worked out once: more hits of the same query have the same best. Copies
    of a better article are left out: they say the same again.
    """
    if evaluation.feedback:
        return evaluation.feedback
    first = islice(copies_of(evaluation.snapshot).first_of_each(ranked), FEEDBACK_ARTICLES)
    best = [evaluation.segments[segment].shown(document) for segment, document in map(ranked.__getitem__, first)]
    said = _said_by_several([said_in(article, FEEDBACK_LENGTH) for article in best])
    terms = telling(evaluation.snapshot, said, FEEDBACK_TERMS)
    evaluation.feedback = Evaluation(evaluation.snapshot, Group(may=terms))
    evaluation.feedback.weigh_together(FEEDBACK * evaluation.optional_weight())
    return evaluation.feedback


def _said_by_several(each: Sequence[dict[str, float]]) -> dict[str, float]:
    """Return how much the articles, the best first, say together of what more than one of them says."""
    times = Counter(chain.from_iterable(each))
    together: dict[str, float] = defaultdict(float)
    for rank, said in enumerate(each, 1):
        worth = 1 / log2(rank + 1)
        for stem, share in said.items():
            if times[stem] > 1:
                together[stem] += worth * share
    return together
