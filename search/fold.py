"""Folds near-duplicates into the best of them: "also in 6 outlets".

    ranked a1, b, a2, c, a3, and a1, a2, a3 are copies   ->   hits a1 (also a2, a3), b, c

The best-ranked article of a group leads it, wherever a page ends: so no copy of it is on a later page either, and every
found article is a hit or among the copies of one. Which articles are copies, `search.copies` says.
"""

from collections.abc import Callable, Sequence

import numpy as np
from msgspec.structs import replace

from search.arrays import lookup
from search.choose import Chosen
from search.copies import Copies
from search.evaluate import Evaluation, Scored
from search.results import Also, Hit

SPARE = 10
"""Articles looked at beyond the hits that are wanted, since some may be copies."""


def leading(ranked: Callable[[int], list[Chosen]], copies: Copies, count: int) -> list[Chosen]:
    """Return the first `count` articles that are not copies of a better one; `ranked` gives the best of any number."""
    looked = count + SPARE
    while True:
        chosen = ranked(looked)
        kept = [chosen[at] for at in copies.first_of_each((one.segment, one.document) for one in chosen)]
        if len(kept) >= count or len(chosen) < looked:
            return kept[:count]
        looked *= 2


def with_copies(
    hits: Sequence[Hit], chosen: Sequence[Chosen], copies: Copies, evaluation: Evaluation, scored: Sequence[Scored]
) -> tuple[Hit, ...]:
    """Return the hits of chosen articles, each with those of its copies that were found too, oldest first."""

    def also(one: Chosen) -> tuple[Also, ...]:
        others = [place for place in copies.of(one.segment, one.document) if place != (one.segment, one.document)]
        made = [_also(evaluation, *place) for place in others if _has(scored[place[0]], place[1])]
        return tuple(sorted(made, key=lambda copy: (copy.published or "9999", copy.id)))

    pairs = zip(hits, chosen, strict=True)
    return tuple([replace(hit, also=also(one)) if copies.of(one.segment, one.document) else hit for hit, one in pairs])


def _has(scored: Scored, document: int) -> bool:
    """Say whether an article is among those found."""
    return bool(lookup(scored.docs, np.array([document]))[1][0])


def _also(evaluation: Evaluation, segment: int, document: int) -> Also:
    """Return what is shown of a copy."""
    article = evaluation.segments[segment].shown(document)
    return Also(article.id, article.title, article.source, article.url, article.published)
