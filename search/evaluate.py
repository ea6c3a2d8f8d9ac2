"""Plan -> which articles match in each segment, and how well.

    Group(must=(drones,), may=(kursk,))  +  3 segments  ->  3 x (docs [4, 9, 17], scores [7.1, 2.2, 5.0])

A word found in many articles says little, and how many is only known when all segments have been asked: so all leaves
are found everywhere first, then weighed, then the groups are put together, segment by segment, on sorted arrays.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from index.segment import Segment, Snapshot
from search.allowance import Allowance
from search.arrays import Floats, Ints, Mask, intersect, lookup
from search.found import Found
from search.kept import kept
from search.match import find
from search.plan import AnyLeaf, Group, Planned
from search.rank import COVERAGE, head_bonus, idf, norms, saturate

HEAD_BONUS = head_bonus()


@dataclass(frozen=True, slots=True)
class Weighed:
    """A leaf in one segment with its weight: `docs` and what each of them scores."""

    found: Found
    weight: float
    norms: Floats

    @property
    def docs(self) -> Ints:
        """The articles that have it, ascending."""
        return self.found.docs

    def scores(self, at: Ints | None = None) -> Floats:
        """Return what it adds to the score of each of `docs`, or of those at the indexes `at` (ascending)."""
        found = self.found
        docs = found.docs if at is None else found.docs[at]
        if not self.weight:
            return np.zeros(len(docs), dtype=np.float32)
        counts = (found.counts if at is None else found.counts[at]).astype(np.float32)
        if at is None:
            counts[found.head_at] += HEAD_BONUS[found.head_counts]
        elif len(found.head_at):
            where, there = lookup(found.head_at, at)
            counts[there] += HEAD_BONUS[found.head_counts[where[there]]]
        return np.float32(self.weight) * saturate(counts, self.norms[docs])


@dataclass(frozen=True, slots=True)
class Scored:
    """Articles of a segment, ascending, and their scores."""

    docs: Ints
    values: Floats
    everything: bool = False  # whether no article that has any of the query's words is left out

    def scores(self, at: Ints | None = None) -> Floats:
        """Return the scores of all, or of those at the indexes `at`."""
        return self.values if at is None else self.values[at]


Leaves = dict[AnyLeaf, list[Found]]
"""Where each leaf stands in each segment of a snapshot."""


class Evaluation:
    """One plan asked of one snapshot: what every leaf found, what it weighs, and how its groups combine.

    `known` are leaves that were found before, and are not looked for again; it takes up those that are.
    """

    def __init__(self, snapshot: Snapshot, group: Group, known: Leaves | None = None) -> None:
        self.snapshot = snapshot
        self.segments = snapshot.segments
        self.group = group
        self.found_leaves = _find_all(group, self.segments, {} if known is None else known)
        self._found = {leaf: self.found_leaves[leaf] for leaf in _all_leaves(group)}
        self.leaves = [leaf for leaf in dict.fromkeys(_all_leaves(group, positive=True)) if leaf.scores]
        self.weights = {leaf: self._weight(leaf) for leaf in self._found}
        self._norms = norms_of(snapshot)

    def _weight(self, leaf: AnyLeaf) -> float:
        return leaf.boost * idf(self.snapshot.articles, self.articles_with(leaf)) if leaf.scores else 0.0

    def articles_with(self, leaf: AnyLeaf) -> int:
        """Return how many live articles have a leaf."""
        pairs = zip(self.segments, self._found[leaf], strict=True)
        return sum(int(_live(found.docs, segment)) for segment, found in pairs)

    def found(self, leaf: AnyLeaf, segment: int) -> Found:
        """Return where a leaf stands in the segment of this number."""
        return self._found[leaf][segment]

    def capped(self) -> list[AnyLeaf]:
        """Return the leaves that stand for more than was looked up."""
        return [leaf for leaf, found in self._found.items() if any(part.capped for part in found)]

    def scored(self, segment: int, allowed: Mask | None) -> Scored:
        """Return the articles of a segment that match the whole plan and are allowed (None: all), with their scores."""
        if self.group == Group():
            result = Scored(np.arange(self.segments[segment].size), np.zeros(self.segments[segment].size, np.float32))
        else:
            result = self._group(self.group, segment)
        docs, scores = result.docs, result.scores()
        plain = not self.group.must and not self.group.without and not any(isinstance(p, Group) for p in self.group.may)
        everything = allowed is None and plain
        if allowed is not None:
            keep = allowed[docs]
            docs, scores = docs[keep], scores[keep]
        return self._covered(Scored(docs, scores, everything), segment)

    def weighed(self, leaf: AnyLeaf, segment: int) -> Weighed:
        """Return a leaf in one segment, ready to score."""
        return Weighed(self._found[leaf][segment], self.weights[leaf], self._norms[segment])

    def leaf_weights(self) -> Floats:
        """Return the weight of each scoring leaf, in the order of `leaves`."""
        return np.asarray([self.weights[leaf] for leaf in self.leaves], dtype=np.float64)

    def parts(self, segment: int, document: int) -> list[tuple[AnyLeaf, float]]:
        """Return what each scoring leaf adds to the score of one article."""
        wanted = np.asarray([document])
        result = []
        for leaf in self.leaves:
            weighed = self.weighed(leaf, segment)
            at, there = lookup(weighed.docs, wanted)
            result.append((leaf, float(weighed.scores(at)[0]) if there[0] else 0.0))
        return result

    def coverage(self) -> float:
        """Return what an article gains that has all of the query's optional words."""
        optional = self._optional()
        everything = len(optional) + len(self.group.must) > 1
        return COVERAGE * sum(self.weights[leaf] for leaf in optional) if everything else 0.0

    def covering(self, segment: int) -> Ints:
        """Return the articles of a segment that have all of the query's optional words."""
        return intersect([self._found[leaf][segment].docs for leaf in self._optional()])

    def _optional(self) -> list[AnyLeaf]:
        return [leaf for leaf in self.group.may if not isinstance(leaf, Group) and leaf.scores]

    def _covered(self, scored: Scored, segment: int) -> Scored:
        bonus = self.coverage()
        if bonus:
            at, there = lookup(scored.docs, self.covering(segment))
            scored.values[at[there]] += np.float32(bonus)
        return scored

    def _part(self, part: Planned, segment: int) -> Weighed | Scored:
        return self._group(part, segment) if isinstance(part, Group) else self.weighed(part, segment)

    def _group(self, group: Group, segment: int) -> Scored:
        must = [self._part(part, segment) for part in group.must]
        may = [self._part(part, segment) for part in group.may]
        if must:
            docs, scores = _all_of(must)
            for part in may:
                at, there = lookup(part.docs, docs)
                scores[there] += part.scores(at[there])
        elif may:
            docs, scores = _any_of(may, self.segments[segment].size)
        else:
            docs = np.arange(self.segments[segment].size)
            scores = np.zeros(len(docs), dtype=np.float32)
        for unwanted in group.without:
            keep = ~lookup(self._part(unwanted, segment).docs, docs)[1]
            docs, scores = docs[keep], scores[keep]
        return Scored(docs, scores * np.float32(group.boost) if group.boost != 1.0 else scores)


@kept
def norms_of(snapshot: Snapshot) -> list[Floats]:
    """Return what counts are weighed against in each segment."""
    words = sum(int(segment.lengths.sum()) for segment in snapshot.segments)
    mean_length = words / max(1, sum(segment.size for segment in snapshot.segments))
    return [norms(segment.lengths, mean_length) for segment in snapshot.segments]


def _all_of(parts: list[Weighed | Scored]) -> tuple[Ints, Floats]:
    docs = intersect([part.docs for part in parts])
    scores = np.zeros(len(docs), dtype=np.float32)
    for part in parts:
        scores += part.scores(lookup(part.docs, docs)[0]) if len(docs) else 0
    return docs, scores


def _any_of(parts: list[Weighed | Scored], size: int) -> tuple[Ints, Floats]:
    if len(parts) == 1:
        return parts[0].docs, parts[0].scores()
    total = np.zeros(size, dtype=np.float32)
    there = np.zeros(size, dtype=np.bool_)
    for part in parts:
        total[part.docs] += part.scores()
        there[part.docs] = True
    docs = np.flatnonzero(there)
    return docs, total[docs]


def _find_all(group: Group, segments: tuple[Segment, ...], known: Leaves) -> Leaves:
    """Look for the leaves of a plan that are not known yet, and return `known` with them."""
    wanted = [leaf for leaf in dict.fromkeys(_all_leaves(group)) if leaf not in known]
    allowance = Allowance(wanted, sum(segment.size for segment in segments))
    for leaf in wanted:
        known[leaf] = [find(leaf, segment, allowance) for segment in segments]
    return known


def _live(docs: Ints, segment: Segment) -> int:
    return len(docs) if segment.live is None else int(segment.live[docs].sum())


def _all_leaves(planned: Planned, *, positive: bool = False) -> Iterable[AnyLeaf]:
    if not isinstance(planned, Group):
        yield planned
        return
    for part in planned.must + planned.may + (() if positive else planned.without):
        yield from _all_leaves(part, positive=positive)
