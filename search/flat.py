"""Scored articles -> the flat list of their paragraphs that match, best first, across articles and segments.

3 x (docs, scores)  ->  [(Chosen(segment 1, document 4, ...), block 31), ...], and how many match in all
"""

import numpy as np

from search.arrays import Floats, Longs, best, spread
from search.choose import Chosen
from search.evaluate import Evaluation, Scored
from search.matches import matches_in
from search.paragraphs import score_blocks


def choose_paragraphs(
    evaluation: Evaluation, scored: list[Scored], count: int, sort: str
) -> tuple[list[tuple[Chosen, int]], int]:
    """Return the `count` best paragraphs (or those of the newest or oldest articles), and how many match in all."""
    rows: list[tuple[float, Chosen, int]] = []
    matched = 0
    for segment, part in enumerate(scored):
        blocks, scores = _matching(evaluation, segment, part)
        matched += len(blocks)
        articles = np.searchsorted(evaluation.segments[segment].block_offsets, blocks, side="right") - 1
        published = evaluation.segments[segment].published[articles].astype(np.float64)
        keys: Floats = {"relevance": scores, "newest": published, "oldest": -published}[sort]
        at = best(keys, count)
        words = part.scores(np.searchsorted(part.docs, articles[at]))
        found = zip(keys[at].tolist(), articles[at].tolist(), words.tolist(), blocks[at].tolist(), strict=True)
        rows += [(key, Chosen(segment, article, score), block) for key, article, score, block in found]
    rows.sort(key=lambda row: -row[0])
    return [(chosen, block) for _, chosen, block in rows[:count]], matched


def _matching(evaluation: Evaluation, segment: int, part: Scored) -> tuple[Longs, Floats]:
    """Return the paragraphs of the found articles that hold a match; all of them where the query has no words."""
    where = evaluation.segments[segment]
    firsts = where.block_offsets.astype(np.int64)
    if not evaluation.leaves:
        starts = firsts[part.docs] + 2
        blocks = spread(starts, firsts[part.docs + 1] - starts)
        return blocks, np.zeros(len(blocks), dtype=np.float32)
    found = score_blocks(matches_in(evaluation, segment, part.docs), where, evaluation.leaf_weights())
    articles = np.searchsorted(firsts, found.numbers, side="right") - 1
    paragraphs = found.numbers - firsts[articles] >= 2
    return found.numbers[paragraphs], found.scores[paragraphs]
