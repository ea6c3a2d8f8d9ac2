"""Scored articles -> the flat list of their paragraphs that match, best first, across articles and segments.

3 x (docs, scores)  ->  3 x Flat(blocks, scores)  ->  [Chosen(segment 1, document 4, ..., block 31), ...]
"""

import numpy as np
from msgspec import Struct

from index.segment import Segment
from search.arrays import Floats, Ints, Longs, afforded, best, spread
from search.choose import Chosen, by_days
from search.evaluate import Evaluation, Scored
from search.layout import layout_of
from search.matches import matches_in
from search.options import Options
from search.paging import Keys, are_seen, key_of_hit
from search.paragraphs import score_blocks

LEAST_MATCHES = 500_000
MATCHES = 12
"""Matches for each article of a segment that are ranked by paragraphs, and in a small segment all together: words that
stand in most articles have more, and then the paragraphs of the articles that come first are ranked."""

_MANY_LEAVES = 10
"""Each so many leaves more divide that by one more (by 2, by 3, ...): ranking counts each leaf in each paragraph."""

_CELLS = 1 << 20
"""Matches times leaves that are ranked at a time: bounds memory, however many there are."""


class Flat(Struct, frozen=True, eq=False, gc=False):
    """The paragraphs of a segment that match, by the number of their block, and how well."""

    blocks: Longs
    scores: Floats
    partial: bool = False  # whether only the articles that come first were looked into


def matching_paragraphs(evaluation: Evaluation, segment: int, part: Scored, keys: Ints | Floats | None) -> Flat:
    """Return the paragraphs of the found articles that hold a match; all of them where the query has no words.

    Where there are very many matches, only the articles with the highest `keys` are looked into; without keys, all are.
    """
    layout = layout_of(evaluation.segments[segment])
    if not evaluation.leaves:
        starts = layout.first_blocks[part.docs] + 2
        blocks = spread(starts, layout.first_blocks[part.docs + 1] - starts)
        return Flat(blocks, np.zeros(len(blocks), dtype=np.float32))
    matches = _matches_of(evaluation, segment, part.docs)
    most = max(LEAST_MATCHES, MATCHES * layout.size) // (1 + len(evaluation.leaves) // _MANY_LEAVES)
    docs = part.docs if keys is None else _first(part.docs, keys, matches, most)
    upto = np.cumsum(matches[np.searchsorted(part.docs, docs)])
    stretch = _CELLS // len(evaluation.leaves)
    cuts = np.searchsorted(upto, np.arange(stretch, int(upto[-1]) if len(upto) else 0, stretch))
    flats = [_ranked(evaluation, segment, docs) for docs in np.split(docs, cuts)]
    blocks = np.concatenate([flat.blocks for flat in flats])
    return Flat(blocks, np.concatenate([flat.scores for flat in flats]), len(docs) < len(part.docs))


def _matches_of(evaluation: Evaluation, segment: int, docs: Ints) -> Longs:
    """Return how many matches each of these articles has."""
    matches = np.zeros(evaluation.segments[segment].size, dtype=np.int64)
    for leaf in evaluation.leaves:
        found = evaluation.found(leaf, segment)
        matches[found.docs] += found.counts
    return matches[docs]


def _first(docs: Ints, keys: Ints | Floats, matches: Longs, most: int) -> Ints:
    """Return the articles with the highest keys that have so many matches together, ascending."""
    if int(matches.sum()) <= most:
        return docs
    return docs[afforded(np.argsort(-keys, kind="stable"), matches, most)]


def _ranked(evaluation: Evaluation, segment: int, docs: Ints) -> Flat:
    """Return the paragraphs of these articles that hold a match."""
    layout = layout_of(evaluation.segments[segment])
    matches = matches_in(evaluation, segment, docs)
    found = score_blocks(matches, evaluation.segments[segment], evaluation.leaf_weights())
    articles = layout.block_articles[found.numbers]
    paragraphs = found.numbers - layout.first_blocks[articles] >= 2
    return Flat(found.numbers[paragraphs], found.scores[paragraphs])


def choose_paragraphs(
    evaluation: Evaluation, scored: list[Scored], flats: list[Flat], count: int, options: Options
) -> list[Chosen]:
    """Return the `count` best paragraphs that no page before has shown, or those of the newest or oldest articles."""
    rows: list[tuple[float, Chosen]] = []
    for number, (part, flat) in enumerate(zip(scored, flats, strict=True)):
        segment = evaluation.segments[number]
        articles = layout_of(segment).block_articles[flat.blocks]
        keys = flat.scores if options.sort == "relevance" else by_days(segment.published[articles], options.sort)
        at = best(keys, count + len(options.seen))
        if options.seen:
            at = at[~are_seen(_keys_of(segment, flat.blocks[at]), options.seen)]
        words = part.scores(np.searchsorted(part.docs, articles[at]))
        found = zip(keys[at].tolist(), articles[at].tolist(), words.tolist(), flat.blocks[at].tolist(), strict=True)
        rows += [(key, Chosen(number, article, score, block=block)) for key, article, score, block in found]
    rows.sort(key=lambda row: -row[0])
    return [chosen for _, chosen in rows[:count]]


def _keys_of(segment: Segment, blocks: Longs) -> Keys:
    """Return the keys of the paragraphs that are these blocks, as hits."""
    layout = layout_of(segment)
    articles = layout.block_articles[blocks]
    numbers = blocks - layout.first_blocks[articles] - 1
    return key_of_hit(segment.keys[articles], numbers.astype(np.uint64))
