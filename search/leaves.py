"""Leaves of a plan -> where each of them occurs in each segment.

    FoundLeaves(snapshot, Group(must=(drones, "of the")), [None], {}).of("of the")   ->   [Found(docs [4, 9], ...)]

Words and fields are found first: their lists lie ready, and say which articles the query may find at all. Where a
phrase, or another leaf that reads places, may not look into all articles, it looks into those.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import numpy as np

from index.segment import Snapshot
from search.allowance import Allowance, reads_places
from search.arrays import Ints, Mask
from search.find import find
from search.found import WHOLE, Found
from search.frequency import live_among
from search.plan import AnyLeaf, Group, Planned
from search.query import Span

Leaves = dict[AnyLeaf, list[Found]]
"""Where each leaf stands in each segment of a snapshot."""


class FoundLeaves:
    """Where the leaves of a plan stand in a snapshot, of whose segments some articles may be `allowed` (None: all).

    `known` are leaves that were found before, and are not looked for again. What is found is added to it, for queries
    to come, but for what was looked for only in those articles that the rest of this plan may find.
    """

    def __init__(self, snapshot: Snapshot, group: Group, allowed: Sequence[Mask | None], known: Leaves) -> None:
        self._segments = snapshot.segments
        self._group = group
        self._allowed = allowed
        self.known = known
        leaves = sorted(dict.fromkeys(all_leaves(group)), key=reads_places)
        self._found: Leaves = {leaf: known[leaf] for leaf in leaves if leaf in known}
        self._look_for([leaf for leaf in leaves if leaf not in known])

    def _look_for(self, leaves: Sequence[AnyLeaf]) -> None:
        whole = Allowance(leaves, sum(segment.size for segment in self._segments))
        allowances = [whole.of(one.size, partial(self._possible, number)) for number, one in enumerate(self._segments)]
        for leaf in leaves:
            found = [find(leaf, *pair) for pair in zip(self._segments, allowances, strict=True)]
            self._found[leaf] = found
            if all(part.extent.share == 1.0 for part in found):
                self.known[leaf] = found

    def _possible(self, segment: int) -> Mask | None:
        """Return which articles of a segment may be found, as far as is known by now; None: any."""
        return _all_of([self._allowed[segment], self._possible_for(self._group, segment)])

    def _possible_for(self, part: Planned, segment: int) -> Mask | None:
        """Return which articles of a segment may have a part of the plan, as far as is known by now; None: any."""
        if not isinstance(part, Group):
            return _mask(self._found[part][segment].docs, self._segments[segment].size) if part in self._found else None
        masks = [self._possible_for(one, segment) for one in part.must or part.may]
        return _all_of(masks) if part.must else _any_of(masks)

    def __iter__(self) -> Iterator[AnyLeaf]:
        """Yield the leaves."""
        return iter(self._found)

    def of(self, leaf: AnyLeaf) -> list[Found]:
        """Return where a leaf stands in each segment."""
        return self._found[leaf]

    def articles_with(self, leaf: AnyLeaf) -> int:
        """Return how many live articles have a leaf; about, where not all were looked into that have its words."""
        pairs = zip(self._segments, self._found[leaf], strict=True)
        return sum(int(live_among(found.docs, segment) / found.extent.share) for segment, found in pairs)

    def missing(self, leaves: Iterable[AnyLeaf]) -> set[Span]:
        """Return the spans in the query of those leaves that no article has, as far as all were looked for."""
        whole = [leaf for leaf in leaves if all(found.extent == WHOLE for found in self._found[leaf])]
        return {leaf.span for leaf in whole if not self.articles_with(leaf)}

    def narrowed(self) -> set[Span]:
        """Return the spans in the query of the leaves that were only looked for where the others may be found."""
        return {leaf.span for leaf, found in self._found.items() if any(part.extent.share < 1.0 for part in found)}

    def capped(self) -> list[AnyLeaf]:
        """Return the leaves that stand for more than was looked up."""
        return [leaf for leaf, found in self._found.items() if any(part.extent.capped for part in found)]


def all_leaves(planned: Planned, *, positive: bool = False) -> Iterator[AnyLeaf]:
    """Yield the leaves of a plan, or only those of what must or may be there."""
    if not isinstance(planned, Group):
        yield planned
        return
    for part in planned.must + planned.may + (() if positive else planned.without):
        yield from all_leaves(part, positive=positive)


def _mask(docs: Ints, size: int) -> Mask:
    """Return, for each of so many articles, whether it is among `docs`."""
    mask = np.zeros(size, np.bool_)
    mask[docs] = True
    return mask


def _all_of(masks: Sequence[Mask | None]) -> Mask | None:
    """Return what is in all of some masks; None is the mask of everything."""
    known = [mask for mask in masks if mask is not None]
    return np.logical_and.reduce(known) if known else None


def _any_of(masks: Sequence[Mask | None]) -> Mask | None:
    """Return what is in any of some masks; None is the mask of everything, and so is that of no masks."""
    known = [mask for mask in masks if mask is not None]
    return np.logical_or.reduce(known) if known and len(known) == len(masks) else None
