"""Scored articles -> the flat list of their paragraphs that match, best first, across articles and segments.

3 x (docs, scores)  ->  3 x Flat(blocks, scores)  ->  [(Chosen(segment 1, document 4, ...), block 31), ...]
"""

from dataclasses import dataclass

import numpy as np

from index.segment import NO_DATE
from search.arrays import Floats, Longs, best, spread
from search.choose import Chosen
from search.evaluate import Evaluation, Scored
from search.layout import layout_of
from search.matches import matches_in
from search.paragraphs import score_blocks


@dataclass(frozen=True, slots=True)
class Flat:
    """The paragraphs of a segment that match, by the number of their block, and how well."""

    blocks: Longs
    scores: Floats


def matching_paragraphs(evaluation: Evaluation, segment: int, part: Scored) -> Flat:
    """Return the paragraphs of the found articles that hold a match; all of them where the query has no words."""
    layout = layout_of(evaluation.segments[segment])
    if not evaluation.leaves:
        starts = layout.first_blocks[part.docs] + 2
        blocks = spread(starts, layout.first_blocks[part.docs + 1] - starts)
        return Flat(blocks, np.zeros(len(blocks), dtype=np.float32))
    matches = matches_in(evaluation, segment, part.docs)
    found = score_blocks(matches, evaluation.segments[segment], evaluation.leaf_weights())
    articles = layout.block_articles[found.numbers]
    paragraphs = found.numbers - layout.first_blocks[articles] >= 2
    return Flat(found.numbers[paragraphs], found.scores[paragraphs])


def choose_paragraphs(
    evaluation: Evaluation, scored: list[Scored], flats: list[Flat], count: int, sort: str
) -> list[tuple[Chosen, int]]:
    """Return the `count` best paragraphs, or those of the newest or oldest articles."""
    rows: list[tuple[float, Chosen, int]] = []
    for number, (part, flat) in enumerate(zip(scored, flats, strict=True)):
        segment = evaluation.segments[number]
        articles = layout_of(segment).block_articles[flat.blocks]
        published = segment.published[articles].astype(np.float64)
        published[published == NO_DATE] = np.nan
        dates = np.nan_to_num(published if sort == "newest" else -published, nan=-np.inf)
        keys: Floats = flat.scores if sort == "relevance" else dates
        at = best(keys, count)
        words = part.scores(np.searchsorted(part.docs, articles[at]))
        found = zip(keys[at].tolist(), articles[at].tolist(), words.tolist(), flat.blocks[at].tolist(), strict=True)
        rows += [(key, Chosen(number, article, score), block) for key, article, score, block in found]
    rows.sort(key=lambda row: -row[0])
    return [(chosen, block) for _, chosen, block in rows[:count]]
