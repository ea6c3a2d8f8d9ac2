"""Plan -> which articles match in each segment, and how well.

    Group(must=(drones,), may=(kursk,))  +  3 segments  ->  3 x (docs [4, 9, 17], scores [7.1, 2.2, 5.0])

A word found in many articles says little, and how many is only known when all segments have been asked: so all leaves
are found everywhere first, then weighed, then the groups are put together, segment by segment, on sorted arrays.
"""

from collections.abc import Sequence
from typing import TypeGuard

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from index.segment import Snapshot
from search.array_cache import ArrayCache
from search.arrays import Floats, Ints, Mask, lookup, meet
from search.cached import cached
from search.filters import NO_FILTERS, Filters
from search.found import Found
from search.leaves import FoundLeaves, Leaves, all_leaves
from search.plan import AnyLeaf, Group, Planned
from search.rank import COVERAGE, COVERAGE_WORDS, Matches, head_bonus, idf, norms, saturate

HEAD_BONUS = head_bonus()

COMMON = 0.25
"""A word is common that more than this part of a segment's articles have: of 45,000 news articles 122 stems."""

BYTES_AN_ARTICLE = 400
"""How much is kept of the shares of common words, for each article of a segment: a hundred words."""


class Norms(Struct, frozen=True, eq=False, gc=False):
    """What counts are weighed against in one segment, and what was worked out by it for the commonest words."""

    values: Floats  # for each article
    shares: ArrayCache  # by stem, for each article: see `Weighed.everywhere`


class Weighed(Struct, frozen=True, eq=False, gc=False):
    """A leaf in one segment with its weight: `docs` and what each of them scores."""

    found: Found
    weight: float
    norms: Norms

    @property
    def docs(self) -> Ints:
        """The articles that have it, ascending."""
        return self.found.docs

    def scores(self, at: Ints | None = None) -> Floats:
        """Return what it adds to the score of each of `docs`, or of those at the indexes `at` (ascending)."""
        if not self.weight:
            return np.zeros(len(self.docs if at is None else at), dtype=np.float32)
        scores = self._shares(at)
        scores *= np.float32(self.weight)
        return scores

    def everywhere(self) -> tuple[Floats, Mask]:
        """Return what a common word adds to the score of each article of the segment, and which have it."""

        def make() -> Floats:
            shares = np.zeros(len(self.norms.values), np.float32)
            shares[self.found.docs] = self._shares(None)
            return shares

        shares = self.norms.shares.get(self.found.stem, make)
        return shares * np.float32(self.weight), shares > 0

    def _shares(self, at: Ints | None) -> Floats:
        """Return the counts in all of `docs`, or in those at the indexes `at` (ascending), as shares of one."""
        found = self.found
        docs = found.docs if at is None else found.docs.take(at)
        counts = (found.counts if at is None else found.counts.take(at)).astype(np.float32)
        if at is None:
            counts[found.head_at.astype(np.intp)] += HEAD_BONUS.take(found.head_counts)
        elif len(found.head_at):
            where, there = lookup(found.head_at, at)
            counts[there] += HEAD_BONUS.take(found.head_counts.take(where[there]))
        return saturate(counts, self.norms.values.take(docs))


class Scored(Struct, frozen=True, eq=False, gc=False):
    """Articles of a segment, ascending, and their scores."""

    docs: Ints
    values: Floats
    optional: Ints  # how many of the group's optional words each has
    everything: bool = False  # whether no article that has any of the query's words is left out

    def scores(self, at: Ints | None = None) -> Floats:
        """Return the scores of all, or of those at the indexes `at`."""
        return self.values if at is None else self.values[at]

    def where(self, keep: Mask) -> "Scored":
        """Return those that are to be kept."""
        return Scored(self.docs[keep], self.values[keep], self.optional[keep], self.everything)


class Evaluation:
    """One plan asked of one snapshot: what every leaf found, what it weighs, and how its groups combine.

    `known` are leaves that were found before: see `FoundLeaves`.
    """

    def __init__(
        self, snapshot: Snapshot, group: Group, filters: Filters = NO_FILTERS, known: Leaves | None = None
    ) -> None:
        self.snapshot = snapshot
        self.segments = snapshot.segments
        self.group = group
        self._allowed = [filters.allowed(segment) for segment in self.segments]
        self.found_leaves = FoundLeaves(snapshot, group, self._allowed, {} if known is None else known)
        self.leaves = [leaf for leaf in dict.fromkeys(all_leaves(group, positive=True)) if leaf.scores]
        self.optional = [leaf for leaf in _alternatives(group) if _is_word(leaf)]
        self.weights = {leaf: self._weight(leaf) for leaf in self.found_leaves}
        self._norms = norms_of(snapshot)
        self.matches: dict[int, tuple[Ints, Matches]] = {}  # of some articles of a segment: see `search.matches`
        self.feedback: Evaluation | None = None  # what the best articles say: see `search.feedback`

    def _weight(self, leaf: AnyLeaf) -> float:
        return leaf.boost * idf(self.snapshot.articles, self.articles_with(leaf)) if leaf.scores else 0.0

    def articles_with(self, leaf: AnyLeaf) -> int:
        """Return about how many live articles have a leaf."""
        return self.found_leaves.articles_with(leaf)

    def found(self, leaf: AnyLeaf, segment: int) -> Found:
        """Return where a leaf stands in the segment of this number."""
        return self.found_leaves.of(leaf)[segment]

    def scored(self) -> list[Scored]:
        """Return the articles of each segment that match the whole plan and pass the filters, with their scores."""
        return [self._scored(number) for number in range(len(self.segments))]

    def _scored(self, segment: int) -> Scored:
        result, allowed = self._group(self.group, segment), self._allowed[segment]
        if allowed is not None:
            result = result.where(allowed[result.docs])
        bonus = self.coverage()
        if bonus:
            values = result.values
            values += (result.optional == len(self.optional)) * np.float32(bonus)
        plain = not self.group.must and not self.group.without and not any(isinstance(p, Group) for p in self.group.may)
        return replace(result, everything=allowed is None and plain)

    def weighed(self, leaf: AnyLeaf, segment: int) -> Weighed:
        """Return a leaf in one segment, ready to score."""
        return Weighed(self.found(leaf, segment), self.weights[leaf], self._norms[segment])

    def leaf_weights(self) -> Floats:
        """Return the weight of each scoring leaf, in the order of `leaves`."""
        return np.asarray([self.weights[leaf] for leaf in self.leaves], dtype=np.float64)

    def leaf_scores(self, segment: int, docs: Ints) -> Floats:
        """Return what each scoring leaf adds to the score of each of these articles (ascending): leaves x articles."""
        scores: Floats = np.zeros((len(self.leaves), len(docs)), np.float32)
        for leaf, row in zip(self.leaves, scores, strict=True):
            weighed = self.weighed(leaf, segment)
            at, there = lookup(weighed.docs, docs)
            row[there] = weighed.scores(at[there])
        return scores

    def weigh_together(self, weight: float) -> None:
        """Make the weights of all leaves sum to `weight`."""
        factor = weight / (sum(self.weights.values()) or 1.0)
        self.weights = {leaf: factor * own for leaf, own in self.weights.items()}

    def largest_share(self, scored: Sequence[Scored]) -> float:
        """Return the largest share of the query's optional words that any of some articles has."""
        most = max((int(part.optional.max(initial=0)) for part in scored), default=0)
        return most / max(1, len(self.optional))

    def optional_weight(self) -> float:
        """Return the sum of the weights of the query's optional words."""
        return sum(self.weights[leaf] for leaf in self.optional)

    def coverage(self) -> float:
        """Return what an article gains that has all of the query's optional words."""
        everything = len(self.optional) + len(self.group.must) > 1
        share = min(1.0, (COVERAGE_WORDS / max(1, len(self.optional))) ** 2)
        return COVERAGE * share * self.optional_weight() if everything else 0.0

    def _part(self, part: Planned, segment: int) -> Weighed | Scored:
        return self._group(part, segment) if isinstance(part, Group) else self.weighed(part, segment)

    def _group(self, group: Group, segment: int) -> Scored:
        may = [(self._part(part, segment), _is_word(part)) for part in group.may]
        if group.must:
            result = _all_of([self._part(part, segment) for part in group.must], may, self.segments[segment].size)
        else:
            result = _any_of(may, self.segments[segment].size) if may else _all(self.segments[segment].size)
        for unwanted in group.without:
            result = result.where(~lookup(self._part(unwanted, segment).docs, result.docs)[1])
        return result


@cached
def norms_of(snapshot: Snapshot) -> list[Norms]:
    """Return what counts are weighed against in each segment."""
    words = sum(
        int(segment.lengths.sum(where=True if segment.live is None else segment.live)) for segment in snapshot.segments
    )
    mean_length = words / max(1, snapshot.articles)
    return [
        Norms(norms(segment.lengths, mean_length), ArrayCache.of(segment, BYTES_AN_ARTICLE))
        for segment in snapshot.segments
    ]


def _all(size: int) -> Scored:
    """Return all articles of a segment of this size, none before another."""
    return Scored(np.arange(size), np.zeros(size, np.float32), np.zeros(size, np.uint16))


def _alternatives(group: Group) -> tuple[Planned, ...]:
    """Return the parts of which some are welcome: those of the words, where beside them are only conditions."""
    words = [part for part in group.must if isinstance(part, Group) or part.scores]
    if group.may or len(words) != 1 or not isinstance(words[0], Group) or words[0].must or words[0].without:
        return group.may
    return words[0].may


def _is_word(part: Planned) -> TypeGuard[AnyLeaf]:
    """Say whether it counts for coverage that an article has a part."""
    return not isinstance(part, Group) and part.scores


Parts = list[tuple[Weighed | Scored, bool]]
"""Optional parts, and whether each is a word."""


def _all_of(must: list[Weighed | Scored], may: Parts, size: int) -> Scored:
    """Return what has all of some parts, with what others add."""
    docs, scores, optional = _every_common(must, size) if all(map(_is_common, must)) else _every(must)
    if may:
        optional = np.zeros(len(docs), np.uint16)
    for part, is_word in may:
        at, there = lookup(part.docs, docs)
        scores[there] += part.scores(at[there])
        optional += there & is_word
    return Scored(docs, scores, optional)


def _every(parts: list[Weighed | Scored]) -> tuple[Ints, Floats, Ints]:
    """Return the articles that have all of some parts, what these add to their scores, and their optional words."""
    docs, places = meet([part.docs for part in parts])
    scores, optional = np.zeros(len(docs), np.float32), np.zeros(len(docs), np.uint16)
    for part, at in zip(parts, places, strict=True):
        scores += part.scores(at)
        if isinstance(part, Scored):
            optional += part.optional.take(at)
    return docs, scores, optional


def _every_common(parts: list[Weighed | Scored], size: int) -> tuple[Ints, Floats, Ints]:
    """Do as `_every` does, for words that are all common."""
    some = _any_of([(part, True) for part in parts], size)
    at = (some.optional == len(parts)).nonzero()[0]
    return some.docs.take(at), some.values.take(at), np.zeros(len(at), np.uint16)


def _is_common(part: Weighed | Scored) -> TypeGuard[Weighed]:
    """Say whether so many articles have a word that it is faster to work with all articles than with its own."""
    if not isinstance(part, Weighed) or part.found.stem is None:
        return False
    return len(part.docs) > COMMON * len(part.norms.values)


_NO_WORD = 1 << 15
"""Stands, among numbers of words, for what is none: a query has fewer words."""


def _any_of(may: Parts, size: int) -> Scored:
    """Return what has any of some parts."""
    if len(may) == 1:
        part, is_word = may[0]
        return Scored(part.docs, part.scores(), np.full(len(part.docs), is_word))
    total = np.zeros(size, dtype=np.float32)
    standing = np.zeros(size, dtype=np.uint16)
    for part, is_word in may:
        if is_word and _is_common(part):
            scores, there = part.everywhere()
            total += scores
            standing += there
            continue
        docs = part.docs.astype(np.intp)  # which numpy would do for each of what follows
        total[docs] = total.take(docs) + part.scores()
        before = standing.take(docs)
        standing[docs] = before + 1 if is_word else before | _NO_WORD
    docs = (standing > 0).nonzero()[0]
    return Scored(docs, total.take(docs), standing.take(docs) & (_NO_WORD - 1))
