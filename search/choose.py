"""Scored articles -> the page of hits: the best by relevance, or the newest or oldest, across segments.

    3 x (docs, scores), size 10  ->  [Chosen(segment 1, document 4, score 9.3), ...]

Relevance is judged twice: all articles by their words, then the CANDIDATES best of them by how these stand, for which
positions are read, and where the query needs it by feedback, for which articles are.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from index.segment import NO_DATE
from search.arrays import Floats, Ints, best
from search.copies import DocAddress
from search.evaluate import Evaluation, Scored
from search.feedback import asks_for_feedback, feedback
from search.layout import layout_of
from search.matches import matches_in
from search.paging import Seen, are_seen, key_of_hit
from search.rank import CANDIDATES, Matches, Pairs, best_sentence, closeness, pairs_of, subject


class Chosen(Struct, frozen=True, gc=False):
    """One found article that becomes a hit: where it stands, and its score in parts.

    Where paragraphs are the hits, `block` is the number of the paragraph's block in the segment.
    """

    segment: int
    document: int
    words: float  # BM25 and coverage
    closeness: float = 0.0
    sentence: float = 0.0
    subject: float = 0.0
    feedback: float = 0.0
    block: int | None = None

    @property
    def score(self) -> float:
        """The whole score."""
        return self.words + self.closeness + self.sentence + self.subject + self.feedback


def by_relevance(evaluation: Evaluation, scored: list[Scored], count: int, seen: Seen) -> list[Chosen]:
    """Return the `count` best articles but those `seen`, best first; equal ones in the order of segments."""
    judged = CANDIDATES if len(evaluation.leaves) > 1 else 0
    rows = _top(scored, [part.values for part in scored], max(count + len(seen), judged))
    order = np.arange(len(rows.words))
    if judged:
        first = rows.first(judged)
        _judge(evaluation, scored, first)
        order[:judged] = np.argsort(-first.scores(), kind="stable")
    return rows.chosen(_unseen(evaluation, rows, order, seen)[:count])


def by_words(scored: list[Scored], count: int) -> list[Chosen]:
    """Return the `count` articles with the highest scores by their words alone, best first."""
    rows = _top(scored, [part.values for part in scored], count)
    return rows.chosen(np.arange(len(rows.words)))


def by_date(evaluation: Evaluation, scored: list[Scored], count: int, seen: Seen, sort: str) -> list[Chosen]:
    """Return the `count` newest or oldest articles but those `seen`; undated ones come last either way."""
    pairs = zip(evaluation.segments, scored, strict=True)
    keys = [by_days(segment.published[part.docs], sort) for segment, part in pairs]
    rows = _top(scored, keys, count + len(seen))
    order = np.arange(len(rows.words))
    return rows.chosen(_unseen(evaluation, rows, order, seen)[:count])


def by_days(published: Ints, sort: str) -> Floats:
    """Return keys that are highest for what comes first by date, and lowest for what has none."""
    days = published.astype(np.float64)
    days[published == NO_DATE] = np.nan
    keys: Floats = np.nan_to_num(days if sort == "newest" else -days, nan=-np.inf)
    return keys


class _Rows(Struct, frozen=True, eq=False, gc=False):
    """Articles in order, as columns."""

    segments: Ints
    documents: Ints
    words: Floats
    gains: Floats  # four rows: closeness, sentence, subject, feedback

    def first(self, count: int) -> "_Rows":
        """Return the first rows; what is written to their gains is written here."""
        return _Rows(self.segments[:count], self.documents[:count], self.words[:count], self.gains[:, :count])

    def scores(self) -> Floats:
        """Return the whole score of each."""
        scores: Floats = self.words + self.gains.sum(axis=0)
        return scores

    def chosen(self, order: Ints) -> list[Chosen]:
        """Return the rows at `order` as records."""
        where = self.segments.take(order).tolist(), self.documents.take(order).tolist()
        columns = (*where, self.words.take(order).tolist(), *self.gains.take(order, axis=1).tolist())
        return [Chosen(*row) for row in zip(*columns, strict=True)]


def _top(scored: list[Scored], keys: Sequence[npt.NDArray[np.number]], count: int) -> _Rows:
    """Return the `count` articles with the highest keys, over all segments."""
    at = [best(key, count) for key in keys]
    parts = list(zip(scored, at, strict=True))
    segments = np.arange(len(parts)).repeat([len(some) for some in at])
    documents = np.concatenate([part.docs[some] for part, some in parts] or [np.zeros(0, np.int64)])
    words = np.concatenate([part.values[some] for part, some in parts] or [np.zeros(0)]).astype(np.float64)
    if len(parts) > 1:
        order = np.argsort(-np.concatenate([key[some] for key, some in zip(keys, at, strict=True)]), kind="stable")
        segments, documents, words = segments[order], documents[order], words[order]
    segments, documents, words = segments[:count], documents[:count], words[:count]
    return _Rows(segments, documents, words, np.zeros((4, len(words))))


def _unseen(evaluation: Evaluation, rows: _Rows, order: Ints, seen: Seen) -> Ints:
    """Return `order`, indexes of rows, without those of the articles `seen`."""
    if not seen:
        return order
    keys = np.zeros(len(rows.documents), np.uint64)
    for number, segment in enumerate(evaluation.segments):
        mine = (rows.segments == number).nonzero()[0]
        keys[mine] = segment.keys[rows.documents[mine]]
    return order[~are_seen(key_of_hit(keys[order]), seen)]


def _judge(evaluation: Evaluation, scored: list[Scored], rows: _Rows) -> None:
    """Work out what the best rows of what was found gain by how their words stand, and by feedback."""
    weights = evaluation.leaf_weights()
    close, sentence, headline, told = rows.gains
    parts = _parts(rows)
    for segment, mine, docs in parts:
        matches = matches_in(evaluation, segment, docs)
        pairs = pairs_of(matches)
        close[mine] = closeness(matches, pairs, matches.articles, weights, len(docs))
        sentence[mine] = _sentence(evaluation, segment, docs, matches, pairs)
        headline[mine] = _subject(evaluation, segment, docs, matches)
    if asks_for_feedback(evaluation, scored):
        words = feedback(evaluation, _places(rows))
        for segment, mine, docs in parts:
            told[mine] = words.leaf_scores(segment, docs).sum(axis=0)


def _sentence(evaluation: Evaluation, segment: int, docs: Ints, matches: Matches, pairs: Pairs) -> Floats:
    """Return what articles of a segment (ascending) gain by their best sentence."""
    paired = np.zeros(len(matches.places), np.bool_)
    paired[pairs[0]] = paired[pairs[0] + 1] = True
    at = paired.nonzero()[0]
    sentences = layout_of(evaluation.segments[segment]).sentences_among(docs, matches.places.take(at))
    leaves, articles = matches.leaves.take(at), matches.articles.take(at)
    return best_sentence(sentences, leaves, articles, evaluation.leaf_weights(), len(docs))


def _subject(evaluation: Evaluation, segment: int, docs: Ints, matches: Matches) -> Floats:
    """Return what articles of a segment (ascending) gain by their headlines."""
    layout = layout_of(evaluation.segments[segment])
    after = layout.blocks.take(layout.first_blocks.take(docs) + 1)  # where the block after the headline starts
    at = (matches.places < after.take(matches.articles)).nonzero()[0]
    return subject(matches.leaves.take(at), matches.articles.take(at), evaluation.leaf_weights(), len(docs))


def _parts(rows: _Rows) -> list[tuple[int, Ints, Ints]]:
    """Return, for each segment that rows are of, its number, the indexes of the rows, and their articles, ascending."""
    parts = []
    for segment in set(rows.segments.tolist()):
        mine = (rows.segments == segment).nonzero()[0]
        mine = mine[rows.documents[mine].argsort()]
        parts.append((segment, mine, rows.documents[mine]))
    return parts


def _places(rows: _Rows) -> list[DocAddress]:
    """Return where the rows stand, the highest scores first; those that are shown as equal in the order of segments.

    Scores are shown with five digits: beyond them equal ones may differ, by the order in which they were added up.
    """
    order = np.lexsort((rows.documents, rows.segments, -rows.scores().round(5)))
    return list(zip(rows.segments[order].tolist(), rows.documents[order].tolist(), strict=True))
