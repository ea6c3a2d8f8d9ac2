"""All that a query matches in a snapshot, and any part of it as hits.

Answer(snapshot, understood(text), options)  ->  .articles 120, .paragraphs 260, .shown(.chosen(20)[10:]) -> 10 hits
"""

from collections.abc import Sequence
from functools import cached_property

from index.segment import Snapshot
from search.allowance import notes_on
from search.arrays import Floats, Ints
from search.choose import Chosen, by_date, by_days, by_relevance
from search.copies import Copies, copies_of
from search.count import count_paragraphs
from search.evaluate import Evaluation, Scored
from search.facets import facets
from search.filters import Filters
from search.flat import Flat, choose_paragraphs, matching_paragraphs
from search.fold import leading, with_copies
from search.leaves import Leaves
from search.options import Options
from search.paging import without_seen_copies
from search.plan import plan
from search.query import Node
from search.results import Facets, Hit, Note
from search.show import show_articles, show_paragraphs
from search.understand import Understood

MANY = Note("capped", "Very many paragraphs match; only those of the articles that come first were ranked.")
"""What the paragraphs view says where it would have to rank millions of matches; see `search.flat`."""

ABOVE = Note("blame", "Only headlines and standfirsts match; the articles view shows them.")
"""What the paragraphs view says where it has nothing to show of the articles that are found."""


class Answer:
    """The answer to one query, before it is shown."""

    def __init__(self, snapshot: Snapshot, query: Understood, options: Options, *, whole: bool = False) -> None:
        self.snapshot = snapshot
        self.query = query
        self.options = options
        self._whole = whole
        self.evaluation = Evaluation(snapshot, query.plan, options.filters)
        self.scored = self.evaluation.scored()
        self.articles = sum(len(part.docs) for part in self.scored)

    @cached_property
    def paragraphs(self) -> int:
        """How many paragraphs of the articles match; of a query without words, all of them do in their own view."""
        if self.options.view == "paragraphs" and not self.partial:
            return sum(len(flat.blocks) for flat in self._flat)
        return sum(count_paragraphs(self.evaluation, i, part) for i, part in enumerate(self.scored))

    @cached_property
    def _flat(self) -> list[Flat]:
        return [
            matching_paragraphs(self.evaluation, i, part, self._keys(i, part)) for i, part in enumerate(self.scored)
        ]

    def _keys(self, segment: int, part: Scored) -> Ints | Floats | None:
        """Return what is highest for the articles that come first; None where all hits are wanted, however many."""
        if self._whole:
            return None
        if self.options.sort == "relevance":
            return part.values
        return by_days(self.evaluation.segments[segment].published[part.docs], self.options.sort)

    @property
    def notes(self) -> list[Note]:
        """What was left out, of the query and of the answer."""
        notes = [*self.query.notes, *notes_on(self.evaluation.found_leaves.capped())]
        if self.partial:
            notes.append(MANY)
        elif self.options.view == "paragraphs" and self.articles and not self.paragraphs:
            notes.append(ABOVE)
        return notes

    @property
    def partial(self) -> bool:
        """Whether not all matching paragraphs are among the hits."""
        return self.options.view == "paragraphs" and any(flat.partial for flat in self._flat)

    @property
    def facets(self) -> Facets:
        """The counts of all that was found."""
        found = zip(self.snapshot.segments, self.scored, strict=True)
        return facets([(segment, part.docs) for segment, part in found])

    @property
    def hits(self) -> int:
        """How many hits there are in the view that was asked for."""
        return self.paragraphs if self.options.view == "paragraphs" else self.articles

    def chosen(self, count: int) -> list[Chosen]:
        """Return the first `count` hits that no page before has shown, without the copies that are folded."""
        if self.options.view == "paragraphs":
            return choose_paragraphs(self.evaluation, self.scored, self._flat, count, self.options)
        return self._articles(count) if self._copies is None else leading(self._articles, self._copies, count)

    def _articles(self, count: int) -> list[Chosen]:
        """Return the first `count` articles that no page before has shown."""
        if self.options.sort == "relevance":
            return by_relevance(self.evaluation, self.scored, count, self.options.seen)
        return by_date(self.evaluation, self.scored, count, self.options.seen, self.options.sort)

    @cached_property
    def _copies(self) -> Copies | None:
        """What is folded; None where articles do not come by relevance, or that was not asked for."""
        folds = self.options.fold and (self.options.view, self.options.sort) == ("articles", "relevance")
        return copies_of(self.snapshot) if folds else None

    def shown(self, chosen: Sequence[Chosen], text: str) -> tuple[Hit, ...]:
        """Return some of the `chosen` as hits; links carry the query `text`."""
        if self.options.view == "paragraphs":
            return show_paragraphs(self.evaluation, chosen, text, explain=self.options.explain)
        hits = show_articles(
            self.evaluation, chosen, text, paragraphs=self.options.paragraphs, explain=self.options.explain
        )
        if self._copies is None:
            return hits
        hits = with_copies(hits, chosen, self._copies, self.evaluation, self.scored)
        return without_seen_copies(hits, self.options.seen)


def count_articles(snapshot: Snapshot, tree: Node, filters: Filters, known: Leaves) -> int:
    """Return how many articles a query finds, whose leaves may be `known` (see `Evaluation`)."""
    return sum(len(part.docs) for part in Evaluation(snapshot, plan(tree)[0], filters, known).scored())
