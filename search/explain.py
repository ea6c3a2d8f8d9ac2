"""Why a hit has the score that it has: the sum it is, part by part.

    explained_article(evaluation, chosen)   ->   {"score": 9.3, "parts": [{"name": "kursk", "score": 6.1, ...}, ...]}

The parts are those of `search.rank`: each word or phrase, with its weight and how many articles have it, and what an
article, or a paragraph where those are the hits, gains beside them. They add up to the score.
"""

from collections.abc import Iterable
from itertools import chain
from typing import Any

import numpy as np

from search.arrays import lookup
from search.choose import Chosen
from search.evaluate import Evaluation
from search.layout import layout_of
from search.marks import Block
from search.matches import matches_in
from search.plan import AnyLeaf, Group, Planned, Term
from search.rank import PARAGRAPH_K1, saturate

Words = list[tuple[AnyLeaf, float]]
"""Leaves of a plan, and what each adds to a score."""

Explanation = dict[str, Any] | None
"""What `explain=1` adds to a hit; nothing where it was not asked for."""


def explained_article(evaluation: Evaluation, chosen: Chosen) -> Explanation:
    """Return the score of an article as the sum it is."""
    words = _words(evaluation, chosen)
    gains = [("coverage", chosen.words - sum(score for _, score in words))]
    gains += [(name, getattr(chosen, name)) for name in ("closeness", "sentence", "subject")]
    if chosen.feedback and evaluation.feedback:
        told = _words(evaluation.feedback, chosen)
        gains += [(f"feedback: {leaf.label}", score) for leaf, score in told]
    return _sum(chosen.score, evaluation, words, gains)


def explained_paragraph(evaluation: Evaluation, chosen: Chosen, block: Block) -> Explanation:
    """Return the score of one of an article's paragraphs as the sum it is."""
    layout = layout_of(evaluation.segments[chosen.segment])
    matches = matches_in(evaluation, chosen.segment, np.array([chosen.document]))
    within = layout.blocks_of(matches.places) == layout.first_blocks[chosen.document] + block.number
    times = np.bincount(matches.leaves[within], minlength=len(evaluation.leaves))
    scores = (saturate(times.astype(np.float32), PARAGRAPH_K1) * evaluation.leaf_weights()).tolist()
    words = list(zip(evaluation.leaves, scores, strict=True))
    return _sum(block.score, evaluation, words, [("closeness", block.score - sum(scores))])


def _words(evaluation: Evaluation, chosen: Chosen) -> Words:
    """Return each word or phrase of a query with what it adds to the score of an article."""
    return _added(evaluation, evaluation.group, chosen) or []


def _added(evaluation: Evaluation, part: Planned, chosen: Chosen) -> Words | None:
    """Return what the words of one part of the plan add, None where the article does not match it."""
    if not isinstance(part, Group):
        weighed = evaluation.weighed(part, chosen.segment)
        at, there = lookup(weighed.docs, np.asarray([chosen.document]))
        return [(part, weighed.scores(at).item())] if there.all() else None
    must, may, without = ([_added(evaluation, one, chosen) for one in side] for side in part)
    matching = [words for words in (*must, *may) if words is not None]
    if None in must or (may and not matching) or any(words is not None for words in without):
        return None
    return list(chain.from_iterable(matching))


def _sum(score: float, evaluation: Evaluation, words: Words, gains: Iterable[tuple[str, float]]) -> Explanation:
    """Return a score with its parts, but for those that are nothing."""
    parts = [(_name(leaf), part, _weight(evaluation, leaf)) for leaf, part in words]
    parts += [(name, part, {}) for name, part in gains]
    listed = [{"name": name, "score": round(part, 5), **more} for name, part, more in parts if round(part, 5)]
    return {"score": round(score, 5), "parts": listed}


def _name(leaf: AnyLeaf) -> str:
    """Return a word or phrase as it is written in a query: with its field, and = before an exact form."""
    where = leaf.region or leaf.field
    sign = "=" if isinstance(leaf, Term) and leaf.exact and leaf.field == "text" else ""
    return f"{'' if where == 'text' else f'{where}:'}{sign}{leaf.label}"


def _weight(evaluation: Evaluation, leaf: AnyLeaf) -> dict[str, Any]:
    """Return what a leaf weighs, and in how many articles it stands."""
    return {"weight": round(evaluation.weights[leaf], 5), "articles": evaluation.articles_with(leaf)}
